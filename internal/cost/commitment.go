package cost

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
)

// pool is the commitments on one part of the bill, in money at list price per
// month (as a savings plan is): each purchase is paid for its whole term,
// whether it is used or not.
type pool struct {
	terms  *model.Reserved
	term   int       // months
	bought []float64 // by month of purchase
	active float64   // in force
}

// reset empties the pool before a run.
func (p *pool) reset(s *model.Scenario, part string) {
	p.terms, p.active = nil, 0
	clear(p.bought)
	r := s.Savings.Reserved
	if r == nil || len(r.Parts) > 0 && !slices.Contains(r.Parts, part) {
		return
	}
	p.terms, p.term = r, max(int(math.Round(float64(r.Term))), 1)
}

// commitment is what a pool does to one month.
type commitment struct {
	committed float64 // in force, at list price
	saved     float64 // the discount on it
	prepaid   float64 // cash beyond the amortised cost: upfront paid now, less its amortisation
}

// commit accounts for a month of a base that always runs, given by month. It
// buys up to the covered share of what is sure to be used: the least the base
// will be while the contract lasts, within the horizon. So growth is committed
// as it comes, a seasonal peak is not, and no commitment is ever unused.
func (p *pool) commit(bases []float64, month int) commitment {
	if p.terms == nil {
		return commitment{}
	}
	if month >= p.term {
		p.active = max(p.active-p.bought[month-p.term], 0)
	}
	if from := p.terms.From.Or(0); month >= from {
		lasting := Lasting(bases, month, p.term)
		if missing := lasting*float64(p.terms.Cover) - p.active; missing > 0 {
			p.bought[month] = missing
			p.active += missing
		}
	}
	c := commitment{committed: p.active}
	discount := float64(p.terms.Discount)
	c.saved = discount * p.active
	upfront := upfrontShare(p.terms.Upfront) * (1 - discount)
	c.prepaid = upfront * (float64(p.term)*p.bought[month] - p.active)
	return c
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
