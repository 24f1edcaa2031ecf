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

// commit fills committed with what is in force at list price, month by month,
// of a base that always runs. It buys up to the covered share of what is sure to
// be used: the least the base will be while the contract lasts, within the
// horizon. So growth is committed as it comes, a seasonal peak is not, and no
// commitment is ever unused.
func (p *pool) commit(s *model.Scenario, part string, bases, committed []float64) {
	p.prepaid = p.prepaid[:0]
	r := s.Savings.Reserved
	if r == nil || len(r.Parts) > 0 && !slices.Contains(r.Parts, part) {
		clear(committed)
		return
	}
	term, cover, from := max(int(math.Round(float64(r.Term))), 1), float64(r.Cover), r.From.Or(0)
	lasting(bases, committed, term)
	active, bought := 0.0, p.bought[:len(committed)]
	for month := range committed {
		if month >= term {
			active -= bought[month-term]
		}
		want := 0.0
		if month >= from {
			want = committed[month] * cover
		}
		next := larger(want, active)
		bought[month], committed[month] = next-active, next
		active = next
	}
	if upfront := upfrontShare(r.Upfront) * (1 - float64(r.Discount)); upfront > 0 {
		for month, active := range committed {
			p.prepaid = append(p.prepaid, upfront*(float64(term)*p.bought[month]-active))
		}
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

// larger is the larger of two numbers of which the first is not negative. Bits are
// compared without a branch, which would often be mistaken here.
func larger(a, b float64) float64 {
	return math.Float64frombits(uint64(max(int64(math.Float64bits(a)), int64(math.Float64bits(b)))))
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
