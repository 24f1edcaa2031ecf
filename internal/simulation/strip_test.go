package simulation

import (
	"bytes"
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// within is a simulation that keeps columns of about so many bytes.
func within(t *testing.T, f *scenario.File, room int, o Options) (*Outcome, []*Batch) {
	t.Helper()
	var batches []*Batch
	o.Design = sampling.Design{Seed: 1, Replicates: 4, Points: 128}
	o.Effects = true
	if o.Shard.Of == 0 {
		o.Export = func(b *Batch) error { batches = append(batches, b); return nil }
	}
	j, err := newJob(f.Scenario, f.Inputs, o)
	if err != nil {
		t.Fatal(err)
	}
	j.out.room = room
	out, err := j.run()
	if err != nil {
		t.Fatal(err)
	}
	return out, batches
}

// Simulated in strips a plan has the figures, the futures and the parts that it has
// when all of it fits in memory.
func TestStripsAreTheWhole(t *testing.T) {
	f := wide(t, 3, 24)
	whole, futures := within(t, f, mostKept, Options{Workers: 2})
	for _, room := range []int{1, 100 * perColumn, 300 * perColumn} {
		strips, again := within(t, f, room, Options{Workers: 2})
		if strips.folded == nil {
			t.Fatalf("%d bytes are enough for %d columns", room, strips.width())
		}
		same(t, whole, strips)
		if !slices.EqualFunc(futures, again, func(a, b *Batch) bool {
			return slices.EqualFunc(a.Rows, b.Rows, func(a, b []float64) bool { return slices.EqualFunc(a, b, alike) })
		}) {
			t.Errorf("%d bytes: other futures are exported", room)
		}
		merged, err := New(f.Scenario, f.Inputs, Options{Effects: true, Design: whole.Design})
		if err != nil {
			t.Fatal(err)
		}
		merged.room = room
		var parts [][]byte
		for i := range 2 {
			shard := Options{Shard: Shard{Index: i, Of: 2}}
			all, _ := within(t, f, mostKept, shard)
			some, _ := within(t, f, room, shard)
			want, _ := all.AppendBinary(nil)
			got, err := some.AppendBinary(nil)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%d bytes: the part is another one: %v", room, err)
			}
			parts = append(parts, got)
		}
		if err := merged.Absorb(parts...); err != nil {
			t.Fatal(err)
		}
		same(t, whole, merged)
	}
}

func alike(a, b float64) bool { return a == b || a != a && b != b }

// same compares the figures of two outcomes.
func same(t *testing.T, want, got *Outcome) {
	t.Helper()
	for _, m := range metric.Of(want.Scenario) {
		for month := range want.Scenario.Months() + 1 {
			if want.column(m.Name, month) < 0 {
				continue
			}
			a, _ := want.Quantiles(m.Name, month)
			b, _ := got.Quantiles(m.Name, month)
			for i := range a {
				if !alike(a[i].Value, b[i].Value) || !alike(a[i].Half, b[i].Half) {
					t.Fatalf("%s in month %d: %v, want %v", m.Name, month, b, a)
				}
			}
			if !alike(want.MissingIn(m.Name, month), got.MissingIn(m.Name, month)) {
				t.Errorf("%s in month %d: another share is missing", m.Name, month)
			}
		}
	}
	for i := range want.Limits {
		if a, b := want.Odds(i).Ever, got.Odds(i).Ever; a != b {
			t.Errorf("%s: %v, want %v", want.Limits[i].Text, b, a)
		}
	}
	for _, name := range Held() {
		if a, _ := want.HeldQuantiles(name); true {
			if b, _ := got.HeldQuantiles(name); a != b {
				t.Errorf("%s held: %v, want %v", name, b, a)
			}
		}
	}
}

// What is kept of the largest plan at a time is bounded before anything is allocated:
// of 200 services over 240 months all columns would take 600 MB.
func TestSheetsFitInMemory(t *testing.T) {
	f := wide(t, 195, 240)
	j, err := newJob(f.Scenario, f.Inputs, Options{Workers: 8, Design: sampling.Design{Seed: 1, Replicates: 16, Points: 1024}})
	if err != nil {
		t.Fatal(err)
	}
	j.crew = make([]*worker, j.workers())
	columns := 0
	for j.plan() {
		if bytes := perColumn * j.strip.total() * len(j.crew); bytes > mostKept {
			t.Errorf("a strip takes %d bytes", bytes)
		}
		columns += j.strip.total()
	}
	if columns != j.out.width() || columns < 48_000 {
		t.Errorf("%d of %d columns are in strips", columns, j.out.width())
	}
}
