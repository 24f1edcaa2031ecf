package fit

import "math"

// Season is what a series does each year, week or day, taken out of it. A factor
// multiplies the level where all values are positive, else it is added.
type Season struct {
	Period         int       // steps after which it comes again
	Multiplicative bool      // factors multiply; else they are added
	Factors        []float64 // by step, the first that of the first value; mean 1, or 0
}

// seasonal says whether a series has a season, by the test of the M4 competition
// (Makridakis, Spiliotis, Assimakopoulos, 2020): the autocorrelation at one period is
// outside its 90 % limits. cycles is how many whole periods there have to be.
func seasonal(y []float64, period, cycles int) bool {
	n := len(y)
	if period < 2 || n < cycles*period {
		return false
	}
	mean, squares := average(y), 0.0
	for _, v := range y {
		squares += float64((v - mean) * (v - mean))
	}
	if squares == 0 {
		return false
	}
	sum, last := 1.0, 0.0
	for lag := 1; lag <= period; lag++ {
		product := 0.0
		for i := lag; i < n; i++ {
			product += float64((y[i] - mean) * (y[i-lag] - mean))
		}
		last = product / squares
		if lag < period {
			sum += float64(2 * last * last)
		}
	}
	return math.Abs(last) > 1.645*math.Sqrt(sum/float64(n))
}

// decompose is the classical decomposition: each value over the moving average of one
// period around it, averaged by step of the period. The series has two periods.
func decompose(y []float64, period int, multiplicative bool) Season {
	s := Season{Period: period, Multiplicative: multiplicative, Factors: make([]float64, period)}
	counts := make([]int, period)
	half := period / 2
	for i := half; i < len(y)-half; i++ {
		trend := 0.0
		if period%2 == 0 {
			trend = (y[i-half] + y[i+half]) / 2
			for _, v := range y[i-half+1 : i+half] {
				trend += v
			}
		} else {
			for _, v := range y[i-half : i+half+1] {
				trend += v
			}
		}
		trend /= float64(period)
		if multiplicative {
			s.Factors[i%period] += y[i] / trend
		} else {
			s.Factors[i%period] += y[i] - trend
		}
		counts[i%period]++
	}
	for i := range s.Factors {
		s.Factors[i] /= float64(max(1, counts[i]))
	}
	mean := average(s.Factors)
	for i := range s.Factors {
		if multiplicative {
			s.Factors[i] /= mean
		} else {
			s.Factors[i] -= mean
		}
	}
	return s
}

// at is the factor of a step counted from the first value.
func (s Season) at(step int) float64 { return s.Factors[step%s.Period] }

// without is a series less its season; the zero season takes nothing.
func (s Season) without(y []float64) []float64 {
	out := make([]float64, len(y))
	copy(out, y)
	for i := range out {
		switch {
		case s.Period == 0:
		case s.Multiplicative:
			out[i] /= s.at(i)
		default:
			out[i] -= s.at(i)
		}
	}
	return out
}

// back puts the season into a forecast whose first step is number first of the series.
func (s Season) back(f []float64, first int) []float64 {
	for i := range f {
		switch {
		case s.Period == 0:
		case s.Multiplicative:
			f[i] *= s.at(first + i)
		default:
			f[i] += s.at(first + i)
		}
	}
	return f
}

// seasonOf is the season of a series, or none. cycles is how many periods there have to be.
func seasonOf(y []float64, period, cycles int) Season {
	if !seasonal(y, period, cycles) {
		return Season{}
	}
	s := decompose(y, period, positive(y))
	for _, f := range s.Factors {
		if s.Multiplicative && f < 0.01 || math.IsNaN(f) || math.IsInf(f, 0) {
			return decompose(y, period, false) // a step in which nearly nothing happens
		}
	}
	return s
}

// positive says that all values are above zero.
func positive(y []float64) bool {
	for _, v := range y {
		if v <= 0 {
			return false
		}
	}
	return true
}

// average is the mean of some numbers; of none it is 0.
func average(y []float64) float64 {
	sum := 0.0
	for _, v := range y {
		sum += v
	}
	return sum / float64(max(1, len(y)))
}
