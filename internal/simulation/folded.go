package simulation

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/histogram"
)

// figures are what is asked of a column.
type figures struct {
	n, refused uint64          // values, and what is none
	never      float64         // values that are a month that does not come
	quantiles  [levels]float64 // the [Levels]
}

// figuresOf computes the figures of a histogram.
func figuresOf(h *histogram.Histogram) figures {
	f := figures{n: h.N(), refused: h.Refused(), never: h.Above(never - 1)}
	h.Quantiles(f.quantiles[:], Levels())
	return f
}

// folded is a column whose histogram took too much memory.
type folded struct {
	figures
	there   bool
	written []byte // the histogram as part files have it; nil unless the outcome is a part
}

// fold replaces the histogram of a column by its figures, and by how it is written if
// the outcome is to be. Those of single figures and of the last month stay.
func (o *Outcome) fold(c int, written bool) {
	if o.stays(c) {
		return
	}
	if o.folded == nil {
		o.folded = make([]folded, o.width())
	}
	h := &o.sums.columns[c]
	f := folded{figures: figuresOf(h), there: true}
	if written {
		text, _ := h.AppendBinary(nil) // it has no errors to return
		f.written = slices.Clip(text)
	}
	o.folded[c], *h = f, histogram.Histogram{}
}

// stays reports whether the histogram of a column is kept whatever it takes.
func (o *Outcome) stays(c int) bool {
	for i := range o.Metrics {
		n := o.columnsOf(i)
		if c < n {
			return c == n-1 // the last month, or the only figure
		}
		c -= n
	}
	return true // it is held
}

// figures are those of a column.
func (o *Outcome) figures(c int) figures {
	if o.isFolded(c) {
		return o.folded[c].figures
	}
	return figuresOf(&o.sums.columns[c])
}

func (o *Outcome) isFolded(c int) bool { return o.folded != nil && o.folded[c].there }
