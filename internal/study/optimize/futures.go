package optimize

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/study/decision"
)

// Weigh runs today's plan and the finalists in the same futures and takes one of
// them as the best by the rule of package decision. When that cannot tell a
// finalist from today's plan, today's it stays. There must be finalists, seven at
// most, and the objective is the total.
func (a *Answer) Weigh(o decision.Options) (*decision.Table, error) {
	trials := append([]Trial{a.Today}, a.Finalists...)
	var variants []decision.Variant
	for i := range trials {
		v := decision.Variant{Name: "today", Scenario: a.Question.Scenario, Inputs: a.Question.Inputs}
		if i > 0 {
			v.Name = fmt.Sprintf("#%d", i)
		}
		if set := a.Settings(&trials[i]); set != nil {
			var err error
			if v.Scenario, v.Inputs, err = a.Question.Read(set); err != nil {
				return nil, err
			}
		}
		variants = append(variants, v)
	}
	t, err := decision.Weigh(variants, o)
	if err != nil {
		return nil, err
	}
	a.Best = trials[chosen(&t.Choice)]
	a.search.flatness()
	return t, nil
}

// chosen is the plan to take: the first is today's.
func chosen(c *decision.Choice) int {
	switch {
	case c.Take >= 0 && !slices.Contains(c.Same, 0):
		return c.Take
	case c.Take < 0 && !slices.Contains(c.Tied, 0):
		return c.Tied[0]
	}
	return 0
}
