package report

import (
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/solve"
)

// A step that no reader would see is no step: the figure crosses its bound there.
func TestEdgeWithoutAVisibleStep(t *testing.T) {
	const text = `
version: 1
name: flat
start: 2026-01
horizon: 1 months
currency: USD
drivers: {users: {now: 3000}}
load: {requests: 1/s}
charges: {fee: {price: $1/month, of: users}}
`
	f := scenario.Decode("plan.yaml", []byte(text))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	goal, faults := f.Goal("--goal", "cost.effective <= $3,000")
	if faults.HasErrors() {
		t.Fatal(faults)
	}
	a, err := solve.Solve(solve.Question{Scenario: f.Scenario, Inputs: f.Inputs, Path: "drivers.users.now", Goal: goal})
	if err != nil || len(a.Edges) != 1 {
		t.Fatalf("%v, %+v", err, a)
	}
	x := &solution{answer: a, money: "USD"}
	e := a.Edges[0]
	e.Jump, e.From, e.To = true, 3000, 3001
	if got := x.edgeText(&e); !strings.Contains(got, "a step from $3,000.00 to $3,001.00") {
		t.Error(got)
	}
	e.From, e.To = 2999.999, 3000.001 // both are $3,000.00
	if got := x.edgeText(&e); strings.Contains(got, "step") || !strings.Contains(got, "crosses $3,000.00") {
		t.Error(got)
	}
}
