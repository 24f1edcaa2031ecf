package simulation

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/model"
)

// An outcome's numbers in bytes: unsigned varints for counts, eight bytes for a
// float. They carry no names: whoever keeps them knows the scenario and options
// that they belong to, and makes an empty outcome of these to absorb them.

// New is an outcome to which nothing has been added.
func New(s *model.Scenario, inputs model.Inputs, o Options) (*Outcome, error) {
	j, err := newJob(s, inputs, o)
	if err != nil {
		return nil, err
	}
	return j.out, nil
}

// AppendBinary appends the outcome's numbers to b.
func (o *Outcome) AppendBinary(b []byte) ([]byte, error) {
	w := writer{b}
	for i := range o.sums.columns {
		switch {
		case !o.isFolded(i):
			w.histogram(&o.sums.columns[i])
		case o.folded[i].written == nil:
			return nil, errFolded
		default:
			w.text(o.folded[i].written)
		}
	}
	for i := range o.sums.deciles {
		for d := range o.sums.deciles[i] {
			w.histogram(&o.sums.deciles[i][d])
		}
	}
	for i := range o.replicates {
		if r := &o.replicates[i]; r.done {
			w.count(uint64(i) + 1)
			w.replicate(r)
		}
	}
	w.count(0)
	return w.b, nil
}

// Absorb adds the numbers of other shards of the same simulation, column by column:
// what of a column is not needed any more makes room for the next one. Where columns
// take too much memory that can be done only once, with all shards. An outcome that
// returned an error holds nonsense; the error is a [*PartError].
func (o *Outcome) Absorb(parts ...[]byte) error {
	readers := make([]reader, len(parts))
	for i := range parts {
		if readers[i].b = parts[i]; o.folded != nil {
			readers[i].err = errFolded
		}
	}
	kept := 0
	for c := range o.sums.columns {
		if i, ok := absorb(readers, &o.sums.columns[c]); !ok {
			return &PartError{i, readers[i].err}
		}
		if kept += o.sums.columns[c].Size(); kept > o.room {
			o.fold(c, false)
		}
	}
	for i := range o.sums.deciles {
		for d := range o.sums.deciles[i] {
			if i, ok := absorb(readers, &o.sums.deciles[i][d]); !ok {
				return &PartError{i, readers[i].err}
			}
		}
	}
	for i := range readers {
		if err := readers[i].replicates(o); err != nil {
			return &PartError{i, err}
		}
	}
	return nil
}

// PartError is what is wrong with one of several shards.
type PartError struct {
	Part int   // which one, from 0
	Err  error // what is wrong
}

// Error says what is wrong.
func (e *PartError) Error() string { return e.Err.Error() }

// Unwrap is what is wrong.
func (e *PartError) Unwrap() error { return e.Err }

// absorb adds the next histogram of each reader; ok is false if one fails, which it
// returns.
func absorb(readers []reader, into *histogram.Histogram) (failed int, ok bool) {
	var h histogram.Histogram
	for i := range readers {
		r := &readers[i]
		r.histogram(&h)
		if r.err == nil && h.N() > histogram.MaxValues-into.N() {
			r.err = errDamaged
		}
		if r.err != nil {
			return i, false
		}
		h.Drain(into, nil, nil)
	}
	return 0, true
}

// replicates reads all of them, to the end.
func (r *reader) replicates(o *Outcome) error {
	for r.err == nil {
		i := r.count()
		if i == 0 {
			break
		}
		if i > uint64(len(o.replicates)) {
			return errDamaged
		}
		rep := &o.replicates[i-1]
		if rep.done {
			return fmt.Errorf("replicate %d is there twice", i)
		}
		*rep = r.replicate(o)
	}
	if r.err == nil && len(r.b) > 0 {
		r.err = errDamaged
	}
	return r.err
}

var (
	errDamaged = errors.New("the numbers are damaged, or of another simulation")
	errFolded  = errors.New("too much to keep: of most results only quantiles are left")
)

type writer struct{ b []byte }

func (w *writer) count(n uint64) { w.b = binary.AppendUvarint(w.b, n) }

func (w *writer) float(v float64) { w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(v)) }

func (w *writer) histogram(h *histogram.Histogram) {
	text, _ := h.AppendBinary(nil) // it has no errors to return
	w.text(text)
}

func (w *writer) text(b []byte) {
	w.count(uint64(len(b)))
	w.b = append(w.b, b...)
}

func (w *writer) replicate(r *replicate) {
	for c := range r.quantiles {
		for _, q := range r.quantiles[c] {
			w.float(q)
		}
	}
	for _, t := range r.broken {
		w.count(uint64(t.ever))
		for _, n := range t.months {
			w.count(uint64(n))
		}
	}
	for i := range r.effects {
		e := &r.effects[i]
		for k := range e.n {
			w.count(uint64(e.n[k]))
			w.float(e.sum[k])
			w.float(e.log[k])
		}
		for d := range e.futures {
			w.count(uint64(e.futures[d]))
		}
		for _, broken := range e.broken {
			for _, n := range broken {
				w.count(uint64(n))
			}
		}
		w.float(e.square)
		w.float(e.logSquare)
		w.count(uint64(e.positive))
	}
}

type reader struct {
	b   []byte
	err error
}

func (r *reader) count() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.b, r.err = nil, errDamaged
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *reader) count32() uint32 {
	n := r.count()
	if n > math.MaxUint32 {
		r.err = errDamaged
	}
	return uint32(n)
}

func (r *reader) float() float64 {
	if len(r.b) < 8 {
		r.b, r.err = nil, errDamaged
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(r.b))
	r.b = r.b[8:]
	return v
}

func (r *reader) histogram(h *histogram.Histogram) {
	n := r.count()
	if r.err != nil || n > uint64(len(r.b)) {
		r.err = errDamaged
		return
	}
	if err := h.UnmarshalBinary(r.b[:n]); err != nil {
		r.err = errDamaged
	}
	r.b = r.b[n:]
}

func (r *reader) replicate(o *Outcome) replicate {
	rep := replicate{done: true, quantiles: make([][levels]float64, len(o.sums.columns))}
	for c := range rep.quantiles {
		for i := range rep.quantiles[c] {
			rep.quantiles[c][i] = r.float()
		}
	}
	for i := range o.Limits {
		t := tally{ever: r.count32(), months: make([]uint32, o.window(i))}
		for m := range t.months {
			t.months[m] = r.count32()
		}
		rep.broken = append(rep.broken, t)
	}
	for range o.effects {
		e := effect{broken: make([][10]uint32, len(o.Limits))}
		for k := range e.n {
			e.n[k], e.sum[k], e.log[k] = r.count32(), r.float(), r.float()
		}
		for d := range e.futures {
			e.futures[d] = r.count32()
		}
		for i := range e.broken {
			for d := range e.broken[i] {
				e.broken[i][d] = r.count32()
			}
		}
		e.square, e.logSquare, e.positive = r.float(), r.float(), r.count32()
		rep.effects = append(rep.effects, e)
	}
	return rep
}
