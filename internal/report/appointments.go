package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/contract"
	"github.com/talimat/talimat-plan/internal/study/commit"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Appointments is the purchases as a calendar file (RFC 5545): an event on the first
// day of each month in which something is bought, and one in the month in which a
// term ends. The time stamp that the format asks for is the start of the plan, so that
// the same plan gives the same file.
func Appointments(a *commit.Answer, o Options) string {
	s := a.Question.Scenario
	x := &commitments{a, words.Currency(s.Currency), s.Start}
	c := &appointments{stamp: day(s.Start) + "T000000Z", plan: s.Name}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//talimat-plan//" + escaped(o.Tool) + "//EN")
	for i := range a.Buy {
		b := &a.Buy[i]
		fee := b.Units * b.Fee
		what := fmt.Sprintf("%s of %s, %s an hour", b.Offer, b.Family, x.money.Amount(fee/a.Hours, 4))
		c.event(i, "buy", s.Start.Add(b.Month), "Buy "+what, fmt.Sprintf("%s: %s, for what costs %s a month on demand.",
			s.Name, x.due(&b.Purchase), x.money.Exact(b.Units*b.Price)))
		c.event(i, "end", s.Start.Add(b.Month+b.Term), "Ends: "+what, s.Name+": the term is over, and what it covered is paid on demand.")
	}
	c.line("END:VCALENDAR")
	return c.text.String()
}

// due says what a purchase pays, and when.
func (x *commitments) due(b *contract.Purchase) string {
	var parts []string
	fee := b.Units * b.Fee
	if monthly := fee * (1 - b.Upfront); monthly > 0 {
		parts = append(parts, x.money.Exact(monthly)+" a month")
	}
	if upfront := fee * b.Upfront * float64(b.Term); upfront > 0 {
		parts = append(parts, x.money.Exact(upfront)+" upfront")
	}
	return strings.Join(parts, " and ")
}

// appointments writes the lines of a calendar file.
type appointments struct {
	text        strings.Builder
	stamp, plan string
}

// event is one on the first day of a month.
func (c *appointments) event(number int, kind string, month unit.Date, summary, description string) {
	c.line("BEGIN:VEVENT")
	c.line(fmt.Sprintf("UID:%s-%d-%s@talimat-plan", kind, number+1, day(month)))
	c.line("DTSTAMP:" + c.stamp)
	c.line("DTSTART;VALUE=DATE:" + day(month))
	c.line("SUMMARY:" + escaped(summary))
	c.line("DESCRIPTION:" + escaped(description))
	c.line("TRANSP:TRANSPARENT")
	c.line("END:VEVENT")
}

func day(d unit.Date) string { return fmt.Sprintf("%04d%02d01", d.Year, d.Month) }

// escaped is a text as a property has it.
func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`, "\r", "").Replace(text)
}

// line writes a line, folded so that none has more than 75 bytes.
func (c *appointments) line(text string) {
	const most = 75
	for len(text) > most {
		cut := most
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		c.text.WriteString(text[:cut] + "\r\n")
		text = " " + text[cut:]
	}
	c.text.WriteString(text + "\r\n")
}
