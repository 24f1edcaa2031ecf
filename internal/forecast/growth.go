package forecast

import (
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
