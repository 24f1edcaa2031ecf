package cost_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// reserved is a 30 % discount for a year.
func reserved(months int) *model.Scenario {
	s := base(months)
	s.Savings.Reserved = &model.Reserved{Discount: 0.3, Term: 12, Upfront: "none", Cover: 1}
	return s
}

func TestCommitment(t *testing.T) {
	year := slices.Repeat([]float64{10}, 12) // and what follows it
	for _, c := range []struct {
		why       string
		change    func(*model.Reserved)
		servers   []float64
		month     int
		committed float64
		effective float64
	}{
		{"10 · 70 %", nil, []float64{10}, 0, 10, 7},
		{"more is bought as the base grows", nil, []float64{10, 12, 15}, 2, 15, 10.5},
		{"a peak that does not last the term is not: 4 · 70 % + 6", nil, []float64{10, 4}, 0, 4, 8.8},
		{"4 · 70 %", nil, []float64{10, 4}, 1, 4, 2.8},
		{"what lasts just the term is", nil, append(year, 4), 0, 10, 7},
		{"to its last month", nil, append(year, 4), 11, 10, 7},
		{"and then it ends", nil, append(year, 4), 12, 4, 2.8},
		{"what is missing a month is not", nil, append(year[1:], 4), 0, 4, 8.8},
		{"each purchase ends on its own: 14 from month 1", nil, append(append(year, 14), 4), 12, 4, 10 + 2.8},
		{"bought again", nil, []float64{10}, 30, 10, 7},
		{"a shorter term", func(r *model.Reserved) { r.Term = 3 }, []float64{10, 10, 10, 4}, 0, 10, 7},
		{"half of the base is covered: 5 · 70 % + 5", func(r *model.Reserved) { r.Cover = 0.5 }, []float64{10}, 0, 5, 8.5},
		{"not yet", func(r *model.Reserved) { r.From = month(6) }, []float64{10}, 5, 0, 10},
		{"from then on", func(r *model.Reserved) { r.From = month(6) }, []float64{10}, 6, 10, 7},
		{"on something else", func(r *model.Reserved) { r.Parts = []string{"database"} }, []float64{10}, 0, 0, 10},
		{"on it by name", func(r *model.Reserved) { r.Parts = []string{"infrastructure"} }, []float64{10}, 0, 10, 7},
	} {
		s := reserved(36)
		if c.change != nil {
			c.change(s.Savings.Reserved)
		}
		st := price(s, servers(c.servers...))
		if m := c.month; !near(st.Committed[0][m], c.committed, 1e-12) || !near(st.Effective[m], c.effective, 1e-12) {
			t.Errorf("%s: month %d has %g committed at a cost of %g; want %g, %g",
				c.why, m, st.Committed[0][m], st.Effective[m], c.committed, c.effective)
		}
	}
}

// The plan knows its own future: it commits to nothing that it will not use, and
// a commitment saves its discount, no more and no less.
func TestCommitmentsAreUsed(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	s := reserved(60)
	numbers := make([]float64, 61)
	for range 200 {
		for m := range numbers {
			numbers[m] = 20 + rng.Float64()*100
		}
		s.Savings.Reserved.Term = unit.Months(1 + rng.IntN(24))
		st := price(s, servers(numbers...))
		for m, n := range numbers {
			committed := st.Committed[0][m]
			if committed < 20-1e-9 || committed > n+1e-9 || !near(st.Effective[m], n-0.3*committed, 1e-9) {
				t.Fatalf("month %d: %g servers with %g committed, at a cost of %g", m, n, committed, st.Effective[m])
			}
		}
	}
}

// A year of 10 · 70 % is 84, however it is paid.
func TestUpfront(t *testing.T) {
	for _, c := range []struct {
		upfront      string
		first, later float64
	}{
		{"none", 7, 7},
		{"partial", 42 + 3.5, 3.5},
		{"all", 84, 0},
	} {
		s := reserved(23)
		s.Savings.Reserved.Upfront = c.upfront
		st := price(s, servers(10))
		for m, got := range st.Billed {
			want := c.later
			if m%12 == 0 {
				want = c.first
			}
			if math.Abs(got-want) > 1e-12 {
				t.Errorf("%s, month %d: billed %g, want %g", c.upfront, m, got, want)
			}
			if !near(st.Effective[m], 7, 1e-12) {
				t.Errorf("%s, month %d: the amortised cost is %g, want 7", c.upfront, m, st.Effective[m])
			}
		}
	}
}

