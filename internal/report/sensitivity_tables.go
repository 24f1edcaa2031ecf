package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/study/sensitivity"
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

// matters is the table that says in words what matters and what does not.
func (v *weights) matters() Table {
	all := v.by(func(s *sensitivity.Source) float64 {
		if v.matter(s) {
			return s.Share.Value + s.Worth/math.Max(v.greatest, math.SmallestNonzeroFloat64)
		}
		return s.Share.Value - 1 // behind those that do
	})
	t := Table{Name: "matters", Title: "What matters, and what to measure first", Columns: []Column{
		{Title: "Input"}, {Title: "Share of\nvariance", Align: Right}, {Title: "Worth of\nknowing", Align: Right, Rank: 2}, {Title: "Verdict", Rank: 1},
	}}
	var more, rest []string
	var worths []float64
	for i := range all {
		s := &all[i]
		if !v.matter(s) {
			rest = append(rest, s.Path)
			continue
		}
		if len(t.Rows) == manyRows {
			more = append(more, s.Path)
			continue
		}
		worths = append(worths, s.Worth)
		t.Rows = append(t.Rows, []string{s.Path, words.Percent(round3(s.Share.Value)), "", v.judge(s)})
	}
	for i, cell := range v.amounts(worths) {
		if t.Rows[i][2] = cell; worths[i] == 0 {
			t.Rows[i][2] = words.None
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("Share: what the input explains by itself of %s.", v.variance()), v.worthNote())
	if v.Rest != nil {
		t.Rows = append(t.Rows, []string{restLabel, words.Percent(round3(v.Rest.Value)), words.None, restVerdict})
		t.Notes = append(t.Notes, "The rest: month-to-month volatility, which has no low and no high, and what inputs do only together.")
	}
	switch {
	case len(v.correlated) > 0 && sensitivity.Volatile(v.Scenario):
		t.Notes = append(t.Notes, "Correlated inputs tell of each other, so their shares and worths overlap, and what they leave is not the share of the month-to-month volatility.")
	case len(v.correlated) > 0:
		t.Notes = append(t.Notes, "Correlated inputs tell of each other, so their shares and worths overlap.")
	}
	t.Notes = mention(t.Notes, noRoom, more)
	t.Notes = mention(t.Notes, "Hardly matter", rest)
	return t
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
func (v *weights) swings() Table {
	t := Table{Name: "swings", Title: "One input at a time, all others at their medians: " + v.target(), Columns: []Column{
		{Title: "Input"}, {Title: "P10", Align: Right, Rank: 3}, {Title: "P90", Align: Right, Rank: 2},
		{Title: "at P10", Align: Right}, {Title: "at P90", Align: Right}, {Title: "Swing", Align: Right},
	}}
	var low, high, swing []float64
	var still []string
	for i := range v.Sources {
		s := &v.Sources[i]
		if len(t.Rows) == manyRows || !moves(&s.Bar, v.Base) {
			still = append(still, s.Path)
			continue
		}
		low, high, swing = append(low, s.Low.Target), append(high, s.High.Target), append(swing, s.Swing())
		from, to := ends(&s.Bar, v.Scenario.Currency)
		t.Rows = append(t.Rows, []string{s.Path, from, to})
	}
	for _, column := range [][]float64{low, high, swing} {
		for i, cell := range v.amounts(column) {
			t.Rows[i] = append(t.Rows[i], cell)
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%d runs of the engine; the forecast is %s.", v.Runs, v.amount(v.Base)))
	t.Notes = mention(t.Notes, "Little or no effect alone", still)
	return t
}

// moves reports whether a source alone changes the target by more than a
// ten-thousandth.
func moves(s *sensitivity.Bar, base float64) bool { return s.Swing() > 1e-4*math.Abs(base) }
