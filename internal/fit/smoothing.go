package fit

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// trend and season say which states a model of exponential smoothing has.
type trend uint8
type seasonality uint8

const (
	noTrend trend = iota
	additiveTrend
	dampedTrend
)

const (
	noSeason seasonality = iota
	additiveSeason
	multiplicativeSeason
)

// smoother is a model of exponential smoothing by the classes of its error, trend and
// season; ETS(M,Ad,M) has relative errors, a damped trend, and factors of season.
type smoother struct {
	relative bool // errors are shares of the forecast
	trend    trend
	season   seasonality
}

// weights are the parameters of a smoother. The equations are those of Hyndman et al.
// 2008, table 2.2 and 2.3, whose states move alike under both kinds of error:
//
//	f = l + φb            (+ s, or × s)
//	e = y - f
//	l' = l + φb + αe      (e/s where the season multiplies)
//	b' = φb + βe          (the same)
//	s' = s + γe           (e/(l + φb) where it multiplies)
type weights struct{ alpha, beta, gamma, phi float64 }

// states are what a smoother knows at a time. The season is indexed by the number of
// the step, modulo the period.
type states struct {
	level, slope float64
	season       [longest]float64
}

// longest is the longest season that is a state; longer ones are taken out first.
const longest = 24

// fitted is a smoother with its parameters and where it stands after the last value.
type fitted struct {
	smoother
	weights
	end    states
	period int
	n      int
	aicc   float64
	sigma  float64 // of errors one step ahead: an amount, or a share when relative
}

// String is the name of a model as the literature writes it: ETS(A,Ad,N).
func (s smoother) String() string {
	return "ETS(" + map[bool]string{false: "A", true: "M"}[s.relative] + "," +
		[]string{"N", "A", "Ad"}[s.trend] + "," + []string{"N", "A", "M"}[s.season] + ")"
}

// size is how many numbers are chosen by the data: weights, first states, variance.
func (s smoother) size(period int) int {
	k := 3
	switch s.trend {
	case additiveTrend:
		k += 2
	case dampedTrend:
		k += 3
	}
	if s.season != noSeason {
		k += period
	}
	return k
}

// dimensions are how many weights there are to find.
func (s smoother) dimensions() int {
	d := 1
	if s.season != noSeason {
		d++
	}
	return d + int(s.trend)
}

// weights reads a place of the unit cube: α in (0, 1), β below α, γ below 1 - α, φ in
// 0.80 to 0.98 as R's forecast package has it.
func (s smoother) weights(u *[dimensions]float64) weights {
	inside := func(v float64) float64 { return 1e-4 + float64(v*(1-2e-4)) }
	w := weights{alpha: inside(u[0]), phi: 1}
	i := 1
	if s.season != noSeason {
		w.gamma = float64(inside(u[i]) * (1 - w.alpha))
		i++
	}
	switch s.trend {
	case additiveTrend:
		w.beta = float64(inside(u[i]) * w.alpha)
	case dampedTrend:
		w.beta = float64(inside(u[i]) * w.alpha)
		w.phi = 0.8 + float64(0.18*u[i+1])
	}
	return w
}

// cost is twice the negative log likelihood of a series, less a constant: n log Σe²,
// and with relative errors n log Σ(e/f)² + 2 Σ log f. It is infinite where a model that
// multiplies reaches zero.
func (s smoother) cost(squares, logarithms float64, n int) float64 {
	if math.IsNaN(squares) || math.IsInf(squares, 0) {
		return math.Inf(1)
	}
	return float64(float64(n)*elementary.Log(max(squares, 1e-300))) + float64(2*logarithms)
}

// search finds the weights of a smoother from where the backward pass begins.
func (s smoother) search(y []float64, period int, far *states, start [dimensions]float64, evaluations int) (fitted, point) {
	n := len(y)
	var at states
	cost := func(u *[dimensions]float64) float64 {
		w := s.weights(u)
		at = *far
		s.backward(y, period, w, &at)
		squares, logarithms := s.pass(y, period, w, &at)
		return s.cost(squares, logarithms, n)
	}
	best := minimum(s.dimensions(), start, 0.15, evaluations, cost)
	f := fitted{smoother: s, weights: s.weights(&best.at), period: period, n: n}
	at = *far
	s.backward(y, period, f.weights, &at)
	squares, _ := s.pass(y, period, f.weights, &at)
	f.end = at
	k := s.size(period)
	f.sigma = math.Sqrt(squares / float64(max(1, n-k+1)))
	f.aicc = math.Inf(1)
	if n-k-1 > 0 {
		f.aicc = best.cost + 2*float64(k) + 2*float64(k)*float64(k+1)/float64(n-k-1)
	}
	return f, best
}

// forecast is the mean of the next values.
func (f *fitted) forecast(horizon int) []float64 {
	out := make([]float64, horizon)
	slope, damp := 0.0, 1.0
	for i := range out {
		damp = float64(damp * f.phi)
		slope += float64(damp * f.end.slope)
		v := f.end.level
		if f.trend != noTrend {
			v += slope
		}
		switch f.season {
		case additiveSeason:
			v += f.end.season[(f.n+i)%f.period]
		case multiplicativeSeason:
			v *= f.end.season[(f.n+i)%f.period]
		}
		out[i] = v
	}
	return out
}
