package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/words"
)

// Decision is the report on variants that were weighed against each other.
type Decision struct {
	Answer   string            // which variant to take and why, in a sentence
	Frame    string            // variants, months and currency, on one line
	Design   string            // how the futures were drawn, on one line
	Notes    []Line            // what the comparison rests on
	Tables   []Table           // costs, limits, every two variants
	Document *DecisionDocument // the same for machines

	options Options
}

// Origin is where a variant comes from.
type Origin struct {
	File      string   // as the user gave it
	InputHash string   // SHA-256 of the file, its changes and what it names
	Set       []string // changes, "PATH=VALUE" each
}

// Decide arranges a table of variants; origins are theirs, in the same order.
func Decide(t *decision.Table, origins []Origin, o Options) *Decision {
	s := t.Variants[0].Scenario
	v := choices{Table: t, money: words.Currency(s.Currency)}
	f := &Decision{
		Answer:  v.answer(),
		Frame:   fmt.Sprintf("%d variants · %s from %s · %s", len(t.Variants), words.Months(t.Months), s.Start, s.Currency),
		Design:  drawn(&t.Design, t.Design.Futures()) + ", the same for all variants",
		Notes:   v.notes(),
		options: o,
	}
	for _, table := range []Table{v.totals(), v.totalPairs(), v.last(), v.lastPairs(), v.holds(), v.odds()} {
		if len(table.Rows) > 0 {
			f.Tables = append(f.Tables, table)
		}
	}
	f.Document = newDecisionDocument(t, origins, f.Answer, o)
	return f
}

// Text writes the report for a terminal. No line is wider than Options.Width.
func (f *Decision) Text(w io.Writer) error { return f.brief().text(w, f.options) }

// Markdown writes the report in GitHub's flavour.
func (f *Decision) Markdown(w io.Writer) error {
	return f.brief().markdown(w, "**"+escape(f.Answer)+"**", f.Frame, f.Design)
}

func (f *Decision) brief() *brief {
	return &brief{head: []string{f.Answer, "", f.Frame, f.Design}, verdicts: f.Notes, tables: f.Tables}
}

// choices are variants with what their tables have in common.
type choices struct {
	*decision.Table
	money words.Currency
}

func (v *choices) name(i int) string { return v.Variants[i].Name }

// names lists variants.
func (v *choices) names(of []int) string { return words.List(each(of, v.name)) }

// amount writes money in a sentence, with the interval that it has.
func (v *choices) amount(e decision.Estimate) string {
	texts := v.money.Column([]float64{e.Value}, 100)
	if e.Half == 0 || math.IsInf(e.Half, 0) || math.IsNaN(e.Half) {
		return texts[0]
	}
	return texts[0] + " ± " + v.money.Column([]float64{e.Half}, 100)[0]
}

// notes say what the comparison rests on.
func (v *choices) notes() []Line {
	lines := sourceNotes(v.Sources, each(v.Variants, func(v decision.Variant) string { return v.Name }), "all variants")
	if p := v.Between(0, 1); !p.Identical && p.Total.Narrower() > 1.05 && !math.IsInf(p.Total.Narrower(), 0) {
		lines = append(lines, Line{"Pairing", fmt.Sprintf("the difference of %s and %s is known %s times as exactly as from futures of each variant's own",
			v.name(0), v.name(1), words.Rate(p.Total.Narrower()))})
	}
	for _, p := range v.Pairs {
		if p.Identical {
			lines = append(lines, Line{"Same", fmt.Sprintf("%s and %s cost the same in every future and break the same limits: is a change missing?", v.name(p.First), v.name(p.Second))})
		}
	}
	return once(lines)
}

// sourceNotes say which futures plans share, and which not.
func sourceNotes(sources []decision.Source, names []string, all string) (lines []Line) {
	var apart []string
	shared := 0
	for i := range sources {
		s := &sources[i]
		switch {
		case s.Shared():
			shared++
		case s.Apart:
			apart = append(apart, s.Name+" (correlated differently)")
		default:
			apart = append(apart, fmt.Sprintf("%s (in %s only)", s.Name, words.List(each(s.Variants(), func(i int) string { return names[i] }))))
		}
		if s.Differs {
			lines = append(lines, Line{"Ranges", s.Name + " has not the same range in " + all + ", but the same place in it"})
		}
	}
	text := fmt.Sprintf("%s see the same futures of all %d uncertain inputs and risks", all, shared)
	if len(sources) == 1 {
		text = all + " see the same futures of " + sources[0].Name + ", which alone is uncertain"
	}
	if len(apart) > 0 {
		text = fmt.Sprintf("%s see the same futures of %d of %d uncertain inputs and risks; not of %s", all, shared, len(sources), strings.Join(apart, ", "))
	}
	lines = append([]Line{{"Shared", text}}, lines...)
	for i, name := range names {
		if !slices.ContainsFunc(sources, func(s decision.Source) bool { return s.In[i] }) {
			lines = append(lines, Line{"Certain", fmt.Sprintf("nothing is uncertain in %s: all its futures are one", name)})
		}
	}
	return lines
}
