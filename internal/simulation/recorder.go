package simulation

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/plan"
)

// sums are what adds up over replicates: counts, so that they merge in any order.
type sums struct {
	columns []histogram.Histogram     // each metric by month
	deciles [][10]histogram.Histogram // of the target, by decile of each source
}

func newSums(o *Outcome) *sums {
	return &sums{columns: make([]histogram.Histogram, o.width()), deciles: newDeciles(o)}
}

func newDeciles(o *Outcome) [][10]histogram.Histogram {
	return make([][10]histogram.Histogram, o.tenths)
}

// lockedTogether is how many columns share a lock while replicates are added to them.
const lockedTogether = 64

// takeDeciles adds a worker's deciles, and empties them.
func (s *sums) takeDeciles(other [][10]histogram.Histogram) {
	for i := range s.deciles {
		for d := range s.deciles[i] {
			other[i][d].Drain(&s.deciles[i][d], nil, nil)
		}
	}
}

// sheet is how many futures are kept before they are counted: enough for a
// replicate of the usual size, so that one histogram after the other is counted
// and drained, and few enough for all results to stay in the second-level cache.
const sheet = 1024

// apart is what columns are longer than their values, a cache line: addresses that
// are a power of two apart contend for the same lines.
const apart = 8

const stride = sheet + apart // of the columns of a sheet

// recorder takes down the results of one engine's futures.
type recorder struct {
	job     *job
	gauges  []gauge
	target  *plan.Gauge
	month   int // of the target; 0 for a single figure
	watches []watch

	strip   strip     // of the columns
	sources []int     // columns of the sheet that are kept a second time, over the futures in which the plan holds
	values  []float64 // of a sheet: columns of the strip outside, futures inside
	filled  int       // futures on the sheet
	effects []effect  // of each source, of this replicate
	deciles [][block]uint8
	targets [block]float64
	logs    [block]float64 // of targets above 0
	broken  [][block]uint8 // by watch, 1 in the futures that break it
	sorted  [block]float64 // scratch of countByDecile

	replicate int
	own       []histogram.Histogram     // of this replicate, by column; one for all columns, in turn, if it is a single sheet
	divided   bool                      // whether own is divided where columns pile up
	deciled   [][10]histogram.Histogram // of the target, by decile of each source, over all replicates so far
	rep       replicate                 // this one, once it is complete
	batch     *Batch
}

// gauge is a metric and where its columns begin.
type gauge struct {
	*plan.Gauge
	first int
	from  int  // month of the first column
	month bool // a month that may never come
}

func newRecorder(j *job, e *plan.Engine) *recorder {
	r := &recorder{job: j, target: e.Gauge(j.target), deciled: newDeciles(j.out)}
	if j.target.Series {
		r.month = j.options.Target.Month
	}
	column := 0
	for i, m := range j.metrics {
		r.gauges = append(r.gauges, gauge{e.GaugeFrom(m, j.from[i]), column, j.from[i], mayNeverCome(m)})
		column += j.out.columnsOf(i)
	}
	r.watches = newWatches(e)
	r.broken = make([][block]uint8, len(r.watches))
	r.effects, r.deciles = make([]effect, j.out.effects), make([][block]uint8, j.out.tenths)
	for i := range r.effects {
		r.effects[i].broken = make([][10]uint32, len(r.watches))
	}
	if j.options.Export != nil {
		r.batch = newBatch(j)
	}
	return r
}

// turn begins a strip.
func (r *recorder) turn(s strip) {
	r.strip, r.divided = s, false
	r.findSources()
	if n := stride * (s.total() + len(r.sources)); n > cap(r.values) {
		r.values = nil // the old sheet and a larger one need not both fit in memory
		r.values = make([]float64, n)
	} else {
		r.values = r.values[:n]
	}
	r.own = make([]histogram.Histogram, 1)
	if r.job.options.Design.Points > sheet {
		r.own = make([]histogram.Histogram, s.total())
	}
}

// column is the futures of a column of the sheet.
func (r *recorder) column(c int) []float64 { return r.values[c*stride:][:sheet] }

// begin starts a replicate.
func (r *recorder) begin(replicate int) {
	r.replicate = replicate
	for i := range r.watches {
		r.watches[i].begin()
	}
	for i := range r.effects {
		r.effects[i].begin()
	}
	if r.batch != nil {
		r.batch = r.batch.next(replicate)
	}
}

// columnsOf is how many columns gauge i has.
func (r *recorder) columnsOf(i int) int { return r.job.out.columnsOf(i) }

// note takes down what the engine's last run came to, at a place of the sheet.
func (r *recorder) note(place int) {
	for i := range r.gauges[r.strip.from:r.strip.to] {
		g := &r.gauges[r.strip.from+i]
		at := (g.first-r.strip.column)*stride + place
		for _, v := range g.Read()[g.from:] {
			r.values[at] = v
			at += stride
		}
		if at -= stride; g.month && math.IsNaN(r.values[at]) {
			r.values[at] = never
		}
	}
	r.noteSources(place)
}

