package cost

// Committed is what one commitment, or all of them, come to in a month: money, but for
// the units, which are at the list price of month 0.
type Committed struct {
	Paid    float64 // cash
	Fees    float64 // spread over the terms
	Unused  float64 // of the fees, what pays for what does not run
	Covered float64 // what runs under them, at list price
	Runs    float64 // what runs of the parts of the bill that they are for, at list price
	InForce float64 // units
	Used    float64 // units that run
	Owed    float64 // still to be paid after the month
	Prepaid float64 // paid until the end of the month for later ones
}

// Committed is that of a commitment in the last run, by its name; of all of them for
// none. It allocates nothing.
func (m *Model) Committed(name string, month int) (all Committed) {
	index, rate := m.lines.index[month], 1.0
	if moved := m.Exchange(m.scenario.PricesIn); moved != nil {
		rate = moved[month]
	}
	for part := range m.families {
		f, others, there := &m.families[part], 0.0, false
		for _, k := range f.contracts {
			inForce := k.inForce[month]
			if name == "" || k.name == name {
				there = true
				before, _ := f.cover(others, month)
				with, _ := f.cover(others+inForce, month)
				used := max(with-before, 0)
				all.Paid += k.paid[month]
				all.Fees += k.fees[month]
				all.Covered += float64(used * index)
				all.InForce += inForce
				all.Used += used
				if inForce > 0 {
					all.Unused += float64(k.fees[month] * max(1-used/inForce, 0))
				}
				owed, prepaid := k.left(m.lines.trend, month)
				all.Owed += float64(owed * rate)
				all.Prepaid += float64(prepaid * rate)
			}
			others += inForce
		}
		if there {
			all.Runs += float64(f.runsIn(month) * index)
		}
	}
	return all
}

// left is what is owed after a month, and what has been paid for later ones.
func (k *contract) left(index []float64, month int) (owed, prepaid float64) {
	term, rest := months(k.term), 0.0
	for bought := max(month-term+1, 0); bought <= month; bought++ {
		if k.bought[bought] > 0 {
			rest += float64(float64(k.bought[bought]*k.fee(index[bought])) * float64(bought+term-1-month))
		}
	}
	if begin, running := k.opening(term); running && begin+term-1 > month {
		rest += float64(float64(k.units(1)*k.fee(1)) * float64(begin+term-1-month))
	}
	return float64(rest * (1 - k.upfront)), float64(rest * k.upfront)
}

// opening is the month before 0 in which what runs already was last bought.
func (k *contract) opening(term int) (begin int, running bool) {
	if k.cover != nil || k.from >= 0 {
		return 0, false
	}
	begin = k.from
	for k.renews && begin+term <= 0 {
		begin += term
	}
	return begin, begin < 0 && begin+term > 0
}

// Saved is what commitments save in a month: the list price of what runs under them, less
// their fees.
func (c *Committed) Saved() float64 { return c.Covered - c.Fees }
