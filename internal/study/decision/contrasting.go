package decision

import (
	"math"
	"sync"

	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study"
	"github.com/talimat/talimat-plan/internal/unit"
)

// contrasting is two plans that are being compared: the old one and the new one.
type contrasting struct {
	drawn
	by     Measures
	limits []limitPlaces

	lock    sync.Mutex // guards sums
	sums    []figureSums
	numbers []contrastNumbers // by replicate
}

func newContrasting(lanes []*simulation.Futures, by Measures, d sampling.Design) *contrasting {
	c := &contrasting{drawn: drawn{d}, by: by, sums: make([]figureSums, len(by.Spans)), numbers: make([]contrastNumbers, d.Replicates)}
	for side, futures := range lanes {
		for i := range futures.Denials {
			c.place(futures.Denials[i].Limit, side, i)
		}
	}
	return c
}

// figureSums are the distributions of a figure: counts, which merge in any order.
type figureSums struct {
	sides [2]histogram.Histogram
	gap   histogram.Histogram
}

// contrastNumbers are what a replicate comes to.
type contrastNumbers struct {
	figures []figureNumbers
	limits  []limitNumbers
}

type figureNumbers struct {
	sides [2]spread
	gap   gapNumbers
}

// limitNumbers count futures by side: those that break a limit, and those in which
// the other side does not.
type limitNumbers struct{ broken, only [2]int }

// limitPlaces are where a limit stands among the denials of each side, or −1.
type limitPlaces struct {
	name string
	at   [2]int
}

// contraster compares one replicate after the other: a [study.Observer].
type contraster struct {
	*contrasting
	sides   []contrastLane
	own     []figureSums // of the replicate
	numbers contrastNumbers
}

// contrastLane is one of the two of a worker.
type contrastLane struct {
	futures *simulation.Futures
	gauge   *plan.Gauge // nil where the plan has no such result
	figures [][simulation.MostPoints]float64
	broken  [][simulation.MostPoints]bool // by denial
}

func (c *contrasting) observer(lanes []*simulation.Futures) study.Observer {
	w := &contraster{contrasting: c, sides: make([]contrastLane, len(lanes)), own: make([]figureSums, len(c.by.Spans))}
	for i, futures := range lanes {
		l := &w.sides[i]
		l.futures = futures
		if m, ok := metric.Find(futures.Engine.Scenario, c.by.Metric.Name); ok {
			l.gauge = futures.Engine.Gauge(m)
		}
		l.figures = make([][simulation.MostPoints]float64, len(c.by.Spans))
		l.broken = make([][simulation.MostPoints]bool, len(futures.Denials))
	}
	return w
}

// place notes where a side has a limit.
func (c *contrasting) place(name string, side, denial int) {
	for i := range c.limits {
		if c.limits[i].name == name {
			c.limits[i].at[side] = denial
			return
		}
	}
	p := limitPlaces{name, [2]int{-1, -1}}
	p.at[side] = denial
	c.limits = append(c.limits, p)
}

// Begin begins a replicate.
func (w *contraster) Begin(int) {
	w.numbers = contrastNumbers{make([]figureNumbers, len(w.by.Spans)), make([]limitNumbers, len(w.limits))}
}

// Look takes down the measures of the last run of a side.
func (w *contraster) Look(side, place int) {
	l := &w.sides[side]
	for i, span := range w.by.Spans {
		l.figures[i][place] = w.by.value(l.gauge, span)
	}
	for d := range l.futures.Denials {
		l.broken[d][place] = l.futures.Denials[d].Broken()
	}
}

// End closes a replicate.
func (w *contraster) End(replicate int) {
	w.contrasting.numbers[replicate] = w.numbers
	for i := range w.own {
		h, f := &w.own[i], &w.numbers.figures[i]
		f.sides, f.gap.spread = [2]spread{spreadOf(&h.sides[0]), spreadOf(&h.sides[1])}, spreadOf(&h.gap)
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	for i := range w.own {
		own, sum := &w.own[i], &w.sums[i]
		own.gap.Drain(&sum.gap, nil, nil)
		for side := range own.sides {
			own.sides[side].Drain(&sum.sides[side], nil, nil)
		}
	}
}

// value is a figure of the last run. What a plan has none of counts nothing, if it
// is something that can be counted.
func (m *Measures) value(g *plan.Gauge, s Span) (sum float64) {
	if g == nil {
		if !m.Metric.Countable() {
			return math.NaN()
		}
		return 0
	}
	for _, v := range g.Read()[s.First : s.Last+1] {
		sum += v
	}
	if math.IsNaN(sum) && m.Metric.Kind == unit.KindMonths {
		return never
	}
	return sum
}

// Block adds up what a block of n futures says.
func (w *contraster) Block(n int) {
	old, new := &w.sides[0], &w.sides[1]
	for i := range w.own {
		a, b := old.figures[i][:n], new.figures[i][:n]
		w.own[i].sides[0].AddAll(a)
		w.own[i].sides[1].AddAll(b)
		w.numbers.figures[i].gap.add(&w.own[i].gap, a, b, scaleOf(w.by.Metric.Kind))
	}
	for i := range w.limits {
		for place := range n {
			w.numbers.limits[i].add(old.breaks(w.limits[i].at[0], place), new.breaks(w.limits[i].at[1], place))
		}
	}
}

// breaks reports whether a future breaks a denial; none is never broken.
func (l *contrastLane) breaks(denial, place int) bool { return denial >= 0 && l.broken[denial][place] }

func (l *limitNumbers) add(old, new bool) {
	for side, broken := range [2]bool{old, new} {
		if broken {
			l.broken[side]++
			if old != new {
				l.only[side]++
			}
		}
	}
}
