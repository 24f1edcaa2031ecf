package plan

import (
	"math"

	"github.com/talimat/talimat-plan/internal/cost"
)

// commitments are what each commitment comes to.
func commitments() map[string]registration {
	by := func(value func(s *source, c *cost.Committed) float64) registration {
		return registration{month: func(s *source, i int) func(int) float64 {
			name := s.Scenario.Committed()[i]
			return func(m int) float64 {
				c := s.cost.Committed(name, m)
				return value(s, &c)
			}
		}}
	}
	return map[string]registration{
		"commitments.*.paid":         by(func(s *source, c *cost.Committed) float64 { return s.amount(c.Paid) }),
		"commitments.*.used":         by(func(s *source, c *cost.Committed) float64 { return s.amount(c.Fees - c.Unused) }),
		"commitments.*.unused":       by(func(s *source, c *cost.Committed) float64 { return s.amount(c.Unused) }),
		"commitments.*.owed":         by(func(s *source, c *cost.Committed) float64 { return s.amount(c.Owed) }),
		"commitments.*.prepaid":      by(func(s *source, c *cost.Committed) float64 { return s.amount(c.Prepaid) }),
		"commitments.*.coverage":     by(func(_ *source, c *cost.Committed) float64 { return share(c.Covered, c.Runs) }),
		"commitments.*.utilization":  by(func(_ *source, c *cost.Committed) float64 { return share(c.Used, c.InForce) }),
		"commitments.*.savings_rate": by(func(_ *source, c *cost.Committed) float64 { return over(c.Saved(), c.Runs) }),
	}
}

// share is a part of a whole, at most all of it; NaN of nothing.
func share(part, whole float64) float64 { return min(over(part, whole), 1) }

// over is a share that may be negative, or more than all.
func over(part, whole float64) float64 {
	if whole <= 0 {
		return math.NaN()
	}
	return part / whole
}

// committed are what all commitments come to, from month 1 to the horizon.
func committed() map[string]registration {
	of := func(value func(s *source) float64) registration {
		return registration{figure: func(s *source) func() float64 { return func() float64 { return value(s) } }}
	}
	in := func(value func(s *source, c *cost.Committed) float64) registration {
		return of(func(s *source) float64 {
			if s.settled.run != s.runs {
				s.settled = settled{s.committed(""), s.runs}
			}
			return value(s, &s.settled.Committed)
		})
	}
	return map[string]registration{
		"committed.saved": of(func(s *source) (saved float64) {
			for m := 1; m <= s.Scenario.Months(); m++ { // of simulations it is the one that is always asked for
				saved += s.cost.SavedByContracts(m)
			}
			return s.amount(saved)
		}),
		"committed.unused":       in(func(s *source, c *cost.Committed) float64 { return s.amount(c.Unused) }),
		"committed.coverage":     in(func(_ *source, c *cost.Committed) float64 { return share(c.Covered, c.Runs) }),
		"committed.utilization":  in(func(_ *source, c *cost.Committed) float64 { return share(c.Used, c.InForce) }),
		"committed.savings_rate": in(func(_ *source, c *cost.Committed) float64 { return over(c.Saved(), c.Runs) }),
		"committed.owed":         in(func(s *source, c *cost.Committed) float64 { return s.amount(c.Owed) }),
		"committed.prepaid":      in(func(s *source, c *cost.Committed) float64 { return s.amount(c.Prepaid) }),
		"committed.break_even":   of(func(s *source) float64 { return monthOrNever(s.breakEven("")) }),
	}
}

// committed is what a commitment, or all of them for no name, come to in months 1 to the
// horizon; what is owed and prepaid is that at its end.
func (e *Engine) committed(name string) (sum cost.Committed) {
	for m := 1; m <= e.Scenario.Months(); m++ {
		c := e.cost.Committed(name, m)
		sum.Paid, sum.Fees, sum.Unused, sum.Covered = sum.Paid+c.Paid, sum.Fees+c.Fees, sum.Unused+c.Unused, sum.Covered+c.Covered
		sum.Runs, sum.InForce, sum.Used = sum.Runs+c.Runs, sum.InForce+c.InForce, sum.Used+c.Used
		sum.Owed, sum.Prepaid = c.Owed, c.Prepaid
	}
	return sum
}

// breakEven is the first month from which a commitment, or all of them for no name, are in
// force and have never again taken more cash than what ran under them would have cost; −1
// where they have at the end, or nothing is ever in force.
func (e *Engine) breakEven(name string) int {
	sum, moved, below, first := 0.0, 0.0, -1, -1
	for m := range e.Scenario.Months() + 1 {
		c := e.cost.Committed(name, m)
		sum += c.Covered - c.Paid
		moved += c.Covered + c.Paid
		if first < 0 && c.InForce > 0 {
			first = m
		}
		if sum < -1e-12*moved { // by more than the sum's own rounding
			below = m
		}
	}
	if first < 0 || below == e.Scenario.Months() {
		return -1
	}
	return max(first, below+1)
}

// Commitment is what a commitment comes to over a plan.
type Commitment struct {
	cost.Committed      // of months 1 to the horizon; what is owed and prepaid is that at its end
	BreakEven      *int // first month from which it has never again cost more cash than it has spared; nil when it has at the end
}

// Commitment is that of a commitment by its name; of all for none.
func (r *Result) Commitment(name string) Commitment {
	return Commitment{r.engine.committed(name), reached(r.engine.breakEven(name))}
}
