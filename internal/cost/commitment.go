package cost

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// pool is the commitments on one part of the bill, in money at list price per
// month (as a savings plan is): each purchase is paid for its whole term,
// whether it is used or not.
type pool struct {
	bought  []float64 // by month of purchase
	prepaid []float64 // cash beyond the amortised cost: upfront paid now, less its amortisation; empty without upfront
}

// parts are what commitments are bought for, in the order of [Statement.Base].
func parts() [2]string { return [2]string{"infrastructure", "database"} }

// commit fills committed with what is in force at list price, month by month,
// of bases that always run. It buys up to the covered share of what is sure to
// be used: the least the base will be while the contract lasts, within the
// horizon. So growth is committed as it comes, a seasonal peak is not, and no
// commitment is ever unused.
func (m *Model) commit(bases, committed *[2][]float64) {
	r := m.scenario.Savings.Reserved
	for i, part := range parts() {
		if r == nil || len(r.Parts) > 0 && !slices.Contains(r.Parts, part) {
			clear(committed[i])
		} else {
			lasting(bases[i], committed[i], contract(r))
		}
		m.pools[i].prepaid = m.pools[i].prepaid[:0]
	}
	if r == nil {
		return
	}
	m.buy(contract(r), float64(r.Cover), r.From.Or(0), committed)
	for i := range committed {
		row.Least(committed[i], bases[i]) // the last bits of contracts that ended may be more than is left
	}
	if upfront := upfrontShare(r.Upfront) * (1 - float64(r.Discount)); upfront > 0 {
		for i := range m.pools {
			m.pools[i].prepay(upfront, contract(r), committed[i])
		}
	}
}

// contract is the term of a contract in months.
func contract(r *model.Reserved) int { return max(int(math.Round(float64(r.Term))), 1) }

// buy turns what lasts into what is committed. Each month waits for the one before
// it, so that both parts of the bill go side by side.
func (m *Model) buy(term int, cover float64, from int, committed *[2][]float64) {
	n := m.months + 1
	one, two := committed[0][:n], committed[1][:n]
	boughtOne, boughtTwo := m.pools[0].bought[:n], m.pools[1].bought[:n]
	activeOne, activeTwo := 0.0, 0.0
	for month := range n {
		if month >= term {
			activeOne -= boughtOne[month-term]
			activeTwo -= boughtTwo[month-term]
		}
		if month < from {
			one[month], two[month] = 0, 0
		}
		nextOne, nextTwo := row.Larger(one[month]*cover, activeOne), row.Larger(two[month]*cover, activeTwo)
		boughtOne[month], boughtTwo[month] = nextOne-activeOne, nextTwo-activeTwo
		one[month], two[month] = nextOne, nextTwo
		activeOne, activeTwo = nextOne, nextTwo
	}
}

// prepay is the upfront share of what was bought, less its amortisation.
func (p *pool) prepay(upfront float64, term int, committed []float64) {
	for month, active := range committed {
		p.prepaid = append(p.prepaid, upfront*(float64(float64(term)*p.bought[month])-active))
	}
}

// lasting fills least with the least of the bases over a term that begins in
// each month, as [Lasting] does: the least over 2, 4, 8 … months is the lesser of
// two halves, and two such spans that overlap make up a term.
func lasting(bases, least []float64, term int) {
	copy(least, bases)
	term = min(term, len(least))
	span := 1
	for ; 2*span <= term; span *= 2 {
		row.Least(least[:len(least)-span], least[span:])
	}
	if rest := term - span; rest > 0 {
		row.Least(least[:len(least)-rest], least[rest:])
	}
}

// Lasting is the least of a base over the term of a contract that begins in a
// month, within the horizon.
func Lasting(bases []float64, month, term int) float64 {
	least := bases[month]
	for _, b := range bases[month:min(month+term, len(bases))] {
		if b < least {
			least = b
		}
	}
	return least
}

// upfrontShare is the share of a contract that is paid at the purchase.
func upfrontShare(option string) float64 {
	switch option {
	case "all":
		return 1
	case "partial":
		return 0.5
	default:
		return 0
	}
}
