package contract

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// generated is a small problem: few months, few units, one or two products.
func generated(r *rand.Rand) *Problem {
	p := &Problem{Horizon: Horizon(r.IntN(3)), Rate: []float64{0, 0, 0.02}[r.IntN(3)]}
	months, offers, most := 3+r.IntN(3), 1, 3
	if months == 3 {
		offers = 2
	}
	if months == 5 {
		most = 2
	}
	for range months {
		p.Price = append(p.Price, 0.5+r.Float64())
		var levels []Level
		for range 1 + r.IntN(3) {
			levels = append(levels, Level{float64(r.IntN(most + 1)), 0.1 + r.Float64()})
		}
		p.Demand = append(p.Demand, Sorted(levels))
	}
	for i := range offers {
		p.Offers = append(p.Offers, Offer{
			Name: "offer", Term: 1 + r.IntN(4) + i, Fees: Discounted(p.Price, r.Float64()*0.7),
			Upfront: []float64{0, 0.5, 1}[r.IntN(3)], From: r.IntN(2),
		})
	}
	if r.IntN(3) == 0 {
		p.Owned = []Purchase{{Month: -1, Term: 3, Units: 1, Fee: 0.3}}
	}
	p.First = r.IntN(2)
	return p
}

// brute tries every number of units of every offer in every month.
func brute(p *Problem) float64 {
	most := 0
	for _, c := range p.Demand {
		most = max(most, int(c.Most()))
	}
	best := math.Inf(1)
	var try func(m, i int, bought []Purchase)
	try = func(m, i int, bought []Purchase) {
		if m == len(p.Price) {
			best = min(best, p.Cost(bought))
			return
		}
		next, offer := m, i+1
		if offer == len(p.Offers) {
			next, offer = m+1, 0
		}
		for units := range most + 1 {
			if units > 0 && (m < p.First || m < p.Offers[i].From) {
				break
			}
			list := bought
			if units > 0 {
				list = append(slices.Clip(bought), p.Offers[i].Buy(m, float64(units)))
			}
			try(next, offer, list)
		}
	}
	try(0, 0, nil)
	return best
}

func TestLadderIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 1))
	bought := 0
	for i := range 1000 {
		p := generated(r)
		list := p.Ladder()
		got, want := p.Cost(list), brute(p)
		if math.Abs(got-want) > 1e-9 {
			t.Fatalf("case %d: %+v\ncost %.12g, best %.12g with %v", i, p, got, want, list)
		}
		if len(list) > 0 {
			bought++
		}
	}
	if bought < 500 {
		t.Errorf("only %d of 1000 problems buy anything", bought)
	}
}

// The calendar of pooled futures costs, on average over the futures one by one, what
// it costs pooled; and no other calendar that was tried costs less.
func TestPooledFutures(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 2))
	for range 200 {
		first := generated(r)
		futures := []*Problem{first}
		pooled := *first
		for range 4 {
			f := *first
			f.Demand = generated(r).Demand
			for len(f.Demand) < len(f.Price) {
				f.Demand = append(f.Demand, f.Demand[0])
			}
			f.Demand = f.Demand[:len(f.Price)]
			futures = append(futures, &f)
		}
		pooled.Demand = nil
		for m := range first.Price {
			var month []Curve
			for _, f := range futures {
				month = append(month, f.Demand[m])
			}
			pooled.Demand = append(pooled.Demand, Pool(month...))
		}
		list := pooled.Ladder()
		mean := func(list []Purchase) (sum float64) {
			for _, f := range futures {
				sum += f.Cost(list) / float64(len(futures))
			}
			return sum
		}
		near(t, "pooled", pooled.Cost(list), mean(list), 1e-9)
		for _, f := range futures {
			if other := f.Ladder(); mean(other) < mean(list)-1e-9 {
				t.Errorf("the calendar of one future is better for all: %g, %g", mean(other), mean(list))
			}
			if best := f.Cost(f.Ladder()); best > f.Cost(list)+1e-9 {
				t.Errorf("hindsight costs more: %g, %g", best, f.Cost(list))
			}
		}
	}
}

