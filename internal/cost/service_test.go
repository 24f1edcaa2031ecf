package cost_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// desk has two services, batch interruptible, in two regions of which the second
// is half as dear again. A server has 4 cores and 8 bytes and costs 100.
func desk(months int) *model.Scenario {
	s := base(months)
	s.Services[0].Replica = model.Replica{CPU: 1, Memory: 1}
	batch := s.Services[0]
	batch.Name, batch.Interruptible, batch.Replica = "batch", true, model.Replica{CPU: 0.4, Memory: 1.6}
	s.Services = append(s.Services, batch)
	s.Nodes.Headroom, s.Nodes.LoadBalancers, s.Prices.LoadBalancer = 0.2, 1, 20
	s.Prices.Servers[0] = model.ServerTier{Name: "node", CPU: 4, Memory: 8, Price: 100}
	s.Regions = []model.Region{
		{Name: "home", Users: 0.5, Services: []string{"all"}, Price: 1},
		{Name: "far", Users: 0.5, Services: []string{"all"}, Price: 1.5},
	}
	return s
}

// runs is what runs in a region: replicas of web and of batch, and servers of
// which some are there at any hour; where spot capacity is used, those of web and
// those of batch instead.
type runs struct{ web, batch, servers, base, steady, always, spot float64 }

// shares prices a scenario with what runs in its regions, and splits it by service.
func shares(s *model.Scenario, regions ...runs) *cost.Statement {
	sizing := capacity.Compile(s)
	m := cost.Compile(s, sizing)
	d, p, st := forecast.Compile(s).NewDemand(), sizing.NewPlan(), m.NewStatement()
	for i := range p.Deployments {
		d := &p.Deployments[i]
		for month := range d.Average {
			d.Average[month] = []float64{regions[d.Region].web, regions[d.Region].batch}[d.Service]
		}
	}
	for r, v := range regions {
		reg := &p.Regions[r]
		for month := range reg.Average {
			reg.Average[month], reg.Static[month] = v.servers, v.servers
			each := func(rows [][]float64, v float64) {
				for k := range rows {
					rows[k][month] = v
				}
			}
			each(reg.Hours, v.base)
			if reg.Steady != nil {
				reg.Steady[month] = 1
			}
			if s.Savings.Spot != nil && month >= s.Savings.Spot.From.Or(0) {
				reg.Average[month] = v.steady
				each(reg.Hours, v.always)
				each(reg.Spot.Hours, v.spot)
				reg.Spot.Average[month], reg.Pooled.Average[month] = v.spot, v.servers
			}
		}
	}
	m.Price(d, p, st)
	m.Breakdown(d, p, st, 0)
	m.Split(p, st, 0)
	return st
}

