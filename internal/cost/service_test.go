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

// runs is what runs in a region all the time: replicas of web and of batch, and
// servers of which some are there at any hour.
type runs struct{ web, batch, servers, base float64 }

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
		web, batch := v.web*float64(s.Services[0].Replica.CPU), v.batch*float64(s.Services[1].Replica.CPU)
		for month := range reg.Average {
			reg.Nodes[month], reg.Average[month], reg.Static[month], reg.Base[month] = v.servers, v.servers, v.servers, v.base
			if web+batch > 0 {
				reg.Interruptible[month] = batch / (web + batch)
			}
		}
	}
	m.Price(d, p, st)
	m.Breakdown(st, 0)
	m.Split(p, st, 0)
	return st
}

// By hand, with 20 % of each server kept free, so that 3.2 cores and 6.4 bytes
// are left for replicas:
//
//	a replica of web    fills max(1 ÷ 3.2, 1 ÷ 6.4)     = 0.3125 servers
//	a replica of batch  fills max(0.4 ÷ 3.2, 1.6 ÷ 6.4) = 0.25 servers
//
//	home: 8 web = 2.5, 10 batch = 2.5; 6 servers are $600: $300 each
//	      cpu 8 and 4, so that a third, $200, is spot: all of it batch's
//	far:  4 web = 1.25, 15 batch = 3.75; 5 servers at $150 are $750: $187.50 and $562.50
//	      cpu 4 and 6, so that 60 %, $450, is spot: all of it batch's
//
//	spot saves 50 % in nine hours of ten, 45 %: of $650 of batch $292.50
//	not on spot: web $487.50, batch $100 + $112.50 = $212.50, together $700
//	3 and 4 servers always run, $900; of them 1 − 650 ÷ 1,350 are not spot, and 75 %
//	of those are committed, $350; 30 % saved are $105: web 105 × 487.5 ÷ 700 = $73.125, batch $31.875
//
//	web   487.50 − 73.125          = $414.375
//	batch 862.50 − 292.50 − 31.875 = $538.125
//
// With the load balancers, $40, that is 1,350 − 292.50 − 105 + 40 = $992.50.
func TestServicesByHand(t *testing.T) {
	s := desk(3)
	s.Savings.Spot = &model.Spot{Discount: 0.5, Fallback: 0.1, From: month(2)}
	s.Savings.Reserved = &model.Reserved{Discount: 0.3, Term: 1, Cover: 0.75, Parts: []string{"infrastructure"}}
	st := shares(s, runs{8, 10, 6, 3}, runs{4, 15, 5, 4})
	for _, c := range []struct{ month, web, batch, infrastructure float64 }{
		{1, 414.375, 830.625, 1285}, // spot is not used yet, but meant for the same servers
		{2, 414.375, 538.125, 992.5},
		{3, 414.375, 538.125, 992.5},
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
		{"spot for nothing: $650 of batch", model.Savings{Spot: &model.Spot{Discount: 1}}, 487.5, 212.5},
		{"everything for nothing", model.Savings{Spot: &model.Spot{Discount: 1}, Reserved: &model.Reserved{Discount: 1, Term: 1, Cover: 1}}, 0, 0},
	} {
		s := desk(1)
		s.Savings = c.savings
		st := shares(s, runs{8, 10, 6, 6}, runs{4, 15, 5, 5})
		for i, want := range []float64{c.web, c.batch} {
			if got := st.Services[i][0]; got < 0 || math.Abs(got-want) > 1e-9 {
				t.Errorf("%s: %s costs %.6f, want %.6f", c.why, s.Services[i].Name, got, want)
			}
		}
	}
}

// Half of the cpu may be interrupted, but web asks for memory: 4 web of 4 bytes
// fill 2 servers, 4 batch of 1 core and 1 byte fill 1. Of $300 batch's part is
// $100, and $150 is spot: all of batch's part and $50 of web's. So at half the
// price web pays 150 + 25, batch 50, and no part is less than nothing.
func TestSpotBeyondItsServices(t *testing.T) {
	s := desk(0)
	s.Regions, s.Nodes.Headroom = nil, 0
	s.Services[0].Replica, s.Services[1].Replica = model.Replica{CPU: 1, Memory: 4}, model.Replica{CPU: 1, Memory: 1}
	for discount, want := range map[unit.Ratio][2]float64{0.5: {175, 50}, 1: {150, 0}, 0: {200, 100}} {
		s.Savings.Spot = &model.Spot{Discount: discount}
		st := shares(s, runs{4, 4, 3, 3})
		if web, batch := st.Services[0][0], st.Services[1][0]; !near(web, want[0], 1e-12) || !near(batch, want[1], 1e-12) {
			t.Errorf("discount %g: web costs %g and batch %g, want %v", discount, web, batch, want)
		}
	}
}

// Where nothing runs nothing is paid.
func TestServicesOfNothing(t *testing.T) {
	s := desk(0)
	s.Savings.Spot = &model.Spot{Discount: 0.5}
	st := shares(s, runs{}, runs{4, 0, 5, 5})
	if web, batch := st.Services[0][0], st.Services[1][0]; !near(web, 750, 1e-12) || batch != 0 {
		t.Errorf("web costs %g and batch %g, want 750 and 0", web, batch)
	}
	st = shares(s, runs{}, runs{})
	if web, batch := st.Services[0][0], st.Services[1][0]; web != 0 || batch != 0 {
		t.Errorf("nothing costs %g and %g", web, batch)
	}
}
