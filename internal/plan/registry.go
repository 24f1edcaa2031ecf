package plan

import (
	"maps"
	"math"
	"sync"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/objective"
)

// registration says where a result is read after a run, by one of row, sum, month
// and figure. What it is called and means stands in package metric, under the same
// name. The part is the index of the component that a * stands for.
type registration struct {
	stage  stage                                         // what must complete the run before
	row    func(s *source, part int) []float64           // a row that is kept; nil where there is none
	sum    func(s *source, part int) [][]float64         // rows that are kept and add up to it
	month  func(s *source, part int) func(m int) float64 // what makes one month of it; NaN where it does not exist
	figure func(s *source) func() float64                // a single figure; NaN when it does not exist
}

// registry is where every metric is read, by the name of its family.
var registry = sync.OnceValue(func() map[string]registration {
	all := map[string]registration{}
	for _, group := range []map[string]registration{
		demand(), services(), responseTimes(), servers(), database(), stores(), bill(), parts(), money(), commitments(), committed(), finance(false, "finance."), finance(true, "finance.baseline."), moments(),
	} {
		maps.Copy(all, group)
	}
	return all
})

// demand is what users ask.
func demand() map[string]registration {
	return map[string]registration{
		"users":          {row: func(s *source, _ int) []float64 { return s.Demand.Users }},
		"drivers.*":      {row: func(s *source, i int) []float64 { return s.Demand.Other[i] }},
		"average_rps":    {row: func(s *source, _ int) []float64 { return s.Demand.AverageRPS }},
		"peak_rps":       {row: func(s *source, _ int) []float64 { return s.Demand.PeakRPS }},
		"load.*.average": {row: func(s *source, i int) []float64 { return s.stream(i).Average }},
		"load.*.peak":    {row: func(s *source, i int) []float64 { return s.stream(i).Peak }},
		"load.*.count": {month: func(s *source, i int) func(int) float64 {
			return func(m int) float64 { return s.count(s.stream(i), m) }
		}},
		"complexity":     {row: func(s *source, _ int) []float64 { return s.Demand.Complexity }},
		"database_bytes": {row: func(s *source, _ int) []float64 { return s.Demand.DatabaseBytes }},
		"file_bytes":     {row: func(s *source, _ int) []float64 { return s.Demand.FileBytes }},
		"traffic_bytes":  {row: func(s *source, _ int) []float64 { return s.Demand.TrafficBytes }},
	}
}

// services are what runs of each service in all regions.
func services() map[string]registration {
	return map[string]registration{
		"services.*.calls": {month: func(s *source, i int) func(int) float64 {
			calls := make([]float64, s.Scenario.Months()+1)
			return func(m int) float64 {
				s.capacity.PeakCalls(i, s.Demand, calls)
				return calls[m]
			}
		}},
		"services.*.replicas": {sum: func(s *source, i int) [][]float64 {
			return s.each(i, func(d *capacity.Deployment) []float64 { return d.Replicas })
		}},
		"services.*.average_replicas": {sum: func(s *source, i int) [][]float64 {
			return s.each(i, func(d *capacity.Deployment) []float64 { return d.Average })
		}},
		"services.*.need": {stage: reasoned, month: func(s *source, i int) func(int) float64 {
			return s.over(i, 0, func(need float64, d *capacity.Deployment, m int) float64 { return need + capacity.Whole(d.Need[m]) })
		}},
		"services.*.served": {stage: served, month: func(s *source, i int) func(int) float64 {
			if s.Scenario.Services[i].Outside {
				return s.granted(i)
			}
			return s.over(i, 1, func(least float64, d *capacity.Deployment, m int) float64 { return min(least, d.Served[m]) })
		}},
		"services.*.cpu_utilization": {stage: reasoned, month: func(s *source, i int) func(int) float64 {
			return s.used(i, func(d *capacity.Deployment, m int) float64 { return d.CPU[m] })
		}},
		"services.*.gpu_utilization": {stage: reasoned, month: func(s *source, i int) func(int) float64 {
			return s.used(i, func(d *capacity.Deployment, m int) float64 { return d.GPU[m] })
		}},
		"services.*.memory_utilization": {month: func(s *source, i int) func(int) float64 {
			return s.used(i, func(d *capacity.Deployment, m int) float64 {
				return objective.Memory(s.Scenario, s.Demand, d, m)
			})
		}},
		"services.*.cost": {stage: split, row: func(s *source, i int) []float64 { return s.rows.Services[i] }},
	}
}

