package row

// Step is a part of a price list by volume: what lies beyond From, up to the next
// step, costs Each. Steps ascend; the first begins at 0.
type Step struct {
	From   float64 // volume
	Each   float64 // price of a unit of it
	Before float64 // price of all that lies below From
}

// Price fills a row with the price of so many copies of a volume, times an index
// of prices.
func Price(row, volume, index []float64, copies float64, steps []Step) {
	n := len(row)
	volume, index = volume[:n], index[:n]
	if four && len(steps) > 0 {
		priceAVX(row, volume, index, copies, steps)
		return
	}
	for i, v := range volume {
		row[i] = of(steps, float64(copies*v)) * index[i]
	}
}

// of is the price of one volume.
func of(steps []Step, volume float64) float64 {
	price := 0.0
	for i := range steps {
		s := &steps[i]
		if volume <= s.From {
			break
		}
		price = float64((volume-s.From)*s.Each) + s.Before
	}
	return price
}
