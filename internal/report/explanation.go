package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/explain"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Explanation is the report on one figure; its JSON form is published.
type Explanation struct {
	SchemaVersion string   `json:"schema_version"` // version of these keys
	Tool          string   `json:"tool"`           // program and version
	Scenario      Scenario `json:"scenario"`       // what it is about
	Currency      string   `json:"currency"`       // of every amount
	Word          *string  `json:"word"`           // the word that was asked for, such as database.tier; null for a figure
	Says          *string  `json:"says"`           // what it says in that month; null for a figure
	Metric        string   `json:"metric"`         // what is explained
	Description   string   `json:"description"`    // what it is
	Unit          string   `json:"unit"`           // of Value
	Month         *int     `json:"month"`          // null for single figures
	Date          *string  `json:"date"`           // calendar month of Month
	Value         *float64 `json:"value"`          // null when it does not exist; then the steps say why
	Steps         []Step   `json:"steps"`          // in reading order; the last one yields Value
	Inputs        []Input  `json:"inputs"`         // of the scenario, in order of first use
	Notes         []string `json:"notes"`          // what the figures alone do not say

	title   string
	about   string // what stands below the title
	options Options
}

// Step is one line of arithmetic.
type Step struct {
	Name    string `json:"name"`    // what it yields
	Formula string `json:"formula"` // in words; a sentence when there is nothing to compute
	Figures string `json:"figures"` // the formula with its numbers, or empty
	Result  string `json:"result"`  // with its unit
}

// Input is a part of the scenario that a figure rests on.
type Input struct {
	Path    string `json:"path"`    // in the scenario
	Value   string `json:"value"`   // in words
	Default bool   `json:"default"` // whether the scenario leaves it to the default
	File    string `json:"file"`    // that states it; empty for a default
	Line    *int   `json:"line"`    // null for a default
}

// NewExplanation arranges the explanation of a figure of a scenario.
func NewExplanation(e *explain.Explanation, s *model.Scenario, o Options) *Explanation {
	x := &Explanation{
		SchemaVersion: SchemaVersion, Tool: o.Tool, Currency: s.Currency,
		Scenario: NewScenario(s, o),
		Metric:   e.Metric.Name, Description: e.Metric.Doc, Unit: measure(s, e.Metric.Kind),
		Month: e.Month, Value: words.Currency(s.Currency).RoundOptional(e.Metric.Kind, e.Value), Steps: []Step{}, Inputs: []Input{}, Notes: append([]string{}, e.Notes...),
		options: o,
	}
	when, value := "", e.Metric.TextOptional(e.Value, s.Currency)
	if e.Month != nil {
		date := s.Start.Add(*e.Month).String()
		x.Date = &date
		when = fmt.Sprintf(" in month %d (%s)", *e.Month, date)
	}
	x.title, x.about = x.Metric+when+": "+value, x.Description
	if e.Word != nil {
		x.Word, x.Says = &e.Word.Name, &e.Word.Says
		x.title = e.Word.Name + when + ": " + e.Word.Says
		x.about = fmt.Sprintf("It comes out of the steps of %s, which is %s then.", x.Metric, value)
	}
	for _, step := range e.Steps {
		x.Steps = append(x.Steps, Step{step.Name, step.Formula, step.Figures, step.Result})
	}
	for _, in := range e.Inputs {
		x.Inputs = append(x.Inputs, newInput(in, o))
	}
	return x
}

// newInput finds the place of an input, unless the scenario does not state it.
func newInput(in explain.Input, o Options) Input {
	out := Input{Path: in.Path, Value: in.Text, Default: in.Default}
	if in.Default {
		return out
	}
	out.File, out.Line = o.File, o.line(in.Path)
	if o.Locate != nil {
		if pos := o.Locate(in.Path); pos.File != "" {
			out.File = pos.File
		}
	}
	return out
}

// place is "plan.yaml:41", or "default".
func (in *Input) place() string {
	switch {
	case in.Default:
		return "default"
	case in.Line == nil:
		return in.File
	}
	return fmt.Sprintf("%s:%d", in.File, *in.Line)
}

