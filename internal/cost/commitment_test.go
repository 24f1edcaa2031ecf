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
	s.Savings.Reserved = &model.Reserved{Discount: 0.3, Term: 12, LooksBack: 1, Upfront: "none", Cover: 1}
	return s
}

// priced is a model that has priced a scenario whose sizes are fixed by hand.
func priced(s *model.Scenario, set func(d *forecast.Demand, p *capacity.Plan)) (*cost.Model, *cost.Statement) {
	sizing := capacity.Compile(s)
	m := cost.Compile(s, sizing)
	d, p, st := forecast.Compile(s).NewDemand(), sizing.NewPlan(), m.NewStatement()
	set(d, p)
	m.Price(d, p, st)
	m.Breakdown(d, p, st, 0)
	m.Reason(st)
	return m, st
}

func TestPolicy(t *testing.T) {
	for _, c := range []struct {
		why       string
		change    func(*model.Reserved)
		servers   []float64
		month     int
		committed float64
		effective float64
	}{
		{"today runs today: 10 · 70 %", nil, []float64{10}, 0, 10, 7},
		{"what ran the month before is bought: 12 · 70 % + 3", nil, []float64{10, 12, 15}, 2, 12, 8.4 + 3},
		{"and the month after the rest", nil, []float64{10, 12, 15}, 3, 15, 10.5},
		{"what no longer runs is paid: 10 · 70 %", nil, []float64{10, 4}, 1, 10, 7},
		{"to the end of its term", nil, []float64{10, 4}, 11, 10, 7},
		{"and not bought again", nil, []float64{10, 4}, 12, 4, 2.8},
		{"a peak of a month is bought in the next", nil, []float64{10, 14, 10}, 2, 14, 9.8},
		{"each purchase ends on its own: of 14 are 4 left in month 12, and 6 bought", nil, []float64{10, 10, 14, 10}, 12, 10, 7},
		{"and 4 in month 15", nil, []float64{10, 10, 14, 10}, 15, 10, 7},
		{"bought again", nil, []float64{10}, 30, 10, 7},
		{"a shorter term", func(r *model.Reserved) { r.Term = 3 }, []float64{10, 10, 10, 4}, 3, 10, 7},
		{"ends earlier", func(r *model.Reserved) { r.Term = 3 }, []float64{10, 10, 10, 4}, 6, 4, 2.8},
		{"half of it is covered: 5 · 70 % + 5", func(r *model.Reserved) { r.Cover = 0.5 }, []float64{10}, 0, 5, 8.5},
		{"not yet", func(r *model.Reserved) { r.From = month(6) }, []float64{10}, 5, 0, 10},
		{"from then on, by the month before", func(r *model.Reserved) { r.From = month(6) }, append(slices.Repeat([]float64{10}, 6), 12), 6, 10, 9},
		{"what ran in 2 of 3 months is not worth 30 %", func(r *model.Reserved) { r.LooksBack, r.From = 3, month(3) }, []float64{10, 14, 14, 14}, 3, 10, 11},
		{"but worth 40 %: 14 · 60 %", func(r *model.Reserved) { r.LooksBack, r.From, r.Discount = 3, month(3), 0.4 }, []float64{10, 14, 14, 14}, 3, 14, 8.4},
		{"on something else", func(r *model.Reserved) { r.Parts = []string{"database"} }, []float64{10}, 0, 0, 10},
		{"on it by name", func(r *model.Reserved) { r.Parts = []string{"infrastructure"} }, []float64{10}, 0, 10, 7},
		{"without a discount nothing is worth it", func(r *model.Reserved) { r.Discount = 0 }, []float64{10}, 0, 0, 10},
		{"for nothing all is", func(r *model.Reserved) { r.Discount = 1 }, []float64{10}, 0, 10, 0},
	} {
		s := reserved(36)
		if c.change != nil {
			c.change(s.Savings.Reserved)
		}
		m, st := priced(s, servers(c.servers...))
		inForce := 0.0
		if covering := m.Covering(cost.OnServers, c.month); covering != nil {
			inForce = covering.InForce
		}
		if !near(inForce, c.committed, 1e-12) || !near(st.Effective[c.month], c.effective, 1e-12) {
			t.Errorf("%s: month %d has %g committed at a cost of %g; want %g, %g", c.why, c.month, inForce, st.Effective[c.month], c.committed, c.effective)
		}
	}
}

