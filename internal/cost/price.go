package cost

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// graduated is a price list by volume: what lies between a step's bounds costs
// its price, and what lies beyond a last bound nothing.
type graduated struct {
	prices []*float64 // of the scenario's steps
	bounds []*float64 // of the same; the last step may have none
	steps  []row.Step // as last read; none without prices
}

// newGraduated has a step for each price, and one beyond a last bound.
func newGraduated[S any](steps []S, of func(*S) (bound, price *float64)) graduated {
	if len(steps) == 0 {
		return graduated{}
	}
	var g graduated
	for i := range steps {
		bound, price := of(&steps[i])
		g.prices = append(g.prices, price)
		if bound != nil {
			g.bounds = append(g.bounds, bound)
		}
	}
	g.steps = make([]row.Step, len(g.bounds)+1)
	return g
}

func storage(s *model.StoragePrice) (bound, price *float64) {
	return (*float64)(s.UpTo), (*float64)(&s.Price)
}

func traffic(s *model.TrafficPrice) (bound, price *float64) {
	return (*float64)(s.UpTo), (*float64)(&s.Price)
}

// read takes the numbers of the scenario.
func (g *graduated) read() {
	from, before := 0.0, 0.0
	for i := range g.steps {
		s := row.Step{From: from, Before: before}
		if i < len(g.prices) {
			s.Each = *g.prices[i]
		}
		g.steps[i] = s
		if i < len(g.bounds) {
			if bound := *g.bounds[i]; bound > from {
				before += float64((bound - from) * s.Each)
				from = bound
			}
		}
	}
}

// price fills a row with the price of so many copies of a volume, at an index of prices.
func (g *graduated) price(price, volumes []float64, copies float64, index []float64) {
	if copies == 0 || len(g.steps) == 0 {
		clear(price)
		return
	}
	row.Price(price, volumes, index, copies, g.steps)
}
