package scenario

import (
	"bytes"
	"math"
	"reflect"
	"slices"

	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Same reports whether two parts state the same: values that are spelled alike
// or equal in base units, and everything else by its parts.
func (p *Part) Same(q *Part) bool {
	if p.Form != Value || q.Form != Value {
		return p.Form == q.Form && slices.EqualFunc(p.Parts, q.Parts, func(a, b *Part) bool { return a.Key == b.Key && a.Same(b) })
	}
	if p.Text == q.Text && p.SameFiles(q) {
		return true
	}
	return equal(p.value, q.value) && alike(p.uncertainty, q.uncertainty)
}

// SameMiddle reports whether two values differ, if at all, only in how uncertain
// they are. A forecast computes with their middle and so cannot tell them apart.
func (p *Part) SameMiddle(q *Part) bool {
	return p.Form == Value && q.Form == Value && (p.uncertainty != nil || q.uncertainty != nil) && equal(p.value, q.value)
}

// SameFiles reports whether the files behind two parts that are written alike
// hold the same figures.
func (p *Part) SameFiles(q *Part) bool {
	if (p.growth == nil) != (q.growth == nil) || p.growth != nil && !bytes.Equal(p.growth.text, q.growth.text) {
		return false
	}
	if (p.sample == nil) != (q.sample == nil) || p.sample != nil && !slices.EqualFunc(p.sample.rows, q.sample.rows, sameCells) {
		return false
	}
	return slices.EqualFunc(p.Parts, q.Parts, (*Part).SameFiles)
}

func sameCells(a, b tableRow) bool { return slices.Equal(a.cells, b.cells) }

// equal compares two values of one type: numbers to a tolerance that hides how
// a unit was converted, and growth by what it is per month.
func equal(a, b any) bool {
	if g, ok := a.(unit.Growth); ok {
		h, ok := b.(unit.Growth)
		return ok && near(g.MonthlyFactor(), h.MonthlyFactor())
	}
	v, w := reflect.ValueOf(a), reflect.ValueOf(b)
	if v.Kind() == reflect.Float64 && w.Kind() == reflect.Float64 {
		return near(v.Float(), w.Float())
	}
	return reflect.DeepEqual(a, b)
}

// alike compares two distributions by quantiles that tell all shapes apart.
func alike(a, b *distribution.Distribution) bool {
	if a == nil || b == nil {
		return a == b
	}
	for _, u := range []float64{0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99} {
		if !near(a.Quantile(u), b.Quantile(u)) {
			return false
		}
	}
	return true
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b)) }
