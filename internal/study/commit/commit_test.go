package commit

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/talimat/talimat-plan/internal/contract"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
)

func load(t testing.TB, file string) *scenario.File {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f := scenario.Decode(file, text)
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	return f
}

func files(t testing.TB) []string {
	t.Helper()
	all, err := filepath.Glob("../../../scenarios/*.yaml")
	if err != nil || len(all) < 3 {
		t.Fatal(all, err)
	}
	return all
}

func products() []Product {
	return []Product{{Name: "1 year", Term: 12, Discount: 0.3}, {Name: "3 years", Term: 36, Discount: 0.5, Upfront: 1}}
}

// What runs is what the engine covers with contracts, hour by hour: but for spot
// capacity, which the calendar leaves out.
func TestDemandIsThatOfTheEngine(t *testing.T) {
	months := 0
	for _, file := range files(t) {
		s := load(t, file).Scenario
		e := plan.Compile(s)
		d := demandOf(e)
		for on, family := range []string{"infrastructure", "database"} {
			for m, c := range d.of(family) {
				want := e.Pricing().Covering(cost.Committable(on), m+1)
				if want == nil {
					continue
				}
				months++
				units := want.Runs
				if spot := s.Savings.Spot; spot != nil && m+1 >= spot.From.Or(0) {
					units = want.Steady
				}
				mean := 0.0
				for k, time := range want.Times {
					mean += float64(time * units[k])
				}
				if math.Abs(c.Mean()-mean) > 1e-9*(1+mean) || math.Abs(c.Most()-units[0]) > 1e-9*(1+units[0]) {
					t.Fatalf("%s, %s, month %d: %g on the average and %g at most, the engine has %g and %g", file, family, m+1, c.Mean(), c.Most(), mean, units[0])
				}
			}
		}
	}
	if months < 100 {
		t.Errorf("only %d months were compared", months)
	}
}

// What savings.reserved buys and comes to in the engine is what the rule of package
// contract buys, settled there, where nothing may be interrupted.
func TestReservedIsTheRule(t *testing.T) {
	months := 0
	for _, file := range append(files(t), "../../../testdata/tp36/tp-36.yaml") {
		f := load(t, file)
		s := f.Scenario
		if s.Savings.Reserved == nil {
			continue
		}
		s.Savings.Spot = nil
		for i := range s.Services {
			s.Services[i].Interruptible = false
		}
		s.Savings.Reserved.From = model.When{Month: max(s.Savings.Reserved.From.Or(0), 1), Set: true}
		a, err := Find(Question{Scenario: s, Inputs: f.Inputs, Products: []Product{Of(s.Savings.Reserved)}})
		if err != nil {
			t.Fatal(err)
		}
		account := way(a, "savings.reserved").Account
		e := plan.Compile(s)
		e.Run()
		for m := range s.Months() {
			var c cost.Covering
			for on := range cost.Committables {
				if one := e.Pricing().Covering(on, m+1); one != nil {
					c.InForce, c.Fees, c.Paid, c.Covered = c.InForce+one.InForce, c.Fees+one.Fees, c.Paid+one.Paid, c.Covered+one.Covered
				}
			}
			months++
			spared := account.All[m] - account.Rest[m]
			for what, pair := range map[string][2]float64{"in force": {c.InForce, account.InForce[m]}, "fees": {c.Fees, account.Fees[m]}, "paid": {c.Paid, account.Paid[m]}, "covered": {c.Covered, spared}} {
				if math.Abs(pair[0]-pair[1]) > 1e-6*(1+pair[1]) {
					t.Fatalf("%s, month %d, %s: the engine has %g, the rule %g", file, m+1, what, pair[0], pair[1])
				}
			}
		}
	}
	if months < 100 {
		t.Errorf("only %d months were compared", months)
	}
}

func way(a *Answer, name string) *Way {
	for i := range a.Ways {
		if a.Ways[i].Name == name {
			return &a.Ways[i]
		}
	}
	return &Way{Account: &contract.Account{}}
}

// The calendar is never dearer than another way to pay that is decided once, nor than
// any rule in the forecast that it was made for, but for the scenario's own discount;
// hindsight is never dearer than it.
func TestCalendarIsCheapest(t *testing.T) {
	for _, file := range files(t) {
		f := load(t, file)
		for _, design := range []*sampling.Design{nil, {Seed: 1, Replicates: 2, Points: 32}} {
			for horizon := range contract.Horizons() {
				a, err := Find(Question{Scenario: f.Scenario, Inputs: f.Inputs, Products: products(), Horizon: contract.Horizon(horizon), Design: design})
				if err != nil {
					t.Fatal(file, err)
				}
				best := a.Ways[0].Mean
				for _, w := range a.Ways[1:] {
					rule := w.Name == "follow" || w.Name == "savings.reserved"
					if w.Name == "hindsight" {
						if w.Mean > best*(1+1e-9) {
							t.Errorf("%s: hindsight costs %g, the calendar %g", file, w.Mean, best)
						}
					} else if (design == nil || !rule) && w.Mean < best*(1-1e-9) && w.Name != "savings.reserved" {
						t.Errorf("%s, futures %d, %s: %s costs %g, the calendar %g", file, a.Futures, contract.Horizon(horizon), w.Name, w.Mean, best)
					}
				}
				for _, s := range a.Demand {
					if s.Best > s.Cost*(1+1e-9) || s.Best > s.Alone*(1+1e-9) {
						t.Errorf("%s: at %g the best is %g, the calendar %g, on demand %g", file, s.Factor, s.Best, s.Cost, s.Alone)
					}
				}
			}
		}
	}
}

// What is bought is what is settled, and what a purchase pays adds up.
func TestPurchasesAddUp(t *testing.T) {
	f := load(t, "../../../scenarios/claude-talimat.yaml")
	a, err := Find(Question{Scenario: f.Scenario, Inputs: f.Inputs, Products: products()})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Buy) == 0 {
		t.Fatal("nothing is bought")
	}
	paid, fees := 0.0, 0.0
	for m := range f.Scenario.Months() {
		for i := range a.Buy {
			b := &a.Buy[i]
			paid += b.Paid(m)
			if b.Runs(m) {
				fees += b.Units * b.Fee
			}
			if b.Month != b.Purchase.Month+1 || b.Fee <= 0 || b.Units <= 0 {
				t.Fatalf("%+v", b)
			}
		}
	}
	account := 0.0
	for _, v := range a.Account.Paid {
		account += v
	}
	if math.Abs(paid-account) > 1e-6 || math.Abs(fees+rest(a.Account)-a.Account.Effective()) > 1e-6 {
		t.Errorf("paid %g and %g, fees %g, effective %g", paid, account, fees, a.Account.Effective())
	}
}

func rest(a *contract.Account) (sum float64) {
	for _, v := range a.Rest {
		sum += v
	}
	return sum
}

func BenchmarkFind(b *testing.B) {
	f := load(b, "../../../scenarios/claude-talimat.yaml")
	for b.Loop() {
		if _, err := Find(Question{Scenario: f.Scenario, Inputs: f.Inputs, Products: products(), Design: &sampling.Design{Seed: 1, Replicates: 4, Points: 64}}); err != nil {
			b.Fatal(err)
		}
	}
}
