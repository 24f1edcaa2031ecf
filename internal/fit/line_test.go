package fit

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A line is found exactly; y = 3, 5, 7, 10, 11 at x = 1 … 5 has the slope 2.1 and the base
// 0.9 by hand: Sxy = 21, Sxx = 10, means 3 and 7.2.
func TestStraight(t *testing.T) {
	p, err := Straight([]float64{1, 2, 3, 4, 5}, []float64{0.25, 0.45, 0.65, 0.85, 1.05})
	if err != nil || math.Abs(p.Slope-0.2) > 1e-12 || math.Abs(p.Base-0.05) > 1e-12 || p.SlopeErr > 1e-9 || p.R2 < 1-1e-9 {
		t.Errorf("%+v %v", p, err)
	}
	p, err = Straight([]float64{1, 2, 3, 4, 5}, []float64{3, 5, 7, 10, 11})
	if err != nil || math.Abs(p.Slope-2.1) > 1e-12 || math.Abs(p.Base-0.9) > 1e-12 || p.Free != 3 {
		t.Errorf("%+v %v", p, err)
	}
	for name, x := range map[string][]float64{"few": {1, 2, 3}, "alike": {2, 2, 2, 2, 2}, "no number": {1, 2, 3, 4, math.NaN()}} {
		if _, err := Straight(x, make([]float64, len(x))); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Of lines with errors that depend on those before them, nine in ten intervals at least
// hold the slope, where the usual ones hold it in hardly two of three.
func TestStraightKnowsThatErrorsAreAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	held, usual := 0, 0
	const trials = 400
	for range trials {
		n := 400
		x, y := make([]float64, n), make([]float64, n)
		error, load := 0.0, 0.0
		for i := range n {
			load = 0.7*load + random.NormFloat64()
			error = 0.7*error + random.NormFloat64()
			x[i] = 10 + load
			y[i] = 1 + 0.5*x[i] + error
		}
		p, err := Straight(x, y)
		if err != nil {
			t.Fatal(err)
		}
		if low, high := p.Interval(); low <= 0.5 && 0.5 <= high {
			held++
		}
		rest, squares, mean := 0.0, 0.0, 0.0
		for _, v := range x {
			mean += v / float64(n)
		}
		for i, v := range x {
			e := y[i] - p.Base - p.Slope*v
			rest += e * e
			squares += (v - mean) * (v - mean)
		}
		if half := 1.97 * math.Sqrt(rest/float64(n-2)/squares); math.Abs(p.Slope-0.5) < half {
			usual++
		}
	}
	if held < trials*87/100 || usual > trials*80/100 {
		t.Errorf("%d of %d intervals hold the slope, %d of the usual ones", held, trials, usual)
	}
}
