package fit

import (
	"errors"
	"math"

	"github.com/talimat/talimat-plan/internal/special"
)

// Scalability is the Universal Scalability Law (Gunther: Guerrilla Capacity Planning,
// 2007): the throughput of N workers is X(N) = γN/(1 + α(N-1) + βN(N-1)).
type Scalability struct {
	Contention float64    // α: the share of work that waits for others, 0 to 1
	Coherency  float64    // β: what each pair of workers costs, from 0 on
	Rate       float64    // γ: the throughput of one worker, in the unit of the data
	Half       [3]float64 // half widths of the 95 % intervals of α, β and γ; NaN on a bound and without degrees of freedom
	Squares    float64    // the sum of squared errors
	Free       int        // measurements less parameters
}

// At is the throughput of n workers.
func (s *Scalability) At(n float64) float64 { return s.Rate * n / s.denominator(n) }

func (s *Scalability) denominator(n float64) float64 {
	return 1 + float64(s.Contention*(n-1)) + float64(s.Coherency*n*(n-1))
}

// Peak is how many workers give the most; infinite without coherency.
func (s *Scalability) Peak() float64 {
	if s.Coherency == 0 {
		return math.Inf(1)
	}
	return math.Sqrt(max(0, 1-s.Contention) / s.Coherency)
}

// Scaling fits the law to measurements by least squares, α in [0, 1] and β from 0 on. It
// takes three different numbers of workers at least, all above zero.
func Scaling(workers, throughput []float64) (*Scalability, error) {
	distinct := map[float64]bool{}
	for i, n := range workers {
		if !(n > 0 && n < 1e9) || !(throughput[i] >= 0 && throughput[i] < 1e15) {
			return nil, errors.New("workers are above zero, and throughput is not below it")
		}
		distinct[n] = true
	}
	if len(distinct) < 3 {
		return nil, errors.New("it takes measurements with three different numbers of workers")
	}
	s := &Scalability{}
	cost := func(u *[dimensions]float64) float64 {
		s.Contention, s.Coherency = float64(u[0]*u[0]), float64(u[1]*u[1]*u[1]*u[1])
		return s.rate(workers, throughput)
	}
	best := minimum(2, [dimensions]float64{0.2, 0.1}, 0.1, 400, cost)
	cost(&best.at)
	free := [3]bool{true, true, true}
	for range 200 {
		if !s.improve(workers, throughput, &free) {
			break
		}
	}
	s.Squares = s.squares(workers, throughput)
	s.intervals(workers, throughput, free)
	return s, nil
}

// rate sets γ, in which the law is linear, and returns the squared errors.
func (s *Scalability) rate(workers, throughput []float64) float64 {
	xg, gg := 0.0, 0.0
	for i, n := range workers {
		g := n / s.denominator(n)
		xg += float64(throughput[i] * g)
		gg += float64(g * g)
	}
	s.Rate = xg / gg
	return s.squares(workers, throughput)
}

func (s *Scalability) squares(workers, throughput []float64) float64 {
	sum := 0.0
	for i, n := range workers {
		e := throughput[i] - s.At(n)
		sum += float64(e * e)
	}
	return sum
}

// improve takes a step of Gauss and Newton, shortened until it is one forward. What comes
// to a bound stays there. It reports whether there was a step worth taking.
func (s *Scalability) improve(workers, throughput []float64, free *[3]bool) bool {
	normal, right := s.normal(workers, throughput, *free)
	step := solve(normal, right)
	before := s.squares(workers, throughput)
	for size := 1.0; size > 1e-6; size /= 2 {
		next := *s
		next.Contention = min(1, max(0, s.Contention+float64(size*step[0])))
		next.Coherency = max(0, s.Coherency+float64(size*step[1]))
		next.Rate = s.Rate + float64(size*step[2])
		if after := next.squares(workers, throughput); after < before {
			*s = next
			free[0] = free[0] && s.Contention > 0 && s.Contention < 1
			free[1] = free[1] && s.Coherency > 0
			return before-after > 1e-15*before
		}
	}
	return false
}

// normal are the normal equations JᵀJ and Jᵀe; a parameter on its bound does not move.
func (s *Scalability) normal(workers, throughput []float64, free [3]bool) (a [3][3]float64, b [3]float64) {
	for i, n := range workers {
		d, x := s.denominator(n), s.At(n)
		j := [3]float64{-x * (n - 1) / d, -x * n * (n - 1) / d, n / d}
		for r := range j {
			if !free[r] {
				j[r] = 0
			}
		}
		e := throughput[i] - x
		for r := range j {
			b[r] += float64(j[r] * e)
			for c := range j {
				a[r][c] += float64(j[r] * j[c])
			}
		}
	}
	for r := range free {
		if !free[r] {
			a[r][r] = 1
		}
	}
	return a, b
}

// solve solves three equations, scaled by their diagonal and with the largest pivot first.
func solve(a [3][3]float64, b [3]float64) (x [3]float64) {
	var scale [3]float64
	for i := range a {
		scale[i] = 1 / math.Sqrt(max(a[i][i], 1e-300))
	}
	for i := range a {
		b[i] = float64(b[i] * scale[i])
		for j := range a {
			a[i][j] = float64(a[i][j] * scale[i] * scale[j])
		}
	}
	for c := range a {
		p := c
		for r := c + 1; r < 3; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[p][c]) {
				p = r
			}
		}
		a[c], a[p], b[c], b[p] = a[p], a[c], b[p], b[c]
		if math.Abs(a[c][c]) < 1e-14 {
			return [3]float64{} // the data do not tell the parameters apart
		}
		for r := c + 1; r < 3; r++ {
			f := a[r][c] / a[c][c]
			for k := c; k < 3; k++ {
				a[r][k] -= float64(f * a[c][k])
			}
			b[r] -= float64(f * b[c])
		}
	}
	for r := 2; r >= 0; r-- {
		for k := r + 1; k < 3; k++ {
			b[r] -= float64(a[r][k] * x[k])
		}
		x[r] = b[r] / a[r][r]
	}
	for i := range x {
		x[i] = float64(x[i] * scale[i])
	}
	return x
}

// intervals sets the half widths from the curvature of the squares, with Student's t.
func (s *Scalability) intervals(workers, throughput []float64, free [3]bool) {
	parameters := 0
	for _, f := range free {
		if f {
			parameters++
		}
	}
	s.Free = len(workers) - parameters
	a, _ := s.normal(workers, throughput, free)
	for i := range s.Half {
		var unit [3]float64
		unit[i] = 1
		s.Half[i] = math.NaN()
		if v := solve(a, unit)[i]; s.Free > 0 && free[i] && v > 0 {
			s.Half[i] = student(float64(s.Free)) * math.Sqrt(s.Squares/float64(s.Free)*v)
		}
	}
}

// student is the quantile 0.975 of Student's t, where P(|T| > t) = I(ν/(ν+t²); ν/2, 1/2).
func student(freedom float64) float64 {
	low, high := 0.0, 1000.0
	for range 100 {
		t := (low + high) / 2
		if special.Beta(freedom/2, 0.5, freedom/(freedom+float64(t*t))) > 0.05 {
			low = t
		} else {
			high = t
		}
	}
	return (low + high) / 2
}