// value is what the engine's last run came to in a month, 0 for a single figure.
func (g *gauge) value(month int) float64 {
	v := g.Read()[month]
	if g.month && math.IsNaN(v) {
		return never
	}
	return v
}

// record takes down the engine's last run, the future at a place of the block.
func (r *recorder) record(f *future, place int) {
	r.note(r.filled + place)
	if !r.strip.first() {
		return
	}
	r.targets[place] = r.target.Read()[r.month]
	for i := range r.watches {
		r.broken[i][place] = r.watches[i].look()
	}
	if len(r.sources) > 0 {
		r.hold(place)
	}
	if r.batch != nil {
		r.batch.add(f, place, r)
	}
}

// attribute adds n futures of a block to what hangs on each source.
func (r *recorder) attribute(f *future, n int) {
	for k, target := range r.targets[:n] {
		r.logs[k] = elementary.Log(max(target, math.SmallestNonzeroFloat64))
	}
	for i := range max(len(r.effects), len(r.deciles)) {
		u := f.uniforms(i)[:n]
		if len(r.effects) > 0 {
			r.effects[i].add(u, r.targets[:n], r.logs[:n], r.broken)
		}
		if len(r.deciles) > 0 {
			for k, p := range u {
				r.deciles[i][k] = uint8(p * 10)
			}
		}
	}
	if len(r.effects) > 0 {
		first := &r.effects[0]
		first.addSquares(r.targets[:n], r.logs[:n])
		for i := range r.effects {
			e := &r.effects[i]
			e.square, e.logSquare, e.positive = first.square, first.logSquare, first.positive
		}
	}
}

// add takes a block of n futures to what they add up to. The last one completes the
// replicate: its own quantiles are what intervals come from.
func (r *recorder) add(f *future, n int, last bool) {
	if r.strip.first() {
		r.addOnce(f, n)
	}
	r.filled += n
	if last {
		r.end()
	}
	if last || r.filled == sheet {
		r.count(last)
	}
}

// addOnce takes a block to what hangs on no strip.
func (r *recorder) addOnce(f *future, n int) {
	if len(r.effects) > 0 || len(r.deciles) > 0 {
		r.attribute(f, n)
	}
	for i := range r.deciles {
		r.countByDecile(&r.deciled[i], r.deciles[i][:n])
	}
}

// count adds a sheet to the histograms, column by column.
func (r *recorder) count(last bool) {
	if r.replicate == 0 && !r.divided {
		r.job.look(r)
	}
	survey := r.job.survey
	<-survey.known
	for c := range r.strip.total() {
		if c >= survey.strip.width && c < r.strip.width { // another strip has it
			continue
		}
		h := &r.own[c%len(r.own)]
		if len(r.own) == 1 || !r.divided {
			h.Divide(survey.piles[c])
		}
		h.AddAll(r.column(c)[:r.filled])
		if last {
			r.drain(h, r.strip.place(c))
		}
	}
	r.divided, r.filled = true, 0
}

// drain adds a replicate's values of a column to those of the others.
func (r *recorder) drain(h *histogram.Histogram, column int) {
	lock := &r.job.locks[column/lockedTogether]
	lock.Lock()
	defer lock.Unlock()
	h.Drain(&r.job.out.sums.columns[column], r.rep.quantiles[column][:], Levels())
}

// countByDecile adds the targets of a block to the histograms of their deciles: one
// histogram at a time.
func (r *recorder) countByDecile(histograms *[10]histogram.Histogram, deciles []uint8) {
	var ends [10]int // in sorted, of the targets of each decile
	for _, d := range deciles {
		ends[d]++
	}
	for d := range 9 {
		ends[d+1] += ends[d]
	}
	from := ends
	for k, d := range deciles {
		from[d]--
		r.sorted[from[d]] = r.targets[k]
	}
	for d := range histograms {
		histograms[d].AddAll(r.sorted[from[d]:ends[d]])
	}
}

// end closes the replicate but for its quantiles.
func (r *recorder) end() {
	if !r.strip.first() {
		r.rep = r.job.out.replicates[r.replicate]
		return
	}
	r.rep = replicate{done: true, quantiles: make([][levels]float64, r.job.out.width())}
	for i := range r.watches {
		r.rep.broken = append(r.rep.broken, r.watches[i].tally())
	}
	for i := range r.effects {
		r.rep.effects = append(r.rep.effects, r.effects[i].clone())
	}
}

// levels is how many quantiles are kept.
const levels = 7

// Levels lists the quantiles that an outcome has, ascending.
func Levels() []float64 { return []float64{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95} }

// never stands for a month that does not come, beyond every horizon, so that
// quantiles of what may never be reached are right.
const never = 1 << 20
