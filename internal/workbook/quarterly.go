package workbook

import (
	"math"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// quarterly is the sheet of the quarters: what is paid or sent is their sum, what
// must run is their highest month, which is named, and what is kept their end.
func (b *builder) quarterly() xlsx.Sheet {
	spans := report.Quarters(b.result)
	if len(spans) < 2 {
		return xlsx.Sheet{}
	}
	s := b.result.Scenario
	first, last := column{title: "From", right: true}, column{title: "To", right: true}
	for _, q := range spans {
		first.cells = append(first.cells, date(s.Start.Add(q.First)))
		last.cells = append(last.cells, date(s.Start.Add(q.Last)))
	}
	columns := []column{first, last}
	if name := plan.CountedSeries(s); name != "" {
		columns = append(columns, b.ends(capitalised(s.Counted().Name)+" at the end", name, spans))
	}
	columns = append(columns, b.peaks("Requests/s at peak", "peak_rps", spans)...)
	columns = append(columns, b.peaks("Nodes at peak", "nodes", spans)...)
	for i := range s.Services {
		columns = append(columns, b.peaks("Replicas of "+s.Services[i].Name, "services."+s.Services[i].Name+".replicas", spans)...)
	}
	if s.Database != nil {
		columns = append(columns, b.peaks("Read replicas", "database.read_replicas", spans)...)
		columns = append(columns, b.ends("Data in the database at the end", "database_bytes", spans))
	}
	if s.Drivers.Files != nil {
		columns = append(columns, b.ends("Files at the end", "file_bytes", spans))
	}
	for _, n := range []named{
		{"Traffic", "traffic_bytes"}, {"Baseline cost", "cost.baseline"}, {"List cost", "cost.list"},
		{"Effective cost", "cost.effective"}, {"Billed", "cost.billed"}, {"Saved", "cost.saved"},
	} {
		columns = append(columns, b.sums(n.title, n.metric, spans))
	}
	return b.budgeted(table("Quarters", 2, append(columns, b.overrun(spans)...)), len(columns), spans)
}

// picked is a column of one value for each quarter, of the kind of a result.
func (b *builder) picked(title, name string, spans []report.Quarter, value func(values []float64) float64) column {
	values := make([]float64, len(spans))
	series := b.result.Series(name)
	for i, q := range spans {
		values[i] = value(series[q.First : q.Last+1])
	}
	divisor := 1.0
	if b.metrics[name].Kind == unit.KindBytes {
		var suffix string
		divisor, suffix = unit.Scale(unit.KindBytes, values)
		title += ", " + suffix
	}
	return b.numbers(title, b.metrics[name].Kind, values, divisor)
}

// sums adds the months of each quarter up.
func (b *builder) sums(title, name string, spans []report.Quarter) column {
	return b.picked(title, name, spans, func(values []float64) float64 {
		sum := 0.0
		for _, v := range values {
			sum += v
		}
		return sum
	})
}

// ends is what there is in the last month of each quarter.
func (b *builder) ends(title, name string, spans []report.Quarter) column {
	return b.picked(title, name, spans, func(values []float64) float64 { return values[len(values)-1] })
}

// peaks is the highest value of each quarter, and the month that has it first.
func (b *builder) peaks(title, name string, spans []report.Quarter) []column {
	month := column{title: "in", right: true}
	series := b.result.Series(name)
	for _, q := range spans {
		at := q.First
		for m := q.First; m <= q.Last; m++ {
			if series[m] > series[at] {
				at = m
			}
		}
		month.cells = append(month.cells, date(b.result.Scenario.Start.Add(at)))
	}
	highest := func(values []float64) float64 {
		high := math.Inf(-1)
		for _, v := range values {
			high = max(high, v)
		}
		return high
	}
	return []column{b.picked(title, name, spans, highest), month}
}

// overrun is the budget of each quarter and what is left of it; no columns where
// no quarter has one.
func (b *builder) overrun(spans []report.Quarter) []column {
	budget, left := make([]*float64, len(spans)), make([]*float64, len(spans))
	any := false
	for i, q := range spans {
		if budget[i] = q.Budget; q.Budget != nil {
			rest := *q.Budget - q.Cost
			left[i], any = &rest, true
		}
	}
	if !any {
		return nil
	}
	return []column{b.optional("Budget", unit.KindMoney, budget), b.optional("Left of the budget", unit.KindMoney, left)}
}

// budgeted colours what is left of a budget behind the other columns: red where
// nothing is.
func (b *builder) budgeted(s xlsx.Sheet, columns int, spans []report.Quarter) xlsx.Sheet {
	if len(s.Rows[0]) > columns {
		s.Tones = []xlsx.Toned{{Column: columns + 1, First: 1, Last: len(spans), Below: true, Tone: xlsx.Bad}}
	}
	return s
}
