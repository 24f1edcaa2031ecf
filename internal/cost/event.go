package cost

// events adds what the risks cost that happen in this future: once when they
// begin, and monthly or as a share of the bill while they last. It is paid on top
// of the categories, and the baseline is spared, so that it delays the payback.
// In a forecast nothing happens.
func (m *Model) events(st *Statement) {
	for i := range m.scenario.Risks {
		r := &m.scenario.Risks[i]
		if !r.Begins.Set {
			continue
		}
		for month := max(r.Begins.Month, 0); month <= m.months && r.Acts(month); month++ {
			cost := 0.0
			if r.Impact != nil && month == r.Begins.Month {
				cost += float64(*r.Impact)
			}
			if r.Monthly != nil {
				cost += float64(*r.Monthly)
			}
			if r.Overrun != nil {
				cost += float64(*r.Overrun) * st.Effective[month]
			}
			st.Effective[month] += cost
			st.Billed[month] += cost
		}
	}
}