// Settlement: use it or lose it, and what is paid is what is owed.
func TestSettlement(t *testing.T) {
	p := steady([]int{4, 4, 2, 2}, ToHorizon)
	list := []Purchase{
		{Offer: "a", Month: 0, Term: 6, Units: 3, Fee: 0.7, Upfront: 1},
		{Offer: "b", Month: 1, Term: 2, Units: 1, Fee: 0.5},
	}
	a := p.Settle(list)
	for _, row := range []struct {
		name      string
		got, want []float64
	}{
		{"in force", a.InForce, []float64{3, 4, 4, 3}},
		{"covered", a.Covered, []float64{3, 4, 2, 2}},
		{"on demand", a.OnDemand, []float64{1, 0, 0, 0}},
		{"fees", a.Fees, []float64{2.1, 2.6, 2.6, 2.1}},
		{"paid", a.Paid, []float64{12.6, 0.5, 0.5, 0}},
		{"unused", a.Unused, []float64{0, 0, 1.3, 0.7}},
	} {
		for m := range row.want {
			near(t, row.name, row.got[m], row.want[m], 1e-12)
		}
	}
	near(t, "coverage", a.Coverage(), 11.0/12, 1e-12)
	near(t, "utilization", a.Utilization(), 11.0/14, 1e-12)
	near(t, "wasted", a.Wasted(), 2, 1e-12)
	near(t, "effective", a.Effective(), 10.4, 1e-12)
	near(t, "savings rate", a.SavingsRate(), 1-10.4/12, 1e-12)
	near(t, "prepaid", a.Prepaid, 3*0.7*2, 1e-12)
	near(t, "owed", a.Owed, 0, 0)
	near(t, "billed", a.Billed(), 14.6, 1e-12)
	if m, ok := a.BreakEven(); ok {
		t.Errorf("broken even in month %d; spared 11, paid 13.6", m)
	}
	monthly := p.Settle([]Purchase{{Month: 0, Term: 6, Units: 2, Fee: 0.7}})
	near(t, "owed", monthly.Owed, 2*0.7*2, 1e-12)
	if m, ok := monthly.BreakEven(); !ok || m != 0 {
		t.Errorf("break-even %d %v, want month 0", m, ok)
	}
	upfront := p.Settle([]Purchase{{Month: 0, Term: 4, Units: 2, Fee: 0.7, Upfront: 1}})
	if m, ok := upfront.BreakEven(); !ok || m != 2 { // 5.6 paid; 2 spared a month
		t.Errorf("break-even %d %v, want month 2", m, ok)
	}
}

// Prices that rise or fall do not change what was bought, and the payment option
// does not change the undiscounted saving.
func TestPriceOfTheDay(t *testing.T) {
	p := &Problem{}
	for m := range 24 {
		p.Price = append(p.Price, 100*math.Pow(1.4, float64(m)/12))
		p.Demand = append(p.Demand, Curve{{1, 1}})
	}
	o := Offer{Name: "1y", Term: 12, Fees: Discounted(p.Price, 0.28)}
	prepaid := o
	prepaid.Upfront = 1
	paid := p.Settle([]Purchase{prepaid.Buy(0, 1)})
	near(t, "cash of the first year", paid.Paid[0], 864, 1e-9)
	near(t, "the same undiscounted", paid.Effective(), p.Settle([]Purchase{o.Buy(0, 1)}).Effective(), 1e-9)

	falls := &Problem{}
	for m := range 36 {
		falls.Price = append(falls.Price, 100*math.Pow(0.7, float64(m)/12))
		falls.Demand = append(falls.Demand, Curve{{1, 1}})
	}
	long := Offer{Name: "3y", Term: 36, Fees: Discounted(falls.Price, 0.1)}
	if a := falls.Settle([]Purchase{long.Buy(0, 1)}); a.SavingsRate() >= 0 {
		t.Errorf("a contract at a price that falls by 30 %% a year saves %g", a.SavingsRate())
	}
	falls.Offers = []Offer{long}
	if list := falls.Ladder(); len(list) > 0 && list[0].Month == 0 {
		t.Errorf("the ladder buys it: %v", list)
	}
}

