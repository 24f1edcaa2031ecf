package plan

import (
	"cmp"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
)

// Wall is the limit of a part of the plan that runs out first, and the one behind it.
type Wall struct {
	Part  string    // path of the part
	First Resource  // what runs out first; of what never does, what is used most at the end
	Next  *Resource // what would be next; nil where there is only one limit
}

// Resource is one thing that a part has a most of.
type Resource struct {
	Of    capacity.Binding // what asks for it
	Used  []float64        // by month: need ÷ the most that there may be
	Month *int             // first month in which it has run out; nil when it never does
}

// Walls are the limits of all parts of the plan: those that run out first before the others,
// then those of which most is used at the end.
func (r *Result) Walls() []Wall {
	byPart, order := map[string][]Resource{}, []string{}
	for month := 0; month <= r.Months(); month++ {
		at := map[string]int{}
		for _, l := range r.engine.capacity.Limits(r.Demand, r.Capacity, month) {
			k := at[l.Part]
			if at[l.Part]++; month == 0 {
				if k == 0 {
					order = append(order, l.Part)
				}
				byPart[l.Part] = append(byPart[l.Part], Resource{Of: l.Resource, Used: make([]float64, r.Months()+1)})
			}
			one := &byPart[l.Part][k]
			if one.Used[month] = l.Used; one.Month == nil && l.Used > 1+1e-9 {
				at := month
				one.Month = &at
			}
		}
	}
	var all []Wall
	for _, part := range order {
		resources := byPart[part]
		slices.SortStableFunc(resources, func(a, b Resource) int { return a.sooner(&b) })
		w := Wall{Part: part, First: resources[0]}
		if len(resources) > 1 {
			w.Next = &resources[1]
		}
		all = append(all, w)
	}
	slices.SortStableFunc(all, func(a, b Wall) int { return a.First.sooner(&b.First) })
	return all
}

// sooner orders by the month in which they run out, and those that never do by what is left
// at the end.
func (a *Resource) sooner(b *Resource) int {
	never := len(a.Used)
	month := func(r *Resource) int {
		if r.Month == nil {
			return never
		}
		return *r.Month
	}
	return cmp.Or(cmp.Compare(month(a), month(b)), cmp.Compare(b.Used[never-1], a.Used[never-1]))
}
