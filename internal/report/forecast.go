// Package report arranges the result of a plan for its readers: typed tables and
// a document, and from them text, Markdown, JSON, YAML and CSV. It computes no
// result of its own; sums over a period are sums of the rounded months.
package report

import (
	"fmt"
	"slices"

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
	Color     bool                       // whether text may colour severities and verdicts
	Tool      string                     // "talimat-plan 0.1.0"
	File      string                     // scenario file as the user gave it
	InputHash string                     // "sha256:…" of the scenario's text
	Locate    func(path string) diag.Pos // place of an input; nil when unknown
}

// Forecast is the report on one result. Its tables are made when they are shown.
type Forecast struct {
	Scenario    Scenario  // what was planned
	Title       string    // name and description of the scenario
	Frame       string    // horizon, start, currency and file, on one line
	Summary     Table     // the main figures now, at the target and at the horizon
	Verdicts    []Line    // the judgement in a few lines
	Months      Table     // one row for each period; of a dossier only
	Findings    []Finding // worst first
	Assumptions []string  // what the figures rest on, a sentence each
	Pictures    []string  // lines of characters below the summary; none when empty

	view
	options Options
	periods []period
}

// Line is a label and its text.
type Line = document.Line

// Build arranges a result.
func Build(r *plan.Result, o Options) *Forecast {
	s := r.Scenario
	f := &Forecast{Scenario: NewScenario(s, o), Title: s.Name, options: o, view: newView(r), periods: periods(r.Months(), o)}
	if s.Description != "" {
		f.Title += ": " + s.Description
	}
	f.Frame = fmt.Sprintf("%s from %s · %s", words.Months(r.Months()), s.Start, s.Currency)
	if o.File != "" {
		f.Frame += " · " + o.File
	}
	f.Findings = Findings(r, o)
	f.Summary, f.Verdicts = inWords(f.summary()), f.verdicts()
	f.Assumptions = sentences(r, o)
	return f
}

// SectionNames are the sections of a forecast, in their order.
func SectionNames() []string {
	return []string{"summary", "chart", "timeline", "months", "costs", "savings", "services", "stores", "walls", "limits", "claims", "findings", "assumptions"}
}

// Shown is the forecast for people: the sections of some names, all of them for none.
func (f *Forecast) Shown(show []string) *document.Document {
	d := answer("forecast", f.result.Scenario, f.options)
	d.Title, d.Frame = f.Title, []string{f.Frame}
	for _, name := range SectionNames() {
		if len(show) == 0 || slices.Contains(show, name) {
			f.section(d, name)
		}
	}
	return d
}

// section adds a section to a document; nothing of what the plan does not have.
func (f *Forecast) section(d *document.Document, name string) {
	switch name {
	case "summary":
		d.Add(f.summary(), &document.Lines{Lines: f.Verdicts})
	case "chart":
		d.Add(&document.Raw{Lines: f.Pictures})
	case "timeline":
		t, _ := f.timeline()
		d.Add(t)
	case "months":
		t := f.months(f.periods, f.options)
		t.Folded = true
		d.Add(t)
	case "costs":
		d.Add(f.categories())
	case "savings":
		d.Add(f.savings(), f.committed())
	case "services":
		d.Add(f.services())
	case "stores":
		d.Add(f.stores())
	case "walls":
		d.Add(f.walls())
	case "limits":
		d.Add(f.limits())
	case "claims":
		d.Add(f.claims())
	case "findings":
		d.Add(findingEntries(f.Findings))
	case "assumptions":
		d.Add(&document.List{Title: "Assumptions", Items: f.Assumptions})
	}
}

// findingEntries are findings for people: what, when and where, the message, its
// arithmetic and the remedy.
func findingEntries(findings []Finding) *document.Entries {
	all := &document.Entries{Title: "Findings"}
	for i := range findings {
		f := &findings[i]
		e := document.Entry{Label: f.Severity, Tone: judged(f.Severity).Tone, Head: f.Code, Text: f.Message}
		if f.Month != nil {
			e.Head += fmt.Sprintf(" · month %d, %s", *f.Month, f.date)
		}
		if place := f.place(); place != "" {
			e.Head += " · " + place
		}
		if f.Arithmetic != "" {
			e.Marks = append(e.Marks, document.Say("=", f.Arithmetic))
		}
		if f.Remedy != "" {
			e.Marks = append(e.Marks, document.Say("→", f.Remedy))
		}
		all.Entries = append(all.Entries, e)
	}
	return all
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
