package cost

import (
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// exchange is how a rate moves: what one unit of the currency costs in a month, as a
// multiple of what it costs in month 0.
//
//	r(m) = (1 + g)^(m/p) · e^(W(m)),  W the path of its volatility in a simulated future
type exchange struct {
	rate *model.Rate
	row  []float64
}

func newExchanges(s *model.Scenario, months int) (all []exchange) {
	for _, r := range s.Moving() {
		all = append(all, exchange{r, make([]float64, months)})
	}
	return all
}

// read takes the numbers of the rate.
func (x *exchange) read() {
	value, factor := 1.0, x.rate.Growth.MonthlyFactor()
	for month := range x.row {
		x.row[month] = value
		value = min(value*factor, forecast.Ceiling)
	}
	for month, shock := range x.rate.Shocks {
		x.row[month] = min(x.row[month]*shock, forecast.Ceiling)
	}
}

// Exchange is how the rate of a currency has moved by month in the last run; nil of one
// that does not.
func (m *Model) Exchange(currency string) []float64 {
	for i := range m.exchanges {
		if m.exchanges[i].rate.Name == currency {
			return m.exchanges[i].row
		}
	}
	return nil
}
