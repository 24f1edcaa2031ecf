package report

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// CostSeries is the effective cost by month. The categories add up to Total, and
// so do the services or the regions to the servers, with what belongs to none.
type CostSeries struct {
	Categories []NamedSeries // in the order of reports; those that cost nothing are left out
	Services   []NamedSeries // their parts of the servers, in the order of the scenario
	Regions    []NamedSeries // their servers and load balancers; nil where there is one region
	Total      []float64     // effective
	Bounds     []Bound       // limits on it, and on its total
	PerUnit    []float64     // per unit of demand; NaN in months without any
	Unit       string        // what it is per: "user"
	UnitBounds []Bound       // limits on PerUnit
}

// NamedSeries is a series with the name that readers know it by.
type NamedSeries struct {
	Name   string    // capitalised
	Values []float64 // by month
}

// Bound is a limit on a series.
type Bound struct {
	Name   string    // of the limit
	Warn   bool      // a warning only
	Upper  bool      // the series must stay below, else above
	From   int       // first month in which it applies
	Values []float64 // the limit by month from From on; of a total its part in each month
	Total  float64   // what the months from From on may come to; 0 for a limit on each of them
	Broken *int      // first month that breaks it
}

// Last is the last month in which the limit applies.
func (b *Bound) Last() int { return b.From + len(b.Values) - 1 }

// Level is the value of a limit that is the same in every month; false for others.
func (b *Bound) Level() (float64, bool) {
	for _, v := range b.Values {
		if v != b.Values[0] {
			return 0, false
		}
	}
	return b.Values[0], len(b.Values) > 0
}

// Turn is a month in which something changes.
type Turn struct {
	Month  int      // of the plan
	What   []string // in the order in which it is told
	Breaks []string // names of the limits that break
	Short  bool     // whether something carries its load no more
	Cost   float64  // effective
	More   float64  // than in the month before
}

// Quarter is the cost of some months against the budget for them.
type Quarter struct {
	First, Last int      // months of the plan, both inclusive
	Cost        float64  // effective
	Budget      *float64 // least that a limit which denies allows; nil where none applies in every month
}

func costSeries(r *plan.Result) CostSeries {
	c := CostSeries{
		Total: r.Bill.Effective, Bounds: bounds(r, "cost.effective"),
		PerUnit: r.Series(r.Scenario.PerUnit()), Unit: r.Scenario.Counted().One, UnitBounds: bounds(r, r.Scenario.PerUnit()),
	}
	for _, category := range r.Scenario.Categories() {
		c.Categories = part(c.Categories, category, r.Series("cost.categories."+category))
	}
	for i := range r.Scenario.Services {
		name := r.Scenario.Services[i].Name
		c.Services = append(c.Services, NamedSeries{name, r.Series("services." + name + ".cost")})
	}
	if len(r.Scenario.Regions) > 1 {
		for i := range r.Scenario.Regions {
			name := r.Scenario.Regions[i].Name
			c.Regions = append(c.Regions, NamedSeries{name, r.Series("cost.regions." + name)})
		}
	}
	return c
}

// part adds a category, unless it costs nothing.
func part(all []NamedSeries, name string, values []float64) []NamedSeries {
	if largest(values) > 0 {
		return append(all, NamedSeries{capitalised(name), values})
	}
	return all
}

// bounds are the limits on a series and on its total, of which each month has an
// equal part.
func bounds(r *plan.Result, name string) []Bound {
	var all []Bound
	for i := range r.Limits {
		check := &r.Limits[i]
		c := check.Condition
		whole := c.Fold == model.FoldTotal && c.Metric == name || c.Metric == "total.effective" && name == "cost.effective"
		each := c.Metric == name && (c.Fold == model.FoldNone || c.Fold == model.FoldPeak)
		if check.Open != "" || c.Each.Months > 1 || c.Chance != nil || c.Margin != model.MarginNone || c.Of != "" || c.Currency != "" || !whole && !each {
			continue // no line
		}
		b := Bound{Name: capitalised(check.Name), Warn: check.Level == "warn", Upper: c.Upper(), From: check.From, Broken: check.Month}
		if whole {
			b.Total, b.From = c.Value, max(b.From, 1)
		}
		for m := b.From; m <= check.To; m++ {
			v := c.Bound(m-check.From, 0)
			if whole {
				v /= float64(check.To - b.From + 1)
			}
			b.Values = append(b.Values, v)
		}
		if len(b.Values) > 0 {
			all = append(all, b)
		}
	}
	return all
}

// turns are the months in which something changes, in words.
func turns(r *plan.Result) []Turn {
	v := view{result: r, money: words.Currency(r.Scenario.Currency)}
	var all []Turn
	for _, t := range v.turns() {
		all = append(all, Turn{Month: t.month, What: t.what, Breaks: t.breaks, Cost: t.cost, More: t.more})
	}
	for _, c := range r.Timeline() {
		if i := slices.IndexFunc(all, func(t Turn) bool { return t.Month == c.Month }); i >= 0 {
			all[i].Short = all[i].Short || c.Kind == plan.MaximumReached || c.Kind == plan.WallReached
		}
	}
	return all
}

// Quarters is the cost by quarter against the limits on it that deny.
func Quarters(r *plan.Result) []Quarter {
	budget := budgets(r)
	var all []Quarter
	for _, p := range periods(r.Months(), Options{By: "quarter"}) {
		if p.last == 0 {
			continue // today is no quarter
		}
		q := Quarter{First: p.first, Last: p.last, Cost: p.value(metric.Metric{Name: "cost.effective", Kind: unit.KindMoney, Series: true}, r.Bill.Effective)}
		sum := 0.0
		for m := p.first; m <= p.last; m++ {
			sum += budget[m]
		}
		if !math.IsInf(sum, 1) {
			q.Budget = &sum
		}
		all = append(all, q)
	}
	return all
}

// budgets is the least that a limit allows for each month; infinite without one.
func budgets(r *plan.Result) []float64 {
	least := make([]float64, r.Months()+1)
	for m := range least {
		least[m] = math.Inf(1)
	}
	for _, b := range bounds(r, "cost.effective") {
		if !b.Upper || b.Warn {
			continue
		}
		for i, v := range b.Values {
			least[b.From+i] = min(least[b.From+i], v)
		}
	}
	return least
}