// servers are what replicas run on.
func servers() map[string]registration {
	return map[string]registration{
		"nodes": {sum: func(s *source, _ int) [][]float64 {
			return s.fleet(func(f *capacity.Servers) []float64 { return f.Nodes })
		}},
		"average_nodes": {sum: func(s *source, _ int) [][]float64 {
			return s.fleet(func(f *capacity.Servers) []float64 { return f.Average })
		}},
		"pools.*.need":   {row: func(s *source, i int) []float64 { return s.Capacity.Pools[i].Need }},
		"pools.*.served": {row: func(s *source, i int) []float64 { return s.Capacity.Pools[i].Served }},
		"pools.*.nodes": {sum: func(s *source, i int) [][]float64 {
			return s.pooled(i, func(f *capacity.Servers) []float64 { return f.Nodes })
		}},
		"pools.*.average_nodes": {sum: func(s *source, i int) [][]float64 {
			return s.pooled(i, func(f *capacity.Servers) []float64 { return f.Average })
		}},
		"pools.*.cost": {month: func(s *source, i int) func(int) float64 {
			return s.linesOf(func(line *model.Charge) bool { return line.Pool == s.Scenario.Pools[i].Name })
		}},
		"served": {stage: carried, row: func(s *source, _ int) []float64 { return s.carries }},
	}
}

// database is the database, and the cache before it.
func database() map[string]registration {
	return map[string]registration{
		"database.read_replicas": {row: func(s *source, _ int) []float64 { return s.Capacity.Database.Replicas }},
		"database.disk_bytes":    {row: func(s *source, _ int) []float64 { return s.Capacity.Database.Disk }},
		"database.connections":   {row: func(s *source, _ int) []float64 { return s.Capacity.Connections }},
		"database.served":        {stage: served, row: func(s *source, _ int) []float64 { return s.Capacity.Database.Served }},
		"database.cpu_utilization": {stage: reasoned, month: func(s *source, _ int) func(int) float64 {
			return s.only(s.Scenario.Database != nil, s.Capacity.Database.Utilization)
		}},
		"cache.hit_ratio": {month: func(s *source, _ int) func(int) float64 { return s.only(s.Scenario.Cache != nil, s.Capacity.HitRatio) }},
	}
}

// stores are the stores by name.
func stores() map[string]registration {
	of := func(pick func(st *capacity.Store) []float64) registration {
		return registration{row: func(s *source, i int) []float64 { return pick(&s.Capacity.Stores[i]) }}
	}
	perMonth := func(pick func(st *capacity.Store) []float64) registration {
		return registration{month: func(s *source, i int) func(int) float64 {
			each := 3600 * float64(s.Scenario.Assumptions.HoursPerMonth)
			return func(m int) float64 { return pick(&s.Capacity.Stores[i])[m] * each }
		}}
	}
	return map[string]registration{
		"stores.*.bytes":         of(func(st *capacity.Store) []float64 { return st.Bytes }),
		"stores.*.disk_bytes":    of(func(st *capacity.Store) []float64 { return st.Disk }),
		"stores.*.reads":         perMonth(func(st *capacity.Store) []float64 { return st.Reads }),
		"stores.*.writes":        perMonth(func(st *capacity.Store) []float64 { return st.Writes }),
		"stores.*.peak_reads":    of(func(st *capacity.Store) []float64 { return st.PeakReads }),
		"stores.*.peak_writes":   of(func(st *capacity.Store) []float64 { return st.PeakWrites }),
		"stores.*.need":          of(func(st *capacity.Store) []float64 { return st.Need }),
		"stores.*.nodes":         of(func(st *capacity.Store) []float64 { return st.Nodes }),
		"stores.*.read_replicas": of(func(st *capacity.Store) []float64 { return st.Replicas }),
		"stores.*.served":        of(func(st *capacity.Store) []float64 { return st.Served }),
		"stores.*.hit_ratio": {month: func(s *source, i int) func(int) float64 {
			hit := s.Capacity.Stores[i].Hit
			return s.only(hit != nil, hit)
		}},
		"stores.*.cost": {month: func(s *source, i int) func(int) float64 {
			return s.linesOf(func(line *model.Charge) bool { return line.Store == s.Scenario.Stores[i].Name })
		}},
	}
}

