package decision

import (
	"iter"
	"math"
	"sync"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study"
	"github.com/talimat/talimat-plan/internal/unit"
)

// weighing is variants that are being weighed.
type weighing struct {
	drawn
	variants []Variant
	months   int
	rate     unit.Growth // of variants that have none; 0 when none has one

	lock    sync.Mutex // guards sums
	sums    *sums
	numbers []numbers // by replicate
}

func newWeighing(variants []Variant, rate unit.Growth, d sampling.Design) *weighing {
	return &weighing{
		drawn: drawn{d}, variants: variants, months: variants[0].Scenario.Months(), rate: rate,
		sums: newSums(len(variants)), numbers: make([]numbers, d.Replicates),
	}
}

// lane is one variant of a worker.
type lane struct {
	futures *simulation.Futures
	npv     *plan.Gauge
	payback *plan.Gauge
	block   futures
}

// futures are the figures of a block of futures.
type futures struct {
	last, total, npv, payback [simulation.MostPoints]float64
	carried                   [simulation.MostPoints]float64 // the least share of its load that any part carries
	fails                     [simulation.MostPoints]bool
}

// worker weighs one replicate after the other: a [study.Observer].
type worker struct {
	*weighing
	plans   []lane
	own     *sums   // of the replicate
	numbers numbers // of the replicate
}

// pairs are every two of the variants.
func (w *weighing) pairs() iter.Seq[[2]int] {
	return func(yield func([2]int) bool) {
		for a := range w.variants {
			for b := a + 1; b < len(w.variants); b++ {
				if !yield([2]int{a, b}) {
					return
				}
			}
		}
	}
}

func (w *weighing) observer(lanes []*simulation.Futures) study.Observer {
	all := &worker{weighing: w, plans: make([]lane, len(lanes)), own: newSums(len(lanes))}
	for i, futures := range lanes {
		npv, _ := metric.Find(futures.Engine.Scenario, "finance.npv")
		payback, _ := metric.Find(futures.Engine.Scenario, "finance.payback")
		l := &all.plans[i]
		l.futures, l.npv, l.payback = futures, futures.Engine.Gauge(npv), futures.Engine.Gauge(payback)
	}
	return all
}

// Begin begins a replicate.
func (w *worker) Begin(int) {
	w.own.reset()
	w.numbers = newNumbers(w.plans)
}

// Look takes down what the last run of a variant came to.
func (w *worker) Look(v, place int) {
	l, numbers := &w.plans[v], &w.numbers.standings[v]
	s, st := l.futures.Engine.Scenario, l.futures.Engine.Statement
	b := &l.block
	rate, ok := plan.Rate(s)
	if !ok {
		rate = w.rate
	}
	b.last[place], b.total[place] = st.Effective[w.months], l.futures.Engine.Total(rate)
	b.npv[place], b.payback[place] = l.npv.Read()[0], l.payback.Read()[0]
	if math.IsNaN(b.payback[place]) {
		b.payback[place] = never
	}
	b.carried[place] = l.futures.Engine.Carried()
	if !l.futures.Engine.Holds() {
		numbers.starves++
	}
	b.fails[place] = false
	for i := range l.futures.Denials {
		if l.futures.Denials[i].Broken() {
			numbers.broken[i]++
			b.fails[place] = true
		}
	}
}

// Block adds up a block of n futures.
func (w *worker) Block(n int) {
	for v := range w.plans {
		w.own.standings[v].add(&w.plans[v].block, n)
	}
	w.compare(n)
}

// End closes a replicate.
func (w *worker) End(replicate int) {
	w.numbers.quantiles(w.own)
	w.weighing.numbers[replicate] = w.numbers
	w.lock.Lock()
	defer w.lock.Unlock()
	w.sums.merge(w.own)
}

// never stands for a month that does not come, beyond every horizon.
const never = 1 << 20
