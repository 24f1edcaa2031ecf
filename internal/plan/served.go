package plan

import "slices"

// This file says what share of its peak load a plan carries, in every part of it
// and as a whole.

// least is the least share of its peak load that any part of the last run
// carries, by month. It allocates nothing and is computed once for each run.
func (e *Engine) least() []float64 {
	if !e.known {
		e.capacity.Least(e.Demand, e.Capacity, e.carries)
		e.cost.Least(e.Demand, e.Capacity, e.carries)
		e.known = true
	}
	return e.carries
}

// shortage is the first month of the last run in which any part carries less
// than its peak load; −1 when all always do.
func (e *Engine) shortage() int {
	for m, share := range e.least() {
		if share < 1 {
			return m
		}
	}
	return -1
}

// Holds reports whether every part of the last run carries so much of its peak
// load in every month, see [model.Scenario.LeastServed].
func (e *Engine) Holds() bool {
	least := e.Scenario.LeastServed() * (1 - 1e-9)
	for _, share := range e.least() {
		if share < least {
			return false
		}
	}
	return true
}

// Carried is the least share of its peak load that any part of the last run
// carries in any month.
func (e *Engine) Carried() float64 { return slices.Min(e.least()) }

// Scale projects the scenario with a share of the demand that grows by itself:
// the users and the other drivers, and with them the requests. Stocks stay as
// they are. It gives what Run gives but for the bill, which stays that of the
// last run.
func (e *Engine) Scale(share float64) {
	d := e.Demand
	e.forecast.Project(d)
	rows := append([][]float64{d.Users, d.AverageRPS, d.PeakRPS, d.TrafficBytes}, d.Other...)
	for _, row := range rows {
		for m := range row {
			row[m] *= share
		}
	}
	e.capacity.Size(d, e.Capacity)
	e.explained, e.served, e.known = false, false, false
}

// Unserved is the sum over all parts and months of the shares of their peak loads
// that they do not carry.
func (r *Result) Unserved() (sum float64) {
	for i := range r.Capacity.Deployments {
		for _, share := range r.Capacity.Deployments[i].Served {
			sum += 1 - share
		}
	}
	if r.Scenario.Database != nil {
		for _, share := range r.Capacity.Database.Served {
			sum += 1 - share
		}
	}
	for i := range r.Capacity.Pools {
		for _, share := range r.Capacity.Pools[i].Served {
			sum += 1 - share
		}
	}
	for _, i := range r.engine.Pricing().Limited() {
		for _, share := range r.Series("charges." + r.Scenario.Charges[i].Name + ".served") {
			sum += 1 - share
		}
	}
	for i := range r.Capacity.Stores {
		for _, share := range r.Capacity.Stores[i].Served {
			sum += 1 - share
		}
	}
	return sum
}
