package fit

import "math"

// SMAPE is the symmetric mean absolute percentage error of the M competitions, 0 to
// 200: the mean of 200·|y-f|/(|y|+|f|). Where both are zero nothing is wrong.
func SMAPE(actual, forecast []float64) float64 {
	sum := 0.0
	for i, y := range actual {
		if size := math.Abs(y) + math.Abs(forecast[i]); size > 0 {
			sum += 200 * math.Abs(y-forecast[i]) / size
		}
	}
	return sum / float64(max(1, len(actual)))
}

// MASE is the mean absolute error over that of the seasonal naive method within the
// history (Hyndman, Koehler, IJF 22, 2006). NaN where the history never changes.
func MASE(history, actual, forecast []float64, period int) float64 {
	scale := Scale(history, period)
	if scale == 0 {
		return math.NaN()
	}
	sum := 0.0
	for i, y := range actual {
		sum += math.Abs(y - forecast[i])
	}
	return sum / float64(max(1, len(actual))) / scale
}

// Scale is the mean absolute difference of values that lie one period apart.
func Scale(history []float64, period int) float64 {
	if period < 1 || len(history) <= period {
		period = 1
	}
	sum := 0.0
	for i := period; i < len(history); i++ {
		sum += math.Abs(history[i] - history[i-period])
	}
	return sum / float64(max(1, len(history)-period))
}
