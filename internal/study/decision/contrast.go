package decision

import (
	"math"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Measures are the figures by which two plans are told apart: a result in some
// months or added up over some, or a single figure.
type Measures struct {
	Metric metric.Metric // what is measured
	Spans  []Span        // of a series; the zero Span of a single figure
}

// Span is the months, both inclusive, over which a series is added up.
type Span struct {
	First int // first month
	Last  int // last month
}

// Contrast is two versions of a plan in the same futures.
type Contrast struct {
	Old, New Variant         // the two
	Design   sampling.Design // how the futures were drawn
	Months   int             // horizon of both
	Metric   metric.Metric   // by what they are told apart
	Figures  []FigurePair    // of the metric, in the order of the spans
	Limits   []LimitPair     // conditions that deny: those of the old one, then what only the new one has
	Sources  []Source        // what is uncertain in either: variant 0 is the old one, 1 the new one
}

// FigurePair is one figure of both.
type FigurePair struct {
	Span              // over which it is taken
	Old, New   Spread // over the futures in which it exists; not numbers when there are none
	Difference        // of the new one less the old one
}

// LimitPair is how often both break a limit, found by its name.
type LimitPair struct {
	Name     string     // of the limit
	Old, New *LimitSide // nil where there is no such limit

	// What follows is of limits that both have.
	OnlyOld Estimate // share of the futures in which only the old one breaks it
	OnlyNew Estimate // in which only the new one does
	More    Estimate // share in which the new one breaks it less that of the old one
}

// LimitSide is a limit of one of the two.
type LimitSide struct {
	Text   string   // of the condition
	Broken Estimate // share of the futures that break it
}

// Compare runs two versions of a plan in the same futures and takes the measures
// of both in each. A series or service that only one has counts nothing in the
// other. Errors are those of [Weigh].
func Compare(old, new Variant, by Measures, o Options) (*Contrast, error) {
	if err := alike(&old, &new); err != nil {
		return nil, err
	}
	both := []Variant{old, new}
	together, err := together(both, o)
	if err != nil {
		return nil, err
	}
	c := newContrasting(together.Lanes, by, o.Design)
	if err := together.Run(c.observer); err != nil {
		return nil, err
	}
	all := &Contrast{Old: old, New: new, Design: o.Design, Months: old.Scenario.Months(), Metric: by.Metric, Sources: sources(both, together.Lanes)}
	for i, span := range by.Spans {
		all.Figures = append(all.Figures, c.figure(i, span))
	}
	for i := range c.limits {
		all.Limits = append(all.Limits, c.limit(i, together.Lanes))
	}
	return all, nil
}

func (c *contrasting) figure(i int, span Span) FigurePair {
	h := &c.sums[i]
	of := func(replicate int) *figureNumbers { return &c.numbers[replicate].figures[i] }
	side := func(k int) Spread {
		s := c.spread(&h.sides[k], func(r int) spread { return of(r).sides[k] })
		if c.by.Metric.Kind == unit.KindMonths {
			for q, e := range []*Estimate{&s.P10, &s.P50, &s.P90} {
				*e = c.month(e.Value, func(r int) float64 { return of(r).sides[k][q] })
			}
		}
		return s
	}
	return FigurePair{
		Span:       span,
		Old:        side(0),
		New:        side(1),
		Difference: c.difference(&h.gap, func(r int) *gapNumbers { return &of(r).gap }),
	}
}

func (c *contrasting) limit(i int, lanes []*simulation.Futures) LimitPair {
	of, l := func(replicate int) *limitNumbers { return &c.numbers[replicate].limits[i] }, &c.limits[i]
	p := LimitPair{Name: l.name}
	for side, at := range []**LimitSide{&p.Old, &p.New} {
		if place := l.at[side]; place >= 0 {
			*at = &LimitSide{lanes[side].Denials[place].Condition.Text, c.share(func(r int) int { return of(r).broken[side] })}
		}
	}
	if p.Old != nil && p.New != nil {
		p.OnlyOld = c.share(func(r int) int { return of(r).only[0] })
		p.OnlyNew = c.share(func(r int) int { return of(r).only[1] })
		p.More = c.mean(func(r int) float64 { return float64(of(r).only[1]-of(r).only[0]) / float64(c.Points) })
	}
	return p
}

// Exists reports whether the figure exists in any future of a side, as its P50
// says.
func (s *Spread) Exists() bool { return !math.IsNaN(s.P50.Value) }
