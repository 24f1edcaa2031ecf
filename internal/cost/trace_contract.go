package cost

// Covering is what the commitments on one part of the bill come to in a month. Units are
// money at the list price of month 0.
type Covering struct {
	Times     []float64    // shares of the week, the peak first
	Runs      []float64    // units that run in each
	Steady    []float64    // of them, those that must not be interrupted
	InForce   float64      // units
	Covered   float64      // money: what runs under a contract, at list price
	Spared    float64      // of that, what would run on spot capacity
	Fees      float64      // money: what contracts cost, spread over their terms
	Paid      float64      // money: their cash
	Contracts []Contracted // in the order in which they cover
}

// Contracted is one commitment in a month.
type Contracted struct {
	Name     string  // of the commitment
	Policy   bool    // whether it buys by a rule
	Kept     float64 // units in force that were bought before
	Bought   float64 // units bought this month
	InForce  float64 // both
	KeptFees float64 // money: what those bought before cost
	Fee      float64 // of a unit that is bought this month, a month
	Fees     float64 // money: what all cost, spread over the term
	Paid     float64 // money: cash
	Covered  float64 // units of it that run, on the average
	Runs     float64 // units that run of the part, on the average
	Term     int     // months
	Upfront  float64 // share that is paid at the purchase
	Worth    float64 // of a policy: most units that were worth a contract bought now
	Others   float64 // units in force of the commitments before it
}

// Covering takes the commitments on a part of the bill in a month of the last run
// apart; nil where nothing is committed of it.
func (m *Model) Covering(part Committable, month int) *Covering {
	f := &m.families[part]
	if len(f.contracts) == 0 {
		return nil
	}
	c := &Covering{InForce: f.inForce[month], Covered: f.covered[month], Spared: f.spared[month], Fees: f.fees[month], Paid: f.paid[month]}
	for k, time := range f.times {
		steady, runs := f.steady[k][month], f.steady[k][month]
		if f.mayInterrupt {
			runs += f.spot[k][month]
		}
		c.Times, c.Steady, c.Runs = append(c.Times, time), append(c.Steady, steady), append(c.Runs, runs)
	}
	others := 0.0
	for _, k := range f.contracts {
		one := m.contracted(f, k, month, others)
		others += one.InForce
		c.Contracts = append(c.Contracts, one)
	}
	return c
}

// contracted is one of them, beside those that cover before it.
func (m *Model) contracted(f *family, k *contract, month int, others float64) Contracted {
	fee := m.feeIn(k, month)
	c := Contracted{
		Name: k.name, Policy: k.cover != nil, Bought: k.bought[month], InForce: k.inForce[month], Fee: fee, Fees: k.fees[month], Paid: k.paid[month],
		Term: months(k.term), Upfront: k.upfront, Others: others, Runs: f.runsIn(month),
	}
	c.Kept, c.KeptFees = max(c.InForce-c.Bought, 0), max(c.Fees-float64(c.Bought*fee), 0)
	if c.Policy && month >= k.from {
		c.Worth = k.worth[month]
	}
	before, _ := f.cover(others, month)
	with, _ := f.cover(others+c.InForce, month)
	c.Covered = with - before
	return c
}

// feeIn is the fee of a unit that is bought in a month, at the exchange rate of then.
func (m *Model) feeIn(k *contract, month int) float64 {
	fee := k.fee(m.lines.trend[month])
	if moved := m.Exchange(m.scenario.PricesIn); moved != nil {
		fee *= moved[month]
	}
	return fee
}

// runsIn are the units that run on the average over a month.
func (f *family) runsIn(month int) (units float64) {
	for k, time := range f.times {
		units += float64(time * f.steady[k][month])
		if f.mayInterrupt {
			units += float64(time * f.spot[k][month])
		}
	}
	return units
}

// Bought is one purchase of a commitment.
type Bought struct {
	On      Committable // the part of the bill
	Month   int         // of the plan; before 0 of one that runs already
	Units   float64     // at the list price of month 0
	Fee     float64     // money of a unit and month
	Term    int         // months
	Upfront float64     // share that is paid at the purchase
}

// Left is what is still to be paid after a month, and what has been paid for later ones.
func (b *Bought) Left(month int) (owed, prepaid float64) {
	left := min(b.Month+b.Term-1-month, b.Term)
	if left <= 0 || month < b.Month {
		return 0, 0
	}
	rest := float64(b.Units*b.Fee) * float64(left)
	return float64(rest * (1 - b.Upfront)), float64(rest * b.Upfront)
}

// Bought are the purchases of a commitment in the last run, by its name.
func (m *Model) Bought(name string) (all []Bought) {
	for part := range Committables {
		for _, k := range m.families[part].contracts {
			if k.name != name {
				continue
			}
			if begin, running := k.opening(months(k.term)); running {
				all = append(all, Bought{part, begin, k.units(1), k.fee(1), months(k.term), k.upfront})
			}
			for month, units := range k.bought {
				if units > 0 {
					all = append(all, Bought{part, month, units, m.feeIn(k, month), months(k.term), k.upfront})
				}
			}
		}
	}
	return all
}
