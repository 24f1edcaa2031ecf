package report

import (
	"math"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// numbers are plain numbers by one rule.
func numbers(form document.Form, values []float64) []document.Cell {
	return each(values, func(x float64) document.Cell { return document.Number(form, x) })
}

// spelledAll are cells of words.
func spelledAll(texts []string) []document.Cell { return each(texts, document.Word) }

// plainly is the form of plain numbers: with one decimal when the smallest of them
// needs it, else none.
func plainly(values []float64, divisor float64) document.Form {
	form := document.Decimals(0)
	for _, x := range values {
		if x /= divisor; x != math.Trunc(x) && math.Abs(x) < 10 {
			form.Places = 1
		}
	}
	if divisor != 1 {
		form.Kind, form.Divisor = unit.KindBytes, divisor
	}
	return form
}

// sizes are bytes in the one unit that suits the largest of them, and that unit,
// which is not in the cells.
func sizes(values []float64) (cells []document.Cell, suffix string) {
	divisor, suffix := unit.Scale(unit.KindBytes, values)
	return numbers(plainly(values, divisor), values), suffix
}

// amount is one amount to the minor unit.
func (v *view) amount(x float64) document.Cell { return document.Number(document.Money(v.money), x) }

// column are amounts by one rule: whole from the given magnitude on.
func (v *view) column(values []float64, whole float64) []document.Cell {
	return numbers(document.Uniform(v.money, whole, values...), values)
}

// measured is a value of a result, which may not exist.
func (v *view) measured(m metric.Metric, x *float64) document.Cell {
	if x == nil {
		return document.None(m.TextOptional(nil, string(v.money)))
	}
	return document.Number(document.Of(m.Kind, v.money), *x).Reads(m.Text(*x, string(v.money)))
}

// rates are numbers of requests a second.
func rates(values []float64) []document.Cell {
	return each(values, func(x float64) document.Cell { return document.Number(document.Decimals(0), x).Reads(words.Rate(x)) })
}

// judged is a verdict in its tone.
func judged(word string) document.Cell {
	c := document.Word(word)
	switch word {
	case "high", "broken":
		return c.As(document.Bad)
	case "medium", "fails":
		return c.As(document.Warn)
	case "low":
		return c.As(document.Note)
	}
	return c
}

// right is the heading of a column of numbers.
func right(title string, rank int) document.Column {
	return document.Column{Title: title, Align: document.Right, Rank: rank}
}

// left is the heading of a column of words.
func left(title string, rank int) document.Column { return document.Column{Title: title, Rank: rank} }
