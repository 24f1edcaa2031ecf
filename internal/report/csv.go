package report

import (
	"io"
	"strconv"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/render/csv"
	"github.com/talimat/talimat-plan/internal/words"
)

// CSV writes one row for each period: its last month and that month's date,
// then every series by its name in the registry, in base units, and the results
// that are words. A value that does not exist is empty.
func (f *Forecast) CSV(w io.Writer) error {
	all := csvColumns(f.result)
	rows := [][]string{each(all, func(c csvColumn) string { return c.name })}
	for _, p := range f.periods {
		rows = append(rows, each(all, func(c csvColumn) string { return c.cell(p) }))
	}
	return csv.Rows(w, rows)
}

// csvColumn is a column and what it says about a period.
type csvColumn struct {
	name string
	cell func(period) string
}

func csvColumns(r *plan.Result) []csvColumn {
	s, money := r.Snapshot(), words.Currency(r.Scenario.Currency)
	all := []csvColumn{
		{"month", func(p period) string { return strconv.Itoa(p.last) }},
		{"date", func(p period) string { return s.Start.Add(p.last).String() }},
	}
	for _, row := range s.Rows {
		if _, stated := metric.Find(r.Scenario, row.Metric.Name); !stated {
			continue
		}
		all = append(all, csvColumn{row.Metric.Name, func(p period) string {
			v := p.value(row.Metric, row.Values)
			if money.RoundOptional(row.Metric.Kind, &v) == nil {
				return ""
			}
			return strconv.FormatFloat(money.Round(row.Metric.Kind, v), 'f', -1, 64)
		}})
	}
	for _, text := range s.Words {
		all = append(all, csvColumn{text.Metric.Name, func(p period) string { return text.Values[p.last] }})
	}
	return all
}