// Text writes the explanation for a terminal: the formulas with their figures,
// the inputs with their places, the notes.
func (x *Explanation) Text(w io.Writer) error {
	width := x.options.Width
	if width == 0 {
		width = defaultWidth
	}
	width = max(width, leastWidth)
	out := &trimmer{}
	out.lines(terminal.Wrap(x.title, width))
	out.lines(terminal.Wrap(x.about, width))
	for _, step := range x.Steps {
		out.WriteByte('\n')
		out.lines(terminal.Wrap(step.Name, width))
		out.lines(terminal.Hang("    ", step.Formula, width))
		if step.Figures != "" && step.Figures != step.Result {
			out.lines(terminal.Hang("  = ", step.Figures, width))
		}
		out.lines(terminal.Hang("  = ", step.Result, width))
	}
	if len(x.Inputs) > 0 {
		out.lines([]string{"", "Inputs"})
		out.lines(inputLines(x.Inputs, width))
	}
	if len(x.Notes) > 0 {
		out.lines([]string{"", "Notes"})
		for _, note := range x.Notes {
			out.lines(terminal.Hang("  - ", note, width))
		}
	}
	_, err := io.WriteString(w, out.text())
	return err
}

// inputLines writes a line for each input: its place, its path, its value.
func inputLines(inputs []Input, width int) []string {
	places := 0
	for i := range inputs {
		places = max(places, terminal.Columns(inputs[i].place()))
	}
	var lines []string
	for i := range inputs {
		in := &inputs[i]
		place := unit.Printable(in.place())
		prefix := "  " + place + strings.Repeat(" ", max(places-terminal.Columns(place), 0)) + gap
		lines = append(lines, terminal.Hang(prefix, in.Path+" = "+in.Value, width)...)
	}
	return lines
}

// JSON writes the explanation for machines.
func (x *Explanation) JSON(w io.Writer) error { return encode(w, x) }

// Vocabulary lists the metrics that a scenario yields.
type Vocabulary struct{ scenario *model.Scenario }

// NewVocabulary lists the metrics of a scenario.
func NewVocabulary(s *model.Scenario) Vocabulary { return Vocabulary{s} }

// Text writes a line for each kind of metric; a * stands for a component, and
// what it may stand for follows the list.
func (v Vocabulary) Text(w io.Writer, width int) error {
	all := metric.Definitions()
	names, units := 0, 0
	for _, m := range all {
		names = max(names, terminal.Columns(m.Name))
		units = max(units, terminal.Columns(measure(v.scenario, m.Kind)))
	}
	out := &trimmer{}
	for _, m := range all {
		unit := measure(v.scenario, m.Kind)
		if names+units+leastWidth/2 > width { // no room beside each other
			out.lines(append([]string{m.Name}, terminal.Hang("  ", unit+": "+m.Doc, width)...))
			continue
		}
		out.lines(terminal.Hang(fmt.Sprintf("%-*s  %-*s  ", names, m.Name, units, unit), m.Doc, width))
	}
	for _, line := range v.components() {
		out.WriteByte('\n')
		out.lines(terminal.Hang("* ", line, width))
	}
	out.WriteByte('\n')
	out.lines(terminal.Hang("", "Words are explained too, by the sizes that they belong to: "+strings.Join(explain.Words(), ", ")+".", width))
	_, err := io.WriteString(w, out.text())
	return err
}

// components says what the * of each kind of metric stands for.
func (v Vocabulary) components() []string {
	var lines []string
	var services, drivers []string
	for i := range v.scenario.Services {
		services = append(services, v.scenario.Services[i].Name)
	}
	for i := range v.scenario.Drivers.Other {
		drivers = append(drivers, v.scenario.Drivers.Other[i].Name)
	}
	for _, c := range []struct {
		prefix string
		names  []string
	}{{"services.*", services}, {"drivers.*", drivers}, {"cost.categories.*", v.scenario.Categories()}, {"cost.savings.*", metric.Levers()}} {
		if len(c.names) > 0 {
			lines = append(lines, fmt.Sprintf("in %s is one of %s.", c.prefix, strings.Join(c.names, ", ")))
		}
	}
	return lines
}

// JSON writes every metric of the scenario, components filled in.
func (v Vocabulary) JSON(w io.Writer) error {
	type entry struct {
		Name        string `json:"name"`
		Unit        string `json:"unit"`
		Series      bool   `json:"series"`
		Description string `json:"description"`
	}
	all := []entry{}
	for _, m := range metric.Of(v.scenario) {
		all = append(all, entry{m.Name, measure(v.scenario, m.Kind), m.Series, m.Doc})
	}
	return encode(w, struct {
		SchemaVersion string  `json:"schema_version"`
		Metrics       []entry `json:"metrics"`
	}{SchemaVersion, all})
}

// measure is the base unit of a kind in a word; that of money is the currency.
func measure(s *model.Scenario, kind unit.Kind) string {
	switch kind {
	case unit.KindMoney:
		return s.Currency
	case unit.KindBytes:
		return "bytes"
	case unit.KindMonths:
		return "month"
	case unit.KindPerSecond:
		return "1/s"
	}
	return kind.Name()
}

// encode writes a value as indented JSON.
func encode(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
