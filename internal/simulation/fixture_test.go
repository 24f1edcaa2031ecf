package simulation_test

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
)

const (
	tp36   = "../../testdata/tp36/tp-36.yaml"
	claude = "../../scenarios/claude-talimat.yaml"
)

func read(t testing.TB, file string, overrides ...scenario.Override) *scenario.File {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, string(text), overrides...)
}

func decode(t testing.TB, text string, overrides ...scenario.Override) *scenario.File {
	t.Helper()
	f := scenario.Decode("plan.yaml", []byte(text), overrides...)
	if f.Scenario == nil {
		t.Fatalf("%v", f.Diagnostics)
	}
	return f
}

// toy is a scenario with as little as there can be: one user is one request a
// second, and a server carries a thousand of them.
func toy(lines ...string) string {
	all := map[string]string{
		"drivers": "{users: {now: 100}}",
		"load":    "{requests: 1/s}",
	}
	var rest []string
	for _, line := range lines {
		key, value, _ := strings.Cut(line, ": ")
		if _, ok := all[key]; ok {
			all[key] = value
		} else {
			rest = append(rest, line)
		}
	}
	return fmt.Sprintf(`version: 1
name: toy
start: 2024-01
horizon: 12 months
currency: USD
drivers: %s
load: %s
services: {web: {calls: 1, cpu: 1 ms, replica: {cpu: 1, memory: 1 GB}, targets: {cpu: 100%%}}}
nodes: {tiers: [node]}
prices: {servers: {node: {cpu: 1, memory: 1 GB, price: $100/month}}}
%s
`, all["drivers"], all["load"], strings.Join(rest, "\n"))
}

func options(seed uint64, replicates, points int) simulation.Options {
	return simulation.Options{Design: sampling.Design{Seed: seed, Replicates: replicates, Points: points}, Effects: true}
}

func usual(seed uint64) simulation.Options { return options(seed, 16, 1024) }

func run(t testing.TB, f *scenario.File, o simulation.Options) *simulation.Outcome {
	t.Helper()
	out, err := simulation.Run(f.Scenario, f.Inputs, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// futures are the exported columns of a simulation, by name.
func futures(t testing.TB, f *scenario.File, o simulation.Options) map[string][]float64 {
	t.Helper()
	columns := map[string][]float64{}
	o.Export = func(b *simulation.Batch) error {
		for i, name := range b.Columns {
			for _, row := range b.Rows {
				columns[name] = append(columns[name], row[i])
			}
		}
		return nil
	}
	run(t, f, o)
	return columns
}

// normal is the standard normal quantile.
func normal(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// near reports whether got is within a share of want.
func near(got, want, share float64) bool { return math.Abs(got-want) <= share*math.Abs(want) }

// ranks are the places of values in their order.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case values[a] < values[b]:
			return -1
		case values[a] > values[b]:
			return 1
		}
		return 0
	})
	all := make([]float64, len(values))
	for rank, i := range order {
		all[i] = float64(rank)
	}
	return all
}

// correlation is that of Pearson.
func correlation(a, b []float64) float64 {
	var ma, mb, ab, aa, bb float64
	for i := range a {
		ma, mb = ma+a[i]/float64(len(a)), mb+b[i]/float64(len(b))
	}
	for i := range a {
		ab += (a[i] - ma) * (b[i] - mb)
		aa += (a[i] - ma) * (a[i] - ma)
		bb += (b[i] - mb) * (b[i] - mb)
	}
	return ab / math.Sqrt(aa*bb)
}
