package fit

// short is how many values a history has at least before trends are believed, where a
// season may be behind them: below, smoothing whose AICc decides is better than all
// else (measured on series cut short).
const short = 15

// combination is the default forecast, and the forecasts of its parts.
func (r *Result) combination(ets, y, flat []float64, period, horizon int) (out []float64, forecasts [][]float64) {
	if len(y) < min(short, 2*period) || len(y) < 4 {
		r.Parts = []Part{{Family.String(), 1}}
		return ets, [][]float64{ets}
	}
	pooled, clear := r.pooled(y, flat, period, horizon)
	forecasts = [][]float64{
		ets,
		r.Season.back(pooled, len(y)),
		r.Season.back(theta(flat, horizon), len(y)),
		r.Season.back(inLogarithms(theta, flat, horizon), len(y)),
	}
	rest := (1 - clear) / 3
	shares := []float64{rest, clear, rest, rest}
	out = make([]float64, horizon)
	r.Parts = nil
	for i, f := range forecasts {
		r.Parts = append(r.Parts, Part{(Family + Method(i)).String(), shares[i]})
		for j, v := range f {
			out[j] += float64(shares[i] * v)
		}
	}
	return out, forecasts
}

// smoothed is exponential smoothing of a series and its forecast. A season that is too
// long to be a state of the model is taken out before.
func (r *Result) smoothed(y, flat []float64, horizon int) (family, []float64) {
	if p := r.Season.Period; p > 0 && p <= longest {
		if f := smoothed(y, r.Season); len(f.members) > 0 {
			return f, f.forecast(horizon)
		}
	}
	f := smoothed(flat, Season{})
	if len(f.members) > 0 {
		return f, r.Season.back(f.forecast(horizon), len(y))
	}
	return f, r.Season.back(naive(flat, horizon), len(y))
}

// pooled is the forecast of the pool, without season, and its share of the combination:
// a quarter where its members are as wrong as Theta, all where they are not wrong, as
// on a series that is nothing but growth.
func (r *Result) pooled(y, flat []float64, period, horizon int) (out []float64, clear float64) {
	methods := pool()
	shares, wrong := weigh(y, period, cyclesOf(Pool), horizon, methods)
	out = make([]float64, horizon)
	r.Parts = nil
	for i, m := range methods {
		r.Parts = append(r.Parts, Part{m.name, shares[i]})
		if shares[i] < 1e-4 {
			continue
		}
		for j, v := range m.run(flat, horizon) {
			out[j] += float64(shares[i] * v)
		}
	}
	return out, clarity(methods, wrong)
}

// clarity is the share of the pool.
func clarity(methods []member, wrong []float64) float64 {
	least, usual := wrong[0], wrong[0]
	for i, m := range methods {
		least = min(least, wrong[i])
		if m.name == "theta" {
			usual = wrong[i]
		}
	}
	if usual == 0 {
		return 0.25
	}
	ratio := least / usual
	return 1 / (1 + float64(3*ratio*ratio))
}
