// Package ci writes the verdict of a gate for those who read it: people at a
// terminal, code review and the systems that run checks. It judges nothing.
package ci

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Options say how a report is arranged.
type Options struct {
	Width    int    // columns of text; 80 when 0
	Color    bool   // whether text may colour its words
	ImageURL string // of a chart, for Markdown; "" for none
}

// Formats lists the formats in the order of the help.
func Formats() []string {
	return []string{"junit", "sarif", "github", "gitlab", "markdown", "json", "csv"}
}

// Write writes the verdict in one of the Formats, or as text.
func Write(w io.Writer, format string, v *gate.Verdict, o Options) error {
	var text string
	var err error
	switch format {
	case "table":
		text = Text(v, o)
	case "junit":
		text, err = junit(v)
	case "sarif":
		text, err = sarif(v)
	case "github":
		text = github(v)
	case "gitlab":
		text, err = gitlab(v)
	case "markdown":
		text = markdown(v, o)
	case "json":
		text, err = asJSON(v)
	case "csv":
		text, err = asCSV(v)
	default:
		return fmt.Errorf("no format %q", format)
	}
	if err != nil {
		return fmt.Errorf("ci: %s: %w", format, err)
	}
	_, err = io.WriteString(w, text)
	return err
}

// problem is a check that went wrong, with its scenario and the place that shows it.
type problem struct {
	subject *gate.Subject
	check   *gate.Check // nil when the scenario itself is what is wrong
	status  gate.Status
	pos     diag.Pos // in the scenario; Line is 0 when there is no line
	title   string
	message string
}

