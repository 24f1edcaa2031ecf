package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/explain"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Explanation is the arithmetic behind a figure of a scenario: its formulas with
// their numbers, the inputs with their places, and what the figures alone do not say.
func Explanation(e *explain.Explanation, s *model.Scenario, o Options) *document.Document {
	d := answer("explanation", s, o)
	form := document.Of(e.Metric.Kind, d.Currency)
	when, date, value := "", document.Empty(), e.Metric.TextOptional(e.Value, s.Currency)
	if e.Month != nil {
		date = document.Word(s.Start.Add(*e.Month).String())
		when = fmt.Sprintf(" in month %d (%s)", *e.Month, date)
	}
	d.Title, d.Frame = e.Metric.Name+when+": "+value, []string{e.Metric.Doc}
	word, says := document.Empty(), document.Empty()
	if e.Word != nil {
		word, says = document.Word(e.Word.Name), document.Word(e.Word.Says)
		d.Title = e.Word.Name + when + ": " + e.Word.Says
		d.Frame = []string{fmt.Sprintf("It comes out of the steps of %s, which is %s then.", e.Metric.Name, value)}
	}
	d.Records = []string{"steps"}
	d.Add(&document.Fields{Fields: []document.Field{
		{Key: "word", Cell: word},
		{Key: "says", Cell: says},
		{Key: "metric", Cell: document.Word(e.Metric.Name)},
		{Key: "description", Cell: document.Word(e.Metric.Doc)},
		{Key: "unit", Cell: document.Word(measure(s, e.Metric.Kind))},
		{Key: "month", Cell: document.MaybeCount(e.Month)},
		{Key: "date", Cell: date},
		{Key: "value", Cell: document.Maybe(form, e.Value)},
	}})
	d.Add(stepEntries(e.Steps), stepTable(e.Steps))
	d.Add(inputBlocks(e.Inputs, s, &o)...)
	d.Add(&document.List{Name: "notes", Title: "Notes", Items: e.Notes})
	return d
}

// stepEntries are the steps for people, in reading order.
func stepEntries(steps []explain.Step) *document.Entries {
	all := &document.Entries{}
	for _, step := range steps {
		e := document.Entry{Head: step.Name, Marks: []document.Line{{Text: step.Formula}}}
		if step.Figures != "" && step.Figures != step.Result {
			e.Marks = append(e.Marks, document.Say("=", step.Figures))
		}
		e.Marks = append(e.Marks, document.Say("=", step.Result))
		all.Entries = append(all.Entries, e)
	}
	return all
}

// stepTable is the steps for machines.
func stepTable(steps []explain.Step) *document.Table {
	t := &document.Table{Name: "steps", For: document.Machines, Columns: []document.Column{
		{Key: "name", About: "what it yields"},
		{Key: "formula", About: "in words; a sentence when there is nothing to compute"},
		{Key: "figures", About: "the formula with its numbers, or empty"},
		{Key: "result", About: "with its unit"},
	}}
	for _, step := range steps {
		t.Add(document.Word(step.Name), document.Word(step.Formula), document.Word(step.Figures), document.Word(step.Result))
	}
	return t
}

// inputBlocks are the inputs that a figure rests on, in the order of their first use:
// lines for people, a table for machines.
func inputBlocks(inputs []explain.Input, s *model.Scenario, o *Options) []document.Block {
	lines := &document.Lines{Title: "Inputs"}
	t := &document.Table{Name: "inputs", For: document.Machines, Columns: []document.Column{
		{Key: "path", About: "in the scenario"},
		{Key: "value", About: "in words"},
		{Key: "default", About: "whether the scenario leaves it to the default"},
		{Key: "file", About: "that states it; empty for a default"},
		{Key: "line", About: "null for a default"},
	}}
	for _, in := range inputs {
		place, file, line := "default", "", (*int)(nil)
		if !in.Default {
			file, line = o.place(in.Path)
			place = spot(file, line)
		}
		text := in.Text + originText(s, in.Path)
		lines.Lines = append(lines.Lines, document.Say(place, in.Path+" = "+text))
		t.Add(document.Word(in.Path), document.Word(text), document.Truth(in.Default, "", ""), document.Word(file), document.MaybeCount(line))
	}
	return []document.Block{lines, t}
}

// place is where an input is stated.
func (o *Options) place(path string) (file string, line *int) {
	file, line = o.File, o.line(path)
	if o.Locate != nil {
		if pos := o.Locate(path); pos.File != "" {
			file = pos.File
		}
	}
	return file, line
}

// spot is "plan.yaml:41", as far as it is known.
func spot(file string, line *int) string {
	if line == nil {
		return file
	}
	return fmt.Sprintf("%s:%d", file, *line)
}

// Vocabulary lists what can be explained of a scenario: for people each kind of
// metric, in which * stands for a component, for machines every metric.
func Vocabulary(s *model.Scenario, o Options) *document.Document {
	d := answer("metrics", s, o)
	d.Records = []string{"metrics"}
	lines := &document.Lines{}
	for _, m := range metric.Definitions() {
		lines.Lines = append(lines.Lines, document.Say(m.Name, measure(s, m.Kind)+": "+m.Doc))
	}
	t := &document.Table{Name: "metrics", For: document.Machines, Columns: []document.Column{
		{Key: "name"}, {Key: "unit"}, {Key: "series", About: "whether it has a value for each month"}, {Key: "description"},
	}}
	for _, m := range metric.Of(s) {
		t.Add(document.Word(m.Name), document.Word(measure(s, m.Kind)), document.Truth(m.Series, "", ""), document.Word(m.Doc))
	}
	d.Add(lines, &document.Lines{Lines: components(s)}, &document.Lines{Lines: []document.Line{
		{Text: "Words are explained too, by the sizes that they belong to: " + strings.Join(explain.Words(), ", ") + "."},
	}}, t)
	return d
}

// components says what the * of each kind of metric stands for.
func components(s *model.Scenario) (lines []document.Line) {
	var services, drivers []string
	for i := range s.Services {
		services = append(services, s.Services[i].Name)
	}
	for i := range s.Drivers.Other {
		drivers = append(drivers, s.Drivers.Other[i].Name)
	}
	for _, c := range []struct {
		prefix string
		names  []string
	}{{"services.*", services}, {"drivers.*", drivers}, {"cost.categories.*", s.Categories()}, {"cost.savings.*", metric.Levers()}} {
		if len(c.names) > 0 {
			lines = append(lines, document.Say("*", fmt.Sprintf("in %s is one of %s.", c.prefix, strings.Join(c.names, ", "))))
		}
	}
	return lines
}

// measure is the base unit of a kind in a word; that of money is the currency.
func measure(s *model.Scenario, kind unit.Kind) string {
	if kind == unit.KindMoney {
		return s.Currency
	}
	if in := document.Of(kind, "").Unit(); in != "" {
		return in
	}
	return kind.Name()
}
