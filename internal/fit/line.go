package fit

import (
	"errors"
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// Proportion is a straight line through measurements, y = base + slope·x.
type Proportion struct {
	Base      float64 // what there is without any x
	Slope     float64 // what one more x takes
	BaseError float64 // standard errors, see [Straight]
	SlopeErr  float64 // of the slope
	R2        float64 // share of the variance of y that the line explains, 0 to 1
	Free      int     // measurements less two
	Low       float64 // the least x
	High      float64 // the greatest
}

// Straight fits a line by least squares. Measurements one after the other are alike, so
// that the usual errors would be too small; these are those of Newey and West
// (Econometrica 55, 1987) with the lag floor(4(n/100)^(2/9)) (Review of Economic Studies
// 61, 1994), in the order of the data. It takes five measurements and two values of x.
func Straight(x, y []float64) (*Proportion, error) {
	n := len(x)
	if n < 5 || len(y) != n {
		return nil, errors.New("it takes five measurements at least")
	}
	p := &Proportion{Free: n - 2, Low: math.Inf(1), High: math.Inf(-1)}
	meanX, meanY := 0.0, 0.0
	for i, v := range x {
		if math.IsNaN(v) || math.IsNaN(y[i]) || math.Abs(v) > 1e15 || math.Abs(y[i]) > 1e15 {
			return nil, errors.New("a measurement is not a number, or larger than 1e15")
		}
		meanX, meanY = meanX+v/float64(n), meanY+y[i]/float64(n)
		p.Low, p.High = min(p.Low, v), max(p.High, v)
	}
	squares, products, total := 0.0, 0.0, 0.0
	for i, v := range x {
		squares += float64((v - meanX) * (v - meanX))
		products += float64((v - meanX) * (y[i] - meanY))
		total += float64((y[i] - meanY) * (y[i] - meanY))
	}
	if squares <= 1e-18*max(1, meanX*meanX) {
		return nil, errors.New("the load is the same in all measurements: there is no line through one point")
	}
	p.Slope = products / squares
	p.Base = meanY - float64(p.Slope*meanX)
	wrong, rest := make([]float64, n), 0.0
	for i, v := range x {
		wrong[i] = y[i] - p.Base - float64(p.Slope*v)
		rest += float64(wrong[i] * wrong[i])
	}
	if total > 0 {
		p.R2 = max(0, 1-rest/total)
	}
	correct := float64(n) / float64(n-2)
	p.SlopeErr = math.Sqrt(max(0, correct*neweyWest(n, func(i int) float64 { return wrong[i] * (x[i] - meanX) }))) / squares
	p.BaseError = math.Sqrt(max(0, correct*neweyWest(n, func(i int) float64 {
		return wrong[i] * (1/float64(n) - float64(meanX*(x[i]-meanX))/squares)
	})))
	return p, nil
}

// neweyWest is the variance of a sum of values that depend on those shortly before them.
func neweyWest(n int, at func(i int) float64) float64 {
	lag := int(4 * elementary.Pow(float64(n)/100, 2.0/9))
	sum := 0.0
	for k := 0; k <= min(lag, n-1); k++ {
		weight := 2 * (1 - float64(k)/float64(lag+1))
		if k == 0 {
			weight = 1
		}
		for i := k; i < n; i++ {
			sum += float64(weight * float64(at(i)*at(i-k)))
		}
	}
	return sum
}

// Interval is that of 95 % of the slope, by Student's t.
func (p *Proportion) Interval() (low, high float64) {
	half := float64(p.SlopeErr * student(float64(p.Free)))
	return p.Slope - half, p.Slope + half
}
