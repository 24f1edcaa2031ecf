package scenario

import (
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/unit"
)

const claude = "../../scenarios/claude-talimat.yaml" // 36 months; "horizontal-scaling" is months 3 and 4

func TestGoal(t *testing.T) {
	f := Decode(claude, read(t, claude))
	for _, c := range []struct {
		text, fault string
		from, to    int
	}{
		{"cost.effective <= $3,700", "", 0, 36},
		{" cost.effective <= $3,700 in month 24 ", "", 24, 24},
		{"cost.effective <= $3,700 in horizontal-scaling", "", 3, 4},
		{"total(cost.effective) <= $3,700 to month 12", "", 1, 12},
		{"cost.effective <= $3,700 in month 24 in month 25", "its months twice", 0, 0},
		{"cost.effective <= $3,700 from month 1 in month 2", "its months twice", 0, 0},
		{"cost.effective <= $3,700 in month 2 to month 3", `says "to" twice`, 0, 0},
		{"cost.effective <= $3,700 in month 99", "after the horizon", 0, 0},
		{"cost.effective <= $3,700 in may", `"may" is neither a phase nor a month`, 0, 0},
		{"finance.payback <= 18 months in month 2", "single figure", 0, 0},
		{"", "is not a condition", 0, 0},
	} {
		goal, faults := f.Goal("--goal", c.text)
		if c.fault != "" {
			check(t, c.text, faults, c.fault)
			continue
		}
		if from, to := goal.Deny.Window(goal, 36); faults.HasErrors() || from != c.from || to != c.to {
			t.Errorf("%q: months %d to %d, want %d to %d: %v", c.text, from, to, c.from, c.to, faults)
		}
	}
	if again := Decode(claude, read(t, claude)); len(f.Diagnostics) != len(again.Diagnostics) {
		t.Errorf("the file has other diagnostics than before: %v", f.Diagnostics)
	}
}

// check holds diagnostics against a part of the message of the only one, which
// points into the text.
func check(t *testing.T, text string, faults diag.List, want string) {
	t.Helper()
	if len(faults) != 1 || !strings.Contains(faults[0].Message, want) || !strings.HasPrefix(faults[0].Pos.File, "--") {
		t.Errorf("%q: %v, want %q", text, faults, want)
	}
}

func TestRange(t *testing.T) {
	f := Decode(claude, read(t, claude))
	for _, c := range []struct {
		path, text, fault string
		low, high         float64
	}{
		{"drivers.users.now", "10..1000", "", 10, 1000},
		{"drivers.users.now", "10 to 1000", "", 10, 1000},
		{"drivers.users.growth", "10%..80%/quarter", "", 0.1, 0.8},
		{"drivers.users.growth", "10%/quarter..300%/year", "", 0.1, 0.41421356237309515}, // 4^(1/4) − 1
		{"prices.cache_node", "$20..$200/month", "", 20, 200},
		{"drivers.users.now", "10", "is not a range", 0, 0},
		{"drivers.users.now", "1000..10", "runs downwards", 0, 0},
		{"drivers.users.now", "10..10", "has no width", 0, 0},
		{"drivers.users.now", "-5..10", "must be at least 0", 0, 0},
		{"drivers.users.growth", "1..5", "has no unit", 0, 0},
		{"services.frontend.replicas.max", "2..5.5", "must be a whole number", 0, 0},
		{"prices.cache_node", "€20..€200/month", "no exchange rate for EUR", 0, 0},
	} {
		in := f.Inputs.Find(c.path)
		low, high, faults := f.Range("--between", c.text, in)
		if c.fault != "" {
			if len(faults) == 0 || !strings.Contains(faults[0].Message, c.fault) {
				t.Errorf("%s, %q: %v, want %q", c.path, c.text, faults, c.fault)
			}
			continue
		}
		if diff := high - c.high; faults.HasErrors() || low != c.low || diff > 1e-12 || diff < -1e-12 {
			t.Errorf("%s, %q: %g to %g, want %g to %g: %v", c.path, c.text, low, high, c.low, c.high, faults)
		}
		if in.Kind == unit.KindGrowth && in.Per != 3 {
			t.Errorf("%s is for %g months", c.path, in.Per)
		}
	}
}
