package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// The shares of the variance, and of the greatest worth, from which a source is
// said to matter a little, to matter and to decide.
const (
	little = 0.01
	much   = 0.10
	most   = 0.50
)

// manyRows is how many sources a table shows; machine formats have them all.
const manyRows = 12

// What tables and CSV call the part of the variance that is no source's.
const (
	restLabel   = "the rest"
	restVerdict = "volatility, interactions"
)

// noRoom is what a note calls the sources beyond those.
const noRoom = "Less than these, but not nothing"

// matter reports whether a source is worth a second look.
func (v *weights) matter(s *sensitivity.Source) bool {
	return s.Share.Value >= little || s.Worth > 0 && s.Worth >= little*v.greatest
}

// judge says in words what a source is to the target, and what to do about it.
func (v *weights) judge(s *sensitivity.Source) string {
	worth := s.Worth / math.Max(v.greatest, math.SmallestNonzeroFloat64)
	var word string
	switch share := s.Share.Value; {
	case !v.matter(s):
		return "does not matter"
	case v.follows(s):
		return "goes with another input"
	case share >= most:
		word = "decides"
	case share >= much || worth >= much:
		word = "matters"
	default:
		return "matters little"
	}
	switch {
	case worth == 1:
		return word + ", measure first"
	case worth >= much:
		return word + ", measure next"
	}
	return word
}

// follows reports whether a source says much about the target only because it is
// correlated with another input: alone it moves next to nothing.
func (v *weights) follows(s *sensitivity.Source) bool {
	return v.correlated[s.Path] && s.Share.Value >= much && s.Swing() < much*v.Sources[0].Swing()
}

// sources is what each uncertain input, and each risk, is to the target: those that
// matter first.
func (v *weights) sources() *document.Table {
	t := &document.Table{Name: "sources", Title: "What matters, and what to measure first", Columns: v.sourceColumns()}
	all := v.by(func(s *sensitivity.Source) float64 {
		if v.matter(s) {
			return s.Share.Value + s.Worth/math.Max(v.greatest, math.SmallestNonzeroFloat64)
		}
		return s.Share.Value - 1 // behind those that do
	})
	places := map[string]int{}
	for i, s := range v.by(func(s *sensitivity.Source) float64 { return s.Worth }) {
		places[s.Path] = i + 1
	}
	var names, rest []string
	var worths []float64
	for i := range all {
		if v.matter(&all[i]) {
			names, worths = append(names, all[i].Path), append(worths, all[i].Worth)
		} else {
			rest = append(rest, all[i].Path)
		}
	}
	form := v.form(worths[:min(len(worths), manyRows)])
	for i := range all {
		t.Add(v.sourceCells(&all[i], form, places[all[i].Path])...)
	}
	t.Head = max(min(len(names), manyRows), 1)
	t.Notes = append(t.Notes, fmt.Sprintf("Share: what the input explains by itself of %s.", v.variance()), v.worthNote())
	if v.Rest != nil {
		t.Footer = make([]document.Cell, len(t.Columns))
		t.Footer[0], t.Footer[1] = document.Word(restLabel), share(*v.Rest).Within(math.NaN())
		t.Footer[2], t.Footer[3] = document.None(words.None), document.Word(restVerdict)
		t.Notes = append(t.Notes, "The rest: month-to-month volatility, which has no low and no high, and what inputs do only together.")
	}
	switch {
	case len(v.correlated) > 0 && sensitivity.Volatile(v.Scenario):
		t.Notes = append(t.Notes, "Correlated inputs tell of each other, so their shares and worths overlap, and what they leave is not the share of the month-to-month volatility.")
	case len(v.correlated) > 0:
		t.Notes = append(t.Notes, "Correlated inputs tell of each other, so their shares and worths overlap.")
	}
	t.Notes = mention(t.Notes, noRoom, names[t.Head:])
	t.Notes = mention(t.Notes, "Hardly matter", rest)
	return t
}

