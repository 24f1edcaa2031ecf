package cost

import (
	"math"

	"github.com/talimat/talimat-plan/internal/unit"
)

// graduated is a price list by volume: what lies between a step's bounds costs
// its price.
type graduated []step

// step is one of them; upTo of the last is infinite.
type step struct{ from, upTo, price, before float64 } // before: the price of what lies below from

// read takes the steps of a price list into g, which has one place more: what
// lies beyond a last bound costs nothing.
func read[S any](g graduated, steps []S, of func(*S) (*unit.Bytes, float64)) {
	from, before := 0.0, 0.0
	for i := range g {
		g[i] = step{from: from, upTo: math.Inf(1), before: before}
		if i == len(steps) {
			break
		}
		bound, price := of(&steps[i])
		g[i].price = price
		if bound == nil {
			break
		}
		g[i].upTo = max(float64(*bound), from)
		before += (g[i].upTo - from) * price
		from = g[i].upTo
	}
}

// of is the price of a volume.
func (g graduated) of(volume float64) float64 {
	i := 0
	for volume > g[i].upTo {
		i++
	}
	return g[i].before + (volume-g[i].from)*g[i].price
}

// price fills row with the price of so many copies of a volume, at an index of prices.
func (g graduated) price(row, volumes []float64, copies float64, index []float64) {
	n := len(row)
	if copies == 0 || len(g) == 1 {
		clear(row)
		return
	}
	volumes, index = volumes[:n], index[:n]
	for month := range row {
		row[month] = g.of(copies*volumes[month]) * index[month]
	}
}
