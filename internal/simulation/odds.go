package simulation

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
)

// Odds is the probability of breaking a condition of Limits: for one on a
// probability, that of what it names.
type Odds struct {
	Ever     Estimate   // in any month of the window
	Months   []Estimate // by month from From on; a single one for figures of the window as a whole
	From, To int        // the window; 0, 0 for a single figure
}

// window is how many months condition i has a bound for; 1 for a single figure.
func (o *Outcome) window(i int) int {
	list, limits := conditions(o.Scenario)
	return months(o.Scenario, list[i], limits[i])
}

// Odds returns the probabilities of condition i of Limits.
func (o *Outcome) Odds(i int) Odds {
	list, limits := conditions(o.Scenario)
	var odds Odds
	if months(o.Scenario, list[i], limits[i]) > 1 {
		odds.From, odds.To = list[i].Window(limits[i], o.Scenario.Months())
	}
	odds.Ever = o.proportion(func(r *replicate) uint32 { return r.broken[i].ever })
	for m := range o.first().broken[i].months {
		odds.Months = append(odds.Months, o.proportion(func(r *replicate) uint32 { return r.broken[i].months[m] }))
	}
	return odds
}

// Probability answers a limit on a probability: that the comparison comes true in
// any month when it reads > or >=, in every month when it reads < or <=. It is one of
// Limits itself, not one that reads like it: two limits may bound the same chance
// in different months.
func (o *Outcome) Probability(c *model.Condition) (Estimate, bool) {
	i := slices.Index(o.Limits, c)
	if i < 0 {
		return Estimate{}, false
	}
	e := o.Odds(i).Ever
	if c.Upper() {
		e.Value = 1 - e.Value
	}
	return e, true
}

func (o *Outcome) first() *replicate {
	for i := range o.replicates {
		if o.replicates[i].done {
			return &o.replicates[i]
		}
	}
	return &replicate{}
}

// proportion is a share of the futures with its interval: Student's t over the
// replicates, but not narrower than Wilson's for as many independent futures when
// all or none are counted, where the replicates agree and the truth need not.
func (o *Outcome) proportion(of func(*replicate) uint32) Estimate {
	count, points := 0.0, float64(o.Design.Points)
	half := o.half(func(r *replicate) float64 { return float64(of(r)) / points })
	for i := range o.replicates {
		if o.replicates[i].done {
			count += float64(of(&o.replicates[i]))
		}
	}
	n := float64(o.Futures())
	p := count / n
	if p == 0 || p == 1 {
		const z = 1.959963984540054 // 0.975 quantile of the normal distribution
		half = z * z / (n + z*z)
	}
	return Estimate{p, math.Min(half, 1)}
}