// What is bought in a month depends on the months before it only, and month 0 on what
// runs today: whatever comes, the purchases until then are the same.
func TestPolicySeesThePastOnly(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		s := reserved(40)
		r := s.Savings.Reserved
		r.Term, r.LooksBack, r.Cover, r.Discount = unit.Months(1+rng.IntN(24)), unit.Months(1+rng.IntN(6)), unit.Ratio(rng.Float64()), unit.Ratio(rng.Float64())
		one, other, split := make([]float64, 41), make([]float64, 41), 1+rng.IntN(39)
		for m := range one {
			one[m] = float64(rng.IntN(30))
			if other[m] = one[m]; m >= split {
				other[m] = float64(rng.IntN(30))
			}
		}
		a, _ := priced(s, servers(one...))
		b, _ := priced(s, servers(other...))
		for m := range split + 1 { // in the month in which they part as well
			if x, y := a.Covering(cost.OnServers, m), b.Covering(cost.OnServers, m); x.InForce != y.InForce || x.Fees != y.Fees || x.Paid != y.Paid {
				t.Fatalf("months differ from %d on, purchases in month %d: %+v and %+v", split, m, x, y)
			}
		}
	}
}

// Use it or lose it: what runs is covered up to what is in force, fees are those of the
// purchases that run, at the price of the day of each, and what was paid in cash by the
// end is what was used, what is owed less, what is prepaid more.
func TestContractsSettle(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for range 200 {
		s := reserved(50)
		s.Prices.Trend = unit.Growth{Rate: rng.Float64() - 0.5, Per: 12}
		r := s.Savings.Reserved
		r.Term, r.Discount, r.Upfront = unit.Months(1+rng.IntN(30)), unit.Ratio(0.1+0.8*rng.Float64()), []string{"none", "partial", "all"}[rng.IntN(3)]
		numbers := make([]float64, 51)
		for m := range numbers {
			numbers[m] = float64(rng.IntN(30))
		}
		model, st := priced(s, servers(numbers...))
		bought := model.Bought("reserved")
		paid, used, index := 0.0, 0.0, 1.0
		for m, n := range numbers {
			c := model.Covering(cost.OnServers, m)
			units, fees := 0.0, 0.0
			for _, b := range bought {
				if b.Month <= m && m < b.Month+b.Term {
					units, fees = units+b.Units, fees+b.Units*b.Fee
				}
			}
			want := n*index - min(n, units)*index + fees
			if math.Abs(c.InForce-units) > 1e-9 || math.Abs(c.Fees-fees) > 1e-9 || math.Abs(st.Effective[m]-want) > 1e-9*(1+want) {
				t.Fatalf("month %d: %g in force at %g, effective %g; want %g, %g and %g", m, c.InForce, c.Fees, st.Effective[m], units, fees, want)
			}
			paid, used, index = paid+c.Paid, used+c.Fees, index*s.Prices.Trend.MonthlyFactor()
		}
		owed, prepaid, all := 0.0, 0.0, 0.0
		for _, b := range bought {
			o, p := b.Left(50)
			owed, prepaid, all = owed+o, prepaid+p, all+b.Units*b.Fee*float64(b.Term)
		}
		if math.Abs(paid-used-prepaid) > 1e-6*(1+all) || math.Abs(paid+owed-all) > 1e-6*(1+all) {
			t.Fatalf("paid %g for %g of use; owed %g, prepaid %g of %g", paid, used, owed, prepaid, all)
		}
	}
}

