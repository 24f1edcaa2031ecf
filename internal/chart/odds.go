package chart

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/words"
)

// The shares of the futures whose first month is called out: half of them break
// a limit where the median crosses it, a tenth where the next quantile does.
const (
	half  = 0.5
	tenth = 0.1
)

// crossing of a limit by a share of the futures.
type crossing struct {
	month int
	share float64 // of the futures that break it then
	upTo  bool    // never more than that, and in this month
	when  string  // how the month is meant: "from", "in" or "as early as"
}

// crossings are what is worth saying about a limit: when one future in ten and
// when half of them break it; or the worst month.
func crossings(b *report.FanBound) []crossing {
	var all []crossing
	worst := 0
	for i, share := range b.Odds {
		if share > b.Odds[worst] {
			worst = i
		}
	}
	for _, level := range []float64{tenth, half} {
		i := firstOver(b.Odds, level)
		if i < 0 {
			break
		}
		c := crossing{month: b.From + i, share: level, when: spell(b.Odds[i:], level)}
		if i == 0 { // the limit begins to apply
			c.share = b.Odds[0]
			all = nil
		}
		all = append(all, c)
	}
	if len(all) == 0 && len(b.Odds) > 0 && b.Odds[worst] >= 0.005 {
		all = append(all, crossing{month: b.From + worst, share: b.Odds[worst], upTo: true})
	}
	return all
}

// firstOver is the first index with a value of at least so much, or −1.
func firstOver(values []float64, least float64) int {
	for i, v := range values {
		if v >= least {
			return i
		}
	}
	return -1
}

// spell says how long values stay at least as high as the first one's level:
// from then on, for one spell, or now and then.
func spell(values []float64, level float64) string {
	end := 0
	for end < len(values) && values[end] >= level {
		end++
	}
	switch {
	case end == len(values):
		return "from"
	case firstOver(values[end:], level) < 0:
		return "in"
	}
	return "as early as"
}

// The limits of one chart: how many are drawn, and how many of them have callouts.
const (
	mostBounds = 4
	mostCalled = 2
	slim       = 330 // points of width below which a limit has one callout
)

// shownBounds is the limits for which there is room.
func shownBounds(f *report.FanSeries) []report.FanBound {
	return f.Bounds[:min(len(f.Bounds), mostBounds)]
}

// fanBounds draws the limits, and says how many futures break them from when on.
func (p *panel) fanBounds(f *report.FanSeries) {
	in := money(p.plan.Currency)
	shown := shownBounds(f)
	for i := range shown {
		p.bound(&shown[i].Bound, in.value)
	}
	called := 0
	for i := range shown {
		b := &shown[i]
		all := crossings(b)
		if len(all) == 0 || called == mostCalled {
			continue
		}
		called++
		if p.width() < slim {
			all = all[len(all)-1:]
		}
		for _, c := range all {
			color := p.limitColor(b.Warn)
			if c.share == half && !c.upTo {
				color = p.theme.demand
			}
			limit := in.value(b.Values[c.month-b.From])
			p.callout(color, p.crossingAt(f, b, c), c.words(p.plan, limit), c.brief(p.plan, limit), c.brief(p.plan, ""))
		}
	}
}

// words is "50% of the futures break $3,700 from Sep 2025 (month 20)".
func (c crossing) words(plan *report.Charts, limit string) string {
	when := fmt.Sprintf("%s (month %d)", date(plan.Start, c.month), c.month)
	if c.upTo {
		return fmt.Sprintf("At most %s of the futures break %s, in %s", words.Share(c.share), limit, when)
	}
	return fmt.Sprintf("%s of the futures break %s %s %s", words.Share(c.share), limit, c.when, when)
}

// brief is "50% break $3,700 from Sep 2025".
func (c crossing) brief(plan *report.Charts, limit string) string {
	when := c.when
	if c.upTo {
		when = "in"
	}
	return strings.Join(strings.Fields(words.Share(c.share)+" break "+limit+" "+when+" "+date(plan.Start, c.month)), " ")
}

// crossingAt is where the quantile of a share of the futures meets a limit.
func (p *panel) crossingAt(f *report.FanSeries, b *report.FanBound, c crossing) point {
	m, limit := c.month, b.Values[c.month-b.From]
	if !p.axis.has(limit) {
		return p.at(m, f.P50[m])
	}
	if c.upTo || m == b.From {
		return p.at(m, limit)
	}
	series := f.P50
	if c.share < half {
		series = f.P90
		if !b.Upper {
			series = f.P10
		}
	}
	before, after, y := p.y(series[m-1]), p.y(series[m]), p.y(limit)
	if share := (y - before) / (after - before); share >= 0 && share <= 1 {
		return point{p.x(float64(m-1) + share), y}
	}
	return p.at(m, limit)
}

// fanWords says what the chart shows.
func fanWords(plan *report.Charts) string {
	f, in := plan.Fan, money(plan.Currency)
	last := len(f.P50) - 1
	var b strings.Builder
	fmt.Fprintf(&b, "Fan chart of %s simulated futures. The effective cost per month is %s in %s in the middle, and %s in %s;",
		words.Decimal(float64(f.Futures), 0), in.value(f.P50[0]), date(plan.Start, 0), in.value(f.P50[last]), date(plan.Start, last))
	fmt.Fprintf(&b, " half of the futures lie between %s and %s then, eight of ten between %s and %s, nine of ten between %s and %s.",
		in.value(f.P25[last]), in.value(f.P75[last]), in.value(f.P10[last]), in.value(f.P90[last]), in.value(f.P5[last]), in.value(f.P95[last]))
	if len(plan.Cost.Total) == last+1 {
		fmt.Fprintf(&b, " The forecast with every input at its median ends at %s.", in.value(plan.Cost.Total[last]))
	}
	for i := range f.Bounds {
		bound := &f.Bounds[i]
		fmt.Fprintf(&b, " %s of the futures break the limit %s in any month.", words.Share(bound.Ever), bound.Name)
		for _, c := range crossings(bound) {
			fmt.Fprintf(&b, " %s.", c.words(plan, in.value(bound.Values[c.month-bound.From])))
		}
	}
	return b.String()
}