// problems are all checks with one of the statuses, worst first, and whatever is
// wrong with the scenarios themselves.
func problems(v *gate.Verdict, wanted ...gate.Status) []problem {
	var all []problem
	for i := range v.Subjects {
		s := &v.Subjects[i]
		if s.Error != "" && slices.Contains(wanted, gate.Failed) {
			all = append(all, faults(s)...)
		}
		for j := range s.Checks {
			c := &s.Checks[j]
			if slices.Contains(wanted, c.Status) {
				all = append(all, problem{s, c, c.Status, place(s, c), title(c), sentence(s, c)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b problem) int { return int(b.status) - int(a.status) })
	return all
}

// faults are the errors of a scenario that could not be judged.
func faults(s *gate.Subject) []problem {
	var all []problem
	for _, d := range s.Problems {
		if d.Severity == diag.Error {
			message := d.Message
			if d.Hint != "" {
				message += " (" + d.Hint + ")"
			}
			all = append(all, problem{subject: s, status: gate.Failed, pos: d.Pos, title: d.Code, message: message})
		}
	}
	if len(all) == 0 {
		all = append(all, problem{subject: s, status: gate.Failed, pos: diag.Pos{File: s.File}, title: "unreadable", message: s.Error})
	}
	return all
}

// place is where a check stands in its scenario: its own line, else that of the
// input that drives it, else the first one. Limits of the command line have none.
func place(s *gate.Subject, c *gate.Check) diag.Pos {
	if c.Pos.File == s.File && c.Pos.Line > 0 {
		return c.Pos
	}
	if c.Advice != nil {
		for _, change := range c.Advice.Changes {
			if change.Pos.File == s.File && change.Pos.Line > 0 {
				return change.Pos
			}
		}
	}
	return diag.Pos{File: s.File, Line: 1, Col: 1}
}

// file is the name of a scenario as other programs know files; ok is false for
// standard input and the built-in one.
func file(name string) (slashed string, ok bool) {
	return filepath.ToSlash(strings.Trim(name, "<>")), !strings.HasPrefix(name, "<")
}

// title names a check in a few words.
func title(c *gate.Check) string {
	switch c.Kind {
	case gate.Limit:
		return fmt.Sprintf("limit %s (%s)", c.Name, c.Level)
	case gate.Finding:
		return fmt.Sprintf("%s (%s)", c.Name, c.Level)
	}
	return string(c.Kind) + " " + c.Name
}

// value writes a value of a check, or what stands for one that does not exist.
func value(s *gate.Subject, c *gate.Check, v *float64) string {
	if v == nil && c.Measures == unit.KindMonths {
		return "never"
	}
	if v == nil {
		return "none"
	}
	return report.Quantity(c.Measures, *v, s.Currency)
}

// when is "month 14 (2027-03)", or "" when there is no month.
func when(c *gate.Check) string {
	if c.Month == nil {
		return ""
	}
	return fmt.Sprintf("month %d (%s)", *c.Month, c.Date)
}

// over is by how much a broken check misses its bound: "$52.40 (1.4%) over".
func over(s *gate.Subject, c *gate.Check) string {
	off := c.Over()
	if off == nil {
		return ""
	}
	word := "over"
	if *off < 0 {
		word = "short of it"
	}
	if c.Measures == unit.KindRatio { // a share of a share would be read as points
		return strings.TrimRight(strings.TrimRight(report.Number(math.Abs(*off)*100, 2), "0"), ".") + " points " + word
	}
	amount := report.Quantity(c.Measures, math.Abs(*off), s.Currency)
	if share := relative(c); share != "" {
		return fmt.Sprintf("%s (%s) %s", amount, share, word)
	}
	return amount + " " + word
}

// relative is the size of an overshoot as a share of the bound, "" when the
// bound is zero.
func relative(c *gate.Check) string {
	off := c.Over()
	if off == nil || *c.Bound == 0 {
		return ""
	}
	share := math.Abs(*off / *c.Bound) * 100
	switch {
	case share < 0.1:
		return "<0.1%"
	case share >= 1000:
		return report.Number(share/100, 0) + "x"
	}
	return report.Number(share, 1) + "%"
}

// sentence says what came out of a check.
func sentence(s *gate.Subject, c *gate.Check) string {
	switch {
	case c.Kind == gate.Finding:
		return suffixed(suffixed(c.Text, c.Detail), c.Remedy)
	case c.Status == gate.Failed || c.Status == gate.Skipped:
		return suffixed(fmt.Sprintf("%s was not evaluated: %s", c.Text, c.Reason), c.Remedy)
	case !c.Status.Broken():
		return fmt.Sprintf("%s holds: %s", c.Text, value(s, c, c.Actual))
	}
	text := fmt.Sprintf("%s: it is %s", c.Text, value(s, c, c.Actual))
	if c.Actual == nil {
		text = c.Text + ": the figure does not exist or is never reached"
	}
	if at := when(c); at != "" {
		text += " in " + at
	}
	if off := over(s, c); off != "" {
		text += ", " + off
	}
	if c.Worst != nil && c.Actual != nil && *c.Worst != *c.Actual {
		text += ", at worst " + value(s, c, c.Worst)
	}
	return text
}

func suffixed(text, more string) string {
	if more == "" {
		return text
	}
	return text + "; " + more
}

// advice is what to change about a broken limit, a sentence each.
func advice(s *gate.Subject, c *gate.Check) []string {
	if c.Advice == nil {
		return nil
	}
	var all []string
	money := func(v float64) string { return report.Amount(s.Currency, v, 2) }
	if p := c.Advice.Part; p != nil {
		until := s.Horizon
		if c.Month != nil {
			until = *c.Month
		}
		all = append(all, fmt.Sprintf("%s grew most: %s in month %d, %s in month %d", p.Name, money(p.Before), p.Since, money(p.After), until))
	}
	for _, ch := range c.Advice.Changes {
		at := ""
		if ch.Pos.Line > 0 {
			at = fmt.Sprintf(" (line %d)", ch.Pos.Line)
		}
		text := fmt.Sprintf("%s%s %s → %s: %s", ch.Path, at, ch.Before, ch.After, value(s, c, ch.Value))
		if ch.Mends {
			text += ", and the limit holds"
		}
		all = append(all, text)
	}
	return all
}

// headline says the verdict on a scenario in one line.
func headline(s *gate.Subject) string {
	if s.Error != "" {
		return s.Error
	}
	var parts []string
	for _, p := range []struct {
		status    gate.Status
		one, many string
	}{
		{gate.Failed, "could not be evaluated", "could not be evaluated"}, {gate.Denied, "denied", "denied"},
		{gate.Warned, "warned", "warned"}, {gate.Known, "known", "known"}, {gate.Passed, "passed", "passed"},
	} {
		if n := count(s, p.status); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, p.one))
		}
	}
	if len(parts) == 0 {
		return "nothing to check: no limits, objectives or claims"
	}
	return strings.Join(parts, ", ")
}

func count(s *gate.Subject, status gate.Status) int {
	n := 0
	for i := range s.Checks {
		if s.Checks[i].Status == status {
			n++
		}
	}
	return n
}

// word is the verdict in capitals.
func word(status gate.Status) string {
	switch status {
	case gate.Failed:
		return "ERROR"
	case gate.Denied:
		return "FAIL"
	case gate.Warned:
		return "WARN"
	}
	return "PASS"
}
