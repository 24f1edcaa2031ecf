package sketch

import (
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// measure writes the numbers of a picture with their unit.
type measure struct {
	kind     unit.Kind
	currency string
	ascii    bool
}

// whole reports whether the numbers are things that have no parts.
func (m measure) whole() bool { return m.kind == unit.KindCount }

// shortened is the magnitude from which the numbers of an axis have a letter.
const shortened = 2e4

// axis labels ticks by one rule.
func (m measure) axis(ticks []float64, step float64) []string {
	top := max(math.Abs(ticks[0]), math.Abs(ticks[len(ticks)-1]))
	divisor, letter := m.scale(top, shortened)
	decimals := places(step / divisor)
	labels := make([]string, len(ticks))
	for i, t := range ticks {
		labels[i] = m.write(t/divisor, decimals, letter)
	}
	return labels
}

// value writes one number by itself.
func (m measure) value(v float64) string {
	divisor, letter := m.scale(math.Abs(v), 1e5)
	v /= divisor
	decimals := min(places(v), significant(v))
	if m.kind == unit.KindMoney && letter == "" && decimals > 0 {
		decimals = max(decimals, 2)
	}
	return m.write(v, decimals, letter)
}

// scale is the divisor of numbers up to a size and what stands for it.
func (m measure) scale(size, from float64) (divisor float64, letter string) {
	if m.kind == unit.KindBytes {
		divisor, letter = unit.Scale(unit.KindBytes, []float64{size})
		return divisor, " " + letter
	}
	for _, by := range []struct {
		divisor float64
		letter  string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}} {
		if size >= by.divisor && size >= from && size < 1e6*by.divisor {
			return by.divisor, by.letter
		}
	}
	return 1, ""
}

// significant is how many decimals show three digits of a number.
func significant(v float64) int {
	if v == 0 {
		return 0
	}
	return min(max(0, 2-int(math.Floor(elementary.Log10(math.Abs(v))))), mostPlaces)
}

// mostPlaces is how many decimals a number may have before it gets an exponent.
const mostPlaces = 8

// places is how many decimals a number needs, at most eight.
func places(v float64) int {
	for n := range mostPlaces {
		if scaled := float64(math.Abs(v) * elementary.Pow(10, float64(n))); math.Abs(scaled-math.Round(scaled)) < 1e-6*scaled {
			return n
		}
	}
	return mostPlaces
}

func (m measure) write(v float64, decimals int, letter string) string {
	if v == 0 {
		decimals, letter = 0, ""
	}
	text := words.Decimal(v, decimals) + letter
	if v != 0 && math.Abs(v) < elementary.Pow(10, 1-mostPlaces) {
		text = strings.Replace(strconv.FormatFloat(v, 'e', 2, 64), "-", "−", 1) + letter
	}
	if m.kind == unit.KindMoney {
		text = m.amount(text)
	}
	if m.ascii {
		text = strings.ReplaceAll(text, "−", "-")
	}
	return text
}

// amount puts the sign of the currency before a number, or its code behind it.
func (m measure) amount(number string) string {
	sign, behind, _ := strings.Cut(words.Currency(m.currency).Amount(0, 0), "0")
	if m.ascii && sign != "" && sign[0] >= 0x80 {
		sign, behind = "", " "+m.currency
	}
	if rest, negative := strings.CutPrefix(number, "−"); negative {
		return "−" + sign + rest + behind
	}
	return sign + number + behind
}
