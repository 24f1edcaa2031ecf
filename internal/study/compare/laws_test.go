package compare_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/study/compare"
)

// edits are changes to claude-talimat of every kind: numbers, curves, sections,
// elements, lists, and some that are only valid together.
func edits() [][]string {
	return [][]string{
		{"    now: 100\n    growth", "    now: 130\n    growth"},
		{"growth: 50%/quarter", "growth: {logistic: {rate: 60%/quarter, ceiling: 20000}}"},
		{"    now: 10 GB\n    growth: 100%/year", "    now: 10 GB\n    growth: 130%/year"},
		{"peak: 5x", "peak: 6x"},
		{"week: office-hours", "week: daytime"},
		{"target: 10x", "target: 6x"},
		{"cpu: 4.5 ms\n", "cpu: 8 ms\n"},
		{"replicas: {now: 3, min: 2, max: 10}", "replicas: {now: 3, min: 12, max: 20}"}, // min alone would pass max
		{"  notification:           # Go", "  search:\n    calls: 0.3\n    cpu: 3 ms\n    replica: {cpu: 500m, memory: 512 MB}\n  notification:           # Go"},
		{"tiers: [large, xlarge, xxlarge]", "tiers: [large, xlarge]", "    xxlarge: {cpu: 32,", "    #xxlarge: {cpu: 32,"}, // the list names the tier
		{"hit_ratio: 60%", "hit_ratio: 72%"},
		{"cdn:\n  offload: 70%", "cdn:\n  offload: 55%"},
		{"    users: 70% ", "    users: 60% ", "    users: 20% ", "    users: 30% "}, // they add up to 100 %
		{"load_balancer: $50/month", "load_balancer: $45/month"},
		{"    term: 1 year ", "    term: 2 years "},
		{"  spot:\n    discount: 50%\n    fallback: 10%\n", "  #spot\n#    discount: 50%\n#    fallback: 10%\n", "    from: horizontal-scaling\n\nphases", "\nphases"},
		{"  discount_rate: 10%/year", "  discount_rate: 14%/year"}, // does not bear on cost
	}
}

// pick makes so many of the edits, at random.
func pick(t *testing.T, r *rand.Rand, n int) (old, new string) {
	t.Helper()
	old = file(t, "claude-talimat")
	new = old
	for _, i := range r.Perm(len(edits()))[:n] {
		new = edit(t, new, edits()[i]...)
	}
	return old, new
}

// cents is an amount as a whole number of cents.
func cents(v float64) int64 { return int64(math.Round(v * 100)) }

// Whatever is changed, up to eight changes exactly and more in turn: the shares
// add up to the difference of the two real results to the cent; swapped sides
// have the same shares with the other sign; every change has one share.
func TestSharesOfRandomChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{1, 2, 2, 3, 3, 4, 5, 7, 10, 17} {
		old, new := pick(t, r, n)
		there, back := between(t, old, new, compare.Question{}), between(t, new, old, compare.Question{})
		checkSum(t, n, there)
		checkSum(t, n, back)
		amounts := func(c *compare.Comparison, sign float64) []string {
			var all []string
			for _, s := range c.Attribution.Shares {
				all = append(all, fmt.Sprintf("%s %v", s.Path, []int64{cents(sign * s.Amount[0]), cents(sign * s.Amount[1])}))
			}
			slices.Sort(all)
			return all
		}
		if got, want := amounts(back, -1), amounts(there, 1); !slices.Equal(got, want) {
			t.Errorf("%d edits:\nback  %q\nthere %q", n, got, want)
		}
		if exact := len(there.Attribution.Shares) <= 8; there.Attribution.Exact != exact {
			t.Errorf("%d shares, exact is %v", len(there.Attribution.Shares), there.Attribution.Exact)
		}
	}
}

// Uncertain inputs have shares by their middle, whatever correlates with them.
func TestSharesOfUncertainInputs(t *testing.T) {
	old := uncertain(t, "claude-talimat")
	new := edit(t, old, "{p5: 30%/quarter, p50: 50%/quarter, p95: 65%/quarter}", "45%/quarter", "[drivers.users.growth, drivers.database.growth", "[drivers.database.growth",
		"{p5: 4x, p50: 5x, p95: 7x}", "4x to 9x", "{p5: 35%, p50: 60%, p95: 80%}", "{p5: 30%, p50: 60%, p95: 85%}")
	c := between(t, old, new, compare.Question{})
	a := c.Attribution
	if len(c.Inputs) != 4 || len(a.Shares) != 2 || a.Shares[0].Path != "drivers.users.growth" || a.Shares[1].Path != "load.peak" {
		t.Fatalf("inputs %q, shares %+v", told(c.Inputs), a)
	}
	before, after, _, _ := c.Cost()
	if got := cents(a.Shares[0].Amount[0]) + cents(a.Shares[1].Amount[0]); got != cents(after)-cents(before) {
		t.Errorf("the shares add up to %d cents, not to %d", got, cents(after)-cents(before))
	}
}

