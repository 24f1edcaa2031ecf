package plan

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Series returns a result by month, named as in package metric; NaN in months in
// which it does not exist, nil for a name that is not a series of this scenario. The slice belongs to the result.
func (r *Result) Series(name string) []float64 {
	if row := r.component(name); row != nil {
		return row
	}
	if row := quantity(r.Scenario, r.Demand, r.Capacity, name); row != nil {
		return row
	}
	d, p, b := r.Demand, r.Capacity, r.Bill
	switch name {
	case "nodes":
		return r.servers(func(s *capacity.Servers) []float64 { return s.Nodes })
	case "average_nodes":
		return r.servers(func(s *capacity.Servers) []float64 { return s.Average })
	case "database.cpu_utilization":
		if r.Scenario.Database == nil {
			return absent(r.Scenario)
		}
		return p.Database.Utilization
	case "database.served":
		if r.Scenario.Database != nil {
			return p.Database.Served
		}
	case "served":
		return r.served()
	case "latency.p95":
		return r.each(func(m int) float64 { return objective.Slowest(r.Scenario, m).Seconds() })
	case "cost.baseline":
		return b.Baseline
	case "cost.list":
		return b.List
	case "cost.effective":
		return b.Effective
	case "cost.billed":
		return b.Billed
	case "cost.reference":
		return r.without()
	case "cost.saved":
		return r.each(func(m int) float64 { return cost.Sum(b.Baseline[m] - b.Effective[m]) })
	case "revenue":
		return r.revenue()
	case "margin":
		if revenue := r.revenue(); revenue != nil {
			return r.each(func(m int) float64 { return r.quantum(revenue[m] - b.Effective[m]) })
		}
	case "cost.per_user":
		return r.each(func(m int) float64 { return b.PerUser(m, d.Users[m]) })
	}
	return nil
}

// quantity is a series of what is asked and provisioned that stands after every
// run as it is reported; nil for others.
func quantity(s *model.Scenario, d *forecast.Demand, p *capacity.Plan, name string) []float64 {
	if driver, ok := strings.CutPrefix(name, "drivers."); ok {
		for i := range s.Drivers.Other {
			if s.Drivers.Other[i].Name == driver {
				return d.Other[i]
			}
		}
	}
	switch name {
	case "users":
		return d.Users
	case "average_rps":
		return d.AverageRPS
	case "peak_rps":
		return d.PeakRPS
	case "complexity":
		return d.Complexity
	case "database_bytes":
		return d.DatabaseBytes
	case "file_bytes":
		return d.FileBytes
	case "traffic_bytes":
		return d.TrafficBytes
	case "database.read_replicas":
		return p.Database.Replicas
	case "database.disk_bytes":
		return p.Database.Disk
	case "database.connections":
		return p.Connections
	case "cache.hit_ratio":
		if s.Cache == nil {
			return absent(s)
		}
		return p.HitRatio
	}
	return nil
}

// absent is a result by month that a scenario has not: a ratio of what is not
// there is no 0.
func absent(s *model.Scenario) []float64 {
	row := make([]float64, s.Months()+1)
	for m := range row {
		row[m] = math.NaN()
	}
	return row
}

// component returns a series of one service, category, region or lever.
func (r *Result) component(name string) []float64 {
	b := r.Bill
	if rest, ok := strings.CutPrefix(name, "services."); ok {
		return r.service(rest)
	}
	for i, category := range metric.Categories() {
		if name == "cost.categories."+category {
			return b.Categories[i]
		}
	}
	if rest, ok := strings.CutPrefix(name, "cost.regions."); ok {
		for i := range r.Scenario.Regions {
			if r.Scenario.Regions[i].Name == rest {
				return r.each(func(m int) float64 { return r.region(i, m) })
			}
		}
	}
	for i, lever := range metric.Levers() {
		switch name {
		case "cost.savings." + lever:
			return b.Savings[i]
		case "cost.savings_rate." + lever:
			return b.SavingsRate[i]
		}
	}
	return nil
}

func (r *Result) service(rest string) []float64 {
	for i := range r.Services {
		s := &r.Services[i]
		switch rest {
		case s.Name + ".replicas":
			return s.Replicas
		case s.Name + ".need":
			return s.Need
		case s.Name + ".average_replicas":
			return s.Average
		case s.Name + ".served":
			return s.Served
		case s.Name + ".cpu_utilization":
			return s.Utilization
		case s.Name + ".memory_utilization":
			return r.memory(s)
		case s.Name + ".cost":
			return r.Bill.Services[i]
		}
	}
	return nil
}