// By hand, with 20 % of each server kept free, so that 3.2 cores and 6.4 bytes
// are left for replicas:
//
//	a replica of web    fills max(1 ÷ 3.2, 1 ÷ 6.4)     = 0.3125 servers
//	a replica of batch  fills max(0.4 ÷ 3.2, 1.6 ÷ 6.4) = 0.25 servers
//
//	together: home: 8 web = 2.5, 10 batch = 2.5; 6 servers are $600: $300 each
//	          far:  4 web = 1.25, 15 batch = 3.75; 5 servers at $150 are $750: $187.50 and $562.50
//	          3 and 4 servers always run, $900, of which 75 % are committed, $675; 30 %
//	          saved are $202.50: web 202.5 × 487.5 ÷ 1,350 = $73.125, batch $129.375
//	apart:    home: 3 servers of web, $300, and 4 of batch, $400
//	          far:  2 servers of web, $300, and 4 of batch, $600
//	          spot saves 50 % in nine hours of ten, 45 % of $1,000: batch pays $550
//	          2 and 1 servers of web always run, $350, and a contract of a month covers
//	          75 % of what ran the month before: in month 2 still $675. It saves $350 at a
//	          fee of 350 × 70 % = $245 on web, and covers $325 of spot capacity for $227.50:
//	          batch pays 675 × 55 % and that, $598.75
//	          in month 3 it is 75 % of $350: 30 % of them are $78.75
//
// With the load balancers, $40, that is $1,187.50, $1,133.75 and $1,111.25. Spot capacity
// saves $450 less the 1,600 − 1,350 = $250 by which two kinds of servers are dearer.
func TestServicesByHand(t *testing.T) {
	s := desk(3)
	s.Savings.Spot = &model.Spot{Discount: 0.5, Fallback: 0.1, From: month(2)}
	s.Savings.Reserved = &model.Reserved{Discount: 0.3, Term: 1, Cover: 0.75, Parts: []string{"infrastructure"}}
	st := shares(s, runs{8, 10, 6, 3, 3, 2, 4}, runs{4, 15, 5, 4, 2, 1, 4})
	for _, c := range []struct{ month, web, batch, infrastructure float64 }{
		{1, 414.375, 733.125, 1187.5},
		{2, 495, 598.75, 1133.75},
		{3, 521.25, 550, 1111.25},
	} {
		m := int(c.month)
		if got := st.Services[0][m]; !near(got, c.web, 1e-12) {
			t.Errorf("month %d: web costs %.6f, want %.6f", m, got, c.web)
		}
		if got := st.Services[1][m]; !near(got, c.batch, 1e-12) {
			t.Errorf("month %d: batch costs %.6f, want %.6f", m, got, c.batch)
		}
		if got := st.Categories[cost.Infrastructure][m]; !near(got, c.infrastructure, 1e-12) {
			t.Errorf("month %d: the infrastructure costs %.6f, want %.6f", m, got, c.infrastructure)
		}
	}
	if got := st.Savings[cost.Spot][3]; !near(got, 200, 1e-12) {
		t.Errorf("spot capacity saves %.6f, want 200", got)
	}
}

// The figures of TestServicesByHand at list price in month 0, 487.50 and 862.50,
// under one lever each.
func TestServicesByLever(t *testing.T) {
	for _, c := range []struct {
		why        string
		savings    model.Savings
		web, batch float64
	}{
		{"list price", model.Savings{}, 487.5, 862.5},
		{"autoscaling, claimed, lowers all alike", model.Savings{Autoscaling: &model.Lever{Claimed: ptr(unit.Ratio(0.4))}}, 292.5, 517.5},
		{"all servers are paid by a claim", model.Savings{Autoscaling: &model.Lever{Claimed: ptr(unit.Ratio(1))}}, 0, 0},
		{"commitments on the 11 servers alone: 1,350 × 20 % = 270", model.Savings{Reserved: &model.Reserved{Discount: 0.2, Term: 1, Cover: 1}}, 390, 690},
		{"spot for nothing", model.Savings{Spot: &model.Spot{Discount: 1}}, 600, 0},
		{"everything for nothing", model.Savings{Spot: &model.Spot{Discount: 1}, Reserved: &model.Reserved{Discount: 1, Term: 1, Cover: 1}}, 0, 0},
	} {
		s := desk(1)
		s.Savings = c.savings
		st := shares(s, runs{8, 10, 6, 6, 3, 3, 4}, runs{4, 15, 5, 5, 2, 2, 4})
		for i, want := range []float64{c.web, c.batch} {
			if got := st.Services[i][0]; got < 0 || math.Abs(got-want) > 1e-9 {
				t.Errorf("%s: %s costs %.6f, want %.6f", c.why, s.Services[i].Name, got, want)
			}
		}
	}
}

// Where nothing runs nothing is paid.
func TestServicesOfNothing(t *testing.T) {
	s := desk(0)
	s.Savings.Spot = &model.Spot{Discount: 0.5}
	st := shares(s, runs{}, runs{4, 0, 5, 5, 5, 5, 0})
	if web, batch := st.Services[0][0], st.Services[1][0]; !near(web, 750, 1e-12) || batch != 0 {
		t.Errorf("web costs %g and batch %g, want 750 and 0", web, batch)
	}
	st = shares(s, runs{}, runs{})
	if web, batch := st.Services[0][0], st.Services[1][0]; web != 0 || batch != 0 {
		t.Errorf("nothing costs %g and %g", web, batch)
	}
}
