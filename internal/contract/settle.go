package contract

// Account is what purchases come to over the months of a plan, one entry a month
// unless said otherwise.
type Account struct {
	InForce  []float64 // units
	Covered  []float64 // units on average that run under a contract
	OnDemand []float64 // units on average that run beyond them
	Fees     []float64 // money: of the contracts in force, spread over their terms
	Paid     []float64 // money: the cash of contracts
	Unused   []float64 // money: the part of the fees that pays for what does not run
	Rest     []float64 // money: what runs on demand
	All      []float64 // money: what everything would cost on demand
	Owed     float64   // money still to be paid after the last month
	Prepaid  float64   // money paid until the last month for months after it
}

// Settle holds what is owned and what is bought against the demand: use it or lose
// it. Month by month, what runs is covered up to the units in force.
func (p *Problem) Settle(bought []Purchase) *Account {
	n := len(p.Price)
	rows := make([]float64, 8*n)
	row := func() []float64 { r := rows[:n:n]; rows = rows[n:]; return r }
	a := &Account{InForce: row(), Covered: row(), OnDemand: row(), Fees: row(), Paid: row(), Unused: row(), Rest: row(), All: row()}
	for _, list := range [][]Purchase{p.Owned, bought} {
		for i := range list {
			a.enter(&list[i], n)
		}
	}
	for m, c := range p.Demand[:n] {
		mean := c.Mean()
		a.OnDemand[m] = c.Above(a.InForce[m])
		a.Covered[m] = mean - a.OnDemand[m]
		a.Rest[m] = float64(a.OnDemand[m] * p.Price[m])
		a.All[m] = float64(mean * p.Price[m])
		if a.InForce[m] > 0 {
			a.Unused[m] = float64(a.Fees[m] * max(1-a.Covered[m]/a.InForce[m], 0))
		}
	}
	return a
}

// enter adds a purchase to the rows of n months.
func (a *Account) enter(b *Purchase, n int) {
	end := b.Month + b.Term
	for m := max(b.Month, 0); m < min(end, n); m++ {
		a.InForce[m] += b.Units
		a.Fees[m] += float64(b.Units * b.Fee)
		a.Paid[m] += b.Paid(m)
	}
	if left := end - max(n, b.Month); left > 0 {
		rest := float64(b.Units * b.Fee * float64(left))
		a.Owed += float64(rest * (1 - b.Upfront))
		a.Prepaid += float64(rest * b.Upfront)
	}
}

// Add adds another account of the same months.
func (a *Account) Add(b *Account) {
	for _, rows := range [][2][]float64{
		{a.InForce, b.InForce}, {a.Covered, b.Covered}, {a.OnDemand, b.OnDemand}, {a.Fees, b.Fees},
		{a.Paid, b.Paid}, {a.Unused, b.Unused}, {a.Rest, b.Rest}, {a.All, b.All},
	} {
		for m, v := range rows[1] {
			rows[0][m] += v
		}
	}
	a.Owed += b.Owed
	a.Prepaid += b.Prepaid
}

// Coverage is the share of what runs that a contract covers; 0 where nothing runs.
func (a *Account) Coverage() float64 {
	covered := total(a.Covered)
	return ratio(covered, covered+total(a.OnDemand))
}

// Utilization is the share of what is in force that runs; 0 where nothing is.
func (a *Account) Utilization() float64 { return ratio(total(a.Covered), total(a.InForce)) }

// Effective is what everything costs, the fees spread over their terms.
func (a *Account) Effective() float64 { return total(a.Fees) + total(a.Rest) }

// Billed is what everything costs in cash.
func (a *Account) Billed() float64 { return total(a.Paid) + total(a.Rest) }

// Alone is what everything would cost on demand.
func (a *Account) Alone() float64 { return total(a.All) }

// Wasted is the money for what does not run.
func (a *Account) Wasted() float64 { return total(a.Unused) }

// SavingsRate is the effective savings rate: the share of what everything would cost
// on demand that is saved, negative where contracts cost more than they save.
func (a *Account) SavingsRate() float64 { return ratio(a.Alone()-a.Effective(), a.Alone()) }

// BreakEven is the first month from which the contracts, in cash, have never again
// cost more than they spared; ok is false where they do at the end, or there are none.
func (a *Account) BreakEven() (month int, ok bool) {
	sum, moved, below, any := 0.0, 0.0, -1, false
	for m := range a.Paid {
		spared := a.All[m] - a.Rest[m]
		sum += spared - a.Paid[m]
		moved += spared + a.Paid[m]
		any = any || a.InForce[m] > 0
		if sum < -1e-12*moved {
			below = m
		}
	}
	return below + 1, any && below+1 < len(a.Paid)
}

func total(row []float64) float64 {
	sum := 0.0
	for _, v := range row {
		sum += v
	}
	return sum
}

func ratio(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}
