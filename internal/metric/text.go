package metric

import (
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// As is the definition of that name, of values of a kind: a limit on growth is of a
// ratio whatever it is the growth of.
func As(name string, kind unit.Kind) Metric {
	for _, m := range Definitions() {
		if m.Name == name {
			m.Kind = kind
			return m
		}
	}
	return Metric{Name: name, Kind: kind}
}

// Text writes a value of the result for people, in a plan of that currency: an
// amount with its decimals (see Digits), anything else as its kind reads.
func (m Metric) Text(v float64, currency string) string {
	if m.Kind == unit.KindMoney {
		if m.Series && !m.Flow() {
			return words.Currency(currency).Fine(v)
		}
		return words.Currency(currency).Amount(v, m.Digits(currency))
	}
	return words.Quantity(m.Kind, v, words.Currency(currency))
}

// TextOptional is Text of a value that may not exist.
func (m Metric) TextOptional(v *float64, currency string) string {
	if v == nil {
		return words.Optional(m.Kind, nil, words.Currency(currency))
	}
	return m.Text(*v, currency)
}
