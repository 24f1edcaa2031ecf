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
	m.pools[0].prepaid, m.pools[1].prepaid = m.pools[0].prepaid[:0], m.pools[1].prepaid[:0]
	if r == nil {
		clear(committed[0])
		clear(committed[1])
		return
	}
	term, from := contract(r), min(r.From.Or(0), m.months+1)
	for i, part := range parts() {
		if len(r.Parts) > 0 && !slices.Contains(r.Parts, part) {
			clear(committed[i])
			continue
		}
		lasting(bases[i], committed[i], term)
		clear(committed[i][:from])
	}
	row.Commit(committed[0], committed[1], m.pools[0].bought, m.pools[1].bought, float64(r.Cover), term)
	for i := range committed {
		row.Least(committed[i], bases[i]) // the last bits of contracts that ended may be more than is left
	}
	if upfront := upfrontShare(r.Upfront) * (1 - float64(r.Discount)); upfront > 0 {
		for i := range m.pools {
			m.pools[i].prepay(upfront, term, committed[i])
		}
	}
}

// contract is the term of a contract in months.
func contract(r *model.Reserved) int { return max(int(math.Round(float64(r.Term))), 1) }

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
