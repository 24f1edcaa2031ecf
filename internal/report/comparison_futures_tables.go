package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// sides is the table of both plans over the futures.
func (v *sameFutures) sides() Table {
	t := v.table("futures", v.Metric.Name+", by the share of the futures that have less",
		Column{Title: "P50\nbefore", Align: Right}, Column{Title: "P50\nafter", Align: Right},
		Column{Title: "P90\nbefore", Align: Right}, Column{Title: "P90\nafter", Align: Right})
	var all []float64
	for i := range v.Figures {
		f := &v.Figures[i]
		all = append(all, f.Old.P50.Value, f.New.P50.Value, f.Old.P90.Value, f.New.P90.Value)
	}
	write := v.writer(all)
	for i := range v.Figures {
		f := &v.Figures[i]
		for _, e := range []decision.Estimate{f.Old.P50, f.New.P50, f.Old.P90, f.New.P90} {
			t.Rows[i] = append(t.Rows[i], v.side(e, write))
		}
	}
	t.Notes = append(t.Notes, "± is the half width of the 95% confidence interval.")
	return t
}

// side writes a figure of one plan with its interval.
func (v *sameFutures) side(e decision.Estimate, write func(float64) string) string {
	switch {
	case math.IsNaN(e.Value):
		return words.None
	case v.Metric.Kind != unit.KindMonths:
		return write(e.Value) + spread(e, write)
	case e.Never():
		return "never"
	default:
		return fmt.Sprintf("month %.0f", e.Value) + spread(e, func(half float64) string { return words.Short(half, 1) })
	}
}

// differences is the table of what the new plan has more than the old one.
func (v *sameFutures) differences() Table {
	t := v.table("futures_differences", "After less before, in the same future"+map[unit.Kind]string{
		unit.KindMonths: ", in months", unit.KindRatio: ", in points",
	}[v.Metric.Kind],
		Column{Title: "P10", Align: Right, Rank: 4}, Column{Title: "P50", Align: Right}, Column{Title: "P90", Align: Right},
		Column{Title: "Mean", Align: Right, Rank: 1}, Column{Title: "±", Align: Right, Rank: 3},
		Column{Title: "Higher\nin", Align: Right}, Column{Title: "Lower\nin", Align: Right}, Column{Title: "Equal\nin", Align: Right, Rank: 2})
	for column, of := range []func(d *decision.Difference) float64{
		func(d *decision.Difference) float64 { return d.Spread.P10.Value },
		func(d *decision.Difference) float64 { return d.Spread.P50.Value },
		func(d *decision.Difference) float64 { return d.Spread.P90.Value },
		func(d *decision.Difference) float64 { return d.Mean.Value },
		func(d *decision.Difference) float64 { return d.Mean.Half },
	} {
		var values []float64
		for i := range v.Figures {
			values = append(values, of(&v.Figures[i].Difference))
		}
		write := v.writer(values)
		switch v.Metric.Kind {
		case unit.KindMonths:
			write = func(x float64) string { return words.Short(x, 2) }
		case unit.KindRatio:
			write = func(x float64) string { return words.Short(x*100, 2) }
		}
		for i := range v.Figures {
			cell := words.None
			if x := of(&v.Figures[i].Difference); v.Figures[i].Known.Value > 0 && !math.IsInf(x, 0) && !math.IsNaN(x) {
				if cell = write(x); column < 4 {
					cell = plus(cell, x)
				}
			}
			t.Rows[i] = append(t.Rows[i], cell)
		}
	}
	least := 1.0
	for i := range v.Figures {
		d := &v.Figures[i].Difference
		t.Rows[i] = append(t.Rows[i], words.Chance(d.Cheaper.Value), words.Chance(d.Dearer.Value), words.Chance(d.Equal.Value))
		least = min(least, d.Known.Value)
	}
	switch {
	case least == 0:
		t.Notes = append(t.Notes, "Nothing is told where no future has it both before and after.")
	case least < 1:
		t.Notes = append(t.Notes, fmt.Sprintf("P10 to mean are of the futures that have it both before and after, at least %s of them.", words.Chance(least)))
	}
	return t
}

// table is a table with a row for each figure, and the first cells of the rows.
func (v *sameFutures) table(name, title string, columns ...Column) Table {
	first := Column{Title: "Month", Align: Right}
	if !v.Metric.Series {
		first = Column{}
	}
	t := Table{Name: name, Title: title, Columns: append([]Column{first}, columns...)}
	for i := range v.Figures {
		label := v.Metric.Name
		if v.Metric.Series {
			label = period{v.Figures[i].First, v.Figures[i].Last}.String()
		}
		t.Rows = append(t.Rows, []string{label})
	}
	return t
}

// writer writes figures by one rule: money in whole units when one of them is
// large.
func (v *sameFutures) writer(values []float64) func(float64) string {
	places := v.Metric.Digits(string(v.r.money))
	if largest(finite(slices.Clone(values))) >= 100 {
		places = 0
	}
	return func(x float64) string {
		if v.Metric.Kind == unit.KindMoney {
			return v.r.money.Amount(x, places)
		}
		return v.r.amount(v.Metric.Kind, x)
	}
}

// plus puts a plus before what was added, if it is more than nothing.
func plus(text string, v float64) string {
	if !tells(text) {
		return text
	}
	return signed(text, v)
}

// finite replaces what does not exist by 0, for what is written together with it.
func finite(values []float64) []float64 {
	for i, v := range values {
		if math.IsInf(v, 0) || math.IsNaN(v) {
			values[i] = 0
		}
	}
	return values
}
