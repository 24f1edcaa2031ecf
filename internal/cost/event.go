package cost

import (
	"cmp"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
)

// events adds what the risks cost that happen in this future: once when they
// begin, and monthly or as a share of the bill while they last. It is paid on top
// of the categories, and the baseline is spared, so that it delays the payback.
// In a forecast nothing happens.
//
// The bill that overruns are a share of is that of the plan, without what any risk
// costs: they rise it side by side, 20 % and 30 % by 50 %, and none is a share of
// another's repair. So the order in which a file lists its risks changes nothing.
func (m *Model) events(st *Statement) {
	any := false
	for _, i := range m.risks {
		r := &m.scenario.Risks[i]
		if !r.Begins.Set {
			continue
		}
		if !any {
			clear(m.extra)
			any = true
		}
		for month := max(r.Begins.Month, 0); month <= m.months && r.Acts(month); month++ {
			if r.Impact != nil && month == r.Begins.Month {
				m.extra[month] += float64(*r.Impact)
			}
			if r.Monthly != nil {
				m.extra[month] += float64(*r.Monthly)
			}
			if r.Overrun != nil {
				m.extra[month] += float64(float64(*r.Overrun) * st.Effective[month])
			}
		}
	}
	m.struck = any
	if !any {
		return
	}
	for month, cost := range m.extra {
		st.Effective[month] += cost
		st.Billed[month] += cost
	}
}

// byName are the risks in the order of their names, in which their costs are
// added up: the last bit of a sum depends on it.
func byName(risks []model.Risk) []int {
	order := make([]int, len(risks))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(risks[a].Name, risks[b].Name) })
	return order
}
