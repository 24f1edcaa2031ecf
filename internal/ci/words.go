package ci

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// This file puts checks into words, the same in every format.

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
	return quantity(s, c, *v)
}

// quantity writes a number of what a check measures.
func quantity(s *gate.Subject, c *gate.Check, v float64) string {
	return metric.As(c.Metric, c.Measures).Text(v, s.Currency)
}

// actual is the value that was judged. A month that does not come is one thing, a
// figure that does not exist another.
func actual(s *gate.Subject, c *gate.Check) string {
	if c.Actual == nil && c.Missing != "" && !c.Never {
		return "none"
	}
	return value(s, c, c.Actual)
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
	if c.Measures == unit.KindRatio {
		return points(*off, 2) + " points " + word
	}
	amount := quantity(s, c, math.Abs(*off))
	if share := relative(c); share != "" {
		return fmt.Sprintf("%s (%s) %s", amount, share, word)
	}
	return amount + " " + word
}

// points is the size of a difference of two shares in percentage points: a share
// of a share would be read as that.
func points(off float64, decimals int) string {
	text := words.Decimal(math.Abs(off)*100, decimals)
	if decimals == 0 {
		return text
	}
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
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
		return words.Decimal(share/100, 0) + "x"
	}
	return words.Decimal(share, 1) + "%"
}

// sentence says what came out of a check.
func sentence(s *gate.Subject, c *gate.Check) string {
	switch {
	case c.Kind == gate.Finding:
		return suffixed(suffixed(c.Text, c.Detail), c.Remedy)
	case c.Status == gate.Failed || c.Status == gate.Skipped:
		return suffixed(fmt.Sprintf("%s was not evaluated: %s", c.Text, c.Reason), c.Remedy)
	case !c.Status.Broken():
		text := fmt.Sprintf("%s holds: %s", c.Text, value(s, c, c.Actual))
		if c.Absent {
			text = suffixed(text, c.Reason)
		}
		return text
	}
	text := fmt.Sprintf("%s: it is %s", c.Text, value(s, c, c.Actual))
	switch {
	case c.Missing != "":
		text = c.Text + ": " + c.Missing
	case c.Actual == nil:
		text = c.Text + ": the figure does not exist"
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
	return suffixed(suffixed(text, c.Detail), c.Remedy)
}

// reason is why a check has its status, where the values alone do not say.
func reason(c *gate.Check) string {
	if c.Missing == "" || c.Reason == "" {
		return c.Missing + c.Reason
	}
	return suffixed(c.Missing, c.Reason)
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
	money := func(v float64) string { return words.Currency(s.Currency).Exact(v) }
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
		status gate.Status
		words  string
	}{
		{gate.Failed, "could not be evaluated"}, {gate.Denied, "denied"},
		{gate.Warned, "warned"}, {gate.Known, "known"}, {gate.Passed, "passed"}, {gate.Skipped, "skipped"},
	} {
		if n := count(s, p.status); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, p.words))
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
