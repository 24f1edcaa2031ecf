package fit

import "math"

// dimensions is the most parameters that a search has.
const dimensions = 4

// point is a place in the unit cube and the cost there.
type point struct {
	at   [dimensions]float64
	cost float64
}

// minimum finds the least cost in the unit cube of d dimensions from a start, by the
// simplex of Nelder and Mead (The Computer Journal 7, 1965) with its usual
// coefficients; what leaves the cube is put on its face.
func minimum(d int, start [dimensions]float64, step float64, evaluations int, cost func(*[dimensions]float64) float64) point {
	var corners [dimensions + 1]point
	corners[0] = point{start, cost(&start)}
	for i := range d {
		at := start
		if at[i]+step <= 1 {
			at[i] += step
		} else {
			at[i] -= step
		}
		corners[i+1] = point{at, cost(&at)}
	}
	simplex := corners[:d+1]
	for evaluations -= d + 1; evaluations > 0; {
		order(simplex)
		best, worst := simplex[0], &simplex[d]
		if worst.cost-best.cost <= 1e-7*(math.Abs(best.cost)+1e-9) && !math.IsInf(best.cost, 0) {
			break
		}
		evaluations -= improve(simplex, cost)
	}
	order(simplex)
	return simplex[0]
}

// improve takes one step of a simplex in order, and returns how often it asked for the cost.
func improve(simplex []point, cost func(*[dimensions]float64) float64) int {
	d := len(simplex) - 1
	worst := &simplex[d]
	var middle [dimensions]float64
	for _, p := range simplex[:d] {
		for i := range d {
			middle[i] += p.at[i] / float64(d)
		}
	}
	try := func(far float64) point {
		var p point
		for i := range d {
			p.at[i] = min(1, max(0, middle[i]+float64(far*(worst.at[i]-middle[i]))))
		}
		p.cost = cost(&p.at)
		return p
	}
	reflected := try(-1)
	switch {
	case reflected.cost < simplex[0].cost:
		if expanded := try(-2); expanded.cost < reflected.cost {
			*worst = expanded
		} else {
			*worst = reflected
		}
		return 2
	case reflected.cost < simplex[d-1].cost:
		*worst = reflected
		return 1
	}
	far := 0.5
	if reflected.cost < worst.cost {
		far = -0.5
	}
	if contracted := try(far); contracted.cost < min(worst.cost, reflected.cost) {
		*worst = contracted
		return 2
	}
	for j := 1; j <= d; j++ {
		for i := range d {
			simplex[j].at[i] = (simplex[j].at[i] + simplex[0].at[i]) / 2
		}
		simplex[j].cost = cost(&simplex[j].at)
	}
	return 2 + d
}

// order sorts the few corners of a simplex by their cost, equal ones as they stand.
func order(simplex []point) {
	for i := 1; i < len(simplex); i++ {
		for j := i; j > 0 && simplex[j].cost < simplex[j-1].cost; j-- {
			simplex[j], simplex[j-1] = simplex[j-1], simplex[j]
		}
	}
}
