package model

// An exchange rate may move: prices in that currency then cost another amount of the
// scenario's own in every month. What is written in it is converted at the rate of
// month 0 when the scenario is read, and multiplied by how the rate has moved since.

// Moves reports whether the rate is another one in later months.
func (r *Rate) Moves() bool { return r.Growth.Rate != 0 || r.Volatility != nil || r.Uncertain }

// Moving are the rates that move, in the order of the file.
func (s *Scenario) Moving() (all []*Rate) {
	if s.FX == nil {
		return nil
	}
	for i := range s.FX.Rates {
		if r := &s.FX.Rates[i]; r.Moves() {
			all = append(all, r)
		}
	}
	return all
}

// MovingIn is the rate of a currency, if it moves; nil of any other.
func (s *Scenario) MovingIn(currency string) *Rate {
	for _, r := range s.Moving() {
		if r.Name == currency {
			return r
		}
	}
	return nil
}
