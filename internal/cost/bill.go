package cost

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Bill is a statement rounded to the minor unit of its currency, once: each
// category and each saving on its own, and every total the sum of its rounded parts, so that every table
// foots.
type Bill struct {
	Baseline    []float64             // Effective + Σ Savings
	List        []float64             // Effective + what commitments and spot save
	Effective   []float64             // Σ Categories
	Billed      []float64             // Effective + upfront payments less their amortisation
	Categories  [Categories][]float64 // effective
	Services    [][]float64           // effective, each rounded by itself: shares, of which no total is made
	Savings     [Levers][]float64     // net of what the lever itself costs
	SavingsRate [Levers][]float64     // saving as a share of the cost it acts on; NaN where it acts on nothing

	digits int // decimals of the currency
}

// Round returns the statement's bill. It changes nothing in the statement.
func (st *Statement) Round() *Bill {
	n := len(st.Effective)
	floats := func() []float64 { return make([]float64, n) }
	b := &Bill{Baseline: floats(), List: floats(), Effective: floats(), Billed: floats(), digits: st.Digits}
	for c := range b.Categories {
		b.Categories[c] = floats()
	}
	for range st.Services {
		b.Services = append(b.Services, floats())
	}
	for l := range b.Savings {
		b.Savings[l], b.SavingsRate[l] = floats(), floats()
	}
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
	for s := range b.Services {
		b.Services[s][m] = quantum(st.Services[s][m])
	}
	for l := range b.Savings {
		b.Savings[l][m] = quantum(st.Savings[l][m])
		saved = quantum(saved + b.Savings[l][m])
		b.SavingsRate[l][m] = math.NaN()
		if acts := st.ActsOn[l][m]; acts > 0 {
			b.SavingsRate[l][m] = st.Savings[l][m] / acts
		}
	}
	b.Effective[m] = effective
	b.Baseline[m] = quantum(effective + saved)
	b.List[m] = quantum(effective + b.Savings[Reserved][m] + b.Savings[Spot][m])
	b.Billed[m] = quantum(effective + quantum(st.Billed[m]-st.Effective[m]))
}

// PerUser is the effective cost of a month per user, to a hundredth or, where the
// currency has more decimals, to those; NaN without users.
func (b *Bill) PerUser(month int, users float64) float64 {
	return unit.RoundMinor(PerUser(b.Effective[month], users), max(b.digits, 2))
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
