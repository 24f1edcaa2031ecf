package commit

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/contract"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// demand is what runs in the months from 1 on, by family, in money at the list price
// of month 0, and how that price moves.
type demand struct {
	names  []string
	curves [][]contract.Curve // by family and month
	today  []contract.Curve   // by family, in month 0
	price  []float64          // by month, that of month 0 being 1
}

// demandOf reads what may be committed from an engine's last run; a fresh engine is
// run first.
func demandOf(e *plan.Engine) *demand {
	e.Run()
	return read(e)
}

// read is the demand of an engine's last run.
func read(e *plan.Engine) *demand {
	d := &demand{}
	drift, index := e.Scenario.Prices.Trend.MonthlyFactor(), 1.0
	for range e.Scenario.Months() {
		index = min(float64(index*drift), forecast.Ceiling)
		d.price = append(d.price, index)
	}
	d.add("infrastructure", servers(e))
	d.add("database", database(e))
	return d
}

// add adds a family of which anything runs, by month from today on.
func (d *demand) add(name string, curves []contract.Curve) {
	for _, c := range curves[1:] {
		if c.Most() > 0 {
			d.names, d.curves, d.today = append(d.names, name), append(d.curves, curves[1:]), append(d.today, curves[0])
			return
		}
	}
}

// servers is what runs on servers, told apart by the hours of the week. A claimed
// saving of autoscaling takes its share of every hour.
func servers(e *plan.Engine) []contract.Curve {
	sizing, n := e.Sizing(), e.Scenario.Months()+1
	levels := make([][]contract.Level, n)
	for r := range e.Capacity.Regions {
		h, tier := sizing.Hours(r, e.Capacity), e.Capacity.Regions[r].Tier
		factor := float64(sizing.Regions()[r].Price)
		for m := range levels {
			if levels[m] == nil {
				for _, time := range h.Time {
					levels[m] = append(levels[m], contract.Level{Time: time})
				}
			}
			if len(sizing.Tiers()) == 0 {
				continue
			}
			each := float64(float64(sizing.Tiers()[tier[m]].Price) * factor)
			for k := range h.Nodes {
				levels[m][k].Units += float64(h.Nodes[k][m] * each)
			}
		}
	}
	curves := make([]contract.Curve, n)
	for m := range levels {
		left := charged(e, m)
		for k := range levels[m] {
			levels[m][k].Units *= left
		}
		curves[m] = contract.Sorted(levels[m])
	}
	return curves
}

// charged is the share of the servers that is charged in a month: less than all where
// the scenario claims what autoscaling saves.
func charged(e *plan.Engine, month int) float64 {
	lever := e.Scenario.Savings.Autoscaling
	if lever == nil || lever.Claimed == nil || month < lever.From.Or(0) {
		return 1
	}
	return max(1-float64(*lever.Claimed), 0)
}

// database is what the database costs, which runs all the time.
func database(e *plan.Engine) []contract.Curve {
	curves := make([]contract.Curve, e.Scenario.Months()+1)
	for m := range curves {
		curves[m] = contract.Curve{{Units: e.Pricing().DatabaseUnits(m), Time: 1}}
	}
	return curves
}

// todayOf is what runs of a family in month 0.
func (d *demand) todayOf(name string) contract.Curve {
	for i, n := range d.names {
		if n == name {
			return d.today[i]
		}
	}
	return nil
}

// families are those that the scenario lets be committed.
func (d *demand) families() []string { return d.names }

// scaled is the demand times a factor.
func (d *demand) scaled(factor float64) *demand {
	s := &demand{names: d.names, price: d.price, today: d.today}
	for _, family := range d.curves {
		curves := make([]contract.Curve, len(family))
		for m, c := range family {
			for _, l := range c {
				curves[m] = append(curves[m], contract.Level{Units: float64(l.Units * factor), Time: l.Time})
			}
		}
		s.curves = append(s.curves, curves)
	}
	return s
}

// of is the curves of a family; without any, nothing runs.
func (d *demand) of(name string) []contract.Curve {
	for i, n := range d.names {
		if n == name {
			return d.curves[i]
		}
	}
	return make([]contract.Curve, len(d.price))
}

// sampled is the demand of many futures.
func sampled(q Question) ([]*demand, error) {
	futures, err := simulation.NewFutures(q.Scenario, q.Inputs, *q.Design)
	if err != nil {
		return nil, err
	}
	var all []*demand
	for replicate := range q.Design.Replicates {
		for first := 0; first < q.Design.Points; first += simulation.MostPoints {
			n := min(q.Design.Points-first, simulation.MostPoints)
			futures.Each(replicate, first, n, func(int) { all = append(all, read(futures.Engine)) })
		}
	}
	return all, nil
}

// pooled is the hours of many futures together, each as likely.
func pooled(futures []*demand) *demand {
	if len(futures) == 1 {
		return futures[0]
	}
	p := &demand{price: make([]float64, len(futures[0].price))}
	for _, f := range futures {
		for m, v := range f.price {
			p.price[m] += v / float64(len(futures))
		}
		for _, name := range f.names {
			p.name(name)
		}
	}
	for _, name := range p.names {
		curves := make([]contract.Curve, len(p.price))
		for m := range curves {
			curves[m] = pool(futures, name, m)
		}
		p.curves = append(p.curves, curves)
	}
	return p
}

// pool is the hours of a month of all futures. An hour counts as much as a unit of it
// costs, so that what is left on demand costs what it does on average.
func pool(futures []*demand, name string, month int) contract.Curve {
	var levels []contract.Level
	for _, f := range futures {
		c := f.of(name)[month]
		if len(c) == 0 {
			c = contract.Curve{{Units: 0, Time: 1}}
		}
		for _, l := range c {
			levels = append(levels, contract.Level{Units: l.Units, Time: float64(l.Time * f.price[month])})
		}
	}
	return contract.Sorted(levels)
}

// name notes a family once.
func (d *demand) name(name string) {
	for _, n := range d.names {
		if n == name {
			return
		}
	}
	d.names = append(d.names, name)
}

// quantile is the value that a share of some values lie below. It sorts them.
func quantile(values []float64, share float64) float64 {
	slices.Sort(values)
	return values[int(math.Floor(float64(share*float64(len(values)-1))))]
}
