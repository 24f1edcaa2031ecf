package plan

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
)

// Gauge reads one metric of an engine after each of its runs, unrounded. What
// it reads is the figure that [Result] rounds for people; reading allocates
// nothing, but for the few metrics that are judged from a whole result.
type Gauge struct {
	Metric metric.Metric // what is read

	from int            // first month that Read completes
	row  []float64      // by month, or a single figure that is NaN when it does not exist
	fill func(from int) // nil when the run itself fills row

	opening func() float64 // nil when a total is its months from 1 on
}

// Gauge returns a gauge for a metric of the engine's scenario.
func (e *Engine) Gauge(m metric.Metric) *Gauge { return e.GaugeFrom(m, 0) }

// GaugeFrom returns a gauge that need not know a series before a month.
func (e *Engine) GaugeFrom(m metric.Metric, month int) *Gauge {
	g := &Gauge{Metric: m, from: month}
	if m.Name == billed {
		g.opening = func() float64 { return e.spending().Prepaid(0) }
	}
	if g.row = e.row(m.Name); g.row != nil {
		return g
	}
	if g.row = e.part(m.Name); g.row != nil {
		g.fill = e.breakdown
		return g
	}
	if g.row = e.service(m.Name); g.row != nil {
		g.fill = e.share
		return g
	}
	months := 1
	if m.Series {
		months = e.Scenario.Months() + 1
	}
	if m.Name == model.Holding {
		g.row, g.fill = e.carries, func(int) { e.least() }
		return g
	}
	g.row = make([]float64, months)
	if g.fill = e.derived(m.Name, g.row); g.fill == nil {
		g.fill = e.judged(m, g.row)
	}
	return g
}

// Read returns the metric by month after the engine's last run; a single figure
// is the only value, NaN when it does not exist (not reached, not paid back).
// The slice is valid until the next run.
func (g *Gauge) Read() []float64 {
	if g.fill != nil {
		g.fill(g.from)
	}
	return g.row
}

// Opening is what a total of the metric has beside its months from 1 on, in the
// engine's last run: see [Opening].
func (g *Gauge) Opening() float64 {
	if g.opening == nil {
		return 0
	}
	return g.opening()
}

// row is a series that the engine computes as it is; nil for others.
func (e *Engine) row(name string) []float64 {
	switch name {
	case "cost.baseline":
		return e.Statement.Baseline
	case "cost.effective":
		return e.Statement.Effective
	case "cost.billed":
		return e.Statement.Billed
	}
	return quantity(e.Scenario, e.Demand, e.Capacity, name)
}

// part is a series of the bill's breakdown; nil for others.
func (e *Engine) part(name string) []float64 {
	st := e.Statement
	if name == "cost.list" {
		return st.List
	}
	if category, ok := strings.CutPrefix(name, "cost.categories."); ok {
		for i, known := range metric.Categories() {
			if known == category {
				return st.Categories[i]
			}
		}
	}
	if lever, ok := strings.CutPrefix(name, "cost.savings."); ok {
		for i, known := range metric.Levers() {
			if known == lever {
				return st.Savings[i]
			}
		}
	}
	return nil
}

// service is the cost of a service; nil for others.
func (e *Engine) service(name string) []float64 {
	for i := range e.Scenario.Services {
		if name == "services."+e.Scenario.Services[i].Name+".cost" {
			return e.Statement.Services[i]
		}
	}
	return nil
}

// derived returns what fills row with a metric that a line or two compute from
// the engine's series; nil for others.
func (e *Engine) derived(name string, row []float64) func(from int) {
	if service, ok := strings.CutPrefix(name, "services."); ok {
		return e.overRegions(service, row)
	}
	switch name {
	case "nodes":
		return e.servers(row, func(s *capacity.Servers) []float64 { return s.Nodes })
	case "average_nodes":
		return e.servers(row, func(s *capacity.Servers) []float64 { return s.Average })
	case "cost.reference":
		return func(from int) {
			reference := e.Statement.Baseline
			if st := e.without(); st != nil {
				reference = st.Effective
			}
			copy(row[from:], reference[from:])
		}
	case "cost.saved":
		return func(from int) {
			for m := from; m < len(row); m++ {
				row[m] = e.Statement.Baseline[m] - e.Statement.Effective[m]
			}
		}
	case "cost.per_user":
		return func(from int) {
			for m := from; m < len(row); m++ {
				row[m] = cost.PerUser(e.Statement.Effective[m], e.Demand.Users[m])
			}
		}
	case "total.effective":
		return func(int) {
			total := 0.0
			for _, v := range e.Statement.Effective[1:] {
				total += v
			}
			row[0] = total
		}
	case "reached.users":
		if t := e.Scenario.Drivers.Users.Target; t != nil {
			return func(int) { row[0] = monthOrNever(reach(e.Demand.Users, float64(*t))) }
		}
	case "reached.wall":
		return func(int) { row[0] = monthOrNever(e.capacity.FirstWall(e.Demand, e.Capacity)) }
	case "reached.shortage":
		return func(int) { row[0] = monthOrNever(e.shortage()) }
	case "database.served":
		return func(int) {
			e.Serve()
			copy(row, e.Capacity.Database.Served)
		}
	case "reached.database":
		if d := e.Scenario.Drivers.Database; d != nil && d.Target != nil {
			return func(int) { row[0] = monthOrNever(reach(e.Demand.DatabaseBytes, float64(*d.Target))) }
		}
	}
	return e.financial(name, row)
}

