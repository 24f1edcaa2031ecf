package report

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/study/compare"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Results are all the figures of a document by the names of the registry, so
// that those of a saved one can be held against those of another.
func (d *Document) Results() *compare.Results {
	r := &compare.Results{Currency: d.Currency, Start: d.Start, Months: d.HorizonMonths, Faults: d.faults()}
	for _, m := range metric.Definitions() {
		before, after, star := strings.Cut(m.Name, "*")
		switch {
		case !m.Series:
			r.Figures = append(r.Figures, compare.Figure{Metric: m, Value: d.Figure(m.Name)})
		case !star:
			d.result(r, m)
		default:
			for _, name := range d.components(before) {
				m.Name = before + name + after
				d.result(r, m)
			}
		}
	}
	if d.Months[0].Database != nil {
		tiers := compare.Words{Name: "database.tier"}
		for i := range d.Months {
			tiers.Values = append(tiers.Values, d.Months[i].tier())
		}
		r.Words = append(r.Words, tiers)
	}
	return r
}

// result adds a result by month, unless the document does not have it. To the
// engine a plan without a database has one of no size; here it has none.
func (d *Document) result(r *compare.Results, m metric.Metric) {
	if d.Months[0].Database == nil && strings.HasPrefix(m.Name, "database.") {
		return
	}
	if values := d.Series(m.Name); values != nil {
		r.Series = append(r.Series, compare.Series{Metric: m, Values: values})
	}
}

// components lists what the * after the prefix stands for in this document.
func (d *Document) components(prefix string) []string {
	first := &d.Months[0]
	var names []string
	switch prefix {
	case "services.":
		for i := range first.Services {
			names = append(names, first.Services[i].Name)
		}
	case "drivers.":
		for _, driver := range first.Drivers {
			names = append(names, driver.Name)
		}
	case "cost.regions.":
		for _, region := range first.Regions {
			names = append(names, region.Name)
		}
	case "cost.categories.":
		names = metric.Categories()
	case "cost.savings.":
		names = metric.Levers()
	}
	return names
}

// tier is "large+3", as tables show it.
func (m *Month) tier() string {
	if m.Database == nil {
		return words.None
	}
	text := m.Database.Tier
	if n := m.Database.ReadReplicas; n > 0 {
		text += "+" + words.Decimal(n, 0)
	}
	if m.Database.Wall != nil {
		text += "*"
	}
	return text
}

// faults are the findings, the limits that are broken and the claims that fail.
func (d *Document) faults() []compare.Fault {
	var all []compare.Fault
	for _, f := range d.Findings {
		all = append(all, compare.Fault{Kind: "finding", Name: f.Code, Path: f.Path, Severity: f.Severity, Month: f.Month, Message: f.Message})
	}
	for _, l := range d.Limits {
		if l.Evaluated && !l.Holds {
			all = append(all, compare.Fault{Kind: "limit", Name: l.Name, Path: "limits." + l.Name, Severity: l.Level, Month: l.Month, Message: l.Text})
		}
	}
	for _, c := range d.Claims {
		if !c.Pass {
			kind := kindOf(c.Metric)
			all = append(all, compare.Fault{
				Kind: "claim", Name: c.Name, Path: "claims." + c.Name,
				Message: c.Metric + ": claimed " + words.Quantity(kind, c.Claimed, words.Currency(d.Currency)) + ", computed " + words.Optional(kind, c.Computed, words.Currency(d.Currency)),
			})
		}
	}
	return all
}

// kindOf is what a result measures, by its name in the registry.
func kindOf(name string) unit.Kind {
	for _, m := range metric.Definitions() {
		before, after, star := strings.Cut(m.Name, "*")
		if name == m.Name || star && strings.HasPrefix(name, before) && strings.HasSuffix(name, after) {
			return m.Kind
		}
	}
	return unit.KindNone
}
