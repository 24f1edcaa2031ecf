package decision

import (
	"iter"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
)

// weighing is variants that are being weighed.
type weighing struct {
	drawn
	options  Options
	variants []Variant
	months   int
	rate     unit.Growth // of variants that have none; 0 when none has one

	done    atomic.Int64 // futures of all variants
	lock    sync.Mutex   // guards sums
	sums    *sums
	numbers []numbers // by replicate
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

// worker weighs one replicate after the other.
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

func (w *weighing) newWorker() (*worker, error) {
	all := &worker{weighing: w, plans: make([]lane, len(w.variants)), own: newSums(len(w.variants))}
	for i := range w.variants {
		v, l := &w.variants[i], &all.plans[i]
		var err error
		if l.futures, err = simulation.NewFutures(v.Scenario, v.Inputs, w.options.Design); err != nil {
			return nil, err
		}
		npv, _ := metric.Find(v.Scenario, "finance.npv")
		payback, _ := metric.Find(v.Scenario, "finance.payback")
		l.npv, l.payback = l.futures.Engine.Gauge(npv), l.futures.Engine.Gauge(payback)
	}
	return all, nil
}

// futures are those of all variants.
func (w *worker) futures() (all []*simulation.Futures) {
	for i := range w.plans {
		all = append(all, w.plans[i].futures)
	}
	return all
}

// run weighs the variants in all replicates.
func (w *weighing) run(first *worker) error {
	w.sums, w.numbers = newSums(len(w.variants)), make([]numbers, w.Replicates)
	return inTurn(&w.options, first, w.newWorker)
}

// inTurn lets workers, the first and those that are made, take one replicate after
// the other.
func inTurn[W interface{ replicate(number int) }](o *Options, first W, another func() (W, error)) error {
	replicates, count := o.Design.Replicates, o.Workers
	if count <= 0 {
		count = runtime.GOMAXPROCS(0)
	}
	workers := []W{first}
	for len(workers) < min(count, replicates) {
		next, err := another()
		if err != nil {
			return err
		}
		workers = append(workers, next)
	}
	var taken atomic.Int64
	var group crew.Crew
	for _, w := range workers {
		group.Go(func() {
			for i := int(taken.Add(1)) - 1; i < replicates; i = int(taken.Add(1)) - 1 {
				w.replicate(i)
			}
		})
	}
	group.Wait()
	return nil
}

// replicate weighs the variants in the futures of one replicate.
func (w *worker) replicate(replicate int) {
	w.own.reset()
	w.numbers = newNumbers(w.plans)
	points := w.options.Design.Points
	for first := 0; first < points; first += simulation.MostPoints {
		n := min(simulation.MostPoints, points-first)
		for v := range w.plans {
			w.look(v, replicate, first, n)
			if w.options.Progress != nil {
				w.options.Progress(int(w.done.Add(int64(n))))
			}
		}
		w.compare(n)
	}
	w.numbers.quantiles(w.own)
	w.weighing.numbers[replicate] = w.numbers
	w.lock.Lock()
	defer w.lock.Unlock()
	w.sums.merge(w.own)
}

// look takes down what one variant comes to in n futures.
func (w *worker) look(v, replicate, first, n int) {
	l, numbers := &w.plans[v], &w.numbers.standings[v]
	s, st := l.futures.Engine.Scenario, l.futures.Engine.Statement
	b := &l.block
	l.futures.Each(replicate, first, n, func(place int) {
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
	})
	w.own.standings[v].add(b, n)
}

// never stands for a month that does not come, beyond every horizon.
const never = 1 << 20
