package report

import (
	"io"
	"strconv"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// CSV writes one row for each period: its last month and that month's date,
// then every series by its name in the registry, in base units, and the words
// that say which tier was taken and what set each size. A value that does not
// exist is empty.
func (f *Forecast) CSV(w io.Writer) error {
	all := csvColumns(f.result)
	rows := [][]string{each(all, func(c csvColumn) string { return c.name })}
	for _, p := range f.periods {
		rows = append(rows, each(all, func(c csvColumn) string { return c.cell(p) }))
	}
	return WriteCSV(w, rows)
}

// csvColumn is a column and what it says about a period.
type csvColumn struct {
	name string
	cell func(period) string
}

func csvColumns(r *plan.Result) []csvColumn {
	money := words.Currency(r.Scenario.Currency)
	all := []csvColumn{
		{"month", func(p period) string { return strconv.Itoa(p.last) }},
		{"date", func(p period) string { return r.Scenario.Start.Add(p.last).String() }},
	}
	for _, m := range metric.Of(r.Scenario) {
		if !m.Series {
			continue
		}
		series := r.Series(m.Name)
		all = append(all, csvColumn{m.Name, func(p period) string {
			v := p.value(m, series)
			if money.RoundOptional(m.Kind, &v) == nil {
				return ""
			}
			return strconv.FormatFloat(money.Round(m.Kind, v), 'f', -1, 64)
		}})
	}
	for i := range r.Services {
		s := &r.Services[i]
		all = append(all, csvColumn{"services." + s.Name + ".binding", func(p period) string { return s.Binding[p.last].String() }})
	}
	return append(all,
		csvColumn{"database.tier", func(p period) string { return tier(r, p.last) }},
		csvColumn{"database.binding", func(p period) string {
			if r.Scenario.Database == nil {
				return ""
			}
			return r.Capacity.Database.Binding[p.last].String()
		}},
	)
}