// bill is what it costs.
func bill() map[string]registration {
	return map[string]registration{
		"cost.baseline":  {row: func(s *source, _ int) []float64 { return s.rows.Baseline }},
		"cost.list":      {stage: parted, row: func(s *source, _ int) []float64 { return s.rows.List }},
		"cost.effective": {row: func(s *source, _ int) []float64 { return s.rows.Effective }},
		"cost.billed":    {row: func(s *source, _ int) []float64 { return s.rows.Billed }},
		"cost.reference": {month: func(s *source, _ int) func(int) float64 {
			return func(m int) float64 { return s.unphased().Effective[m] }
		}},
		"cost.saved": {month: func(s *source, _ int) func(int) float64 {
			return func(m int) float64 { return s.amount(s.rows.Baseline[m] - s.rows.Effective[m]) }
		}},
	}
}

// parts are its parts.
func parts() map[string]registration {
	return map[string]registration{
		"cost.categories.*": {stage: parted, month: func(s *source, i int) func(int) float64 { return s.category(i) }},
		"cost.lines.*":      {stage: parted, month: func(s *source, i int) func(int) float64 { return s.line(metric.Lines(s.Scenario)[i]) }},
		"fx.*":              {month: func(s *source, i int) func(int) float64 { return s.rate(s.Scenario.Moving()[i]) }},
		"charges.*.cost":    {row: func(s *source, i int) []float64 { return s.rows.Charges[i] }},
		"charges.*.served": {month: func(s *source, i int) func(int) float64 {
			share := make([]float64, s.Scenario.Months()+1)
			return func(m int) float64 {
				s.cost.Granted(i, s.Demand, s.Capacity, share)
				return share[m]
			}
		}},
		"charges.*.quantity": {month: func(s *source, i int) func(int) float64 {
			quantity := s.cost.Quantity(i)
			return func(m int) float64 {
				if len(s.Scenario.Charges[i].Share) > 0 {
					return s.amount(quantity[m])
				}
				return quantity[m]
			}
		}},
		"cost.savings.*": {stage: parted, row: func(s *source, i int) []float64 { return s.rows.Savings[i] }},
		"cost.savings_rate.*": {stage: reasoned, month: func(s *source, i int) func(int) float64 {
			return func(m int) float64 { return s.Statement.SavingsRate(cost.Lever(i), m) }
		}},
		"cost.regions.*": {stage: parted, month: func(s *source, i int) func(int) float64 {
			return func(m int) float64 { return s.region(i, m) }
		}},
	}
}

// money is what comes in, and what follows from it and the bill.
func money() map[string]registration {
	return map[string]registration{
		"cost.per_user": {month: func(s *source, _ int) func(int) float64 {
			return func(m int) float64 { return s.price(cost.PerUser(s.rows.Effective[m], s.Demand.Users[m])) }
		}},
		"cost.per.*": {month: func(s *source, i int) func(int) float64 {
			return func(m int) float64 { return s.price(cost.PerUser(s.rows.Effective[m], s.units(i, m))) }
		}},
		"revenue": {month: func(s *source, _ int) func(int) float64 { return s.revenue }},
		"margin": {month: func(s *source, _ int) func(int) float64 {
			return func(m int) float64 { return s.amount(s.revenue(m) - s.rows.Effective[m]) }
		}},
		"total.effective": {figure: func(s *source) func() float64 {
			return func() float64 {
				total := 0.0
				for _, v := range s.rows.Effective[1:] {
					total += v
				}
				return s.amount(total)
			}
		}},
	}
}

