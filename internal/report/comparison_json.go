package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/study/compare"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// JSON writes the comparison for machines.
func (r *Comparison) JSON(w io.Writer) error { return encode(w, r.Document) }

func (r *Comparison) document() *ComparisonDocument {
	old, new, oldTotal, newTotal := r.Cost()
	d := &ComparisonDocument{
		SchemaVersion: SchemaVersion, Tool: r.options.Tool,
		Old:     Compared{r.options.Old.Scenario, r.options.Old.Saved, r.Comparison.Old.Start.String(), r.Comparison.Old.Months},
		New:     Compared{r.options.New.Scenario, r.options.New.Saved, r.Comparison.New.Start.String(), r.Comparison.New.Months},
		Changed: !r.IsEmpty(), Verdict: r.Verdict, Notes: append([]string{}, r.Frame[1:]...),
		Currency: r.Comparison.New.Currency, LastMonth: r.Comparison.Months,
		Cost:   CostChange{newDifference(r.money, unit.KindMoney, &old, &new), newDifference(r.money, unit.KindMoney, &oldTotal, &newTotal)},
		Inputs: []InputChange{}, Series: []SeriesDifference{}, Words: []WordsDifference{}, Figures: []FigureDifference{}, Faults: []FaultDifference{},
	}
	for i := range r.Inputs {
		d.Inputs = append(d.Inputs, r.inputChange(&r.Inputs[i]))
	}
	if r.Comparison.Attribution != nil {
		d.Attribution = r.portions(r.Comparison.Attribution)
	}
	for _, s := range r.Series {
		d.Series = append(d.Series, SeriesDifference{s.Metric.Name, r.unit(s.Metric), r.monthDifferences(&s)})
	}
	for _, text := range r.Words {
		all := WordsDifference{Name: text.Name}
		for m := range r.Comparison.Months + 1 {
			if old, new := at(text.Old, m), at(text.New, m); old != new {
				all.Months = append(all.Months, MonthWord{m, old, new})
			}
		}
		d.Words = append(d.Words, all)
	}
	for _, f := range r.Figures {
		d.Figures = append(d.Figures, FigureDifference{f.Metric.Name, r.unit(f.Metric), newDifference(r.money, f.Metric.Kind, f.Old, f.New)})
	}
	for _, f := range r.Faults {
		d.Faults = append(d.Faults, r.fault(f))
	}
	order := []string{"appeared", "vanished", "moved"}
	slices.SortStableFunc(d.Faults, func(a, b FaultDifference) int {
		return cmp.Compare(slices.Index(order, a.Change), slices.Index(order, b.Change))
	})
	return d
}

// unit is the base unit of a metric in a word.
func (r *Comparison) unit(m metric.Metric) string {
	if m.Kind == unit.KindMoney {
		return r.Comparison.New.Currency
	}
	return measure(nil, m.Kind)
}

func newDifference(c words.Currency, kind unit.Kind, old, new *float64) Difference {
	old, new = existing(old), existing(new)
	d := Difference{Old: old, New: new}
	if old != nil && new != nil {
		change := c.Round(kind, *new-*old)
		d.Change = &change
	}
	return d
}

// value is the value of a month; nil where a side has none.
func value(series []float64, month int) *float64 {
	if series == nil {
		return nil
	}
	return existing(&series[month])
}

// at is the word of a month; empty where a side has none.
func at(texts []string, month int) string {
	if texts == nil {
		return ""
	}
	return texts[month]
}

func (r *Comparison) monthDifferences(s *compare.SeriesChange) []MonthDifference {
	var all []MonthDifference
	for m := range r.Comparison.Months + 1 {
		if s.Differs(m) {
			all = append(all, MonthDifference{m, r.date(m), newDifference(r.money, s.Metric.Kind, value(s.Old, m), value(s.New, m))})
		}
	}
	return all
}

func (r *Comparison) inputChange(c *compare.Change) InputChange {
	return InputChange{
		Path: c.Path, Change: c.Op.String(), AffectsFigures: !c.Inert, OnlySpread: c.Spread,
		Old: stated(c.Before(), &r.options.Old), New: stated(c.After(), &r.options.New),
	}
}

// stated says what a side states, and where.
func stated(what *compare.Statement, side *Side) *Stated {
	if what == nil {
		return nil
	}
	s := &Stated{Text: what.Text, Default: what.Default}
	if !what.Default {
		s.File, s.Line = side.place(what.Path)
	}
	return s
}

// place finds an input of a side.
func (s *Side) place(path string) (file string, line *int) {
	if s.Locate == nil {
		return s.Scenario.File, nil
	}
	pos := s.Locate(path)
	if pos.Line > 0 {
		line = &pos.Line
	}
	if pos.File == "" {
		pos.File = s.Scenario.File
	}
	return pos.File, line
}

func (r *Comparison) portions(a *compare.Attribution) *Attribution {
	out := &Attribution{
		Metric: a.Measures[0].Metric.Name, Unit: r.unit(a.Measures[0].Metric), Method: "in-turn", Combinations: a.Runs, Missing: a.Missing,
		Measures: []Span{}, Shares: []Portion{}, Total: append([]float64{}, a.Total...), Interaction: []float64{},
	}
	if a.Exact {
		out.Method = "shapley"
	}
	for _, m := range a.Measures {
		span := Span{}
		if m.Metric.Series {
			span = Span{&m.First, &m.Last}
		}
		out.Measures = append(out.Measures, span)
	}
	for _, s := range a.Shares {
		out.Shares = append(out.Shares, Portion{s.Path, s.Changes, append([]float64{}, s.Alone...), s.Amount})
	}
	for i := range a.Measures {
		if left, ok := a.Interaction(i); ok {
			out.Interaction = append(out.Interaction, left)
		}
	}
	return out
}

func (r *Comparison) fault(f compare.FaultChange) FaultDifference {
	now, side, change := f.New, &r.options.New, "moved"
	switch {
	case f.New == nil:
		now, side, change = f.Old, &r.options.Old, "vanished"
	case f.Old == nil:
		change = "appeared"
	}
	d := FaultDifference{Change: change, Kind: now.Kind, Name: now.Name, Severity: now.Severity, Path: now.Path, Message: r.message(now)}
	if f.Old != nil {
		d.OldMonth, d.OldSeverity = f.Old.Month, f.Old.Severity
	}
	if f.New != nil {
		d.Month = f.New.Month
	}
	d.File, d.Line = side.place(now.Path)
	return d
}

// message is a fault in words.
func (r *Comparison) message(f *figures.Fault) string {
	if c := f.Claim; c != nil {
		return c.Metric + ": claimed " + words.Quantity(c.Kind, c.Claimed, r.money) + ", computed " + words.Optional(c.Kind, c.Computed, r.money)
	}
	return f.Message
}

// existing is a copy of a number, nil for what is none.
func existing(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	n := *v
	return &n
}

// place is "plan.yaml:41", or "default".
func (s *Stated) place() string {
	switch {
	case s.Default:
		return "default"
	case s.Line == nil:
		return s.File
	}
	return fmt.Sprintf("%s:%d", s.File, *s.Line)
}
