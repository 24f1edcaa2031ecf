package report

import (
	"math"

	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/unit"
)

// ComparedFutures is two plans in the same futures for machines. A figure that
// does not exist, or a month that never comes, is null.
type ComparedFutures struct {
	Verdict  string            `json:"verdict"`    // in a sentence or two
	Sampling Sampling          `json:"sampling"`   // how the futures were drawn, the same for both
	Metric   string            `json:"metric"`     // by what the plans are told apart
	Unit     string            `json:"unit"`       // of every figure, change and half width
	Last     int               `json:"last_month"` // last month of both plans in these futures
	Figures  []FutureFigure    `json:"figures"`    // by month, then in total if it adds up
	Limits   []FutureLimit     `json:"limits"`     // that deny, of both plans
	Sources  []UncertainSource `json:"sources"`    // what is uncertain in either; the variants are OLD and NEW
}

// FutureFigure is one figure of both plans.
type FutureFigure struct {
	Span
	Old    FutureSpread `json:"old"`    // before
	New    FutureSpread `json:"new"`    // after
	Change FutureChange `json:"change"` // new less old, in the same future
}

// FutureSpread is a figure over the futures.
type FutureSpread struct {
	P10 *Uncertain `json:"p10"` // 10 % of the futures have less
	P50 *Uncertain `json:"p50"` // the median
	P90 *Uncertain `json:"p90"` // 90 % have less
}

// FutureChange is how a figure differs.
type FutureChange struct {
	FutureSpread
	Mean     *Uncertain `json:"mean"`                // expected change
	Higher   Uncertain  `json:"higher_ratio"`        // share of the futures in which the new figure is higher
	Lower    Uncertain  `json:"lower_ratio"`         // in which it is lower
	Equal    Uncertain  `json:"equal_ratio"`         // in which it is neither
	Known    Uncertain  `json:"known_ratio"`         // in which it exists on both sides, which the distribution and the mean are of
	Unpaired *float64   `json:"unpaired_half_width"` // of the mean, if each plan had futures of its own
}

// FutureLimit is how often both plans break a limit, which is found by its name.
type FutureLimit struct {
	Name    string           `json:"name"`           // of the limit
	Old     *FutureCondition `json:"old"`            // before; null when there was no such limit
	New     *FutureCondition `json:"new"`            // after; null when there is none any more
	OnlyOld *Uncertain       `json:"only_old_ratio"` // share of the futures in which only the old plan breaks it; null unless both have it
	OnlyNew *Uncertain       `json:"only_new_ratio"` // in which only the new plan does
	Change  *Uncertain       `json:"change"`         // of the share that breaks it, new less old
}

// FutureCondition is a limit of one plan.
type FutureCondition struct {
	Text   string    `json:"text"`         // the condition as written
	Broken Uncertain `json:"broken_ratio"` // share of the futures that break it
}

// document is the section for machines.
func (v *sameFutures) document(verdict string) *ComparedFutures {
	d := &ComparedFutures{
		Verdict: verdict, Sampling: samplingOf(&v.Design, v.Design.Futures()), Metric: v.Metric.Name, Unit: v.r.unit(v.Metric), Last: v.Months,
		Limits: []FutureLimit{}, Sources: []UncertainSource{},
	}
	for i := range v.Figures {
		f := &v.Figures[i]
		figure := FutureFigure{Old: v.spread(f.Old), New: v.spread(f.New), Change: FutureChange{
			FutureSpread: v.spread(f.Spread), Higher: ratio(f.Cheaper), Lower: ratio(f.Dearer), Equal: ratio(f.Equal), Known: ratio(f.Known),
		}}
		if v.Metric.Series {
			figure.Span = Span{&f.First, &f.Last}
		}
		if f.Known.Value > 0 {
			figure.Change.Mean = v.uncertain(f.Mean)
			if !math.IsInf(f.Unpaired, 0) {
				unpaired := v.r.money.Round(v.Metric.Kind, f.Unpaired)
				figure.Change.Unpaired = &unpaired
			}
		}
		d.Figures = append(d.Figures, figure)
	}
	for i := range v.Limits {
		d.Limits = append(d.Limits, futureLimit(&v.Limits[i]))
	}
	for i := range v.Sources {
		s := &v.Sources[i]
		names := each(s.Variants(), func(i int) string { return []string{"OLD", "NEW"}[i] })
		d.Sources = append(d.Sources, UncertainSource{s.Name, names, s.Shared(), s.Differs})
	}
	return d
}

func (v *sameFutures) spread(s decision.Spread) FutureSpread {
	return FutureSpread{v.uncertain(s.P10), v.uncertain(s.P50), v.uncertain(s.P90)}
}

// uncertain is an estimate of the metric; nil when it does not exist.
func (v *sameFutures) uncertain(e decision.Estimate) *Uncertain {
	kind := v.Metric.Kind
	if math.IsNaN(e.Value) || kind == unit.KindMonths && e.Never() {
		return nil
	}
	return &Uncertain{v.r.money.Round(kind, e.Value), newHalf(v.r.money, kind, e)}
}

func futureLimit(l *decision.LimitPair) FutureLimit {
	side := func(s *decision.LimitSide) *FutureCondition {
		if s == nil {
			return nil
		}
		return &FutureCondition{s.Text, ratio(s.Broken)}
	}
	f := FutureLimit{Name: l.Name, Old: side(l.Old), New: side(l.New)}
	if l.Old != nil && l.New != nil {
		onlyOld, onlyNew, change := ratio(l.OnlyOld), ratio(l.OnlyNew), ratio(l.More)
		f.OnlyOld, f.OnlyNew, f.Change = &onlyOld, &onlyNew, &change
	}
	return f
}

// Uncertain is a figure with the half width of its 95 % interval, null where a
// single replicate cannot tell.
type Uncertain struct {
	Value float64  `json:"value"`      // the figure
	Half  *float64 `json:"half_width"` // of its interval
}

// UncertainSource is something uncertain, and who has it.
type UncertainSource struct {
	Source   string   `json:"source"`   // path of the input, or "risks.NAME"
	Variants []string `json:"variants"` // in which it is uncertain
	Shared   bool     `json:"shared"`   // whether all variants see the same futures of it
	Differs  bool     `json:"differs"`  // whether they give it different ranges
}

func ratio(e decision.Estimate) Uncertain {
	return Uncertain{rounded6(e.Value), halfRatio(e)}
}
