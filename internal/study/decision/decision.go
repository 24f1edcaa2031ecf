// Package decision weighs plans against each other in the same futures: what each
// costs, in which share of the futures one is cheaper than another, and in which
// share a plan breaks a limit that another would have kept.
//
// Futures are compared one by one; only sums, counts and histograms are kept.
package decision

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study"
	"github.com/talimat/talimat-plan/internal/unit"
)

// The numbers of variants that can be weighed.
const (
	Least = 2
	Most  = 8
)

// Variant is one of the plans: a valid scenario.
type Variant struct {
	Name     string          // what reports call it
	Scenario *model.Scenario // its numbers as written
	Inputs   model.Inputs    // of the scenario
}

// Options say in which futures variants are weighed.
type Options = study.Options

// Table is what variants come to in the same futures. Amounts are in the currency
// of all of them. The total of a plan is its effective cost from month 1 to the
// horizon with the investments that begin until then: a saving that must first be
// bought is no saving. At a discount rate it is the present value of both: a saving
// that comes late is worth less.
type Table struct {
	Variants  []Variant       // in the order given
	Design    sampling.Design // how the futures were drawn
	Months    int             // horizon of all
	Rate      unit.Growth     // at which totals are discounted; 0 when they are sums
	Standings []Standing      // by variant
	Pairs     []Pair          // every two: 0 and 1, 0 and 2, …, 1 and 2, …
	Limits    []Limit         // conditions that deny, of all variants
	Sources   []Source        // what is uncertain in any variant
	Choice    Choice          // which one to take
}

// Limit is a condition that denies.
type Limit struct {
	Name string // of the limit
	Text string // of the condition
}

// MismatchError says that two variants cannot be weighed against each other.
type MismatchError struct {
	What          string // "currency", "horizon", "start" or "discount rate"
	First, Second string // names of the variants
	A, B          string // what each of them has
}

// Error names the variants and what each of them has.
func (e *MismatchError) Error() string {
	return fmt.Sprintf("%s and %s cannot be weighed against each other: the %s of one is %s, of the other %s", e.First, e.Second, e.What, e.A, e.B)
}

// Weigh runs every variant in the same futures and compares them in each. The
// result is the same to the last bit for any number of workers. It returns a
// [*MismatchError] for variants that differ in currency, horizon or start, and
// [simulation.ErrCertain] when nothing is uncertain in any of them.
func Weigh(variants []Variant, o Options) (*Table, error) {
	if n := len(variants); n < Least || n > Most {
		return nil, fmt.Errorf("%d variants: from %d to %d can be weighed", n, Least, Most)
	}
	for i := range variants[1:] {
		if err := alike(&variants[0], &variants[i+1]); err != nil {
			return nil, err
		}
	}
	rate, err := commonRate(variants)
	if err != nil {
		return nil, err
	}
	together, err := together(variants, o)
	if err != nil {
		return nil, err
	}
	w := newWeighing(variants, rate, o.Design)
	if err := together.Run(w.observer); err != nil {
		return nil, err
	}
	t := &Table{
		Variants: variants, Design: o.Design, Months: w.months, Rate: rate,
		Sources: sources(variants, together.Lanes), Limits: limits(together.Lanes),
	}
	for v := range variants {
		t.Standings = append(t.Standings, w.standing(v, together.Lanes[v].Denials, t.Limits))
	}
	for p := range w.pairs() {
		t.Pairs = append(t.Pairs, w.pair(p))
	}
	t.Choice = t.choose()
	return t, nil
}

// together prepares variants to be run in the same futures.
func together(variants []Variant, o Options) (*study.Together, error) {
	plans := make([]study.Plan, len(variants))
	for i := range variants {
		plans[i] = study.Plan{Scenario: variants[i].Scenario, Inputs: variants[i].Inputs}
	}
	return study.NewTogether(plans, o)
}

// alike checks that two variants speak about the same months and money.
func alike(a, b *Variant) error {
	mismatch := func(what, x, y string) error { return &MismatchError{what, a.Name, b.Name, x, y} }
	switch s, t := a.Scenario, b.Scenario; {
	case s.Currency != t.Currency:
		return mismatch("currency", s.Currency, t.Currency)
	case s.Start != t.Start:
		return mismatch("start", s.Start.String(), t.Start.String())
	case s.Months() != t.Months():
		return mismatch("horizon", fmt.Sprintf("%d months", s.Months()), fmt.Sprintf("%d months", t.Months()))
	}
	return nil
}

// commonRate is the discount rate of the variants: those that have none are weighed
// at that of the others, and two rates cannot both be right.
func commonRate(variants []Variant) (common unit.Growth, err error) {
	from := -1
	for i := range variants {
		rate, ok := plan.Rate(variants[i].Scenario)
		switch {
		case !ok:
		case from < 0:
			common, from = rate, i
		case rate != common:
			text := func(g unit.Growth) string {
				return unit.Format(unit.KindGrowth, unit.Value{Number: g.Rate, Per: g.Per})
			}
			return common, &MismatchError{"discount rate", variants[from].Name, variants[i].Name, text(common), text(rate)}
		}
	}
	return common, nil
}

// limits are the conditions that deny in any of the plans, each once.
func limits(lanes []*simulation.Futures) (all []Limit) {
	for _, lane := range lanes {
		for _, d := range lane.Denials {
			if l := (Limit{d.Limit, d.Condition.Text}); find(all, l) < 0 {
				all = append(all, l)
			}
		}
	}
	return all
}

func find(all []Limit, l Limit) int {
	for i := range all {
		if all[i] == l {
			return i
		}
	}
	return -1
}
