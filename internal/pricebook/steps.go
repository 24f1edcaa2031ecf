package pricebook

import "math"

// Bill is what a quantity costs by steps of one price: each part of it at the price
// of the step that it lies in.
func Bill(steps []Price, quantity float64) float64 {
	sum := 0.0
	for i := range steps {
		s := &steps[i]
		to := s.To
		if to == 0 {
			to = math.Inf(1)
		}
		if part := min(quantity, to) - s.From; part > 0 {
			sum += float64(part * s.Amount)
		}
	}
	return sum
}

// Offers are the prices of a book, those that are steps of one price together.
func (b *Book) Offers() [][]Price {
	var all [][]Price
	for i := range b.Prices {
		if k := len(all) - 1; k >= 0 && series(&all[k][0], &b.Prices[i]) {
			all[k] = append(all[k], b.Prices[i])
			continue
		}
		all = append(all, []Price{b.Prices[i]})
	}
	return all
}
