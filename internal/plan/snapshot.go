package plan

import (
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/metric"
)

// Snapshot is everything the result comes to, by name.
func (r *Result) Snapshot() *figures.Snapshot {
	s := &figures.Snapshot{Currency: r.Scenario.Currency, Start: r.Scenario.Start, Months: r.Months(), Faults: r.faults()}
	for _, definition := range metric.Definitions() {
		all := metric.In(r.Scenario, definition)
		switch {
		case !definition.Series:
			s.Singles = append(s.Singles, figures.Single{Metric: definition, Value: r.Figure(definition.Name)})
		case len(all) == 0 && !strings.Contains(definition.Name, "*"):
			s.Rows = append(s.Rows, figures.Row{Metric: definition, Values: slices.Repeat([]float64{math.NaN()}, r.Months()+1)})
		}
		for _, m := range all {
			if m.Series {
				s.Rows = append(s.Rows, figures.Row{Metric: m, Values: r.read(m)})
			}
		}
	}
	for _, m := range metric.WordsOf(r.Scenario) {
		s.Words = append(s.Words, figures.Words{Metric: m, Values: r.words(m)})
	}
	for i := range r.Claims {
		s.Claims = append(s.Claims, r.Claims[i].Name)
	}
	return s
}

// words are a result in words by month; empty where there is none.
func (r *Result) words(m metric.Metric) []string {
	d := &r.Capacity.Database
	if strings.HasPrefix(m.Family, "stores.") {
		i := slices.Index(metric.Components(r.Scenario, m.Family), m.Part)
		if m.Family == "stores.*.tier" {
			return names(r.Capacity.Stores[i].Tier, func(tier int) string { return r.engine.capacity.Machine(i, tier) })
		}
		return names(r.Capacity.Stores[i].Binding, capacity.Binding.String)
	}
	switch m.Family {
	case "services.*.binding":
		return names(r.engine.bindings(slices.Index(metric.Components(r.Scenario, m.Family), m.Part)), capacity.Binding.String)
	case "database.binding":
		return names(d.Binding, capacity.Binding.String)
	case "database.wall":
		return names(d.Wall, lacking)
	case "database.short":
		return names(d.Short, lacking)
	case "database.tier":
		return names(d.Tier, func(tier int) string { return r.engine.capacity.Databases()[tier].Name })
	}
	return nil
}

func names[T any](row []T, name func(T) string) []string {
	all := make([]string, len(row))
	for month, v := range row {
		all[month] = name(v)
	}
	return all
}

// lacking is what is lacked; empty for nothing.
func lacking(b capacity.Binding) string {
	if b == capacity.Idle {
		return ""
	}
	return b.String()
}

// faults are the findings, the limits that are broken and the claims that fail.
func (r *Result) faults() []figures.Fault {
	var all []figures.Fault
	for i := range r.Findings {
		f := &r.Findings[i]
		all = append(all, figures.Fault{Kind: "finding", Name: f.Code, Path: f.Path, Severity: f.Severity.String(), Month: f.Month, Message: f.Message})
	}
	for i := range r.Limits {
		if l := &r.Limits[i]; l.Open == "" && !l.Holds {
			all = append(all, figures.Fault{Kind: "limit", Name: l.Name, Path: l.Path, Severity: l.Level, Month: l.Month, Message: l.Text})
		}
	}
	for i := range r.Claims {
		if c := &r.Claims[i]; !c.Pass {
			all = append(all, figures.Fault{
				Kind: "claim", Name: c.Name, Path: c.Path,
				Claim: &figures.Claim{Metric: c.Metric.Name, Kind: c.Metric.Kind, Claimed: c.Claimed, Computed: c.Computed},
			})
		}
	}
	return all
}