// overRegions adds up a series of one service's deployments.
func (e *Engine) overRegions(name string, row []float64) func(from int) {
	dot := strings.LastIndexByte(name, '.')
	service, figure := name[:dot], name[dot+1:]
	var own []int
	for i := range e.Capacity.Deployments {
		if e.Scenario.Services[e.Capacity.Deployments[i].Service].Name == service {
			own = append(own, i)
		}
	}
	switch figure {
	case "served":
		return func(from int) {
			e.Serve()
			for m := from; m < len(row); m++ {
				row[m] = 1
				for _, i := range own {
					row[m] = min(row[m], e.Capacity.Deployments[i].Served[m])
				}
			}
		}
	case "replicas":
		return e.add(row, func(p *capacity.Plan, i int) []float64 { return p.Deployments[i].Replicas }, own)
	case "average_replicas":
		return e.add(row, func(p *capacity.Plan, i int) []float64 { return p.Deployments[i].Average }, own)
	}
	return nil
}

// financial returns what reads a figure of the investment.
func (e *Engine) financial(name string, row []float64) func(from int) {
	figure, ok := strings.CutPrefix(name, "finance.")
	if !ok {
		return nil
	}
	appraise := e.appraise
	if rest, against := strings.CutPrefix(figure, "baseline."); against {
		appraise, figure = e.appraiseBare, rest
	}
	var of func(a *cost.Appraisal) float64
	switch figure {
	case "investment":
		of = func(a *cost.Appraisal) float64 { return a.Investment }
	case "monthly_savings":
		of = func(a *cost.Appraisal) float64 { return a.Saved / float64(a.Months) }
	case "npv":
		of = func(a *cost.Appraisal) float64 { return a.NPV }
	case "roi":
		of = func(a *cost.Appraisal) float64 {
			if a.Investment <= 0 {
				return math.NaN()
			}
			return a.ROI
		}
	case "payback":
		of = func(a *cost.Appraisal) float64 { return monthOrNever(a.Payback) }
	case "residual":
		of = func(a *cost.Appraisal) float64 { return e.spending().Prepaid(a.Months) }
	case "discounted_payback":
		return func(int) {
			row[0] = math.NaN()
			if a := appraise(); a.Investment > 0 {
				row[0] = monthOrNever(cost.DiscountedPayback(e.Scenario, a.flows[:a.Months+1]))
			}
		}
	default:
		return nil
	}
	return func(int) { row[0] = of(&appraise().Appraisal) }
}

// judged reads a metric from the whole result: slow, and for any metric.
func (e *Engine) judged(m metric.Metric, row []float64) func(from int) {
	return func(int) {
		r := e.collect()
		switch part, _, _ := strings.Cut(m.Name, "."); part {
		case "services":
			r.serve()
		case "finance":
			r.invest()
		}
		if m.Series {
			copy(row, r.Series(m.Name))
			return
		}
		row[0] = math.NaN()
		if v := r.Figure(m.Name); v != nil {
			row[0] = *v
		}
	}
}

// add returns what fills row with the sum of some of the plan's series.
func (e *Engine) add(row []float64, of func(p *capacity.Plan, i int) []float64, indices []int) func(from int) {
	return func(from int) {
		clear(row[from:])
		for _, i := range indices {
			for m, v := range of(e.Capacity, i)[from:] {
				row[from+m] += v
			}
		}
	}
}

// servers adds up a series of the servers of all regions, spot capacity included.
func (e *Engine) servers(row []float64, of func(s *capacity.Servers) []float64) func(from int) {
	var all []*capacity.Servers
	for i := range e.Capacity.Regions {
		all = append(all, e.Capacity.Regions[i].Kinds()...)
	}
	return func(from int) {
		clear(row[from:])
		for _, s := range all {
			for m, v := range of(s)[from:] {
				row[from+m] += v
			}
		}
	}
}

// monthOrNever is a month, or NaN for −1.
func monthOrNever(m int) float64 {
	if m < 0 {
		return math.NaN()
	}
	return float64(m)
}