// Contracts of a known quantity: 4 machines from before the start at a price of their
// own, and a spend that pays for 2 at 30 % off, bought again at the price of the day.
func TestContracts(t *testing.T) {
	s := base(24)
	s.Commitments = []model.Commitment{
		{Name: "owned", Quantity: ptr(unit.Count(4)), Price: ptr(unit.MoneyPerMonth(0.5)), Term: 12, From: model.When{Month: -6, Set: true}},
		{Name: "plan", Spend: ptr(unit.MoneyPerMonth(1.4)), Discount: ptr(unit.Ratio(0.3)), Term: 12, Upfront: "all", Renews: true, From: month(3)},
	}
	m, st := priced(s, servers(5))
	for _, c := range []struct {
		month                    int
		inForce, effective, cash float64
	}{
		{0, 4, 2 + 1, 3},
		{3, 6, 2 + 1.4, 2 + 12*1.4}, // one of 6 is unused
		{5, 6, 3.4, 2},
		{6, 2, 1.4 + 3, 3},
		{15, 2, 4.4, 3 + 12*1.4},
	} {
		if got := m.Covering(cost.OnServers, c.month); !near(got.InForce, c.inForce, 1e-12) || !near(st.Effective[c.month], c.effective, 1e-12) || !near(st.Billed[c.month], c.cash, 1e-12) {
			t.Errorf("month %d: %g in force, effective %g, billed %g; want %+v", c.month, got.InForce, st.Effective[c.month], st.Billed[c.month], c)
		}
	}
	if got := m.Bought("owned"); len(got) != 1 || got[0].Month != -6 || got[0].Units != 4 || got[0].Fee != 0.5 {
		t.Errorf("owned: %+v", got)
	}
	// A policy tops up what contracts leave: 5 less 4, and less 6.
	s.Commitments = append(s.Commitments, model.Commitment{Name: "rule", Cover: ptr(unit.Ratio(1)), LooksBack: 1, Discount: ptr(unit.Ratio(0.3)), Term: 1})
	m, _ = priced(s, servers(5))
	for at, want := range map[int]float64{0: 5, 2: 5, 4: 6, 7: 5} {
		if got := m.Covering(cost.OnServers, at).InForce; !near(got, want, 1e-12) {
			t.Errorf("month %d: %g in force with a policy, want %g", at, got, want)
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

// mixed is 6 servers that must not be interrupted and 4 of spot capacity; all would fit
// on 9.
func mixed(s *model.Scenario, spot model.Spot) func(*forecast.Demand, *capacity.Plan) {
	s.Savings.Spot = &spot
	s.Services = append(s.Services, model.Service{Name: "batch", Driver: "users", Interruptible: true, Replica: s.Services[0].Replica, Targets: s.Services[0].Targets})
	return func(d *forecast.Demand, p *capacity.Plan) {
		servers(6)(d, p)
		r := &p.Regions[0]
		for m := range r.Nodes {
			r.Static[m], r.Spot.Average[m], r.Pooled.Average[m], r.Steady[m], r.Spot.Hours[0][m] = 9, 4, 9, 1, 4
		}
	}
}

// Spot and commitments in the order of what is cheaper: of 6 servers and 4 of spot
// capacity at 50 % · 90 % off, 6 are committed at 30 % off, at 18 % all 10. Where all
// would fit 9, the tenth is what spot capacity costs.
func TestSpot(t *testing.T) {
	for _, c := range []struct {
		spot                        model.Spot
		committed, effective, saved float64
		acts                        float64
	}{
		{model.Spot{Discount: 0.5, Fallback: 0.1}, 6, 6*0.7 + 4*0.55, 4*0.45 - 1, 4},
		{model.Spot{Discount: 0.2, Fallback: 0.1}, 10, 10 * 0.7, -1, 0},
	} {
		s := reserved(1)
		m, st := priced(s, mixed(s, c.spot))
		got := m.Covering(cost.OnServers, 0).InForce
		if got != c.committed || !near(st.Effective[0], c.effective, 1e-12) || math.Abs(st.Savings[cost.Spot][0]-c.saved) > 1e-12 || st.ActsOn[cost.Spot][0] != c.acts {
			t.Errorf("%+v: %g committed at %g, spot saves %g on %g", c, got, st.Effective[0], st.Savings[cost.Spot][0], st.ActsOn[cost.Spot][0])
		}
	}
}

// A contract that was bought for what is on spot capacity now covers it: what runs on it
// is what the contract leaves, 8 of 10 · 70 % and 2 · 45 % off.
func TestContractsBeforeSpot(t *testing.T) {
	s := base(1)
	s.Commitments = []model.Commitment{{Name: "owned", Quantity: ptr(unit.Count(8)), Discount: ptr(unit.Ratio(0.3)), Term: 12}}
	m, st := priced(s, mixed(s, model.Spot{Discount: 0.5, Fallback: 0.1}))
	c := m.Covering(cost.OnServers, 0)
	if want := 8*0.7 + 2*0.55; !near(st.Effective[0], want, 1e-12) || c.Spared != 2 || c.Covered != 8 {
		t.Errorf("effective %g, want %g; %+v", st.Effective[0], want, c)
	}
}

// Autoscaling saves server hours and their monitoring; a commitment then covers what
// runs for more than 70 % of the hours: of 10 in a fifth of them and 5 in the rest, 5.
func TestLeversActOnWhatIsLeft(t *testing.T) {
	s := reserved(1)
	s.Prices.Monitoring.PerNode = 0.5
	s.Load.Week = model.Week{Levels: []model.WeekLevel{{Hours: 0.2 * 168, Load: 1}, {Hours: 0.8 * 168, Load: 0.5}}}
	s.Savings.Autoscaling = &model.Lever{Mode: "modelled"}
	sizing := capacity.Compile(s)
	m := cost.Compile(s, sizing)
	e, st, p := forecast.Compile(s), m.NewStatement(), sizing.NewPlan()
	d := e.NewDemand()
	for month := range d.Users {
		d.Users[month] = 1
	}
	sizing.Size(d, p) // the week is read
	r := &p.Regions[0]
	for month := range r.Static {
		r.Static[month], r.Average[month], r.Hours[0][month], r.Hours[1][month] = 10, 6, 10, 5
	}
	m.Price(d, p, st)
	m.Breakdown(d, p, st, 0)
	for lever, want := range map[cost.Lever]float64{
		cost.Autoscaling: 4 + 4*0.5,
		cost.Reserved:    5 * 0.3,
		cost.Caching:     0,
		cost.Offload:     0,
		cost.Spot:        0,
	} {
		if got := st.Savings[lever][0]; math.Abs(got-want) > 1e-12 {
			t.Errorf("lever %d saves %g, want %g", lever, got, want)
		}
	}
	if !near(st.Baseline[0], 15, 1e-12) || !near(st.Effective[0], 15-6-1.5, 1e-12) {
		t.Errorf("got %g of %g, want 7.5 of 15", st.Effective[0], st.Baseline[0])
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
