package decision_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/study/decision"
)

func TestChoice(t *testing.T) {
	const base, each = "prices.monitoring.base={uniform: [$5/month, $15/month]}", "prices.monitoring.per_node={uniform: [$5/month, $15/month]}"
	unlimited := "limits.budget.deny=cost.effective <= $9,999"
	for _, c := range []struct {
		name string
		sets [][]string
		want string // Take, Tied, Failed, Dearer, Same
	}{
		{"the cheaper one", [][]string{{unlimited}, {unlimited, "prices.monitoring.base=$5/month"}}, "{0 [] [] [1] [] []}"},
		{"in any order", [][]string{{unlimited, "prices.monitoring.base=$5/month"}, {unlimited}}, "{1 [] [] [0] [] []}"},
		{"limits before cost", [][]string{{}, {"nodes.spare=1", unlimited}}, "{1 [] [0] [] [] []}"},
		{"less than a future in a hundred", [][]string{{"limits.budget.deny=cost.effective <= $199.50"}, {unlimited, "prices.monitoring.base=$1/month"}}, "{0 [] [] [1] [] []}"},
		{"the same mean by other chances", [][]string{{unlimited, base}, {unlimited, each}}, "{-1 [0 1] [] [] [] []}"},
		{"two tied, one dearer, one that fails", [][]string{{unlimited, base}, {unlimited, "nodes.spare=1"}, {unlimited, each}, {"limits.budget.deny=cost.effective <= $110"}}, "{-1 [0 2] [3] [1] [] []}"},
		{"twins", [][]string{{}, {"drivers.users.now=100"}}, "{0 [] [] [] [1] []}"},
	} {
		table := weigh(t, usual(1), variants(t, c.sets)...)
		slices.Sort(table.Choice.Tied) // which of them is cheaper is chance
		if got := fmt.Sprint(table.Choice); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func variants(t *testing.T, sets [][]string) (all []decision.Variant) {
	for i, set := range sets {
		all = append(all, variant(t, fmt.Sprint(i), toy, set...))
	}
	return all
}
