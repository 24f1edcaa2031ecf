package cost_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/cost"
)

// statement has one month with the given categories and savings.
func statement(categories [cost.Categories]float64, savings [cost.Levers]float64) *cost.Statement {
	row := func(v float64) []float64 { return []float64{v} }
	st := &cost.Statement{Digits: 2}
	effective, baseline := 0.0, 0.0
	for c, v := range categories {
		st.Categories[c] = row(v)
		effective += v
	}
	baseline = effective
	for l, v := range savings {
		st.Savings[l], st.ActsOn[l] = row(v), row(2*v)
		baseline += v
	}
	st.Effective, st.Billed, st.Baseline = row(effective), row(effective), row(baseline)
	st.List = row(effective + savings[cost.Reserved] + savings[cost.Spot])
	return st
}

// Three parts of 0.4 cents are three times nothing, not one cent: a total is
// the sum of what the table shows.
func TestTotalsAreSumsOfRoundedParts(t *testing.T) {
	b := statement([cost.Categories]float64{0.004, 0.004, 0.004}, [cost.Levers]float64{0.006, 0.006, 0.006}).Round()
	if b.Effective[0] != 0 || b.Baseline[0] != 0.03 || b.Savings[0][0] != 0.01 {
		t.Errorf("got effective %g, baseline %g, savings of %g each; want 0, 0.03, 0.01", b.Effective[0], b.Baseline[0], b.Savings[0][0])
	}
}

// The parts of a bill are whole quanta of its currency and add up to its totals.
func TestEveryTotalFootsToTheQuantum(t *testing.T) {
	for _, digits := range []int{0, 2, 3} {
		t.Run(strconv.Itoa(digits), func(t *testing.T) { foots(t, digits) })
	}
}

func foots(t *testing.T, digits int) {
	t.Helper()
	cents := func(v float64) int64 {
		n := math.Round(v * math.Pow10(digits))
		if n/math.Pow10(digits) != v {
			t.Fatalf("%v has parts of a quantum", v)
		}
		return int64(n)
	}
	rng := rand.New(rand.NewPCG(9, 10))
	for range 5000 {
		var categories [cost.Categories]float64
		var savings [cost.Levers]float64
		scale := math.Pow(10, rng.Float64()*9-2)
		for c := range categories {
			categories[c] = rng.Float64() * scale
		}
		for l := range savings {
			savings[l] = (rng.Float64() - 0.2) * scale
		}
		st := statement(categories, savings)
		st.Digits = digits
		b := st.Round()
		var effective, saved int64
		for c := range b.Categories {
			effective += cents(b.Categories[c][0])
		}
		for l := range b.Savings {
			saved += cents(b.Savings[l][0])
		}
		if cents(b.Effective[0]) != effective || cents(b.Baseline[0]) != effective+saved {
			t.Fatalf("%v, %v: effective %v of %v, baseline %v", categories, savings, b.Effective[0], effective, b.Baseline[0])
		}
		if want := effective + cents(b.Savings[cost.Reserved][0]) + cents(b.Savings[cost.Spot][0]); cents(b.List[0]) != want {
			t.Fatalf("%v, %v: list %v, want %v", categories, savings, b.List[0], want)
		}
		if b.Billed[0] != b.Effective[0] {
			t.Fatalf("%v: nothing is paid upfront, but %v is billed for %v", categories, b.Billed[0], b.Effective[0])
		}
	}
}

func TestRoundChangesNothingInTheStatement(t *testing.T) {
	make := func() *cost.Statement {
		return statement([cost.Categories]float64{0.125, 19.994}, [cost.Levers]float64{0.006, -0.3})
	}
	st := make()
	st.Round()
	if diff := cmp.Diff(make(), st, cmp.AllowUnexported(cost.Statement{})); diff != "" {
		t.Error(diff)
	}
}

func TestPerUser(t *testing.T) {
	for users, want := range map[float64]float64{100: 8.5, 4: 212.5, 0: math.NaN(), -1: math.NaN()} { // no users: no such figure
		if got := cost.PerUser(850, users); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%g users: got %g, want %g", users, got, want)
		}
	}
}
