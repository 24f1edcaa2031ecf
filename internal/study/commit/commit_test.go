package commit

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/talimat/talimat-plan/internal/contract"
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

// What always runs is the base that the engine itself finds, at the prices of the
// month, and the families are those of the plan.
func TestDemandIsThatOfTheEngine(t *testing.T) {
	months := 0
	for _, file := range files(t) {
		s := load(t, file).Scenario
		if a := s.Savings.Autoscaling; a != nil && a.Claimed != nil {
			continue
		}
		e := plan.Compile(s)
		d := demandOf(e)
		for i, family := range []string{"infrastructure", "database"} {
			for m, c := range d.of(family) {
				months++
				if got, want := c.Least()*d.price[m], e.Statement.Base[i][m+1]; math.Abs(got-want) > 1e-6*(1+want) {
					t.Fatalf("%s, %s, month %d: %g always runs, the engine says %g", file, family, m+1, got, want)
				}
			}
		}
	}
	if months < 100 {
		t.Errorf("only %d months were compared", months)
	}
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