// Of 10 units, 9 run 85 % of the hours; at 30 % off they are worth committing to.
func TestQuantileOfTheWeek(t *testing.T) {
	c := Curve{{0, 0.15}, {9, 0.85}}
	p := &Problem{Price: []float64{100}, Demand: []Curve{c}, Offers: []Offer{{Name: "m", Term: 1, Fees: []float64{70}}}}
	list := p.Ladder()
	near(t, "effective", p.Settle(list).Effective(), 630, 1e-9)
}

// A policy sees the past only: a demand that differs from month 6 on changes nothing
// that was bought until then.
func TestPoliciesSeeThePast(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 3))
	for _, policy := range []Policy{Recent{Cover: 0.9, Months: 3}, Spent{}} {
		for range 100 {
			demand := make([]int, 24)
			for m := range demand {
				demand[m] = 5 + r.IntN(10)
			}
			a := steady(demand, Full, Offer{Name: "4m", Term: 4, Fees: []float64{0.4}})
			for m := 6; m < 24; m++ {
				demand[m] = r.IntN(30)
			}
			b := steady(demand, Full, Offer{Name: "4m", Term: 4, Fees: []float64{0.4}})
			until := func(p *Problem) (list []Purchase) {
				for _, x := range p.Follow(policy) {
					if x.Month <= 6 {
						list = append(list, x)
					}
				}
				return list
			}
			if x, y := until(a), until(b); !slices.Equal(x, y) {
				t.Fatalf("%T: bought %v and %v on the same past", policy, x, y)
			}
			if b.Cost(b.Follow(policy)) < b.Cost(b.Ladder())-1e-9 {
				t.Fatalf("%T is better than hindsight", policy)
			}
		}
	}
}

func TestRecent(t *testing.T) {
	p := steady([]int{10, 10, 10, 20, 20, 20, 20, 20}, Full, year(0.3))
	var months []int
	var units []float64
	for _, b := range p.Follow(Recent{Cover: 0.8, Months: 3}) {
		months, units = append(months, b.Month), append(units, b.Units)
	}
	// In month 6 all of the last 3 months ran 20; in month 5 only 2 of 3, fewer than 70 %.
	if !slices.Equal(months, []int{1, 6}) || !slices.Equal(units, []float64{8, 8}) {
		t.Errorf("bought %v in %v, want 8 in month 1 and 8 in month 6", units, months)
	}
}

// Never above twice the best, on any demand, when it sees the month it buys in.
func TestSpentIsBounded(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 4))
	for range 300 {
		demand := make([]int, 30)
		for m := range demand {
			demand[m] = r.IntN(5) * r.IntN(2)
		}
		p := steady(demand, Full, Offer{Name: "6m", Term: 6, Fees: []float64{0.2 + 0.7*r.Float64()}})
		var list []Purchase
		for m := range demand {
			if units := (Spent{}).Buy(p.Demand[:m+1], m, &p.Offers[0], p.Price[:m+1], list); units > 0 {
				list = append(list, p.Offers[0].Buy(m, units))
			}
		}
		if best := p.Cost(p.Ladder()); p.Cost(list) > 2*best+1e-9 {
			t.Fatalf("%v: %g against %g", demand, p.Cost(list), best)
		}
	}
}

// What sees the past only knows what ran before the first month if it is told.
func TestRecentKnowsToday(t *testing.T) {
	p := steady([]int{10, 12, 9, 14}, ToHorizon, Offer{Name: "3m", Term: 3, Fees: []float64{0.7}})
	for _, c := range []struct {
		today Curve
		want  []float64
	}{
		{nil, []float64{0, 10, 12, 12}},
		{Curve{{8, 1}}, []float64{8, 10, 12, 9}},
	} {
		a := p.Settle(p.Follow(Recent{Cover: 1, Months: 1, Today: c.today}))
		for m, want := range c.want {
			near(t, "in force", a.InForce[m], want, 1e-12)
		}
	}
}

