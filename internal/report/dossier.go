package report

import (
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
)

// Dossier is the report on one result for people who decide: the forecast by
// the period that suits its horizon, the judgement of it in front, and behind it
// what it rests on, down to the lines of the scenario.
type Dossier struct {
	Forecast   *Forecast  // the report that it is made of
	Verdict    Verdict    // the judgement in a sentence
	Headlines  []Headline // the figures to look at first
	Monthly    *Table     // the table of months when that of periods is longer; nil when it is by month
	Costs      Table      // cost by category and period
	CostsEach  *Table     // the same by month; nil when Costs is by month
	Phases     Linked     // the steps of the plan
	Finance    []Line     // whether the investment pays, with the formulas filled in
	Cash       Table      // cash flow by period; without rows when nothing is invested or saved
	Services   Linked     // replicas
	Categories Table      // cost by category at each moment
	Savings    Table      // from baseline to effective; without rows when no lever acts
	Limits     Linked     // bounds on results
	Claims     Linked     // stated figures
	Risks      Linked     // what may go wrong
	Inputs     Linked     // every number of the scenario
	Objectives Table      // what the system promises
	Source     Source     // the scenario itself
	Charts     *Charts    // what can be drawn
	Outlook    *Outlook   // how likely the results are; nil when nothing is uncertain
}

// Linked is a table whose rows come from the scenario.
type Linked struct {
	Table
	Lines []int // line of the scenario behind each row; 0 for none
}

// Given is what a dossier shows beside a result: its input and, when that is
// uncertain, its futures.
type Given struct {
	Text    string              // the scenario as written
	Changes []string            // overrides, as "path=value"
	Inputs  model.Inputs        // every number, defaults included
	Futures *simulation.Outcome // with at least the [OutlookMetrics]; nil when nothing is uncertain
	Alone   *sensitivity.Bars   // what each uncertain input does to the effective cost of the last month; nil where none does
}

// The longest horizons, in months, whose tables are by month and by quarter.
const (
	byMonth   = 12
	byQuarter = 60
)

// suits is the period for tables of a horizon: few enough rows to read them all.
func suits(horizon int) string {
	switch {
	case horizon <= byMonth:
		return "month"
	case horizon <= byQuarter:
		return "quarter"
	default:
		return "year"
	}
}

// NewDossier arranges a result. Of the options those that select months do not
// count: a dossier is about the whole plan.
func NewDossier(r *plan.Result, o Options, g Given) *Dossier {
	o.By, o.Months, o.From, o.To = suits(r.Months()), nil, nil, nil
	f := Build(r, o)
	v := &f.view
	f.Months = inWords(v.months(f.periods, o))
	d := &Dossier{
		Forecast: f, Verdict: v.verdict(), Headlines: v.headlines(), Charts: NewCharts(r, o),
		Categories: inWords(v.categories()), Savings: inWords(v.savings()), Costs: inWords(v.costs(f.periods, o.By)), Finance: v.finance(), Cash: inWords(v.cash(o)),
		Phases: v.phaseTable(&o), Risks: v.risks(&o), Inputs: inputTable(g.Inputs, &o), Objectives: inWords(v.objectives()),
		Services: link(v.services(), &o, "services.", names(r.Scenario.Services, func(s *model.Service) string { return s.Name })),
		Limits:   link(v.limits(), &o, "limits.", names(r.Scenario.Limits, func(l *model.Limit) string { return l.Name })),
		Claims:   link(v.claims(), &o, "claims.", names(r.Scenario.Claims, func(c *model.Claim) string { return c.Name })),
		Source:   newSource(g, f.Findings, &o),
	}
	if g.Futures != nil {
		d.Charts.Fan = NewFan(g.Futures)
		d.Outlook = newOutlook(r, g.Futures, g.Alone, &o)
	}
	if o.By != "month" {
		o.By = "month"
		all := periods(r.Months(), o)
		months, costs := inWords(v.months(all, o)), inWords(v.costs(all, o.By))
		d.Monthly, d.CostsEach = &months, &costs
	}
	return d
}

// names lists the names of a section's elements.
func names[T any](all []T, name func(*T) string) []string {
	list := make([]string, len(all))
	for i := range all {
		list[i] = name(&all[i])
	}
	return list
}

// link finds the line of each row in the scenario.
func link(t *document.Table, o *Options, section string, names []string) Linked {
	l := Linked{Table: inWords(t), Lines: make([]int, len(t.Rows))}
	for i := range t.Rows {
		l.Lines[i] = o.lineInFile(section + names[i])
	}
	return l
}

// lineInFile is the line of an input in the scenario's own text; 0 when the
// input is not there, because an override or a default sets it.
func (o *Options) lineInFile(path string) int {
	if o.Locate == nil {
		return 0
	}
	if pos := o.Locate(path); pos.File == o.File {
		return max(pos.Line, 0)
	}
	return 0
}

// inWords is a table of texts: each cell with its interval.
func inWords(t *document.Table) Table {
	text := func(c document.Cell) string { return c.String() + c.Interval() }
	w := Table{Name: t.Name, Title: t.Title, Notes: t.Notes}
	for _, c := range t.Columns {
		w.Columns = append(w.Columns, Column{Title: c.Title, Align: Align(c.Align), Rank: c.Rank, Verdict: c.Verdict})
	}
	for _, row := range t.Rows {
		w.Rows = append(w.Rows, each(row, text))
	}
	if t.Footer != nil {
		w.Footer = each(t.Footer, text)
	}
	return w
}
