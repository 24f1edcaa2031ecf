package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// SameFutures is how two plans differ in the same futures: a section of the
// report on their comparison.
type SameFutures struct {
	Verdict  string           // how they differ, in a sentence or two
	Design   string           // how the futures were drawn, on one line
	Notes    []Line           // what the comparison rests on
	Tables   []Table          // both sides, their difference, limits
	Document *ComparedFutures // the same for machines
}

// futuresTitle is the heading of the section.
const futuresTitle = "In the same futures"

// sameFutures are two plans in the same futures with what tables have in common.
type sameFutures struct {
	*decision.Contrast
	r *Comparison
}

// sameFutures arranges the section; nil when there were no futures.
func (r *Comparison) sameFutures() *SameFutures {
	if r.options.Futures == nil {
		return nil
	}
	v := &sameFutures{r.options.Futures, r}
	f := &SameFutures{
		Verdict: strings.TrimSpace(v.figureVerdict() + " " + v.limitVerdict()),
		Design:  drawn(&v.Design, v.Design.Futures()) + ", the same for both plans",
		Notes:   v.notes(),
	}
	f.Document = v.document(f.Verdict)
	for _, t := range []Table{v.sides(), v.differences(), v.limits()} {
		if len(t.Rows) > 0 {
			f.Tables = append(f.Tables, t)
		}
	}
	return f
}

// figureVerdict says how the figure that matters most differs.
func (v *sameFutures) figureVerdict() string {
	f := v.telling()
	subject, more, less := v.words()
	switch {
	case !(f.Cheaper.Value+f.Dearer.Value+f.Equal.Value > 0):
		return fmt.Sprintf("%s cannot be compared: it does not exist in %s.", v.Metric.Name, map[bool]string{true: "NEW", false: "OLD"}[f.Old.Exists()])
	case f.Equal.Value == 1:
		return subject + " the same in every future."
	}
	share, word, rest, other := f.Cheaper.Value, more, f.Dearer.Value, less
	if rest > share {
		share, word, rest, other = rest, other, share, word
	}
	text := fmt.Sprintf("%s %s in %s of the futures", subject, word, words.Chance(share))
	switch {
	case share == 1:
		text = fmt.Sprintf("%s %s in every future", subject, word)
	case rest > 0:
		text += fmt.Sprintf(" and %s in %s", other, words.Chance(rest))
	}
	if !f.Spread.Exists() {
		return text + "."
	}
	return text + ": " + v.distribution(&f) + "."
}

// words are the beginning of a sentence about the figure of NEW, and how it is
// when it is higher and lower than that of OLD.
func (v *sameFutures) words() (subject, more, less string) {
	switch {
	case v.Metric.Name == "cost.effective":
		return "NEW costs", "more", "less"
	case v.Metric.Kind == unit.KindMonths:
		return v.Metric.Name + " of NEW is", "later", "earlier"
	default:
		return v.Metric.Name + " of NEW is", "higher", "lower"
	}
}

// distribution says how far two plans differ.
func (v *sameFutures) distribution(f *decision.FigurePair) string {
	s, where := &f.Spread, v.where(f.Span)
	if v.change(s.P10.Value) == v.change(s.P90.Value) && v.change(s.P50.Value) == v.change(f.Mean.Value) {
		return v.by(s.P50.Value) + where
	}
	text := fmt.Sprintf("in the middle %s%s", v.by(s.P50.Value), where)
	tail := s.P90.Value
	if f.Dearer.Value > f.Cheaper.Value {
		tail = -s.P10.Value
	}
	if decile := v.by(math.Copysign(tail, f.Cheaper.Value-f.Dearer.Value)); tail > 0 && decile != v.by(s.P50.Value) {
		text += ", in one of ten at least " + decile
	}
	mean := v.mean(f)
	text += "; on the average " + mean
	if !f.Decided() && strings.Contains(mean, "±") {
		text += ", an interval that includes 0"
	}
	return text
}

// mean is "$144 ± $11 more".
func (v *sameFutures) mean(f *decision.FigurePair) string {
	text := v.by(f.Mean.Value)
	half := strings.TrimPrefix(v.change(f.Mean.Half), "+")
	if math.IsInf(f.Mean.Half, 0) || !tells(half) {
		return text
	}
	if v.Metric.Kind == unit.KindMoney && math.Abs(f.Mean.Value) >= 100 && f.Mean.Half >= 10 {
		half = v.r.money.Amount(f.Mean.Half, 0)
	}
	if !tells(text) {
		return text + " ± " + half
	}
	end := strings.LastIndexByte(text, ' ') // before the word
	return text[:end] + " ± " + half + text[end:]
}

// tells reports whether an amount is more than nothing.
func tells(amount string) bool { return strings.ContainsAny(amount, "123456789") }

// telling is the figure that a verdict is about: that of the last month unless no
// future tells it apart, then another that some future does.
func (v *sameFutures) telling() decision.FigurePair {
	last := len(v.Figures) - 1
	for last > 0 && v.Figures[last].First < v.Figures[last].Last {
		last--
	}
	if v.Figures[last].Equal.Value == 1 {
		for i := range v.Figures {
			if v.Figures[i].Equal.Value != 1 {
				return v.Figures[i]
			}
		}
	}
	return v.Figures[last]
}

// where says of which months a figure is.
func (v *sameFutures) where(s decision.Span) string {
	switch {
	case !v.Metric.Series:
		return ""
	case s.First < s.Last:
		return " over " + period{s.First, s.Last}.span()
	default:
		return fmt.Sprintf(" in month %d", s.Last)
	}
}

// by is "$120 more".
func (v *sameFutures) by(change float64) string {
	text := strings.TrimPrefix(v.change(math.Abs(change)), "+")
	_, more, less := v.words()
	switch {
	case !tells(text):
		return "the same"
	case change < 0:
		return text + " " + less
	default:
		return text + " " + more
	}
}

// change writes one difference with its sign: money from 100 on in whole units.
func (v *sameFutures) change(by float64) string {
	if v.Metric.Kind == unit.KindMoney {
		return plus(v.r.money.Column([]float64{by}, 100)[0], by)
	}
	return plus(strings.TrimPrefix(v.r.change(v.Metric.Kind, by), "+"), by)
}

// notes say what the comparison rests on.
func (v *sameFutures) notes() []Line {
	lines := sourceNotes(v.Sources, []string{"OLD", "NEW"}, "both plans")
	if f := v.telling(); f.Equal.Value < 1 {
		if narrower := f.Narrower(); narrower > 1.05 && !math.IsInf(narrower, 0) {
			lines = append(lines, document.Say("Pairing", fmt.Sprintf("the difference is known %s times as exactly as from futures of each plan's own", words.Rate(narrower))))
		}
	}
	if v.r.Old.Months != v.r.New.Months {
		lines = append(lines, document.Say("Months", fmt.Sprintf("both plans are cut to %s here, and their limits held against those alone", words.Months(v.Months))))
	}
	if v.r.Comparison.Attribution != nil {
		lines = append(lines, document.Say("Changes", "what each change does is told along the forecast only, above"))
	}
	return document.Once(lines)
}
