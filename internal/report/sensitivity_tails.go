package report

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/words"
)

// tails is the table of the bad tail, and of the chance of breaking each limit
// that denies, with each source low and high.
func (v *weights) tails() Table {
	p := v.percentile()
	t := Table{Name: "tails", Title: fmt.Sprintf("%s of %s, and limits broken, with the input in its lowest and highest tenth", p, v.Metric.Name),
		Columns: []Column{{Title: "Input"}, {Title: p + "\nlowest", Align: Right}, {Title: p + "\nhighest", Align: Right}}}
	limits := v.denied()
	for i, c := range limits {
		t.Columns = append(t.Columns, Column{Title: v.limitName(c) + "\nlowest → highest", Align: Right, Rank: 1 + i})
	}
	all := v.by(func(s *sensitivity.Source) float64 { return v.spread(s, limits) })
	var low, high []float64
	var more, rest []string
	for i := range all {
		s := &all[i]
		if v.spread(s, limits) == 0 {
			rest = append(rest, s.Path)
			continue
		}
		if len(t.Rows) == manyRows {
			more = append(more, s.Path)
			continue
		}
		low, high = append(low, s.AtTail.Lowest.Value), append(high, s.AtTail.Highest.Value)
		t.Rows = append(t.Rows, []string{s.Path})
	}
	for _, column := range [][]float64{low, high} {
		for i, cell := range v.amounts(column) {
			if math.IsNaN(column[i]) {
				cell = words.None
			}
			t.Rows[i] = append(t.Rows[i], cell)
		}
	}
	for i := range t.Rows {
		for _, c := range limits {
			t.Rows[i] = append(t.Rows[i], chanceOr(all[i].Broken[c].Lowest)+" → "+chanceOr(all[i].Broken[c].Highest))
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("Over all futures %s is %s. Of a risk the lowest is that it does not happen, the highest that it does.", p, v.range90()))
	for _, c := range limits {
		t.Notes = append(t.Notes, fmt.Sprintf("%s: %s, broken in %s of the futures.", capitalised(v.limitName(c)), v.Outcome.Limits[c].Text, chance(v.Outcome.Odds(c).Ever.Value)))
	}
	t.Notes = mention(t.Notes, noRoom, more)
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

// indices is the table of Sobol' indices.
func (v *weights) indices() Table {
	if v.Indices == nil {
		return Table{}
	}
	t := Table{Name: "indices", Title: "Sobol' indices: shares of the variance", Columns: []Column{
		{Title: "Input"}, {Title: "First\nalone", Align: Right}, {Title: "±", Align: Right, Rank: 1},
		{Title: "Total\nwith others", Align: Right}, {Title: "±", Align: Right, Rank: 2},
	}}
	sum := 0.0
	var more, rest []string
	for _, i := range sortedIndices(v.Indices) {
		sum += i.First.Value
		if i.Total.Value < little/2 {
			rest = append(rest, i.Factor.Name)
			continue
		}
		if len(t.Rows) == manyRows {
			more = append(more, i.Factor.Name)
			continue
		}
		t.Rows = append(t.Rows, []string{i.Factor.Name, words.Percent(round3(i.First.Value)), points(i.First.Half), words.Percent(round3(i.Total.Value)), points(i.Total.Half)})
	}
	of := v.Metric.Name
	if v.Indices.Logarithmic {
		of = "the logarithm of " + of
	}
	t.Notes = append(t.Notes, fmt.Sprintf("Of %s; ± is half a 95%% interval. %s runs of the engine. Alone the inputs explain %s, what they do together the rest.",
		of, words.Decimal(float64(v.Indices.Runs), 0), words.Percent(round3(min(max(sum, 0), 1)))))
	t.Notes = mention(t.Notes, noRoom, more)
	t.Notes = mention(t.Notes, "Below half a percent", rest)
	return t
}
