package cost

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Bill is a statement rounded to the minor unit of its currency, once: each
// category, each charge and each saving on its own, and every total the sum of its rounded parts, so that every table
// foots: Effective = Σ Categories + Σ Charges, Baseline = Effective + Σ Savings, List =
// Effective + what commitments and spot save, Billed = Effective + upfront
// payments less their amortisation. Services are shares, each rounded by itself,
// of which no total is made.
type Bill struct{ Rows }

// Round returns the statement's bill. It changes nothing in the statement.
func (st *Statement) Round() *Bill {
	n := len(st.Effective)
	b := &Bill{newRows(n, len(st.Services), len(st.Charges))}
	for m := range n {
		st.roundMonth(b, m)
	}
	return b
}

func (st *Statement) roundMonth(b *Bill, m int) {
	quantum := func(v float64) float64 { return unit.RoundMinor(v, st.Digits) }
	var effective, saved float64
	for c := range b.Categories {
		b.Categories[c][m] = quantum(st.Categories[c][m])
		effective = quantum(effective + b.Categories[c][m])
	}
	for c := range b.Charges {
		b.Charges[c][m] = quantum(st.Charges[c][m])
		effective = quantum(effective + b.Charges[c][m])
	}
	for s := range b.Services {
		b.Services[s][m] = quantum(st.Services[s][m])
	}
	for l := range b.Savings {
		b.Savings[l][m] = quantum(st.Savings[l][m])
		saved = quantum(saved + b.Savings[l][m])
	}
	b.Effective[m] = effective
	b.Baseline[m] = quantum(effective + saved)
	b.List[m] = quantum(effective + b.Savings[Reserved][m] + b.Savings[Spot][m])
	b.Billed[m] = quantum(effective + quantum(st.Billed[m]-st.Effective[m]))
}

// PerUser is a cost per user, finite however small a part of a user is left; NaN
// without users: what does not exist is not nothing.
func PerUser(cost, users float64) float64 {
	if users <= 0 {
		return math.NaN()
	}
	return min(cost/users, forecast.Ceiling)
}

// Sum takes the last bits of binary fractions off a sum of amounts that are each
// rounded to the minor unit of their currency, which has at most four decimals.
func Sum(v float64) float64 { return unit.RoundMinor(v, 4) }