// Cash and amortised cost differ in time only: once every contract has ended
// both have come to the same sum.
func TestBilledIsEffectiveOverCompleteTerms(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		var numbers []float64
		for range 1 + rng.IntN(40) {
			numbers = append(numbers, 10+math.Floor(rng.Float64()*50))
		}
		term := 1 + rng.IntN(14)
		for _, upfront := range []string{"none", "partial", "all"} {
			s := reserved(len(numbers) + term)
			s.Savings.Reserved.Upfront, s.Savings.Reserved.Term = upfront, unit.Months(term)
			st := price(s, servers(append(numbers, 0)...))
			if billed, effective := sum(st.Billed), sum(st.Effective); math.Abs(billed-effective) > 1e-9*(1+effective) {
				t.Fatalf("%v, %d months %s: billed %g, amortised %g", numbers, term, upfront, billed, effective)
			}
		}
	}
}

// Spot capacity is not committed: of 10 servers 4 are spot, 6 · 70 % + 4 · (1 −
// 50 % · 90 %). Where all would fit 9, the tenth is what spot capacity costs.
func TestSpot(t *testing.T) {
	s := reserved(1)
	s.Savings.Spot = &model.Spot{Discount: 0.5, Fallback: 0.1}
	s.Services = append(s.Services, model.Service{Name: "batch", Driver: "users", Interruptible: true, Replica: s.Services[0].Replica, Targets: s.Services[0].Targets})
	st := price(s, func(d *forecast.Demand, p *capacity.Plan) {
		servers(6)(d, p)
		p.Regions[0].Static[0], p.Regions[0].Spot.Average[0], p.Regions[0].Pooled.Average[0] = 9, 4, 9
	})
	if got, want := st.Effective[0], 6*0.7+4*0.55; !near(got, want, 1e-12) {
		t.Errorf("got %g, want %g", got, want)
	}
	if st.Committed[0][0] != 6 || !near(st.Savings[cost.Spot][0], 0.8, 1e-12) || st.ActsOn[cost.Spot][0] != 4 {
		t.Errorf("got %g committed and %g saved on %g, want 6 and 0.8 on 4", st.Committed[0][0], st.Savings[cost.Spot][0], st.ActsOn[cost.Spot][0])
	}
}

// Autoscaling saves server hours and their monitoring; a commitment then covers
// what still always runs: 10 servers become 6 on the average and 2 always.
func TestLeversActOnWhatIsLeft(t *testing.T) {
	s := reserved(1)
	s.Prices.Monitoring.PerNode = 0.5
	st := price(s, func(_ *forecast.Demand, p *capacity.Plan) {
		r := &p.Regions[0]
		for m := range r.Static {
			r.Static[m], r.Average[m], r.Base[m] = 10, 6, 2
		}
	})
	for lever, want := range map[cost.Lever]float64{
		cost.Autoscaling: 4 + 4*0.5,
		cost.Reserved:    2 * 0.3,
		cost.Caching:     0,
		cost.Offload:     0,
		cost.Spot:        0,
	} {
		if got := st.Savings[lever][0]; math.Abs(got-want) > 1e-12 {
			t.Errorf("lever %d saves %g, want %g", lever, got, want)
		}
	}
	if !near(st.Baseline[0], 15, 1e-12) || !near(st.Effective[0], 15-6-0.6, 1e-12) {
		t.Errorf("got %g of %g, want 8.4 of 15", st.Effective[0], st.Baseline[0])
	}
}

// A claimed lever saves its share of what it acts on, less what it costs
// itself, and conserves the sum: 10 servers, a database of 100 and a cache of
// 20, and 10 GiB of egress for 0.9.
func TestClaimedLevers(t *testing.T) {
	s := base(1)
	withDatabase(s)
	s.Cache, s.Prices.CacheNode = &model.Cache{Nodes: 2, Memory: 1, HitRatio: 0.5}, 10
	s.Prices.Egress = egress.traffic()
	s.Savings.Autoscaling = &model.Lever{Claimed: ptr(unit.Ratio(0.4))}
	s.Savings.Caching = &model.Lever{Claimed: ptr(unit.Ratio(0.6))}
	s.Savings.CDN = &model.Lever{Claimed: ptr(unit.Ratio(0.7)), From: month(1)}
	st := price(s, func(d *forecast.Demand, p *capacity.Plan) {
		servers(10)(d, p)
		d.TrafficBytes[0], d.TrafficBytes[1] = 10*GiB, 10*GiB
	})
	for lever, want := range map[cost.Lever]float64{
		cost.Autoscaling: 0.4 * 10,
		cost.Caching:     0.6*100 - 20,
		cost.Offload:     0.7 * 0.9,
	} {
		if got := st.Savings[lever][1]; !near(got, want, 1e-12) {
			t.Errorf("lever %d saves %g, want %g", lever, got, want)
		}
	}
	if st.Savings[cost.Offload][0] != 0 {
		t.Error("the CDN saves before it is there")
	}
	if want := 6 + 40 + 20 + 0.27; !near(st.Effective[1], want, 1e-12) || !near(st.Baseline[1], 10+100+0.9, 1e-12) {
		t.Errorf("got %g of %g, want %g of 110.9", st.Effective[1], st.Baseline[1], want)
	}
}