// without is what would be paid without the project, amortised: the baseline when
// nothing begins with a phase.
func (r *Result) without() []float64 {
	if r.Without != nil {
		return r.Without.Effective
	}
	return r.Bill.Baseline
}

// memory is the memory use of a service where it is highest; NaN without replicas.
func (r *Result) memory(s *Service) []float64 {
	return r.each(func(m int) float64 {
		if s.Replicas[m] == 0 {
			return math.NaN()
		}
		highest := 0.0
		for _, i := range s.Deployments {
			highest = max(highest, objective.Memory(r.Scenario, r.Demand, &r.Capacity.Deployments[i], m))
		}
		return highest
	})
}

// region is the share of a region in the cost of servers and load balancers, by
// what those in it cost at list price.
func (r *Result) region(index, month int) float64 {
	all := 0.0
	for i := range r.Capacity.Regions {
		all += r.ListOf(i, month)
	}
	if all == 0 {
		return 0
	}
	return r.quantum(r.Bill.Categories[cost.Infrastructure][month] * (r.ListOf(index, month) / all))
}

// ListOf is what the servers and load balancers of a region cost in a month at
// list price, before the trend of prices.
func (r *Result) ListOf(region, month int) float64 {
	reg, sizing := &r.Capacity.Regions[region], r.engine.Sizing()
	factor := float64(sizing.Regions()[region].Price)
	list := 0.0
	for _, servers := range reg.Kinds() {
		price := float64(sizing.Tiers()[servers.Tier[month]].Price) * factor
		list += float64(servers.Average[month] * price)
	}
	if reg.Open[month] {
		list += float64(float64(r.Scenario.Nodes.LoadBalancers) * float64(r.Scenario.Prices.LoadBalancer))
	}
	return list
}

// Figure returns a single result named as in package metric; nil when it does
// not exist (not reached, not paid back) or is not a single figure.
func (r *Result) Figure(name string) *float64 {
	if figure, ok := strings.CutPrefix(name, "finance."); ok {
		return r.judged(figure)
	}
	switch name {
	case "availability":
		return objective.Availability(r.Scenario)
	case "reached.users":
		return months(r.Reached.Users)
	case "reached.database":
		return months(r.Reached.Database)
	case "reached.wall":
		return months(r.Reached.Wall)
	case "reached.shortage":
		return months(r.Reached.Shortage)
	case "total.effective":
		total := 0.0
		for _, v := range r.Bill.Effective[1:] {
			total += v
		}
		total = cost.Sum(total)
		return &total
	}
	return nil
}

// judged is a figure of the investment.
func (r *Result) judged(figure string) *float64 {
	f := &r.Finance
	v := &f.Verdict
	if of, ok := strings.CutPrefix(figure, "baseline."); ok {
		v, figure = &f.Baseline, of
	}
	switch figure {
	case "investment":
		return &f.Investment
	case "residual":
		return &f.Residual
	case "monthly_savings":
		return &v.MonthlySavings
	case "payback":
		return months(v.Payback)
	case "discounted_payback":
		return months(v.DiscountedPayback)
	case "npv":
		return &v.NPV
	case "irr":
		return v.IRR
	case "roi":
		return v.ROI
	}
	return nil
}

// quantum rounds an amount to the minor unit of the plan's currency.
func (r *Result) quantum(v float64) float64 {
	return unit.RoundMinor(v, unit.MinorDigits(r.Scenario.Currency))
}

// revenue is users times revenue per user, or nil when the scenario states none.
func (r *Result) revenue() []float64 {
	f := r.Scenario.Finance
	if f == nil || f.Revenue == nil {
		return nil
	}
	return r.each(func(m int) float64 { return r.quantum(r.Demand.Users[m] * float64(*f.Revenue)) })
}

func months(m *int) *float64 {
	if m == nil {
		return nil
	}
	v := float64(*m)
	return &v
}

func (r *Result) each(value func(month int) float64) []float64 {
	row := make([]float64, r.Months()+1)
	for m := range row {
		row[m] = value(m)
	}
	return row
}

// servers adds up a series of the servers of all regions, spot capacity included.
func (r *Result) servers(of func(s *capacity.Servers) []float64) []float64 {
	return r.each(func(m int) float64 {
		total := 0.0
		for i := range r.Capacity.Regions {
			for _, s := range r.Capacity.Regions[i].Kinds() {
				total += of(s)[m]
			}
		}
		return total
	})
}
