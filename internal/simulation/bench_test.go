package simulation_test

import (
	"math"
	"runtime/debug"
	"testing"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// BenchmarkSimulation is the default sampling of a plan, all results kept by
// month, on as many processors as -cpu says.
func BenchmarkSimulation(b *testing.B) {
	for _, c := range []struct{ name, file string }{{"tp-36", tp36}, {"claude-talimat", claude}} {
		b.Run(c.name, func(b *testing.B) { simulate(b, c.file, usual(1)) })
	}
}

// BenchmarkDefault is what the command does for its table, without any flag.
func BenchmarkDefault(b *testing.B) {
	o := usual(1)
	o.Monthly, o.Progress = report.SimulatedMonthly(), func(int) {}
	simulate(b, tp36, o)
}

// BenchmarkCostOnly keeps what the reference workload of the literature keeps:
// the cost of every month, payback and net present value.
func BenchmarkCostOnly(b *testing.B) {
	o := usual(1)
	o.Metrics, o.Effects = []string{"cost.effective", "finance.payback", "finance.npv"}, false
	simulate(b, tp36, o)
}

// simulate measures a simulation. It counts to b.N: the first of several -cpu that
// b.Loop sees has the processors of the last (https://go.dev/issue/49980). Garbage
// is collected as rarely as in the command, which ends before it ever is.
func simulate(b *testing.B, file string, o simulation.Options) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	f := read(b, file)
	b.ReportAllocs()
	b.ResetTimer()
	futures := 0
	for range b.N {
		futures += run(b, f, o).Futures()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(futures), "ns/future")
}

// BenchmarkAccuracy is the error of P90 of the last month's cost at the default
// sampling, in percent, and how often its 95 % interval holds the truth, over 200
// seeds. The truth is a run of four million futures.
func BenchmarkAccuracy(b *testing.B) {
	f := read(b, tp36)
	metrics := []string{"cost.effective"}
	exact := options(999, 16, 1<<18)
	exact.Metrics = metrics
	q, _ := run(b, f, exact).Quantiles("cost.effective", 36)
	truth := q[5].Value
	for _, method := range []sampling.Method{sampling.Sobol, sampling.LatinHypercube, sampling.Random} {
		b.Run(method.String(), func(b *testing.B) {
			for b.Loop() {
				squares, held := 0.0, 0.0
				const seeds = 200
				for seed := range uint64(seeds) {
					o := usual(seed + 1)
					o.Metrics, o.Design.Method = metrics, method
					q, _ := run(b, f, o).Quantiles("cost.effective", 36)
					off := q[5].Value - truth
					squares += off * off / seeds
					if math.Abs(off) <= q[5].Half {
						held++
					}
				}
				b.ReportMetric(math.Sqrt(squares)/truth*100, "RMSE%")
				b.ReportMetric(held/seeds*100, "coverage%")
			}
		})
	}
}
