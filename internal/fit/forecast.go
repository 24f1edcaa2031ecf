package fit

import (
	"fmt"
	"math"
)

// Series are values at equal steps of time, the oldest first.
type Series struct {
	Values []float64 // finite, at least one
	Period int       // steps of a season: 12 of months, 4 of quarters, 7 of days, 52 of weeks, 24 of hours; 1 or 0 for none
}

// Method is a way to forecast.
type Method uint8

// The methods. The combination is the default.
const (
	Combination   Method = iota // the mean of the family, both Thetas and the pool
	Family                      // exponential smoothing, its members weighted by AICc
	Pool                        // simple methods, weighted by their record
	Theta                       // Theta of a straight line and of smoothing
	LogTheta                    // the same of the logarithms
	SES                         // simple exponential smoothing without season
	Naive                       // the last value
	SeasonalNaive               // the last period
	Naive2                      // the last value without its season
	Drift                       // as the first and last value say
	Linear                      // a line from the last level on
	Exponential                 // growth from the last level on
	Logistic                    // growth that comes to a ceiling
)

// Methods are the names of the methods, by number.
func Methods() []string {
	return []string{"combination", "ets", "pool", "theta", "log-theta", "ses", "naive", "seasonal-naive",
		"naive2", "drift", "linear", "exponential", "logistic"}
}

// String is the name of a method.
func (m Method) String() string { return Methods()[m] }

// Options say how to forecast.
type Options struct {
	Horizon int    // steps ahead, 1 to MaxHorizon
	Method  Method // Combination by default
}

// The bounds of what is forecast.
const (
	MaxHorizon = 1000   // steps ahead
	MaxValues  = 10_000 // values that are looked at; of a longer series the last ones
)

// Result is a forecast.
type Result struct {
	Mean   []float64 // by step ahead
	Season Season    // of the series; Period 0 for none
	Parts  []Part    // what it is made of, in the order of Methods
	spread []float64 // the standard deviation of the model by step
	widths []width   // how far intervals reach by step, in those
	shocks []float64 // what an error of one step does to later ones
	floor  float64   // no value is below it; -Inf for none
	level  float64   // the last smoothed level, without season
	length int       // how many values there were
}

// Part is a part of a combination.
type Part struct {
	Name  string  // of the method or model
	Share float64 // of the forecast, 0 to 1
}

// Forecast forecasts a series. It refuses what is not a series or not a horizon.
func Forecast(s Series, o Options) (*Result, error) {
	if err := check(s, o); err != nil {
		return nil, err
	}
	y := s.Values[max(0, len(s.Values)-MaxValues):]
	period := s.Period
	r := &Result{floor: math.Inf(-1), length: len(y)}
	least := y[0]
	for _, v := range y {
		least = min(least, v)
	}
	if least >= 0 {
		r.floor = 0
	}
	r.Season = seasonOf(y, period, cyclesOf(o.Method))
	flat := r.Season.without(y)
	r.level, _ = ses(flat)
	f, ets := r.smoothed(y, flat, o.Horizon)
	var forecasts [][]float64
	r.Mean, forecasts = r.combination(ets, y, flat, period, o.Horizon)
	if o.Method != Combination {
		usual := r.Mean // what a chosen method departs from it is doubt
		r.Mean = r.mean(ets, y, flat, period, o)
		forecasts = [][]float64{usual, r.Mean}
	}
	for i, v := range r.Mean {
		r.Mean[i] = max(v, r.floor)
	}
	r.doubt(&f, flat, period, forecasts)
	return r, nil
}

// cyclesOf is how many periods a season needs: three where the method is a benchmark
// whose definition says so, else two (measured: two are better).
func cyclesOf(m Method) int {
	if m == SES || m == Naive2 {
		return 3
	}
	return 2
}

// check refuses what is not a series or not a horizon.
func check(s Series, o Options) error {
	switch {
	case len(s.Values) == 0:
		return fmt.Errorf("there are no values")
	case o.Horizon < 1 || o.Horizon > MaxHorizon:
		return fmt.Errorf("a horizon of %d steps is not between 1 and %d", o.Horizon, MaxHorizon)
	case int(o.Method) >= len(Methods()):
		return fmt.Errorf("there is no method %d", o.Method)
	case s.Period < 0 || s.Period > len(s.Values) && s.Period > 10_000:
		return fmt.Errorf("a period of %d steps is not one", s.Period)
	}
	for i, v := range s.Values {
		if math.IsNaN(v) || math.Abs(v) > 1e150 {
			return fmt.Errorf("value %d is not a number, or larger than 1e150: it cannot be forecast", i+1)
		}
	}
	return nil
}

// mean is the forecast of a method; flat is the series without its season.
func (r *Result) mean(ets, y, flat []float64, period int, o Options) []float64 {
	h, n := o.Horizon, len(y)
	season := func(f []float64) []float64 { return r.Season.back(f, n) }
	r.Parts = []Part{{o.Method.String(), 1}}
	switch o.Method {
	case Family:
		return ets
	case Pool:
		f, _ := r.pooled(y, flat, period, h)
		return season(f)
	case Theta:
		return season(theta(flat, h))
	case LogTheta:
		return season(inLogarithms(theta, flat, h))
	case SES:
		return season(smooth(flat, h))
	case SeasonalNaive:
		return seasonalNaive(y, period, h)
	case Naive2:
		return season(naive(flat, h))
	case Drift:
		return season(drift(flat, h))
	case Linear:
		return season(anchored(flat, h))
	case Exponential:
		return season(inLogarithms(anchored, flat, h))
	case Logistic:
		return season(logistic(flat, h))
	}
	return naive(y, h)
}
