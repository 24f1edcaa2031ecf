package fit

// Backtest is how a forecast would have done on values that are known by now.
type Backtest struct {
	From   int       // index of the first value that was forecast
	Mean   []float64 // the forecast
	SMAPE  float64   // of the forecast, 0 to 200
	Plain  float64   // sMAPE of repeating the last value, less its season (Naive2)
	Inside int       // how many values were inside the interval of 95 %
}

// Try forecasts the last steps of a series from what was before them. ok is false when
// less than twice as many values would be left to learn from.
func Try(s Series, method Method, steps int) (b Backtest, ok bool) {
	from := len(s.Values) - steps
	if steps < 1 || from < 2*steps || from < 4 || steps > MaxHorizon {
		return Backtest{}, false
	}
	past := Series{Values: s.Values[:from], Period: s.Period}
	r, err := Forecast(past, Options{Horizon: steps, Method: method})
	if err != nil {
		return Backtest{}, false
	}
	actual := s.Values[from:]
	flat := seasonOf(past.Values, s.Period, 3)
	plain := flat.back(naive(flat.without(past.Values), steps), from)
	b = Backtest{From: from, Mean: r.Mean, SMAPE: SMAPE(actual, r.Mean), Plain: SMAPE(actual, plain)}
	for i, v := range actual {
		if low, high := r.Interval(i+1, 0.95); low <= v && v <= high {
			b.Inside++
		}
	}
	return b, true
}
