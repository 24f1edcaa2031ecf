package plan_test

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/plan"
)

// tp36 has the size of the reference workload of the literature on simulation
// speed: five services in one region, 36 months, twelve uncertain inputs.
const tp36 = "../../testdata/tp36/tp-36.yaml"

// A run is repeated thousands of times by whatever searches or samples, so it
// allocates nothing.
func TestRunAllocatesNothing(t *testing.T) {
	for _, w := range worlds() {
		e := plan.Compile(w.scenario(t))
		if n := testing.AllocsPerRun(5, func() { e.Run(); e.Serve() }); n != 0 {
			t.Errorf("%s: %g allocations", w, n)
		}
	}
}

// The benchmarks project the 36 months of claude-talimat.

func BenchmarkEngine(b *testing.B) {
	for _, file := range []string{tp36, claude} {
		b.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(b *testing.B) {
			e := plan.Compile(read(file).scenario(b))
			b.ReportAllocs()
			for b.Loop() {
				e.Run()
			}
		})
	}
}

// BenchmarkFutures changes every uncertain number before each run, as a
// simulation does: nothing that the last run worked out holds for the next one,
// and no branch is the one it was.
func BenchmarkFutures(b *testing.B) {
	const many = 256
	f := read(tp36).decode()
	e := plan.Compile(f.Scenario)
	var at []*float64
	var futures [many][]float64
	rng := rand.New(rand.NewPCG(36, 12))
	for _, in := range f.Inputs {
		if in.Distribution == nil {
			continue
		}
		at = append(at, in.At)
		for k := range futures {
			futures[k] = append(futures[k], in.Distribution.Quantile(rng.Float64()))
		}
	}
	b.ReportAllocs()
	for k := 0; b.Loop(); k++ {
		for i, v := range futures[k%many] {
			*at[i] = v
		}
		e.Run()
	}
}

func BenchmarkForecast(b *testing.B) {
	m := forecast.Compile(read(claude).scenario(b))
	d := m.NewDemand()
	b.ReportAllocs()
	for b.Loop() {
		m.Project(d)
	}
}

func BenchmarkCapacity(b *testing.B) {
	s := read(claude).scenario(b)
	f, m := forecast.Compile(s), capacity.Compile(s)
	d, p := f.NewDemand(), m.NewPlan()
	f.Project(d)
	b.ReportAllocs()
	for b.Loop() {
		m.Size(d, p)
	}
}

func BenchmarkCost(b *testing.B) {
	s := read(claude).scenario(b)
	f, c := forecast.Compile(s), capacity.Compile(s)
	m := cost.Compile(s, c)
	d, p, st := f.NewDemand(), c.NewPlan(), m.NewStatement()
	f.Project(d)
	c.Size(d, p)
	b.ReportAllocs()
	for b.Loop() {
		m.Price(d, p, st)
	}
}

func BenchmarkCompile(b *testing.B) {
	s := read(claude).scenario(b)
	b.ReportAllocs()
	for b.Loop() {
		plan.Compile(s)
	}
}

func BenchmarkDecode(b *testing.B) {
	w := read(claude)
	b.ReportAllocs()
	for b.Loop() {
		w.decode()
	}
}

func BenchmarkPlanRun(b *testing.B) {
	s := read(claude).scenario(b)
	b.ReportAllocs()
	for b.Loop() {
		plan.Run(s)
	}
}