// finance is what the investment comes to, against the baseline or against what
// would be done without the project.
func finance(bare bool, prefix string) map[string]registration {
	of := func(value func(s *source, a *appraisal) float64) registration {
		return registration{figure: func(s *source) func() float64 {
			return func() float64 { return value(s, s.appraisal(bare)) }
		}}
	}
	all := map[string]registration{
		"monthly_savings": of(func(_ *source, a *appraisal) float64 { return a.Saved / float64(a.Months) }),
		"npv":             of(func(_ *source, a *appraisal) float64 { return a.NPV }),
		"payback":         of(func(_ *source, a *appraisal) float64 { return monthOrNever(a.Payback) }),
		"roi":             of(func(_ *source, a *appraisal) float64 { return a.ifInvested(a.ROI) }),
		"discounted_payback": of(func(s *source, a *appraisal) float64 {
			return a.ifInvested(monthOrNever(cost.DiscountedPayback(s.Scenario, a.flows[:a.Months+1])))
		}),
		"irr": of(func(_ *source, a *appraisal) float64 {
			if rates := cost.Yearly(a.flows[:a.Months+1]); a.Investment > 0 && len(rates) == 1 {
				return rates[0]
			}
			return math.NaN()
		}),
	}
	if !bare {
		all["mirr"] = of(func(s *source, a *appraisal) float64 { return a.ifInvested(a.mirr(s.Scenario)) })
		all["cash_need"] = of(func(_ *source, a *appraisal) float64 {
			need, _ := cost.DeepestNeed(a.flows[:a.Months+1])
			return need
		})
		all["cash_need_month"] = of(func(_ *source, a *appraisal) float64 {
			if need, month := cost.DeepestNeed(a.flows[:a.Months+1]); need > 0 {
				return float64(month)
			}
			return math.NaN()
		})
		all["tco"] = of(func(s *source, a *appraisal) float64 {
			total := a.Investment
			for _, v := range s.rows.Effective[1 : a.Months+1] {
				total += v
			}
			return s.amount(total)
		})
		all["investment"] = of(func(_ *source, a *appraisal) float64 { return a.Investment })
		all["residual"] = of(func(s *source, a *appraisal) float64 { return s.rows.Spending().Prepaid(a.Months) })
	}
	named := map[string]registration{}
	for name, r := range all {
		named[prefix+name] = r
	}
	return named
}

// moments are when something is reached, and what holds at no month.
func moments() map[string]registration {
	at := func(month func(s *source) int) registration {
		return registration{figure: func(s *source) func() float64 {
			return func() float64 { return monthOrNever(month(s)) }
		}}
	}
	return map[string]registration{
		"reached.users":    at(func(s *source) int { return s.usersReached() }),
		"reached.database": at(func(s *source) int { return s.databaseReached() }),
		"reached.wall":     at(func(s *source) int { return s.capacity.FirstWall(s.Demand, s.Capacity) }),
		"reached.shortage": at(func(s *source) int { return s.shortage() }),
		"availability": {figure: func(s *source) func() float64 {
			return func() float64 {
				if v := objective.Availability(s.Scenario, s.Capacity); v != nil {
					return *v
				}
				return math.NaN()
			}
		}},
	}
}

// usersReached is the first month in which the users reach their target; −1 when
// they do not, or have none.
func (e *Engine) usersReached() int {
	if t := e.Scenario.Drivers.Users.Target; t != nil {
		return reach(e.Demand.Users, float64(*t))
	}
	return -1
}

// databaseReached is the same of the database's live bytes.
func (e *Engine) databaseReached() int {
	if d := e.Scenario.Drivers.Database; d != nil && d.Target != nil {
		return reach(e.Demand.DatabaseBytes, float64(*d.Target))
	}
	return -1
}

// reach is the first month in which a series reaches a value, or −1. The
// tolerance is that of sizes: the last bit of a float decides nothing.
func reach(series []float64, value float64) int {
	for m, v := range series {
		if v >= value*(1-1e-9) {
			return m
		}
	}
	return -1
}

// monthOrNever is a month, or NaN for −1.
func monthOrNever(m int) float64 {
	if m < 0 {
		return math.NaN()
	}
	return float64(m)
}
