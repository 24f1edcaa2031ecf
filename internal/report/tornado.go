package report

import (
	"cmp"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Tornado is what each uncertain input does alone, arranged for drawing.
type Tornado struct {
	Scenario  string       // name of the scenario
	Currency  string       // ISO 4217 code of every amount
	Tool      string       // "talimat-plan 0.1.0"
	InputHash string       // "sha256:…" of the scenario's text
	Target    string       // the figure, in words
	Date      *unit.Date   // its calendar month; nil for a single figure
	Kind      unit.Kind    // of the target
	Base      float64      // the forecast
	LessIsBad bool         // of the target, as for a return
	Bars      []TornadoBar // the longest first; those that move nothing are left out
	Runs      int          // of the engine, none of them random
}

// TornadoBar is one source of uncertainty.
type TornadoBar struct {
	Name string        // of the input, in words
	Ends [2]TornadoEnd // at its P10 and at its P90, or a risk that does not happen and one that does
}

// TornadoEnd is one end of a bar.
type TornadoEnd struct {
	Input  string  // value of the input, in words
	Change float64 // of the target from the forecast
}

// NewTornado arranges bars for drawing.
func NewTornado(s *model.Scenario, b *sensitivity.Bars, o Options) *Tornado {
	t := &Tornado{
		Scenario: s.Name, Currency: s.Currency, Tool: o.Tool, InputHash: o.InputHash, Target: readableResult(b.Metric.Name),
		Kind: b.Metric.Kind, Base: b.Base, LessIsBad: sensitivity.TailOf(b.Metric) == sensitivity.Low, Runs: b.Runs,
	}
	if b.Metric.Series {
		date := s.Start.Add(b.Month)
		t.Date = &date
	}
	all := slices.Clone(b.All)
	slices.SortStableFunc(all, func(x, y sensitivity.Bar) int { return cmp.Compare(y.Swing(), x.Swing()) })
	for i := range all {
		bar := &all[i]
		if !moves(bar, b.Base) {
			continue
		}
		low, high := ends(bar, s.Currency)
		t.Bars = append(t.Bars, TornadoBar{readable(bar.Path), [2]TornadoEnd{{low, bar.Low.Target - b.Base}, {high, bar.High.Target - b.Base}}})
	}
	return t
}