func checkSum(t *testing.T, n int, c *compare.Comparison) {
	t.Helper()
	a := c.Attribution
	before, after, totalBefore, totalAfter := c.Cost()
	for i, want := range []int64{cents(after) - cents(before), cents(totalAfter) - cents(totalBefore)} {
		sum, alone := int64(0), int64(0)
		for _, s := range a.Shares {
			sum += cents(s.Amount[i])
			alone += cents(s.Alone[i])
		}
		together, _ := a.Interaction(i)
		if sum != want || cents(a.Total[i]) != want || alone+cents(together) != want {
			t.Errorf("%d edits, measure %d: the results differ by %d cents, the shares add up to %d, alone and together to %d", n, i, want, sum, alone+cents(together))
		}
	}
	var all []int
	for _, s := range a.Shares {
		all = append(all, s.Changes...)
	}
	slices.Sort(all)
	for i := range all {
		if all[i] != i {
			t.Fatalf("%d edits: the shares are of %v, but there are %d changes", n, all, len(c.Inputs))
		}
	}
	if len(all) != len(c.Inputs) {
		t.Errorf("%d edits: %d of %d changes have a share", n, len(all), len(c.Inputs))
	}
}

// Only what belongs together shares a row.
func TestChangesThatBelongTogether(t *testing.T) {
	old := file(t, "claude-talimat")
	new := edit(t, old, slices.Concat(edits()[1], edits()[7], edits()[9], edits()[12], edits()[13])...)
	c := between(t, old, new, compare.Question{})
	var got []string
	for _, s := range c.Attribution.Shares {
		got = append(got, fmt.Sprintf("%s %d", s.Path, len(s.Changes)))
	}
	want := []string{"drivers.users.growth 1", "services.frontend.replicas 2", "nodes, prices 2", "regions 2", "prices.load_balancer 1"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is left to a default counts as any value.
func TestShareOfADefault(t *testing.T) {
	new := edit(t, file(t, "claude-talimat"), "cpu: 70%\n", "cpu: 65%\n")
	old := edit(t, new, "    growth: 50%/quarter\n", "", "      cpu: 65%\n", "")
	c := between(t, old, new, compare.Question{})
	if len(c.Inputs) != 2 || len(c.Attribution.Shares) != 2 || !c.Inputs[0].Old.Default || !c.Inputs[1].Old.Default {
		t.Errorf("changes %q, shares %+v", told(c.Inputs), c.Attribution.Shares)
	}
	checkSum(t, 2, c)
}

// An input that the measure does not rest on has no share in it, nor has one
// whose change cancels out; what no figure rests on is not even asked.
func TestIdleInputsHaveNoShare(t *testing.T) {
	old := file(t, "claude-talimat")
	new := edit(t, old, "  discount_rate: 10%/year", "  discount_rate: 14%/year", "peak: 5x", "peak: 6x", "name: claude-talimat", "name: other",
		"deny: cost.effective <= $3,700", "deny: cost.effective <= $4,000")
	c := between(t, old, new, compare.Question{})
	if len(c.Inputs) != 4 || len(c.Attribution.Shares) != 2 {
		t.Fatalf("%d inputs, %d shares", len(c.Inputs), len(c.Attribution.Shares))
	}
	if s := c.Attribution.Shares[1]; s.Path != "finance.discount_rate" || s.Amount[0] != 0 || s.Amount[1] != 0 {
		t.Errorf("the discount rate has the share %v", s)
	}
	c = between(t, old, new, compare.Question{Of: "finance.npv"})
	if s := c.Attribution.Shares[1]; s.Amount[0] >= 0 {
		t.Errorf("a higher discount rate has the share %v in the net present value", s.Amount)
	}
	c = between(t, old, edit(t, old, "name: claude-talimat", "name: other"), compare.Question{})
	if c.Attribution != nil || c.IsEmpty() {
		t.Errorf("a name has shares: %v", c.Attribution)
	}
}

// Twice the same question has the same answer.
func TestComparisonIsDeterministic(t *testing.T) {
	old, new := pick(t, rand.New(rand.NewPCG(7, 8)), 5)
	want := fmt.Sprintf("%+v", between(t, old, new, compare.Question{}).Attribution)
	for range 3 {
		if got := fmt.Sprintf("%+v", between(t, old, new, compare.Question{}).Attribution); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	}
}
