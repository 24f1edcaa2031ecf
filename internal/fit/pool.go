package fit

import "math"

// member is a forecast of a series without season.
type member struct {
	name string
	run  func(y []float64, horizon int) []float64
}

// pool are the methods that earlier ends of the series weigh.
func pool() []member {
	logarithms := func(run func([]float64, int) []float64) func([]float64, int) []float64 {
		return func(y []float64, h int) []float64 { return inLogarithms(run, y, h) }
	}
	return []member{
		{"naive", naive},
		{"ses", smooth},
		{"holt", func(y []float64, h int) []float64 { return holt(y, h, additiveTrend) }},
		{"damped", func(y []float64, h int) []float64 { return holt(y, h, dampedTrend) }},
		{"theta", theta},
		{"theta of logarithms", logarithms(theta)},
		{"drift", drift},
		{"line", anchored},
		{"growth", logarithms(anchored)},
	}
}

// origins are the earlier ends of a series of n values at which methods are tried, at
// most five, and how far they look from there.
func origins(n, horizon, least int) (ends []int, look int) {
	look = max(1, min(horizon, n/4))
	step := max(1, look/2)
	for end := n - look; end >= max(least, n/2) && len(ends) < 5; end -= step {
		ends = append(ends, end)
	}
	return ends, look
}

// weigh gives each method of the pool a share of 1 over the square of its mean error
// at earlier ends of the series.
func weigh(y []float64, period, cycles, horizon int, methods []member) (shares, wrong []float64) {
	ends, look := origins(len(y), horizon, 4)
	wrong = make([]float64, len(methods))
	for _, end := range ends {
		past := y[:end]
		s := seasonOf(past, period, cycles)
		flat := s.without(past)
		for i, m := range methods {
			for j, f := range s.back(m.run(flat, look), end) {
				wrong[i] += math.Abs(y[end+j] - f)
			}
		}
	}
	return inverse(wrong), wrong
}

// inverse are shares of 1/e² that sum to 1; errors of zero share all.
func inverse(wrong []float64) []float64 {
	least := math.Inf(1)
	for _, e := range wrong {
		least = min(least, e)
	}
	out, sum := make([]float64, len(wrong)), 0.0
	for i, e := range wrong {
		switch {
		case e <= least:
			out[i] = 1
		case least > 0:
			out[i] = float64((least / e) * (least / e))
		}
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}
