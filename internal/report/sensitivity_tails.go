package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/words"
)

// tails is the table of the bad tail, and of the chance of breaking each limit
// that denies, with each source low and high.
func (v *weights) tails() *document.Table {
	p := v.percentile()
	t := &document.Table{
		Name: "tails", Title: fmt.Sprintf("%s of %s, and limits broken, with the input in its lowest and highest tenth", p, v.Metric.Name), For: document.People,
		Columns: []document.Column{{Title: "Input"}, {Title: p + "\nlowest", Align: document.Right}, {Title: p + "\nhighest", Align: document.Right}},
	}
	limits := v.denied()
	for i, c := range limits {
		t.Columns = append(t.Columns, document.Column{Title: v.limitName(c) + "\nlowest → highest", Align: document.Right, Rank: 1 + i})
	}
	all := v.by(func(s *sensitivity.Source) float64 { return v.spread(s, limits) })
	var low, high []float64
	var names, rest []string
	for i := range all {
		if v.spread(&all[i], limits) == 0 {
			rest = append(rest, all[i].Path)
			continue
		}
		names = append(names, all[i].Path)
		if len(low) < manyRows {
			low, high = append(low, all[i].AtTail.Lowest.Value), append(high, all[i].AtTail.Highest.Value)
		}
	}
	lowest, highest := v.form(low), v.form(high)
	for i := range low {
		row := []document.Cell{document.Word(names[i]), document.Number(lowest, low[i]), document.Number(highest, high[i])}
		for _, c := range limits {
			row = append(row, document.Word(chanceOr(all[i].Broken[c].Lowest)+" → "+chanceOr(all[i].Broken[c].Highest)))
		}
		t.Add(row...)
	}
	t.Notes = append(t.Notes, fmt.Sprintf("Over all futures %s is %s. Of a risk the lowest is that it does not happen, the highest that it does.", p, v.range90()))
	for _, c := range limits {
		t.Notes = append(t.Notes, fmt.Sprintf("%s: %s, broken in %s of the futures.", capitalised(v.limitName(c)), v.Outcome.Limits[c].Text, words.Chance(v.Outcome.Odds(c).Ever.Value)))
	}
	t.Notes = mention(t.Notes, noRoom, names[len(low):])
	t.Notes = mention(t.Notes, "No change that could not be chance", rest)
	return t
}

func chanceOr(e simulation.Estimate) string {
	if math.IsNaN(e.Value) {
		return words.None
	}
	return words.Percent(math.Round(e.Value*100) / 100)
}

// denied are the indices of the outcome's conditions that are denied.
func (v *weights) denied() []int {
	var all []int
	for i, c := range v.Outcome.Limits {
		for k := range v.Scenario.Limits {
			if v.Scenario.Limits[k].Deny == c {
				all = append(all, i)
			}
		}
	}
	return all
}

// limitName is the name of the limit that a condition of the outcome belongs to.
func (v *weights) limitName(condition int) string {
	for k := range v.Scenario.Limits {
		if l := &v.Scenario.Limits[k]; l.Deny == v.Outcome.Limits[condition] || l.Warn == v.Outcome.Limits[condition] {
			return l.Name
		}
	}
	return v.Outcome.Limits[condition].Text
}

// spread is by how much the tail, relative to itself, or a chance changes most
// between a source low and high; 0 when no change exceeds its interval.
func (v *weights) spread(s *sensitivity.Source, limits []int) float64 {
	greatest := 0.0
	look := func(p sensitivity.Parted, scale float64) {
		change := math.Abs(p.Highest.Value - p.Lowest.Value)
		if change > elementary.Hypot(p.Lowest.Half, p.Highest.Half) { // NaN is not
			greatest = max(greatest, change/scale)
		}
	}
	look(s.AtTail, math.Abs(v.AtTail.Value))
	for _, c := range limits {
		look(s.Broken[c], 1)
	}
	return greatest
}

// indices is the table of Sobol' indices, the greatest total first.
func (v *weights) indices() *document.Table {
	t := &document.Table{Name: "sobol", Title: "Sobol' indices: shares of the variance", Columns: []document.Column{
		{Title: "Input", Key: "factor", About: "path of the input, risks.NAME, or the path of a volatility"},
		{Title: "First\nalone", Key: "first_ratio", Interval: true, Align: document.Right, About: "part of the variance that it explains alone"},
		{Title: "Total\nwith others", Key: "total_ratio", Interval: true, Align: document.Right, About: "with all that it does together with others"},
	}}
	all := slices.Clone(v.Indices.All)
	slices.SortStableFunc(all, func(a, b sensitivity.Index) int { return cmp.Compare(b.Total.Value, a.Total.Value) })
	sum := 0.0
	var names, rest []string
	for _, i := range all {
		sum += i.First.Value
		t.Add(document.Word(i.Factor.Name), share(i.First), share(i.Total))
		if i.Total.Value < little/2 {
			rest = append(rest, i.Factor.Name)
		} else {
			names = append(names, i.Factor.Name)
		}
	}
	t.Head = max(min(len(names), manyRows), 1)
	of := v.Metric.Name
	if v.Indices.Logarithmic {
		of = "the logarithm of " + of
	}
	t.Notes = append(t.Notes, fmt.Sprintf("Of %s. %s runs of the engine. Alone the inputs explain %s, what they do together the rest.",
		of, words.Decimal(float64(v.Indices.Runs), 0), words.Percent(round3(min(max(sum, 0), 1)))))
	t.Notes = mention(t.Notes, noRoom, names[min(t.Head, len(names)):])
	t.Notes = mention(t.Notes, "Below half a percent", rest)
	return t
}
