package report

import (
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
)

// Records is the forecast for CSV: a row for each period with its last month and that
// month's date, then every series by its name in the registry and the results that
// are words.
func (f *Forecast) Records() *document.Document {
	t := &document.Table{Name: "periods", For: document.Machines}
	t.Put(document.Column{Key: "month"}, each(f.periods, func(p period) document.Cell { return document.Count(p.last) })...)
	t.Put(document.Column{Key: "date"}, each(f.periods, func(p period) document.Cell { return document.Word(f.date(p.last)) })...)
	s := f.result.Snapshot()
	for _, row := range s.Rows {
		if _, stated := metric.Find(f.result.Scenario, row.Metric.Name); !stated {
			continue
		}
		form := document.Of(row.Metric.Kind, f.money)
		t.Put(document.Column{Key: row.Metric.Name, Form: form}, each(f.periods, func(p period) document.Cell {
			return document.Number(form, p.value(row.Metric, row.Values))
		})...)
	}
	for _, text := range s.Words {
		t.Put(document.Column{Key: text.Metric.Name}, each(f.periods, func(p period) document.Cell { return document.Word(text.Values[p.last]) })...)
	}
	d := answer("forecast", f.result.Scenario, f.options)
	d.Records = []string{t.Name}
	d.Add(t)
	return d
}
