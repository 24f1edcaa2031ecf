package sketch

import (
	"math"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// measure writes the numbers of a picture with their unit.
type measure struct{ words.Label }

// whole reports whether the numbers are things that have no parts.
func (m measure) whole() bool { return m.Kind == unit.KindCount }

// shortened is the magnitude from which the numbers of an axis have a letter.
const shortened = 2e4

// axis labels ticks by one rule.
func (m measure) axis(ticks []float64, step float64) []string {
	by := m.Magnitude(max(math.Abs(ticks[0]), math.Abs(ticks[len(ticks)-1])), shortened)
	decimals := words.Places(step / by.Divisor)
	labels := make([]string, len(ticks))
	for i, t := range ticks {
		labels[i] = m.Write(t, decimals, by)
	}
	return labels
}

// value writes one number by itself.
func (m measure) value(v float64) string { return m.Value(v) }
