package scenario

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
)

// cycles are the months of the words that may stand behind "each".
var cycles = map[string]int{"month": 1, "quarter": 3, "year": 12}

// moments cuts "from month 12 to month 24" and "each quarter" off the end, and
// resolves them.
func (p *phrase) moments(s part) (body part, ok bool) {
	_, _, right, found := p.operator(s)
	if !found {
		return s, true
	}
	if inner, tail, isChance := p.chance(s); isChance && tail.at < tail.end {
		if at := p.keyword(min(right.at, inner.end), inner.end); at >= 0 {
			p.bad(p.trim(part{at, inner.end}), "write P(…) <= 10% in month 12", "months stand behind the probability")
			return s, false
		}
		right = tail
	}
	at := p.keyword(right.at, s.end)
	if at < 0 {
		return s, true
	}
	body, ok = p.trim(part{s.at, at}), true
	for at >= 0 && ok {
		phrase := p.trim(part{at, s.end})
		word, _, _ := strings.Cut(p.text(phrase), " ")
		rest := p.trim(part{phrase.at + len(word), s.end})
		at = p.momentEnd(rest)
		if at >= 0 {
			rest = p.trim(part{rest.at, at})
		}
		ok = p.moment(word, rest)
	}
	return body, ok
}

// keyword is the offset of the first " from ", " to ", " in " or " each " in text[at:end],
// or −1.
func (p *phrase) keyword(at, end int) int {
	text := p.text(part{at, end})
	first := -1
	for _, word := range []string{" from ", " to ", " in ", " each "} {
		if i := strings.Index(text, word); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	if first < 0 {
		return -1
	}
	return at + first
}

// momentEnd is where the moment that begins a part ends and the next one begins;
// −1 when there is no next one. A phase may be called "go to market".
func (p *phrase) momentEnd(s part) int {
	last := -1
	for at := p.keyword(s.at, s.end); at >= 0; at = p.keyword(at+1, s.end) {
		last = at
		text := strings.TrimSpace(p.text(part{s.at, at}))
		if _, _, known := p.spanOf(text); known {
			return at
		}
	}
	if p.s.Phase(p.text(s)) != nil {
		return -1
	}
	return last
}

// each resolves the cycle behind each: which month begins one is told by the
// calendar month of month 0 and by the fiscal year.
func (p *phrase) each(s part) bool {
	months, known := cycles[p.text(s)]
	switch {
	case !known:
		p.bad(s, "write each month, each quarter or each year", "%q is no part of the calendar", p.text(s))
	case p.into.Each.Months > 0:
		p.bad(s, "leave one out", "the condition says %q twice", "each")
		return false
	}
	since := p.s.Start.Month - p.s.FiscalMonth() + 12
	p.into.Each = model.Cycle{Months: months, Since: since % max(months, 1)}
	return known
}

// moment resolves one moment behind from, to or in, or what stands behind each.
func (p *phrase) moment(word string, s part) bool {
	if word == "each" {
		return p.each(s)
	}
	when := &p.into.From
	if word == "to" {
		when = &p.into.To
	}
	switch {
	case word == "in" && (p.into.From.Set || p.into.To.Set):
		p.bad(s, "write from and to, or in", "the condition says its months twice")
		return false
	case when.Set:
		p.bad(s, "leave one out", "the condition says %q twice", word)
		return false
	}
	when.Text = p.text(s)
	when.Month, when.Set = p.month(p.node, when.Text, s.at)
	_, last, _ := p.spanOf(when.Text)
	switch last = min(last, p.s.Months()); {
	case !when.Set:
	case word == "in":
		p.into.To = *when
		p.into.To.Month = last
	case word == "to":
		when.Month = last
	}
	return when.Set
}
