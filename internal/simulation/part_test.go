package simulation_test

import (
	"bytes"
	"testing"

	"github.com/talimat/talimat-plan/internal/simulation"
)

// Shards that were simulated apart are the whole, to the last bit, in any order.
func TestShardsAreTheWhole(t *testing.T) {
	f := read(t, claude)
	whole, err := run(t, f, options(1, 8, 64)).AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	merged, err := simulation.New(f.Scenario, f.Inputs, options(1, 8, 64))
	if err != nil {
		t.Fatal(err)
	}
	for _, shard := range []int{2, 0, 1} {
		if merged.Complete() {
			t.Error("complete before all shards are there")
		}
		o := options(1, 8, 64)
		o.Shard = simulation.Shard{Index: shard, Of: 3}
		part, err := run(t, f, o).AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := merged.Absorb(part); err != nil {
			t.Fatal(err)
		}
	}
	got, err := merged.AppendBinary(nil)
	if err != nil || !merged.Complete() || !bytes.Equal(got, whole) {
		t.Errorf("the shards are not the whole: %v, %d bytes and %d", err, len(got), len(whole))
	}
}

func TestAShardTwice(t *testing.T) {
	f := read(t, tp36)
	o := options(1, 2, 32)
	out := run(t, f, o)
	part, err := out.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Absorb(part); err == nil {
		t.Error("a replicate was accepted twice")
	}
}

// Damaged numbers are an error, whatever the damage.
func FuzzAbsorb(f *testing.F) {
	file := read(f, tp36)
	o := options(1, 1, 32)
	o.Metrics = []string{"cost.effective", "finance.payback"}
	part, err := run(f, file, o).AppendBinary(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(part)
	f.Add(part[:len(part)/2])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, numbers []byte) {
		out, err := simulation.New(file.Scenario, file.Inputs, o)
		if err != nil {
			t.Fatal(err)
		}
		if out.Absorb(numbers) != nil {
			return
		}
		again, err := out.AppendBinary(nil)
		if err != nil || !bytes.Equal(again, numbers) {
			t.Errorf("%v: accepted, and written otherwise", err)
		}
	})
}
