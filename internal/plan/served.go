package plan

// This file says what share of its peak load a plan carries, in every part of it
// and as a whole.

// least is the least share of its peak load that any part of the last run
// carries, by month. It allocates nothing and is computed once for each run.
func (e *Engine) least() []float64 {
	if !e.known {
		e.capacity.Least(e.Demand, e.Capacity, e.carries)
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

// served is the least share of any part, by month. The row belongs to the engine.
func (r *Result) served() []float64 { return r.engine.least() }
