package cost

import (
	"math"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Category is a part of the bill.
type Category int

// The categories, in the order of reports (see metric.Categories).
const (
	Infrastructure Category = iota // servers and load balancers
	Databases                      // primary and read replicas
	Caches                         // cache nodes
	Storage                        // files and backups
	Network                        // egress
	CDN                            // bytes sent by the CDN
	Monitoring                     // monitoring and logging
	Categories                     // how many there are
)

// Lever is a way to save.
type Lever int

// The levers, in the order in which they apply (see metric.Levers).
const (
	Autoscaling Lever = iota // fewer server hours while load is low
	Caching                  // a smaller database, less the cache
	Offload                  // less egress, less the CDN's fees
	Reserved                 // a discount for a commitment
	Spot                     // a discount for interruptible capacity
	Levers                   // how many there are
)

// Rows are what a plan costs, by month, in the scenario's currency.
// Baseline − Σ Savings = Effective = Σ Categories + Σ Charges.
type Rows struct {
	Baseline   []float64             // the same demand without any lever
	List       []float64             // before commitments and spot capacity
	Effective  []float64             // with commitments spread over their term
	Billed     []float64             // cash
	Categories [Categories][]float64 // effective
	Savings    [Levers][]float64     // net of what the lever itself costs
	Services   [][]float64           // effective, by service: its part of the servers (see Model.Split)
	Charges    [][]float64           // effective, by charge; the categories do not have them
}

func newRows(months, services, charges int) Rows {
	floats := func() []float64 { return make([]float64, months) }
	r := Rows{Baseline: floats(), List: floats(), Effective: floats(), Billed: floats(), Services: make([][]float64, services)}
	for i := range r.Categories {
		r.Categories[i] = floats()
	}
	for i := range r.Savings {
		r.Savings[i] = floats()
	}
	for i := range r.Services {
		r.Services[i] = floats()
	}
	for range charges {
		r.Charges = append(r.Charges, floats())
	}
	return r
}

// Spending is what the rows spend.
func (r *Rows) Spending() Spending { return Spending{Effective: r.Effective, Billed: r.Billed} }

// Statement is what the plan costs, unrounded. List and the parts are those of
// Breakdown; Σ Services and the load balancers are the infrastructure.
type Statement struct {
	Rows
	ActsOn [Levers][]float64 // the cost that the lever acts on, for its savings rate

	Digits int // decimals of the currency
}

// NewStatement returns a buffer for Price.
func (m *Model) NewStatement() *Statement {
	n := m.months + 1
	floats := func() []float64 { return make([]float64, n) }
	st := &Statement{Rows: newRows(n, len(m.scenario.Services), len(m.charges.all)), Digits: unit.MinorDigits(m.scenario.Currency)}
	for i := range st.ActsOn {
		st.ActsOn[i] = floats()
	}
	return st
}

// SavingsRate is what a lever saves in a month as a share of the cost it acts on;
// NaN where it acts on nothing. It is known after Reason.
func (st *Statement) SavingsRate(l Lever, month int) float64 {
	if acts := st.ActsOn[l][month]; acts > 0 {
		return st.Savings[l][month] / acts
	}
	return math.NaN()
}
