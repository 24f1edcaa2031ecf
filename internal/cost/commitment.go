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
	if r == nil || len(r.On) > 0 && !slices.Contains(r.On, part) {
		return
	}
	p.terms, p.term = r, max(int(math.Round(float64(r.Term))), 1)
}

// commitment is what a pool does to one month.
type commitment struct {
	committed float64 // in force, at list price
	unused    float64 // of it, at list price
	saved     float64 // discount on all of it, less what is unused
	prepaid   float64 // cash beyond the amortised cost: upfront paid now, less its amortisation
}

// commit buys up to the covered share of a base that always runs, and accounts
// for the month.
func (m *Model) commit(p *pool, base float64, month int) commitment {
	if p.terms == nil {
		return commitment{}
	}
	if month >= p.term {
		p.active = max(p.active-p.bought[month-p.term], 0)
	}
	if from := p.terms.From.Or(0); month >= from {
		if missing := base*float64(p.terms.Cover) - p.active; missing > 0 {
			p.bought[month] = missing
			p.active += missing
		}
	}
	c := commitment{committed: p.active, unused: max(p.active-base, 0)}
	discount := float64(p.terms.Discount)
	c.saved = discount*p.active - c.unused
	upfront := upfrontShare(p.terms.Upfront) * (1 - discount)
	c.prepaid = upfront * (float64(p.term)*p.bought[month] - p.active)
	return c
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