// sourceColumns are those that people see, and after them those that machines read.
func (v *weights) sourceColumns() []document.Column {
	target := document.Of(v.Metric.Kind, v.money)
	all := []document.Column{
		{Title: "Input", Key: "source", About: "path of the input, or risks.NAME"},
		{Title: "Share of\nvariance", Key: "variance_share_ratio", Interval: true, Align: document.Right, About: "explained by itself"},
		{Title: "Worth of\nknowing", Key: "worth", Form: target, Align: document.Right, Rank: 2, About: "expected value of perfect information; null when it cannot be told from chance"},
		{Title: "Verdict", Key: "verdict", About: "in words"},
		{Key: "measure_rank", About: "1 for what to measure first"},
		{Key: "risk", About: "low is that it does not happen, high that it does"},
		{Path: []string{"low", "value"}, About: "of the input at its P10, in its base unit; null of a risk"},
		{Path: []string{"low", "target"}, Form: target, About: "then, all else at its median"},
		{Path: []string{"high", "value"}, About: "of the input at its P90, or the month in which the risk begins"},
		{Path: []string{"high", "target"}, Form: target, About: "then, all else at its median"},
		{Key: "swing", Form: target, About: "between low and high"},
		{Path: []string{"tail", "lowest"}, Form: target, About: "target at the tail's level with the source in its lowest tenth"},
		{Path: []string{"tail", "highest"}, Form: target, About: "in its highest tenth"},
	}
	for _, c := range v.Outcome.Limits {
		for _, end := range []string{"lowest_ratio", "highest_ratio"} {
			all = append(all, document.Column{Path: []string{"broken", c.Text, end}, About: "chance of breaking the limit with the source in that tenth"})
		}
	}
	for i := range all[4:] {
		all[4+i].For = document.Machines
	}
	return all
}

// sourceCells is a row of the table of sources.
func (v *weights) sourceCells(s *sensitivity.Source, form document.Form, rank int) []document.Cell {
	target, ratio := document.Of(v.Metric.Kind, v.money), document.Of(unit.KindRatio, "")
	worth, low := document.None(words.None), document.Empty()
	if s.Worth != 0 {
		worth = document.Number(form, s.Worth)
	}
	if !s.Risk() {
		low = document.Number(document.Form{Exact: true}, digits(s.Low.Input, 9))
	}
	row := []document.Cell{
		document.Word(s.Path), share(s.Share), worth, document.Word(v.judge(s)),
		document.Count(rank), document.Truth(s.Risk(), "", ""),
		low, document.Number(target, s.Low.Target),
		document.Number(document.Form{Exact: true}, digits(s.High.Input, 9)), document.Number(target, s.High.Target),
		document.Number(target, s.Swing()), document.Number(target, s.AtTail.Lowest.Value), document.Number(target, s.AtTail.Highest.Value),
	}
	for _, b := range s.Broken {
		row = append(row, document.Number(ratio, b.Lowest.Value), document.Number(ratio, b.Highest.Value))
	}
	return row
}

// mention adds a note that lists paths, the first few by name.
func mention(notes []string, label string, paths []string) []string {
	const few = 6
	if len(paths) == 0 {
		return notes
	}
	text := label + ": " + strings.Join(paths[:min(len(paths), few)], ", ")
	if more := len(paths) - few; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return append(notes, text+".")
}

// worthNote defines the worth of knowing an input in a sentence.
func (v *weights) worthNote() string {
	decision := "you set an amount aside, and a unit short costs ten times a unit set aside"
	if v.Tail == sensitivity.Low {
		decision = "you count on an amount, and a unit that does not come costs ten times what a unit counted on is worth"
	}
	return fmt.Sprintf("Worth: %s, so that %s is the best amount and the expected loss %s; worth is how much of it goes "+
		"if you learn the input's tenth before (expected value of partial perfect information).", decision, v.percentile(), v.amount(v.Loss))
}

// swings is the table of what each source does alone.
func (v *weights) swings() *document.Table {
	t := &document.Table{Name: "swings", Title: "One input at a time, all others at their medians: " + v.target(), For: document.People, Columns: []document.Column{
		{Title: "Input"}, {Title: "P10", Align: document.Right, Rank: 3}, {Title: "P90", Align: document.Right, Rank: 2},
		{Title: "at P10", Align: document.Right}, {Title: "at P90", Align: document.Right}, {Title: "Swing", Align: document.Right},
	}}
	var moving []*sensitivity.Source
	var low, high, swing []float64
	var still []string
	for i := range v.Sources {
		s := &v.Sources[i]
		if len(moving) == manyRows || !moves(&s.Bar, v.Base) {
			still = append(still, s.Path)
			continue
		}
		moving = append(moving, s)
		low, high, swing = append(low, s.Low.Target), append(high, s.High.Target), append(swing, s.Swing())
	}
	forms := [3]document.Form{v.form(low), v.form(high), v.form(swing)}
	for i, s := range moving {
		from, to := ends(&s.Bar, v.Scenario.Currency)
		t.Add(document.Word(s.Path), document.Word(from), document.Word(to),
			document.Number(forms[0], low[i]), document.Number(forms[1], high[i]), document.Number(forms[2], swing[i]))
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%d runs of the engine; the forecast is %s.", v.Runs, v.amount(v.Base)))
	t.Notes = mention(t.Notes, "Little or no effect alone", still)
	return t
}

// moves reports whether a source alone changes the target by more than a
// ten-thousandth.
func moves(s *sensitivity.Bar, base float64) bool { return s.Swing() > 1e-4*math.Abs(base) }
