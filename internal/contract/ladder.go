package contract

import "math"

// finest is into how many ticks the greatest demand is divided where it is not whole.
const finest = 1 << 30

// Ladder is what to buy and when at the least cost, in the order of months and
// offers: exact where what runs is whole units, else to a billionth of the most that
// runs. It decides once, knowing every month; of futures, it decides once for all of
// them when their hours are pooled.
func (p *Problem) Ladder() []Purchase {
	n := len(p.Price)
	curves := p.uncovered()
	most := 0.0
	for _, c := range curves {
		most = max(most, c.Most())
	}
	if most == 0 {
		return nil
	}
	tick := tickOf(curves, most)
	g := newNetwork(len(curves))
	height := ticks(most, tick)
	for m, c := range curves {
		g.demand[m] = climb(c, p.paid(m)*tick, height, tick)
	}
	for m := p.First; m < n; m++ {
		for i := range p.Offers {
			if o := &p.Offers[i]; m >= o.From {
				g.add(m, min(m+o.Term, len(curves)), p.fee(o, m)*tick)
			}
		}
	}
	g.send(height)
	var bought []Purchase
	next := 0
	for m := p.First; m < n; m++ {
		for i := range p.Offers {
			if o := &p.Offers[i]; m >= o.From {
				if flow := g.arcs[next].flow; flow > 0 {
					bought = append(bought, o.Buy(m, float64(flow)*tick))
				}
				next++
			}
		}
	}
	return bought
}

// uncovered are the curves of all months that count, less what is owned.
func (p *Problem) uncovered() []Curve {
	n := len(p.Price)
	curves := make([]Curve, n+p.after())
	for m := range curves {
		curves[m] = p.demandOf(m)
		if owned := inForce(p.Owned, m); owned > 0 {
			levels := make([]Level, len(curves[m]))
			for i, l := range curves[m] {
				levels[i] = Level{max(l.Units-owned, 0), l.Time}
			}
			curves[m] = Sorted(levels)
		}
	}
	return curves
}

// demandOf is the demand of a month; after the end it goes on as in the last one.
func (p *Problem) demandOf(month int) Curve { return p.Demand[min(month, len(p.Demand)-1)] }

// paid is what one unit costs that is not covered in a month, at its worth today.
func (p *Problem) paid(month int) float64 {
	if month < len(p.Price) {
		return float64(p.Price[month] * p.worth(month))
	}
	return float64(p.left() * p.worth(month))
}

// tickOf is the unit in which flows are counted.
func tickOf(curves []Curve, most float64) float64 {
	for _, c := range curves {
		for _, l := range c {
			if l.Units != math.Trunc(l.Units) || most > 1e9 {
				return most / finest
			}
		}
	}
	return 1
}

func ticks(units, tick float64) int { return int(math.Round(units / tick)) }

// climb is a demand as an arc: what lies above it is free, then come its levels
// from the one that runs least to the one that always runs.
func climb(c Curve, price float64, height int, tick float64) stairs {
	var s stairs
	step := func(cost float64, width int) {
		if width > 0 {
			s.cost, s.width = append(s.cost, cost), append(s.width, width)
		}
	}
	step(0, height-ticks(c.Most(), tick))
	share := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		below := 0
		if i > 0 {
			below = ticks(c[i-1].Units, tick)
		}
		share += c[i].Time
		step(float64(price*share), ticks(c[i].Units, tick)-below)
	}
	return s
}

// Cost is what a ladder minimises: the fees as the horizon counts them and what runs
// on demand, each at its worth today. What is owned costs the same whatever is
// bought, and is left out.
func (p *Problem) Cost(bought []Purchase) float64 {
	sum := 0.0
	for i := range bought {
		b := &bought[i]
		o := Offer{Term: b.Term, Upfront: b.Upfront, Fees: make([]float64, b.Month+1)}
		o.Fees[b.Month] = b.Fee
		sum += float64(b.Units * p.fee(&o, b.Month))
	}
	for m := range len(p.Price) + p.after() {
		c, covered := p.demandOf(m), inForce(p.Owned, m)
		above := c.Above(covered + inForce(bought, m))
		if m >= len(p.Price) {
			above -= c.Above(covered) // what use beyond the end is worth
		}
		sum += float64(p.paid(m) * above)
	}
	return sum
}

// inForce are the units of purchases that run in a month.
func inForce(bought []Purchase, month int) float64 {
	units := 0.0
	for i := range bought {
		if bought[i].Runs(month) {
			units += bought[i].Units
		}
	}
	return units
}