func TestResidual(t *testing.T) {
	// Bought in the last of 12 months: used afterwards as in that month, a contract is
	// worth its price there, and costs one month at 0.7.
	p := steady([]int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5}, Residual, year(0.3))
	near(t, "used on", p.Cost(p.Ladder()), 3.5, 1e-12)
	p.Horizon = Full
	near(t, "in full", p.Cost(p.Ladder()), 5, 1e-12)
	p.Horizon = ToHorizon
	near(t, "to the horizon", p.Cost(p.Ladder()), 3.5, 1e-12)
	// What is not used afterwards is worth nothing.
	gone := steady([]int{5, 5, 5, 5, 5, 5, 5, 5, 0}, Residual, year(0.3))
	near(t, "unused", gone.Cost([]Purchase{gone.Offers[0].Buy(0, 5)}), 5*0.7*12, 1e-12)
}

func TestNothing(t *testing.T) {
	p := steady([]int{0, 0}, Full, year(0.3))
	if list := p.Ladder(); list != nil {
		t.Errorf("bought %v for nothing", list)
	}
	a := p.Settle(nil)
	if _, ok := a.BreakEven(); ok || a.Coverage() != 0 || a.Utilization() != 0 || a.SavingsRate() != 0 {
		t.Errorf("nothing has figures: %+v", a)
	}
	empty := &Problem{}
	if list := empty.Ladder(); list != nil {
		t.Errorf("bought %v for no month", list)
	}
}

// busy is 36 months of growth up to 966 levels in five parts of the week.
func busy(scale float64) *Problem {
	p := &Problem{Horizon: Full}
	for m := range 36 {
		most := math.Round(200 * scale * math.Pow(4.83, float64(m)/35))
		p.Price = append(p.Price, 70)
		p.Demand = append(p.Demand, Sorted([]Level{
			{most, 40}, {math.Round(most * 0.8), 30}, {math.Round(most * 0.5), 40}, {math.Round(most * 0.3), 40}, {math.Round(most * 0.1), 18}}))
	}
	p.Offers = []Offer{
		{Name: "1y", Term: 12, Fees: Discounted(p.Price, 0.3)},
		{Name: "3y", Term: 36, Fees: Discounted(p.Price, 0.55)},
	}
	return p
}

func BenchmarkLadder(b *testing.B) {
	p := busy(1)
	for b.Loop() {
		p.Ladder()
	}
}

func BenchmarkLadderPooled(b *testing.B) {
	r := rand.New(rand.NewPCG(13, 5))
	futures := make([]*Problem, 200)
	for i := range futures {
		futures[i] = busy(0.5 + r.Float64()/2)
	}
	for b.Loop() {
		p := *futures[0]
		p.Demand = make([]Curve, len(p.Price))
		month := make([]Curve, len(futures))
		for m := range p.Demand {
			for i, f := range futures {
				month[i] = f.Demand[m]
			}
			p.Demand[m] = Pool(month...)
		}
		p.Ladder()
	}
}

// Money in place of whole units, as of a mix of servers: 200 futures, each month of
// each at five levels of its own.
func BenchmarkLadderPooledMoney(b *testing.B) {
	r := rand.New(rand.NewPCG(13, 6))
	p := busy(1)
	for m := range p.Demand {
		var levels []Level
		for range 200 {
			scale := (0.5 + r.Float64()) * 52.17
			for _, l := range busy(1).Demand[m] {
				levels = append(levels, Level{l.Units * scale, l.Time})
			}
		}
		p.Demand[m] = Sorted(levels)
	}
	for b.Loop() {
		p.Ladder()
	}
}

func BenchmarkSettle(b *testing.B) {
	p := busy(1)
	list := p.Ladder()
	for b.Loop() {
		p.Settle(list)
	}
}
