// Package holding says whether a plan holds: whether every part of it carries its
// peak load in every month, or as much of it as the scenario asks for. Of a plan
// that does not it says from when on, through what, and the nearest things that
// mend it, each found by running the plan with it.
package holding

import (
	"github.com/talimat/talimat-plan/internal/plan"
)

// Verdict is whether a plan holds.
type Verdict struct {
	Holds     bool            // every part carries what it must in every month
	Least     float64         // share of its peak load that each part must carry: objectives.served, or 1
	Carried   float64         // the least share that any part carries in any month
	Month     int             // first month that does not hold; −1 when all do
	Shortages []plan.Shortage // parts that carry less than their peak load, those that begin first before the others; also when the plan holds because that is allowed
	Mends     []Mend          // changes that together make the plan hold; none when it does, or when nothing that was tried helps
	Load      float64         // largest share of the load that the plan carries as it is, rounded down to three digits; 1 when it holds, 0 when it carries none
}

// Judge judges a result. It runs the plan again, several hundred times, only when
// the plan does not hold.
func Judge(r *plan.Result) *Verdict {
	check := r.HoldingCheck()
	v := &Verdict{Holds: check.Holds, Least: r.Scenario.LeastServed(), Carried: 1, Month: -1, Shortages: r.Shortages(), Load: 1}
	for _, share := range r.Series("served") {
		v.Carried = min(v.Carried, share)
	}
	if v.Holds {
		return v
	}
	v.Month = *check.Month
	v.Mends = mends(r)
	v.Load = load(r.Scenario)
	return v
}

// First is the shortage that makes the plan not hold first: of the parts that
// carry less than they must in the first month that does not hold, the one that
// carries least. It must not hold.
func (v *Verdict) First() (first *plan.Shortage, then plan.Shortfall) {
	for i := range v.Shortages {
		if fall, ok := v.Shortages[i].In(v.Month); ok && (first == nil || fall.Share < then.Share) {
			first, then = &v.Shortages[i], fall
		}
	}
	return first, then
}
