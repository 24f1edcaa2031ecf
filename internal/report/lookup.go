package report

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
)

// Series is a result by month as the document has it, named as in package
// metric; nil for what it does not have.
func (d *Document) Series(name string) []float64 {
	row := make([]float64, len(d.Months))
	for i := range d.Months {
		v, ok := d.Months[i].value(name)
		if !ok {
			return nil
		}
		row[i] = v
	}
	return row
}

// Figure is a single result; nil for what the document does not have.
func (d *Document) Figure(name string) *float64 {
	if figure, ok := strings.CutPrefix(name, "finance."); ok {
		return d.Finance.figure(figure)
	}
	switch name {
	case "availability":
		return d.Availability
	case "reached.users":
		return monthsOf(d.Reached.UsersMonth)
	case "reached.database":
		return monthsOf(d.Reached.DatabaseMonth)
	case "reached.wall":
		return monthsOf(d.Reached.WallMonth)
	case "reached.shortage":
		return monthsOf(d.Reached.ShortageMonth)
	case "total.effective":
		total := 0.0
		for _, m := range d.Months[1:] {
			total = cost.Sum(total + m.Cost.Effective)
		}
		return &total
	}
	return nil
}

// figure is a figure of the investment.
func (f *Finance) figure(name string) *float64 {
	v := &f.Judgement
	if of, ok := strings.CutPrefix(name, "baseline."); ok {
		v, name = &f.Baseline, of
	}
	switch name {
	case "investment":
		return &f.Investment
	case "residual":
		return &f.Residual
	case "monthly_savings":
		return &v.MonthlySavings
	case "payback":
		return monthsOf(v.PaybackMonths)
	case "discounted_payback":
		return monthsOf(v.DiscountedPaybackMonths)
	case "npv":
		return v.NPV
	case "irr":
		return v.IRR
	case "roi":
		return v.ROI
	}
	return nil
}

func monthsOf(n *int) *float64 {
	if n == nil {
		return nil
	}
	v := float64(*n)
	return &v
}

// value is a result in one month.
func (m *Month) value(name string) (float64, bool) {
	root, rest, _ := strings.Cut(name, ".")
	switch root {
	case "cost":
		return m.cost(rest)
	case "services":
		return m.service(rest)
	case "drivers":
		for _, d := range m.Drivers {
			if d.Name == rest {
				return d.Value, true
			}
		}
		return 0, false
	case "database":
		return m.database(rest)
	}
	return pick(name, map[string]*float64{
		"users": &m.Users, "average_rps": &m.AverageRPS, "peak_rps": &m.PeakRPS, "complexity": &m.Complexity,
		"database_bytes": &m.DatabaseBytes, "file_bytes": &m.FileBytes, "traffic_bytes": &m.TrafficBytes,
		"served": m.Served, "nodes": &m.Nodes, "average_nodes": &m.AverageNodes, "cache.hit_ratio": absentAs(m.CacheHitRatio),
		"latency.p95": m.LatencyP95, "revenue": m.Revenue, "margin": m.Margin,
	})
}

// absentAs is a value that a document may have as null, which the engine has as NaN.
func absentAs(v *float64) *float64 {
	if v == nil {
		none := math.NaN()
		return &none
	}
	return v
}

func pick(name string, values map[string]*float64) (float64, bool) {
	if v := values[name]; v != nil {
		return *v, true
	}
	return 0, false
}

func (m *Month) cost(name string) (float64, bool) {
	c := &m.Cost
	family, part, _ := strings.Cut(name, ".")
	switch family {
	case "categories":
		all := []float64{
			c.Categories.Infrastructure, c.Categories.Database, c.Categories.Cache, c.Categories.Storage,
			c.Categories.Network, c.Categories.CDN, c.Categories.Monitoring,
		}
		return named(part, metric.Categories(), all)
	case "savings":
		all := []float64{c.Savings.Autoscaling, c.Savings.Caching, c.Savings.CDN, c.Savings.Reserved, c.Savings.Spot}
		return named(part, metric.Levers(), all)
	case "regions":
		for _, r := range m.Regions {
			if r.Name == part {
				return r.Cost, true
			}
		}
		return 0, false
	case "per_user":
		return *absentAs(m.CostPerUser), true
	}
	saved := cost.Sum(c.Baseline-c.Effective) + 0 // never −0
	return pick(name, map[string]*float64{
		"baseline": &c.Baseline, "list": &c.List, "effective": &c.Effective, "billed": &c.Billed, "reference": c.Reference, "saved": &saved,
	})
}

func named(name string, names []string, values []float64) (float64, bool) {
	for i := range names {
		if names[i] == name {
			return values[i], true
		}
	}
	return 0, false
}

func (m *Month) service(rest string) (float64, bool) {
	for i := range m.Services {
		s := &m.Services[i]
		if figure, ok := strings.CutPrefix(rest, s.Name+"."); ok && !strings.Contains(figure, ".") {
			return pick(figure, map[string]*float64{
				"replicas": &s.Replicas, "need": &s.Need, "average_replicas": &s.AverageReplicas,
				"cpu_utilization": absentAs(s.CPUUtilizationRatio), "memory_utilization": absentAs(s.MemoryUtilizationRatio),
				"served": s.ServedRatio, "cost": s.Cost,
			})
		}
	}
	return 0, false
}

func (m *Month) database(name string) (float64, bool) {
	if m.Database == nil {
		if name == "cpu_utilization" {
			return math.NaN(), true
		}
		return 0, name != "served" // as the engine has it
	}
	d := m.Database
	return pick(name, map[string]*float64{
		"read_replicas": &d.ReadReplicas, "cpu_utilization": &d.CPUUtilizationRatio,
		"disk_bytes": &d.DiskBytes, "connections": &d.Connections, "served": d.ServedRatio,
	})
}
