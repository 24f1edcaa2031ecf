package optimize

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/study/line"
)

// One input after the other is never worse than today's plan, and never better
// than all combinations; that it is as good is not certain, but on most problems.
func TestDescentAgainstEnumeration(t *testing.T) {
	text, err := os.ReadFile("../../../scenarios/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f := scenario.Decode("shop", text)
	random := rand.New(rand.NewPCG(1, 2))
	paths := []string{"cache.nodes", "nodes.headroom", "savings.reserved.cover", "database.utilization", "nodes.spare"}
	agree := 0
	const problems = 12
	for range problems {
		q := Question{Scenario: f.Scenario, Inputs: f.Inputs, Objective: TheTotal(f.Scenario), Workers: 1}
		q.Read = func(set []Setting) (*model.Scenario, model.Inputs, error) {
			var overrides []scenario.Override
			for _, s := range set {
				overrides = append(overrides, scenario.Override{Path: s.Path, Value: s.Text})
			}
			if g := scenario.Decode("shop", text, overrides...); g.Scenario != nil {
				return g.Scenario, g.Inputs, nil
			}
			return nil, nil, errors.New("not valid")
		}
		for _, i := range random.Perm(len(paths))[:3] {
			in := f.Inputs.Find(paths[i])
			if in == nil {
				t.Fatalf("no %s", paths[i])
			}
			low := in.Legal(*in.At * random.Float64())
			x := Between(in, f.Scenario.Currency, line.Range{Low: low, High: in.Legal(low + 1 + *in.At*random.Float64())})
			for len(x.Values) > 8 { // every other one, but today's
				var values []Value
				for k := range x.Values {
					if k%2 == 0 || k == x.Today {
						values = append(values, x.Values[k])
					}
				}
				now := x.Values[x.Today]
				x.Values = values
				for k := range values {
					if values[k] == now {
						x.Today = k
					}
				}
			}
			q.Axes = append(q.Axes, x)
		}
		by := func(run func(*search)) (*search, rank) {
			s, err := newSearch(q)
			if err != nil {
				t.Fatal(err)
			}
			run(s)
			s.settle()
			return s, s.rank(&s.answer.Best)
		}
		all, best := by((*search).enumerate)
		_, found := by((*search).descend)
		today := all.rank(&all.answer.Today)
		if compareRanks(found, today) > 0 || compareRanks(best, today) > 0 {
			t.Errorf("worse than today: %+v, %+v, %+v", today, found, best)
		}
		if compareRanks(found, best) < 0 {
			t.Errorf("better than the best of all: %+v, %+v", found, best)
		}
		if found.figure == best.figure {
			agree++
		}
	}
	if agree < problems-1 {
		t.Errorf("%d of %d problems agree", agree, problems)
	}
}

// Today's plan, the first, stays unless futures tell another one from it.
func TestChosen(t *testing.T) {
	for _, c := range []struct {
		why    string
		choice decision.Choice
		want   int
	}{
		{"the cheapest", decision.Choice{Take: 2, Dearer: []int{0, 1}}, 2},
		{"today's", decision.Choice{Take: 0, Dearer: []int{1, 2}}, 0},
		{"the same as today's in every future", decision.Choice{Take: 1, Same: []int{0}, Dearer: []int{2}}, 0},
		{"one of two that are alike, but not today's", decision.Choice{Take: 1, Same: []int{2}, Dearer: []int{0}}, 1},
		{"not told apart from today's", decision.Choice{Take: -1, Tied: []int{2, 0}, Dearer: []int{1}}, 0},
		{"told apart from today's, but not from each other", decision.Choice{Take: -1, Tied: []int{2, 1}, Dearer: []int{0}}, 2},
		{"less safe than another", decision.Choice{Take: 1, Failed: []int{0, 2}}, 1},
	} {
		if got := chosen(&c.choice); got != c.want {
			t.Errorf("%s: %d, want %d", c.why, got, c.want)
		}
	}
}

// Limits go before the figure, and of equals the one that changes least is best.
func TestRanks(t *testing.T) {
	ascending := []rank{
		{}, {apart: 0.1}, {changes: 1}, {changes: 1, apart: 0.5}, {figure: 1}, {figure: 2, changes: 1},
		{broken: 1, figure: -9}, {broken: 2, figure: -99}, {ruled: true, figure: -999},
	}
	for i := range ascending {
		for j := range ascending {
			if got, want := compareRanks(ascending[i], ascending[j]), cmp.Compare(i, j); got != want {
				t.Errorf("%+v against %+v: %d, want %d", ascending[i], ascending[j], got, want)
			}
		}
	}
}
