package plan

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/unit"
)

// stage is what completes a run before a result of it is known.
type stage uint8

// The stages.
const (
	ran      stage = iota // the run itself
	parted                // the bill is broken down
	split                 // and split by service
	served                // each part says what share of its load it carries
	carried               // the plan says the least of them
	reasoned              // everything else
)

// complete brings the last run to a stage, from a month on.
func (e *Engine) complete(s stage, from int) {
	switch s {
	case parted:
		e.breakdown(from)
	case split:
		e.share(from)
	case served:
		e.Serve()
	case carried:
		e.least()
	case reasoned:
		e.Reason()
	}
}

// source is what results are read from: the last run of an engine, as it is or
// with its money rounded for people.
type source struct {
	*Engine
	rows   *cost.Rows // the statement's or the bill's
	result *Result    // that rows; nil when nothing is rounded
}

// raw is the engine's last run as it is.
func (e *Engine) raw() *source { return &source{Engine: e, rows: &e.Statement.Rows} }

// rounded is the run that a result is of, with its money rounded.
func (r *Result) rounded() *source {
	return &source{Engine: r.engine, rows: &r.Bill.Rows, result: r}
}

// read returns the row of a metric, by month or a single figure, NaN where it does
// not exist, and what fills it after a run, nil when the run does.
func (s *source) read(m metric.Metric) (row []float64, fill func(from int)) {
	r := registry()[m.Family]
	part := slices.Index(metric.Components(s.Scenario, m.Family), m.Part)
	switch {
	case r.row != nil && r.stage == ran:
		return r.row(s, part), nil
	case r.row != nil:
		return r.row(s, part), func(from int) { s.complete(r.stage, from) }
	case r.figure != nil:
		row, value := make([]float64, 1), r.figure(s)
		return row, func(int) {
			s.complete(r.stage, 0)
			row[0] = value()
		}
	case r.sum != nil:
		row = make([]float64, s.Scenario.Months()+1)
		return row, s.adding(row, r.stage, r.sum(s, part))
	}
	row = make([]float64, s.Scenario.Months()+1)
	value := r.month(s, part)
	return row, func(from int) {
		s.complete(r.stage, from)
		for m := from; m < len(row); m++ {
			row[m] = value(m)
		}
	}
}

// adding returns what fills row with the sum of rows.
func (s *source) adding(row []float64, after stage, rows [][]float64) func(from int) {
	return func(from int) {
		s.complete(after, from)
		clear(row[from:])
		for _, part := range rows {
			for m, v := range part[from:] {
				row[from+m] += v
			}
		}
	}
}

// deployments are those of a service.
func (e *Engine) deployments(service int) (all []*capacity.Deployment) {
	for i := range e.Capacity.Deployments {
		if d := &e.Capacity.Deployments[i]; d.Service == service {
			all = append(all, d)
		}
	}
	return all
}

// each is a series of each deployment of a service.
func (s *source) each(service int, of func(d *capacity.Deployment) []float64) (all [][]float64) {
	for _, d := range s.deployments(service) {
		all = append(all, of(d))
	}
	return all
}

// over folds a value of each deployment of a service.
func (s *source) over(service int, start float64, fold func(v float64, d *capacity.Deployment, m int) float64) func(m int) float64 {
	own := s.deployments(service)
	return func(m int) float64 {
		v := start
		for _, d := range own {
			v = fold(v, d, m)
		}
		return v
	}
}

// used is a utilization of a service in the region where it is highest; NaN
// without replicas.
func (s *source) used(service int, of func(d *capacity.Deployment, m int) float64) func(m int) float64 {
	own := s.deployments(service)
	return func(m int) float64 {
		replicas, highest := 0.0, 0.0
		for _, d := range own {
			replicas += d.Replicas[m]
			highest = max(highest, of(d, m))
		}
		if replicas == 0 {
			return math.NaN()
		}
		return highest
	}
}

// fleet is a series of the servers of each region, spot capacity included.
func (s *source) fleet(of func(f *capacity.Servers) []float64) (all [][]float64) {
	for i := range s.Capacity.Regions {
		for _, f := range s.Capacity.Regions[i].Kinds() {
			all = append(all, of(f))
		}
	}
	for k := range s.Capacity.Pools {
		all = append(all, s.pooled(k, of)...)
	}
	return all
}

// pooled is a series of the servers of a pool in each region.
func (s *source) pooled(pool int, of func(f *capacity.Servers) []float64) (all [][]float64) {
	for r := range s.Capacity.Pools[pool].Regions {
		all = append(all, of(&s.Capacity.Pools[pool].Regions[r].Servers))
	}
	return all
}

// only is a ratio of what a scenario may not have: of what is not there it is no 0.
func (s *source) only(there bool, row []float64) func(m int) float64 {
	return func(m int) float64 {
		if !there {
			return math.NaN()
		}
		return row[m]
	}
}

// amount rows an amount to the minor unit of the plan's currency, if it is for
// people.
func (s *source) amount(v float64) float64 {
	if s.result == nil {
		return v
	}
	return s.result.quantum(v)
}

// price is the same for what no one pays as it is.
func (s *source) price(v float64) float64 {
	if s.result == nil {
		return v
	}
	return unit.RoundFine(v, s.Scenario.Currency)
}

// revenue is what totals are divided by times the revenue for each, which the scenario states.
func (s *source) revenue(m int) float64 {
	return s.amount(s.counted()[m] * float64(*s.Scenario.Finance.Revenue))
}

// region is the share of a region in the cost of servers and load balancers, by
// what those in it cost at list price.
func (s *source) region(index, month int) float64 {
	all := 0.0
	for i := range s.Capacity.Regions {
		all += s.ListOf(i, month)
	}
	if all == 0 {
		return 0
	}
	return s.amount(s.rows.Categories[cost.Infrastructure][month] * (s.ListOf(index, month) / all))
}

// ListOf is what the servers and load balancers of a region cost in a month at
// list price, before the trend of prices.
func (e *Engine) ListOf(region, month int) float64 {
	reg := &e.Capacity.Regions[region]
	factor := float64(e.capacity.Regions()[region].Price)
	list := 0.0
	for _, servers := range reg.Kinds() {
		price := float64(e.capacity.Tiers()[servers.Tier[month]].Price) * factor
		list += float64(servers.Average[month] * price)
	}
	if reg.Open[month] {
		list += float64(float64(e.Scenario.Nodes.LoadBalancers) * float64(e.Scenario.Prices.LoadBalancer))
	}
	return list
}

// unphased is what would be paid without the project: the baseline when nothing
// begins with a phase.
func (s *source) unphased() cost.Spending {
	if s.result != nil {
		if bill := s.result.without(); bill != nil {
			return bill.Spending()
		}
	} else if st := s.without(); st != nil {
		return st.Spending()
	}
	return s.unlevered()
}

// unlevered is what would be paid without any lever.
func (s *source) unlevered() cost.Spending {
	return cost.Spending{Effective: s.rows.Baseline, Billed: s.rows.Baseline}
}

// appraisal is what the investment comes to against what would be done without the
// project, or against the baseline.
func (s *source) appraisal(bare bool) *appraisal {
	switch {
	case s.result == nil && bare:
		return s.appraiseBare()
	case s.result == nil:
		return s.appraise()
	}
	return s.result.appraise(s, bare)
}
