package chart

import (
	"math"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// measure writes numbers of one kind: as labels of an axis and by themselves.
type measure struct{ words.Label }

// money is a currency's measure: "€120k", "120k CHF".
func money(code string) measure {
	return measure{words.Label{Kind: unit.KindMoney, Currency: words.Currency(code)}}
}

// count is the measure of plain numbers.
func count() measure { return measure{words.Label{Kind: unit.KindCount}} }

// rate is the measure of requests per second.
func rate() measure { return measure{words.Label{Kind: unit.KindPerSecond}} }

// size is the measure of bytes.
func size() measure { return measure{words.Label{Kind: unit.KindBytes}} }

// value writes one number by itself.
func (m measure) value(v float64) string { return m.Value(v) }

// column writes numbers that stand in one chart, all with the same precision.
func (m measure) column(values ...float64) func(v float64) string { return m.Column(values...) }

// axis spans values with ticks that are nice in the unit they are written in.
func (m measure) axis(low, high float64, steps int) axis {
	by := m.Magnitude(max(math.Abs(low), math.Abs(high)), 2e4)
	span := func() axis {
		return newAxis(low/by.Divisor, high/by.Divisor, steps, m.Kind == unit.KindCount && by.Divisor == 1)
	}
	a := span()
	if larger := m.Magnitude(a.high*by.Divisor, 2.01e4); larger.Divisor > by.Divisor { // as when 980 GB end at 1 TB
		by = larger
		a = span()
	}
	decimals := words.Places(a.step)
	a.low, a.high, a.step = a.low*by.Divisor, a.high*by.Divisor, a.step*by.Divisor
	a.label = func(v float64) string { return m.Write(v, decimals, by) }
	return a
}
