package simulation_test

import (
	"os"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
)

const tp36 = "../../testdata/tp36/tp-36.yaml"

func read(t testing.TB, file string, overrides ...scenario.Override) *scenario.File {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f := scenario.Decode(file, text, overrides...)
	if f.Scenario == nil {
		t.Fatalf("%s: %v", file, f.Diagnostics)
	}
	return f
}

func usual(seed uint64) simulation.Options {
	return simulation.Options{Design: sampling.Design{Seed: seed, Replicates: 16, Points: 1024}}
}

func BenchmarkSimulation(b *testing.B) {
	f := read(b, tp36)
	b.ReportAllocs()
	futures := 0
	for b.Loop() {
		o, err := simulation.Run(f.Scenario, f.Inputs, usual(1))
		if err != nil {
			b.Fatal(err)
		}
		futures += o.Futures()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(futures), "ns/future")
}
