package forecast

import (
	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Ceiling bounds every projected quantity: growth that would pass it (1,000 %
// a month for twenty years) stays there, finite, and is reported as a finding.
const Ceiling = 1e24

// monthly is the monthly factor of a growth, worked out again when that changes.
type monthly struct {
	growth unit.Growth
	factor float64
}

func (r *monthly) factorOf(g *unit.Growth) float64 {
	if *g != r.growth {
		r.growth, r.factor = *g, g.MonthlyFactor()
	}
	return r.factor
}

// project fills series with a driver's value by month: its growth curve, then the
// season relative to the start month and the chance of a simulated path, never
// below zero.
func project(d *model.Driver, startMonth int, rate *monthly, series []float64) {
	now := float64(d.Now)
	switch g := &d.Growth; {
	case g.Linear != nil:
		for m := range series {
			series[m] = bound(now + float64(float64(*g.Linear)*float64(m)))
		}
	case g.Logistic != nil:
		logistic(now, g.Logistic, series)
	case len(g.Steps) > 0:
		steps(now, g.Steps, series)
	case len(g.Points) > 0:
		points(now, g.Points, g.Then, series)
	case len(g.Rates) > 0:
		rates(now, g.Rates, series)
	default:
		compound(now, g.Compound, rate, series)
	}
	if d.Seasonality != nil {
		season(d.Seasonality, startMonth, series)
	}
	for m, shock := range d.Shocks {
		series[m] = bound(series[m] * shock)
	}
}

// compound is now·(1+rate)^(m/per). It multiplies once a month within the first
// period and then continues every month from a whole period before, so that
// 50 %/quarter is exactly 1.5³ after three quarters.
func compound(now float64, g *unit.Growth, rate *monthly, series []float64) {
	now = bound(now)
	if g == nil {
		row.Fill(series, now)
		return
	}
	first := len(series) // without whole periods
	if months := int(g.Per); float64(months) == g.Per && months > 0 {
		first = min(months, first)
	}
	factor, value := rate.factorOf(g), now
	for m := range series[:first] {
		series[m] = value
		value *= factor
	}
	whole, later := 1+g.Rate, series[first:]
	for m := range later {
		later[m] = series[m] * whole
	}
	boundLast(series, factor)
}

// boundLast bounds a series that grows by a factor from a bounded value on, or falls:
// no month passes the ceiling if the last one does not.
func boundLast(series []float64, factor float64) {
	if factor >= 0 && series[len(series)-1] <= Ceiling {
		return
	}
	for m := range series {
		series[m] = bound(series[m])
	}
}

// logistic is K / (1 + (K/now − 1)·e^(−r·m)) with r = ln(1+rate)/per, the
// solution of u' = r·u·(1 − u/K).
func logistic(now float64, l *model.Logistic, series []float64) {
	ceiling := float64(l.Ceiling)
	if now <= 0 {
		row.Fill(series, 0)
		return
	}
	decay := 1 / l.Rate.MonthlyFactor()
	distance := ceiling/now - 1
	for m := range series {
		series[m] = bound(ceiling / (1 + distance))
		distance *= decay
	}
}

// steps adds each jump from its month on.
func steps(now float64, jumps []model.Step, series []float64) {
	for m := range series {
		v := now
		for _, j := range jumps {
			if m >= j.Month {
				v += float64(j.Add)
			}
		}
		series[m] = bound(v)
	}
}

// rates is compound with another rate from certain months on: each continues from what
// the one before has reached.
func rates(now float64, all []*model.GrowthRate, series []float64) {
	for i, r := range all {
		from, to := min(r.From.Month, len(series)), len(series)
		if i+1 < len(all) {
			to = min(all[i+1].From.Month, len(series))
		}
		factor := r.Rate.MonthlyFactor()
		for m := from; m < to; m++ {
			series[m] = bound(now)
			now = series[m] * factor
		}
	}
}

// points is what is said of certain months; between two of them, and from now to the
// first, growth is compound, or a straight line where one of them is 0. Behind the last
// it is at a rate of its own.
func points(now float64, all []model.Point, then *unit.Growth, series []float64) {
	from, before := 0, bound(now)
	for i := range all {
		to, value := all[i].Month.Month, bound(*all[i].Value.At())
		between(series, from, to, before, value)
		from, before = to, value
	}
	factor := 1.0
	if then != nil {
		factor = then.MonthlyFactor()
	}
	for m := from; m < len(series); m++ {
		series[m] = bound(before)
		before *= factor
	}
}

// between fills the months of a series from one on and before another, in which it has
// two values.
func between(series []float64, from, to int, a, b float64) {
	span := float64(to - from)
	factor := 0.0
	if a > 0 && b > 0 {
		factor = elementary.Pow(b/a, 1/span)
	}
	value := a
	for m := from; m < min(to, len(series)); m++ {
		if series[m] = value; factor > 0 {
			value = bound(value * factor)
		} else {
			value = bound(a + float64((b-a)*(float64(m+1-from)/span)))
		}
	}
}

// season multiplies each month by its calendar month's factor over the start month's.
func season(s *model.Seasonality, startMonth int, series []float64) {
	factors := [12]unit.Factor{s.Jan, s.Feb, s.Mar, s.Apr, s.May, s.Jun, s.Jul, s.Aug, s.Sep, s.Oct, s.Nov, s.Dec}
	start := float64(factors[(startMonth+11)%12])
	if start <= 0 {
		return
	}
	for m := range series {
		series[m] = bound(series[m] * (float64(factors[(startMonth-1+m)%12]) / start))
	}
}

// bound keeps a quantity between zero and Ceiling; it also turns the NaN of an
// overflow times zero into zero.
func bound(v float64) float64 {
	if v > Ceiling {
		return Ceiling
	}
	if v >= 0 {
		return v
	}
	return 0
}
