package contract

import (
	"math"
	"slices"
	"sort"
)

// Policy decides what to buy in a month from what ran before it.
type Policy interface {
	// Buy is how many units of an offer to buy in a month. It sees the months before
	// it, prices up to it, and what was bought until then.
	Buy(seen []Curve, month int, o *Offer, prices []float64, bought []Purchase) float64
}

// Follow is what a policy buys, month by month, of the first offer. What it buys in
// a month depends on the months before it only.
func (p *Problem) Follow(policy Policy) []Purchase {
	if len(p.Offers) == 0 {
		return nil
	}
	o := &p.Offers[0]
	bought := slices.Clone(p.Owned)
	for m := max(p.First, o.From); m < len(p.Price); m++ {
		units := policy.Buy(p.Demand[:m:m], m, o, p.Price[:m+1:m+1], bought)
		if units > 0 {
			bought = append(bought, o.Buy(m, units))
		}
	}
	return bought[len(p.Owned):]
}

// Recent keeps a share of what has lately been worth committing to: of the units
// that ran in more than fee ÷ price of the hours of the last months.
type Recent struct {
	Cover  float64 // 0 to 1
	Months int     // looked back, at least 1
	Today  Curve   // what ran before the first month; nil where that is not known
}

// Buy tops up what is in force.
func (r Recent) Buy(seen []Curve, month int, o *Offer, prices []float64, bought []Purchase) float64 {
	looked := seen[max(month-r.Months, 0):month]
	if month < r.Months && r.Today != nil {
		looked = append([]Curve{r.Today}, looked...)
	}
	if len(looked) == 0 || prices[month] <= 0 {
		return 0
	}
	worth := Pool(looked...).Used(o.Fees[month] / prices[month])
	return max(float64(r.Cover*worth)-inForce(bought, month), 0)
}

// Spent buys a unit once what it cost on demand within the last term exceeds the
// fee of a term, as Wang, Li and Liang do: what is bought counts as if it had been
// there for a term before, so that no spending is counted twice.
type Spent struct {
	Usage float64 // α: price of an hour under the contract over one on demand, below 1
}

// Buy counts whole units: as many as each cost more than the fee.
func (s Spent) Buy(seen []Curve, month int, o *Offer, prices []float64, bought []Purchase) float64 {
	from := max(month-o.Term+1, 0)
	if from >= len(seen) {
		return 0
	}
	enough := float64(o.Fees[month]*float64(o.Term)) / (1 - s.Usage)
	counted, most := make([]float64, len(seen)), 0.0
	for m := from; m < len(seen); m++ {
		for i := range bought {
			if b := &bought[i]; b.Runs(m) || b.Month-b.Term < m && m < b.Month {
				counted[m] += b.Units
			}
		}
		most = max(most, seen[m].Most()-counted[m])
	}
	dear := func(units int) bool {
		spent := 0.0
		for m := from; m < len(seen); m++ {
			spent += float64(prices[m] * seen[m].Running(counted[m]+float64(units)))
		}
		return spent > enough
	}
	return float64(sort.Search(int(math.Ceil(min(most, math.MaxInt32))), func(u int) bool { return !dear(u + 1) }))
}
