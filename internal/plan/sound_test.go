package plan_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// The laws of this file hold of one plan, or of two that say the same.

// same reports the first row and month in which two runs differ.
func same(got, want map[string][]float64, factor float64) error {
	for _, name := range sortedKeys(want) {
		f := 1.0
		if isMoney(name) {
			f = factor
		}
		for m, v := range want[name] {
			if m < len(got[name]) && !near(got[name][m], v*f) && math.Abs(got[name][m]-v*f) > 1e-9*f*scale(want, name, m) {
				return fmt.Errorf("%s is %g in month %d, not %g", name, got[name][m], m, v*f)
			}
		}
	}
	return nil
}

// scale is the amount of which an amount of money may be a difference.
func scale(all map[string][]float64, name string, month int) float64 {
	if strings.HasPrefix(name, "Statement.") {
		return all["Statement.Baseline"][month]
	}
	return 0
}

// What is served lies between nothing and all, the plan falls short exactly where
// it is less than all, and no figure is endless or below its range (broken by a
// database past its wall, which passed every objective).
func TestServedIsAShare(t *testing.T) {
	hold(t, func(w *world) error {
		r := plan.Compile(w.decode().Scenario).Project()
		short := make([]bool, r.Months()+1)
		for _, s := range r.Shortages() {
			for m := range short {
				if f, ok := s.In(m); ok {
					short[m] = true
					if !(f.Share >= 0 && f.Share < 1) {
						return fmt.Errorf("a shortage of %s carries %g in month %d", s.Service, f.Share, m)
					}
				}
			}
		}
		for m, v := range r.Series("served") {
			if !(v >= 0 && v <= 1) || (v < 1) != short[m] {
				return fmt.Errorf("served is %g in month %d, and the plan falls short: %t", v, m, short[m])
			}
		}
		first, reached := slices.Index(short, true), r.Reached.Shortage
		if (first >= 0) != (reached != nil) || reached != nil && *reached != first {
			return fmt.Errorf("the first shortage is in month %d, and reached.shortage is %v", first, reached)
		}
		return nil
	})
}

// A month does not depend on how far the plan looks (broken by servers chosen for
// the sum of all months, and by commitments bought on the months to come).
func TestMonthsDoNotDependOnTheHorizon(t *testing.T) {
	hold(t, func(w *world) error {
		pinned := func() *model.Scenario {
			s := w.decode().Scenario
			if c := s.Load.Complexity; c != nil { // its end is the horizon when nothing else is said
				c.By = model.When{Month: c.By.Or(s.Months()), Set: true}
			}
			return s
		}
		s := pinned()
		long := rows(run(s))
		for _, months := range []int{1, s.Months() / 2} {
			cut := pinned()
			if forgets(cut, months) {
				continue
			}
			cut.Horizon = unit.Months(months)
			short := rows(run(cut))
			for _, name := range sortedKeys(short) {
				for m, v := range short[name] {
					if long[name][m] != v {
						return fmt.Errorf("%s is %g in month %d of a plan of %d months, and %g in the whole", name, v, m, months, long[name][m])
					}
				}
			}
		}
		return nil
	})
}

// The order in which things are listed means nothing (broken by server tiers, of
// which the first of equals was taken, and by risks).
func TestOrderOfEveryList(t *testing.T) {
	hold(t, func(w *world) error {
		forward := w.decode().Scenario
		e := run(forward)
		want := rows(e)
		named := func(s *model.Scenario, r *plan.Result) string {
			var text []string
			for i := range r.Limits {
				l := &r.Limits[i]
				text = append(text, fmt.Sprint(l.Name, l.Path, l.Holds, l.Limit))
			}
			slices.Sort(text)
			return strings.Join(text, "\n")
		}
		limits := named(forward, plan.Run(w.decode().Scenario))
		for what, reverse := range map[string]func(*model.Scenario){
			"server prices":   func(s *model.Scenario) { slices.Reverse(s.Prices.Servers) },
			"server tiers":    func(s *model.Scenario) { slices.Reverse(s.Nodes.Tiers) },
			"database prices": func(s *model.Scenario) { slices.Reverse(s.Prices.Databases) },
			"database tiers": func(s *model.Scenario) {
				if s.Database != nil {
					slices.Reverse(s.Database.Tiers)
					slices.Reverse(s.Database.ReadReplicas.Uses)
				}
			},
			"risks and limits": func(s *model.Scenario) { slices.Reverse(s.Risks); slices.Reverse(s.Limits) },
			"drivers and lists of services": func(s *model.Scenario) {
				slices.Reverse(s.Drivers.Other)
				for i := range s.Regions {
					slices.Reverse(s.Regions[i].Services)
				}
			},
		} {
			s := w.decode().Scenario
			reverse(s)
			got := rows(run(s))
			if len(s.Drivers.Other) > 1 { // rows of drivers are in the order of the list
				for name := range want {
					if strings.HasPrefix(name, "Demand.Other") {
						got[name] = want[name]
					}
				}
			}
			if err := same(got, want, 1); err != nil {
				return fmt.Errorf("with the order of %s reversed: %w", what, err)
			}
			if other := named(s, plan.Run(s)); other != limits {
				return fmt.Errorf("with the order of %s reversed, limits are\n%s\nnot\n%s", what, other, limits)
			}
		}
		return nil
	})
}

// All money in a currency of which a unit buys half as much is twice as much.
func TestACurrencyIsAScale(t *testing.T) {
	hold(t, func(w *world) error {
		f := w.decode()
		want := rows(run(f.Scenario))
		for _, in := range f.Inputs {
			if in.Kind.Money() {
				*in.At *= 41.5
			}
		}
		return same(rows(run(f.Scenario)), want, 41.5)
	})
}
