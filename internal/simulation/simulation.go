// Package simulation runs the engine once for each of many futures, drawn from
// the uncertainty of the inputs, and keeps what is needed to say how likely
// which result is: quantiles by month, the chance of breaking a limit, the
// spread of payback and net present value, and which inputs it all hangs on.
//
// Futures come in independent replicates of a few hundred to a few thousand
// points each. A replicate is simulated by one worker, from start to end; what
// it yields is integers, or sums in the order of its points. So the result is
// the same to the last bit whatever the number of workers, and of machines.
package simulation

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
)

// Options say what is simulated and how.
type Options struct {
	Design  sampling.Design // Lead is filled in by Run
	Metrics []string        // results to keep, by name; those of [Watched] when nil
	Monthly []string        // those of them to keep by month, the others in the last month; all when nil
	Target  Target          // what effects are about
	Effects bool            // whether to keep what the target and the limits hang on, see [Outcome.Drivers]
	Tenths  bool            // whether to keep the target by tenth of each source, see [Outcome.TargetByTenth]
	Shard   Shard           // which replicates this run simulates; all when zero
	Workers int             // how many run at a time; one for each processor when 0

	// Progress, when set, is told how many futures are done, from any goroutine.
	Progress func(done int)
	// Export, when set, gets every replicate, in their order.
	Export func(b *Batch) error
}

// Target is the figure that the effect of each input is measured on.
type Target struct {
	Metric string // cost.effective when empty
	Month  int    // of a series
}

// Shard is the replicates whose number, counted from 0, leaves the remainder
// Index when divided by Of. The zero Shard is all of them.
type Shard struct {
	Index int // from 0
	Of    int // how many shards there are
}

func (s Shard) has(replicate int) bool { return s.Of <= 1 || replicate%s.Of == s.Index }

// MaxFutures bounds a simulation: as many take half an hour on two cores.
const MaxFutures = 1 << 28

// ErrCertain says that nothing in a scenario is uncertain.
var ErrCertain = errors.New("nothing in the scenario is uncertain: there is nothing to simulate")

// Run simulates a valid scenario. Inputs are those of the scenario.
func Run(s *model.Scenario, inputs model.Inputs, o Options) (*Outcome, error) {
	job, err := newJob(s, inputs, o)
	if err != nil {
		return nil, err
	}
	return job.run()
}

// job is a simulation that is ready to run.
type job struct {
	scenario *model.Scenario
	inputs   model.Inputs // all of them
	options  Options
	sources  sources
	metrics  []metric.Metric
	from     []int // first month that is kept of each
	target   metric.Metric
	out      *Outcome
	strip    strip        // that is simulated now
	survey   *survey      // of this strip
	crew     []*worker    // who simulates; nil before the first replicate of each
	locks    []sync.Mutex // of out.sums.columns, each of [lockedTogether]

	passed int          // futures in the strips that are done, by their share of the columns
	done   atomic.Int64 // futures of this strip
	lock   sync.Mutex   // guards out.sums.deciles and what follows

	fail error
	wait map[int]*Batch // replicates that are done before one ahead of them is exported
	sent int            // replicates that were exported
}

func newJob(s *model.Scenario, inputs model.Inputs, o Options) (*job, error) {
	j := &job{scenario: s, inputs: inputs, options: o, wait: map[int]*Batch{}}
	j.sources = newSources(s, inputs)
	if j.sources.count() == 0 {
		return nil, ErrCertain
	}
	if j.options.Design.Method == sampling.Sobol {
		j.options.Design.Lead = model.Leading()
	}
	if err := j.options.Design.Validate(); err != nil {
		return nil, err
	}
	if n := o.Design.Futures(); n > MaxFutures {
		return nil, fmt.Errorf("%d futures are too many: at most %d", n, MaxFutures)
	}
	names := o.Metrics
	if names == nil {
		names = Watched(s)
	}
	for _, name := range names {
		m, ok := metric.Find(s, name)
		if !ok {
			return nil, fmt.Errorf("unknown result %q", name)
		}
		j.metrics = append(j.metrics, m)
		from := 0
		if m.Series && o.Monthly != nil && !slices.Contains(o.Monthly, name) {
			from = s.Months()
		}
		j.from = append(j.from, from)
	}
	if j.options.Target.Metric == "" {
		j.options.Target = Target{"cost.effective", s.Months()}
	}
	var ok bool
	if j.target, ok = metric.Find(s, j.options.Target.Metric); !ok {
		return nil, fmt.Errorf("unknown result %q", j.options.Target.Metric)
	}
	if err := j.sources.correlate(inputs, s.Correlations); err != nil {
		return nil, err
	}
	j.out = newOutcome(j)
	j.locks = make([]sync.Mutex, j.out.width()/lockedTogether+1)
	return j, nil
}

// run lets the workers take one replicate after the other, once for each strip.
func (j *job) run() (*Outcome, error) {
	j.crew = make([]*worker, j.workers())
	for j.plan() {
		if err := crew.Share(len(j.crew), j.options.Design.Replicates, j.work); err != nil {
			return nil, err
		}
		j.finish()
	}
	for _, w := range j.crew {
		if w != nil {
			j.out.sums.takeDeciles(w.recorder.deciled)
		}
	}
	return j.out, nil
}

// worker simulates one replicate after the other.
type worker struct {
	future   *future
	recorder *recorder
}

// work simulates replicates until none is left, or something failed.
func (j *job) work(number int, replicates iter.Seq[int]) error {
	w := j.crew[number]
	if w == nil {
		f := newFuture(j)
		w = &worker{f, newRecorder(j, f.engine)}
		j.crew[number] = w
	}
	w.recorder.turn(j.strip)
	for replicate := range replicates {
		batch := j.take(w.future, w.recorder, replicate)
		if !j.strip.first() {
			continue
		}
		if err := j.export(replicate, batch); err != nil {
			return err
		}
	}
	return nil
}

// take simulates a replicate, if this shard has it. The first one is surveyed, and
// others wait for that: they go on even if it panics.
func (j *job) take(f *future, r *recorder, replicate int) *Batch {
	if replicate == 0 {
		defer j.survey.close()
	}
	if j.options.Shard.has(replicate) {
		return j.replicate(f, r, replicate)
	}
	if replicate == 0 {
		j.surveyElsewhere(f, r)
	}
	return nil
}

// block is how many futures are drawn at once; a sheet is so many blocks.
const block = 256

// replicate simulates one replicate; what is exported of it is nil unless it is wanted.
func (j *job) replicate(f *future, r *recorder, replicate int) *Batch {
	points := j.options.Design.Points
	r.begin(replicate)
	for first := 0; first < points; first += block {
		n := min(block, points-first)
		f.draw(replicate, first, n)
		for i := range n {
			f.set(replicate, first+i, i)
			f.engine.Run()
			r.record(f, i)
		}
		r.add(f, n, first+n == points)
		if j.options.Progress != nil {
			j.options.Progress(j.passed + j.strip.share(int(j.done.Add(int64(n)))))
		}
	}
	j.out.replicates[replicate] = r.rep
	return r.batch
}

// export hands a replicate on once all before it have been; nil is none. After the
// first error nothing more is.
func (j *job) export(replicate int, b *Batch) error {
	if j.options.Export == nil {
		return nil
	}
	j.lock.Lock()
	defer j.lock.Unlock()
	j.wait[replicate] = b
	for j.fail == nil {
		b, ok := j.wait[j.sent]
		if !ok {
			return nil
		}
		delete(j.wait, j.sent)
		j.sent++
		if b != nil {
			j.fail = j.options.Export(b)
		}
	}
	return j.fail
}
