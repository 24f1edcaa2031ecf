package cli

import (
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/chart"
	"github.com/talimat/talimat-plan/internal/report"
)

// needsOthers refuses other plans where none is drawn.
func (o *plotOptions) needsOthers() error {
	if len(o.beside) > 0 && !slices.Contains(o.charts.names(), chart.Plans) {
		return usagef("--against is for the chart %s, which is not among those to be drawn", chart.Plans)
	}
	return nil
}

// others are the costs of the plans that a plan is shown beside, by its months.
func (p *program) others(charts *report.Charts, files []string) ([]report.NamedSeries, error) {
	var all []report.NamedSeries
	for _, file := range files {
		src, err := p.readPlan(file)
		if err != nil {
			return nil, err
		}
		side, err := p.understand(src, inputOptions{}, true)
		if err != nil {
			return nil, err
		}
		results := side.plan.Figures
		if results.Currency != charts.Currency {
			return nil, usagef("--against %s: it is in %s and the plan in %s; only amounts of one currency can be compared", file, results.Currency, charts.Currency)
		}
		start, cost := results.Start, results.Series("cost.effective")
		series := report.NamedSeries{Name: strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), Values: make([]float64, charts.Months+1)}
		shared := false
		for m := range series.Values {
			series.Values[m] = math.NaN()
			at := m + (charts.Start.Year-start.Year)*12 + charts.Start.Month - start.Month
			if at >= 0 && at < len(cost) {
				series.Values[m], shared = cost[at], true
			}
		}
		if !shared {
			return nil, usagef("--against %s: it has no month in common with the plan", file)
		}
		all = append(all, series)
	}
	return all, nil
}
