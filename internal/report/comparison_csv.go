package report

import (
	"io"
	"strconv"

	"github.com/talimat/talimat-plan/internal/render/csv"
)

// CSV writes one row for each result and period that differ: the period's last
// month and that month's date, the result by its name in the registry, and its
// values in base units. Single figures have no month. With chosen months there
// are rows for those only. What futures say follows, by the name of the result and
// of what is said of it.
func (r *Comparison) CSV(w io.Writer) error {
	rows := [][]string{{"month", "date", "metric", "unit", "old", "new", "change"}}
	for _, s := range r.Series {
		for _, p := range r.periods {
			d := Difference{}
			if s.Old != nil {
				v := p.value(s.Metric, s.Old)
				d.Old = &v
			}
			if s.New != nil {
				v := p.value(s.Metric, s.New)
				d.New = &v
			}
			d = newDifference(r.money, s.Metric.Kind, d.Old, d.New)
			if d.Change == nil || *d.Change != 0 {
				rows = append(rows, append([]string{strconv.Itoa(p.last), r.date(p.last), s.Metric.Name, r.unit(s.Metric)}, d.cells()...))
			}
		}
	}
	for _, text := range r.Words {
		for _, p := range r.periods {
			if old, new := at(text.Old, p.last), at(text.New, p.last); old != new {
				rows = append(rows, []string{strconv.Itoa(p.last), r.date(p.last), text.Name, "", old, new, ""})
			}
		}
	}
	for _, f := range r.Figures {
		rows = append(rows, append([]string{"", "", f.Metric.Name, r.unit(f.Metric)}, newDifference(r.money, f.Metric.Kind, f.Old, f.New).cells()...))
	}
	if f := r.Document.Futures; f != nil {
		rows = append(rows, f.rows(r.date)...)
	}
	return csv.Rows(w, rows)
}

// cells are the old and the new value and the change; what does not exist is empty.
func (d Difference) cells() []string {
	cell := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	return []string{cell(d.Old), cell(d.New), cell(d.Change)}
}
