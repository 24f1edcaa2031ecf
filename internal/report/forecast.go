// Package report arranges the result of a plan for its readers: typed tables and
// a document, and from them text, Markdown, JSON, YAML and CSV. It computes no
// result of its own; sums over a period are sums of the rounded months.
package report

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/holding"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// Options select what a report shows and say how it is arranged.
type Options struct {
	By        string                     // length of a period: month (also when empty), quarter or year
	Months    []int                      // only periods with one of these months; all when empty
	From, To  *int                       // only periods with a month in this range, both inclusive
	Width     int                        // columns of the terminal, for text; 80 when 0, at least 40
	Show      []string                   // sections of the text, of SectionNames; all when empty
	Color     bool                       // whether text may colour severities and verdicts
	Tool      string                     // "talimat-plan 0.1.0"
	File      string                     // scenario file as the user gave it
	InputHash string                     // "sha256:…" of the scenario's text
	Locate    func(path string) diag.Pos // place of an input; nil when unknown
}

// Forecast is the report on one result, ready to be written in any format.
type Forecast struct {
	Scenario    Scenario  // what was planned
	Title       string    // name and description of the scenario
	Frame       string    // horizon, start, currency and file, on one line
	Answer      []Line    // whether the plan holds, and which limits it breaks
	Glance      Table     // users, peak and cost now, at the target and at the end, and in all
	Timeline    Table     // when what changes, a row for each month
	Pays        []Line    // whether the investment pays, and how many claims hold
	Summary     Table     // the main figures now, at the target and at the horizon
	Verdicts    []Line    // the judgement in a few lines
	Months      Table     // one row for each period
	Sections    []Table   // categories, savings, services, limits, claims; empty ones are left out
	Findings    []Finding // worst first
	Assumptions []string  // what the figures rest on, a sentence each
	Pictures    []string  // lines of characters that text shows below the summary; none when empty

	options Options
	weights []float64 // of the rows of Timeline
	changes Table     // the same with a row for each change
	result  *plan.Result
	holding *holding.Verdict
	periods []period
}

// Line is a label and its text.
type Line = document.Line

// Build arranges a result.
func Build(r *plan.Result, o Options) *Forecast {
	s := r.Scenario
	f := &Forecast{Scenario: NewScenario(s, o), Title: s.Name, options: o, result: r, periods: periods(r.Months(), o)}
	if s.Description != "" {
		f.Title += ": " + s.Description
	}
	f.Frame = fmt.Sprintf("%s from %s · %s", words.Months(r.Months()), s.Start, s.Currency)
	if o.File != "" {
		f.Frame += " · " + o.File
	}
	v := newView(r)
	f.holding = v.holding
	f.Findings = Findings(r, o)
	f.Answer, f.Glance, f.Pays = v.answer(), v.glance(), v.pays()
	f.Timeline, f.weights = v.timeline()
	f.changes = v.oneEach(f.Timeline)
	f.Summary = v.summary()
	f.Verdicts = v.verdicts()
	f.Months = v.months(f.periods, o)
	for _, t := range []Table{v.categories(), v.savings(), v.services(), v.limits(), v.claims()} {
		if len(t.Rows) > 0 {
			f.Sections = append(f.Sections, t)
		}
	}
	f.Assumptions = sentences(r, o)
	return f
}

// view is a result with what its tables have in common.
type view struct {
	result  *plan.Result
	holding *holding.Verdict
	money   words.Currency
	moments []moment
}

func newView(r *plan.Result) view {
	return view{result: r, holding: holding.Judge(r), money: words.Currency(r.Scenario.Currency), moments: moments(r)}
}

// moment is a month that a plan is judged by.
type moment struct {
	label string // "Now", "Target", "Horizon"
	month int
}

// moments are today, the month in which the users reach their target and the
// horizon; moments that fall together are one.
func moments(r *plan.Result) []moment {
	all := []moment{{"Now", 0}}
	if at := r.Reached.Users; at != nil && *at < r.Months() {
		if *at == 0 {
			all[0].label = "Now, target"
		} else {
			all = append(all, moment{"Target", *at})
		}
	}
	last := moment{"Horizon", r.Months()}
	if at := r.Reached.Users; at != nil && *at == r.Months() {
		last.label = "Target, horizon"
	}
	return append(all, last)
}

// rank is the importance of a moment's column: the horizon stays longest, then today.
func (v *view) rank(i int) int {
	switch i {
	case len(v.moments) - 1:
		return 0
	case 0:
		return 1
	}
	return 2
}

// title is the heading of a moment's column.
func (v *view) title(m moment) string { return m.label + "\n" + v.date(m.month) }

// date is the calendar month of a month of the plan.
func (v *view) date(month int) string { return v.result.Scenario.Start.Add(month).String() }

// when is "month 35 (2026-12)".
func (v *view) when(month int) string { return words.When(month, v.result.Scenario.Start) }

// total adds a flow of money up over the months from 1 to the horizon.
func (v *view) total(name string) float64 {
	m, _ := metric.Find(v.result.Scenario, name)
	return cost.Sum(figures.Opening(v.result, name) + period{1, v.result.Months()}.value(m, v.result.Series(name)))
}
