package report

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// signed puts a plus before a text that says how much was added.
func signed(text string, v float64) string {
	if v > 0 {
		return "+" + text
	}
	return text
}

// relative is a change as a share of what was there, with its sign.
func relative(old, new float64) string {
	if old == 0 || old == new {
		return words.None
	}
	change := (new - old) / math.Abs(old)
	if text := words.Percent(change); text != "0%" {
		return signed(text, change)
	}
	return "0%"
}

// amount writes a value of a kind; unlike results, shares of months and counts
// may be fractions.
func (r *Comparison) amount(kind unit.Kind, v float64) string {
	switch kind {
	case unit.KindMonths:
		if math.Abs(v) == 1 {
			return words.Short(v, 2) + " month"
		}
		return words.Short(v, 2) + " months"
	case unit.KindCount:
		if math.Abs(v) >= 100 {
			return words.Decimal(v, 0)
		}
	case unit.KindPerSecond:
		return strings.Replace(words.Rate(v), "-", words.Minus, 1) + "/s"
	}
	return words.Quantity(kind, v, r.money)
}

func (r *Comparison) optional(kind unit.Kind, v *float64) string {
	if v == nil {
		return words.None
	}
	return r.amount(kind, *v)
}

// change writes how much was added, with its sign. A share changes by points.
func (r *Comparison) change(kind unit.Kind, v float64) string {
	if kind == unit.KindRatio {
		return signed(words.Short(v*100, 1), v) + " points"
	}
	return signed(r.amount(kind, v), v)
}

// changed is the change of a figure that may not exist.
func (r *Comparison) changed(kind unit.Kind, d Difference) string {
	if d.Change == nil {
		return words.None
	}
	return r.change(kind, *d.Change)
}
