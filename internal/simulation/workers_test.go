package simulation

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// wide is the reference plan with as many services more, over so many months: each
// is a result by month.
func wide(t *testing.T, services, months int) *scenario.File {
	t.Helper()
	text, err := os.ReadFile("../../testdata/tp36/tp-36.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var more strings.Builder
	for i := range services {
		fmt.Fprintf(&more, "  more-%d: {calls: 0.1, cpu: 5 ms, replica: {cpu: 500m, memory: 512 MB}}\n", i)
	}
	plan := strings.Replace(string(text), "\nservices:\n", "\nservices:\n"+more.String(), 1)
	f := scenario.Decode("wide.yaml", []byte(strings.Replace(plan, "horizon: 36 months", fmt.Sprintf("horizon: %d months", months), 1)))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	return f
}

// What workers keep of a plan with many results and months is bounded, however many
// processors there are: eight of them took 4.5 GB.
func TestWorkersFitInMemory(t *testing.T) {
	for _, c := range []struct{ services, months, asked, want int }{
		{0, 36, 8, 8}, {0, 36, 64, 16}, {195, 240, 8, 1},
	} {
		f := wide(t, c.services, c.months)
		design := sampling.Design{Seed: 1, Replicates: 16, Points: 1024}
		j, err := newJob(f.Scenario, f.Inputs, Options{Design: design, Workers: c.asked})
		if err != nil {
			t.Fatal(err)
		}
		if got := j.workers(); got != c.want {
			t.Errorf("%d columns, %d workers asked for: %d, want %d", j.out.width(), c.asked, got, c.want)
		}
	}
}
