package compare

import (
	"math/big"
	"slices"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// withoutIdleOrders drops the changes of an order that no figure rests on. The
// order of regions says where users go before a region opens; that of most
// other names says nothing.
func withoutIdleOrders(old, new *scenario.Part, changes []Change) []Change {
	w := &world{old: old, new: new, at: places(changes), changes: len(changes)}
	var all, kept []int
	for i := range changes {
		all = append(all, i)
	}
	for i, c := range changes {
		if c.Op != Reordered || !c.Inert && w.matters(i, all) {
			kept = append(kept, i)
		}
	}
	var left []Change
	for _, i := range kept {
		left = append(left, changes[i])
	}
	return left
}

// matters reports whether a change changes a figure: as the only one, or as the
// last of all.
func (w *world) matters(i int, all []int) bool {
	others := slices.Delete(slices.Clone(all), i, i+1)
	return !sameFigures(w.mixed(nil), w.mixed([]int{i})) || !sameFigures(w.mixed(all), w.mixed(others))
}

// sameFigures compares every figure of two results by its name.
func sameFigures(a, b *plan.Result) bool {
	if a == nil || b == nil {
		return false
	}
	for _, m := range metric.Of(a.Scenario) {
		for month := range a.Months() + 1 {
			measure := Measure{m, month, month}
			if !sameQuanta(measure.quanta(a), measure.quanta(b)) {
				return false
			}
			if !m.Series {
				break
			}
		}
	}
	return true
}

func sameQuanta(a, b *big.Int) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(b) == 0
}
