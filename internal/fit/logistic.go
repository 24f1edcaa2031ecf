package fit

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// logistic is growth that comes to a ceiling K: the logit of y/K is a straight line,
// moved to the last level. K is the one of a grid, 1.02 to 20 times the greatest value,
// whose curve has the least squares. Where the data show no bend K is not known; then
// the grid ends the growth at 20 times, and the exponential is close to it.
func logistic(y []float64, horizon int) []float64 {
	if !positive(y) || len(y) < 3 {
		return anchored(y, horizon)
	}
	most := 0.0
	for _, v := range y {
		most = max(most, v)
	}
	last, _ := ses(y)
	best, ceiling, slope := math.Inf(1), most, 0.0
	logits := make([]float64, len(y))
	for k := most * 1.02; k <= most*20; k *= 1.1 {
		for i, v := range y {
			logits[i] = elementary.Log(v / (k - v))
		}
		a, b := line(logits)
		squares := 0.0
		for i, v := range y {
			e := v - k/(1+elementary.Exp(-(a+float64(b*float64(i+1)))))
			squares += float64(e * e)
		}
		if squares < best {
			best, ceiling, slope = squares, k, b
		}
	}
	last = min(max(last, ceiling*1e-9), ceiling*0.999)
	start := elementary.Log(last / (ceiling - last))
	out := make([]float64, horizon)
	for i := range out {
		out[i] = ceiling / (1 + elementary.Exp(-(start + float64(slope*float64(i+1)))))
	}
	return out
}
