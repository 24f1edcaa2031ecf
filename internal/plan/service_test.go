package plan_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// conserves reports months in which services and load balancers are not the
// infrastructure, a service is paid to run, or one that does not run costs anything.
func conserves(t *testing.T, e *plan.Engine) {
	t.Helper()
	st := e.Statement
	for m, want := range st.Categories[cost.Infrastructure] {
		lines := e.Pricing().Lines(m)
		sum := lines.Balancers
		if c := e.Pricing().Covering(cost.OnServers, m); c != nil && lines.Servers == 0 {
			sum += c.Fees // of what nobody runs on
		}
		for i, line := range e.Scenario.Lines() { // of pools, whose servers are charges of their own
			if line.Pool != "" && line.Count == nil {
				want += st.Charges[i][m]
			}
		}
		for i, row := range st.Services {
			if row[m] < 0 {
				t.Fatalf("month %d: %s costs %g", m, e.Scenario.Services[i].Name, row[m])
			}
			if row[m] != 0 && running(e, i, m) == 0 {
				t.Fatalf("month %d: %s costs %g and does not run", m, e.Scenario.Services[i].Name, row[m])
			}
			sum += row[m]
		}
		// What discounts leave is known to the last bits of what they take, and so is what
		// spot capacity leaves, among which fees are shared out.
		slack := 1e-14 * (lines.Servers + lines.Balancers)
		if c := e.Pricing().Covering(cost.OnServers, m); c != nil && lines.Spot > 0 && lines.Spot < 1 {
			slack += 1e-15 * c.Fees / (1 - lines.Spot)
		}
		if !(math.Abs(sum-want) <= 1e-9*want+slack) {
			t.Fatalf("month %d: services and load balancers cost %g, the infrastructure %g", m, sum, want)
		}
	}
}

// running is the average replicas of a service in a month.
func running(e *plan.Engine, service, month int) (n float64) {
	for i := range e.Capacity.Deployments {
		if d := &e.Capacity.Deployments[i]; d.Service == service {
			n += d.Average[month]
		}
	}
	return n
}

func TestServicesAreTheInfrastructure(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) { conserves(t, run(w.scenario(t))) })
	conserves(t, run(read(tp36).scenario(t)))
}

// The same for scenarios of which every number that may be uncertain is drawn
// anew, some far beyond reason, and services that may be interrupted or not.
func TestServicesAreTheInfrastructureOfRandomPlans(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 26))
	spotted := 0
	for _, w := range append(files(), read(tp36)) {
		p := newPanel(w)
		s := p.engine.Scenario
		for range 300 {
			for i := range p.knobs {
				switch k := &p.knobs[i]; rng.IntN(6) {
				case 0:
					k.set(byte(rng.IntN(256)))
				case 1:
					*k.at = min(max(*k.at*math.Exp(rng.NormFloat64()), k.low), k.high)
				}
			}
			for i := range s.Services {
				s.Services[i].Interruptible = rng.IntN(2) == 0
			}
			e := plan.Compile(s)
			again(e)
			conserves(t, e)
			last := s.Months()
			if c := e.Pricing().Covering(cost.OnServers, last); e.Statement.Savings[cost.Spot][last] > 0 && c != nil && c.InForce > 0 {
				spotted++
			}
			p.reset()
		}
	}
	if spotted < 100 {
		t.Errorf("only %d random plans end with both spot capacity and commitments", spotted)
	}
}

// A service that asks for memory is weighed by it, also where sizing knows no
// memory because all others ask for CPU: of two services with the same CPU, one
// fills half as much again of a server of 8 cores and 16 GB by its 3 GB a core.
func TestServicesWeighTheirMemory(t *testing.T) {
	const text = `
version: 1
name: memory
start: 2026-01
horizon: 1 month
currency: USD
drivers: {users: {now: 1000}}
load: {requests: 1/s, bytes: 0 B}
services:
  web: {cpu: 10 ms, replica: {cpu: 1, memory: 1 GB}, targets: {cpu: 100%}}
  api: {cpu: 10 ms, replica: {cpu: 1, memory: 1 GB}, targets: {cpu: 100%}}
nodes: {tiers: [node], spare: 1}
prices: {servers: {node: {cpu: 8, memory: 16 GB, price: $100/month}}}
`
	for _, c := range []struct {
		memory   string
		web, api float64
	}{
		{"1 GB", 200, 200},                    // 20 cores are 2.5 servers: 3 and a spare one, in halves
		{"2 GB", 200, 200},                    // as much of the memory as of the cores
		{"3 GB", 240, 160},                    // 10 × 3 ÷ 16 = 1.875 servers against 10 ÷ 8 = 1.25; 4 of them
		{"16 GB", 1200.0 * 8 / 9, 1200.0 / 9}, // 10 servers against 1.25; 11 for the memory and a spare one
	} {
		f := scenario.Decode("memory.yaml", []byte(text), scenario.Override{Path: "services.web.replica.memory", Value: c.memory})
		if f.Scenario == nil {
			t.Fatal(f.Diagnostics)
		}
		e := run(f.Scenario)
		if web, api := e.Statement.Services[0][0], e.Statement.Services[1][0]; !near(web, c.web) || !near(api, c.api) {
			t.Errorf("%s: web costs %g and api %g, want %g and %g", c.memory, web, api, c.web, c.api)
		}
	}
}

// A gauge that need not know the months before gives the same months after.
func TestServiceGauge(t *testing.T) {
	s := read(claude).scenario(t)
	e := plan.Compile(s)
	m, ok := metric.Find(s, "services.analytics.cost")
	if !ok {
		t.Fatal("no metric")
	}
	late, all := e.GaugeFrom(m, 30), e.Gauge(m)
	e.Run()
	got := append([]float64{}, late.Read()[30:]...)
	want := all.Read()
	for i, v := range got {
		if v == 0 || v != want[30+i] {
			t.Errorf("month %d: %g, want %g", 30+i, v, want[30+i])
		}
	}
}
