package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/words"
)

// Origin is where a variant comes from.
type Origin struct {
	File      string   // as the user gave it
	InputHash string   // SHA-256 of the file, its changes and what it names
	Set       []string // changes, "PATH=VALUE" each
}

// Decision says which of some variants to take; origins are theirs, in the same
// order.
func Decision(t *decision.Table, origins []Origin, o Options) *document.Document {
	s := t.Variants[0].Scenario
	v := newChoices(t)
	d := &document.Document{
		Kind: "decision", Tool: o.Tool, Currency: v.money, Verdict: v.answer(), Records: []string{"variants"},
		Frame: []string{
			fmt.Sprintf("%d variants · %s from %s · %s", len(t.Variants), words.Months(t.Months), s.Start, s.Currency),
			drawn(&t.Design, t.Design.Futures()) + ", the same for all variants",
		},
	}
	d.Add(&document.Fields{Fields: []document.Field{
		{Key: "currency", Cell: document.Word(s.Currency)},
		{Key: "start", Cell: document.Word(s.Start.String())},
		{Key: "horizon_months", Cell: document.Count(t.Months)},
	}})
	d.Add(v.forMachines(origins)...)
	d.Add(&document.Lines{Lines: v.notes()}, v.totals(), v.totalPairs(), v.last(), v.lastPairs(), v.holds(), v.odds())
	return d
}

// choices are variants with what their tables have in common.
type choices struct {
	*decision.Table
	money words.Currency
}

func newChoices(t *decision.Table) *choices {
	return &choices{t, words.Currency(t.Variants[0].Scenario.Currency)}
}

func (v *choices) name(i int) string { return v.Variants[i].Name }

// names lists variants.
func (v *choices) names(of []int) string { return words.List(each(of, v.name)) }

// amount writes money in a sentence, with the interval that it has.
func (v *choices) amount(e decision.Estimate) string {
	text := v.spoken(e.Value)
	if e.Half == 0 || math.IsInf(e.Half, 0) || math.IsNaN(e.Half) {
		return text
	}
	return text + " ± " + v.spoken(e.Half)
}

// spoken writes one amount as a column of such amounts would have it.
func (v *choices) spoken(amount float64) string {
	return document.Uniform(v.money, 100, amount).Write(amount)
}

// notes say what the comparison rests on.
func (v *choices) notes() []Line {
	lines := sourceNotes(v.Sources, each(v.Variants, func(v decision.Variant) string { return v.Name }), "all variants")
	if p := v.Between(0, 1); !p.Identical && p.Total.Narrower() > 1.05 && !math.IsInf(p.Total.Narrower(), 0) && !certain(p.Total.Spread) {
		lines = append(lines, document.Say("Pairing", fmt.Sprintf("the difference of %s and %s is known %s times as exactly as from futures of each variant's own",
			v.name(0), v.name(1), words.Rate(p.Total.Narrower()))))
	}
	for _, p := range v.Pairs {
		if p.Identical {
			lines = append(lines, document.Say("Same", fmt.Sprintf("%s and %s cost the same in every future and break the same limits: is a change missing?", v.name(p.First), v.name(p.Second))))
		}
	}
	return document.Once(lines)
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
			lines = append(lines, document.Say("Ranges", s.Name+" has not the same range in "+all+", but the same place in it"))
		}
	}
	text := fmt.Sprintf("%s see the same futures of all %d uncertain inputs and risks", all, shared)
	if len(sources) == 1 {
		text = all + " see the same futures of " + sources[0].Name + ", which alone is uncertain"
	}
	if len(apart) > 0 {
		text = fmt.Sprintf("%s see the same futures of %d of %d uncertain inputs and risks; not of %s", all, shared, len(sources), strings.Join(apart, ", "))
	}
	lines = append([]Line{document.Say("Shared", text)}, lines...)
	for i, name := range names {
		if !slices.ContainsFunc(sources, func(s decision.Source) bool { return s.In[i] }) {
			lines = append(lines, document.Say("Certain", fmt.Sprintf("nothing is uncertain in %s: all its futures are one", name)))
		}
	}
	return lines
}
