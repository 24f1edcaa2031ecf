package scenario

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// limits resolves the limits: a bound that denies, one that warns, or both.
func (c *checker) limits() {
	known := metric.Of(c.s)
	for i := range c.s.Limits {
		l := &c.s.Limits[i]
		path := "limits." + l.Name
		if l.Deny == nil && l.Warn == nil {
			c.at(path, codeLimitForm, "write deny, warn or both", "the limit %q needs a bound", l.Name)
			continue
		}
		deny, warn := c.bound(path+".deny", l, l.Deny, known), c.bound(path+".warn", l, l.Warn, known)
		if deny && warn && looser(l.Warn, l.Deny) {
			c.warn(path+".warn", codeIdleLimit, "warn at a tighter bound than the one that denies", "the limit %q denies before it ever warns", l.Name)
		}
		if l.From.Set && l.To.Set && l.To.Month < l.From.Month {
			c.at(path+".to", codeOutOfRange, "", "the limit ends in month %d, before it begins in month %d", l.To.Month, l.From.Month)
		}
	}
}

// bound resolves one condition of a limit and reports whether it is there and sound.
func (c *checker) bound(path string, l *model.Limit, cond *model.Condition, known []metric.Metric) bool {
	if cond == nil {
		return false
	}
	m, ok := c.condition(path, cond, known)
	if !ok {
		return false
	}
	from, to, ok := c.window(path, l, cond)
	switch {
	case !m.Series && (l.From.Text != "" || l.To.Text != "" || cond.From.Set || cond.To.Set):
		c.at(path, codeMetricMonth, "leave out from and to", "%s is a single figure, not one for each month", m.Name)
		return false
	case !ok:
		return false
	case from > to:
		c.at(path, codeOutOfRange, "", "the limit ends in month %d, before it begins in month %d", to, from)
		return false
	}
	if cond.Each.Months > 0 && cond.Fold == model.FoldTotal && !c.wholeCycle(cond, from, to) {
		c.at(path, codeOutOfRange, "move from and to", "months %d to %d hold no whole one of what %q counts", from, to, cond.Text)
		return false
	}
	if reason := c.neverFails(cond, m); reason != "" {
		c.warn(path, codeIdleLimit, "tighten it, or leave it out", "this limit can never be broken: %s", reason)
	}
	return true
}

// wholeCycle reports whether a total of each quarter or year is ever judged.
func (c *checker) wholeCycle(cond *model.Condition, from, to int) bool {
	for m := from; m <= to; m++ {
		if cond.Judged(m, from) {
			return true
		}
	}
	return false
}

// window is the first and the last month of a condition, which may name each of
// them itself or leave it to its limit.
func (c *checker) window(path string, l *model.Limit, cond *model.Condition) (from, to int, ok bool) {
	for _, m := range []struct {
		word       string
		own, limit model.When
	}{{"from", cond.From, l.From}, {"to", cond.To, l.To}} {
		if m.own.Set && m.limit.Set {
			c.at(path, codeLimitForm, "leave one out", "the limit %q says %q twice: beside its condition and in it", l.Name, m.word)
			return 0, 0, false
		}
	}
	from, to = cond.Window(l, c.s.Months())
	if l.From.Set && l.To.Set && l.To.Month < l.From.Month { // said once, by limits
		return from, max(from, to), true
	}
	return from, to, true
}

// looser reports whether a warning comes only where its limit denies anyway.
func looser(warn, deny *model.Condition) bool {
	same := warn.Left() == deny.Left() && warn.Upper() == deny.Upper() && warn.Margin == deny.Margin && warn.Of == deny.Of && warn.Each == deny.Each &&
		warn.Planned == nil && deny.Planned == nil && warn.Chance == nil && deny.Chance == nil && warn.From == deny.From && warn.To == deny.To
	return same && (warn.Upper() && warn.Value >= deny.Value || !warn.Upper() && warn.Value <= deny.Value)
}

// neverFails says why a condition holds whatever the plan; "" when it may fail.
func (c *checker) neverFails(cond *model.Condition, m metric.Metric) string {
	if p := cond.Chance; p != nil {
		if p.Op == "<=" && p.Probability == 1 || p.Op == ">=" && p.Probability == 0 {
			return "every probability is between 0% and 100%"
		}
		return ""
	}
	if cond.Margin != model.MarginNone || cond.Of != "" || cond.Planned != nil {
		return ""
	}
	low, high := m.Range()
	kind := m.Kind
	if cond.Fold == model.FoldGrowth {
		low, high, kind = low-1, math.Inf(1), unit.KindRatio
	}
	switch {
	case cond.Op == ">=" && cond.Value <= low, cond.Op == ">" && cond.Value < low:
		return fmt.Sprintf("%s is never less than %s", cond.Left(), c.format(kind, low))
	case cond.Op == "<=" && cond.Value >= high, cond.Op == "<" && cond.Value > high:
		return fmt.Sprintf("%s is never more than %s", cond.Left(), c.format(kind, high))
	}
	return ""
}
