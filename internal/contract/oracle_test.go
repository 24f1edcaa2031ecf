package contract

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// The oracles were computed by programs of their own, in another language, by brute
// force and by a general solver of flows; see ../../testdata/oracles/money.

func oracle(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile("../../testdata/oracles/money/" + file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: got %.10g, want %.10g ± %g", what, got, want, within)
	}
}

// read is the curve of a text such as 2x8h,4x6h: units and hours.
func read(text string) (c Curve, hours float64) {
	var levels []Level
	for part := range strings.SplitSeq(text, ",") {
		units, time, _ := strings.Cut(strings.TrimSuffix(part, "h"), "x")
		u, _ := strconv.ParseFloat(units, 64)
		h, _ := strconv.ParseFloat(time, 64)
		levels = append(levels, Level{u, h})
		hours += h
	}
	return Sorted(levels), hours
}

const day = "2x8h,4x6h,6x6h,10x4h"

func TestOnePeriod(t *testing.T) {
	var o struct {
		Example struct {
			D    string
			Rows []struct {
				Beta   float64 `json:"r_over_p"`
				R      float64 `json:"R_brute"`
				Cost   float64 `json:"cost"`
				Demand float64 `json:"od_cost"`
			}
		} `json:"ldc_example"`
	}
	oracle(t, "commitment_oracles.json", &o)
	c, hours := read(o.Example.D)
	for _, row := range o.Example.Rows {
		r := c.Used(row.Beta)
		near(t, "R", r, row.R, 0)
		near(t, "cost", hours*(row.Beta*r+c.Above(r)), row.Cost, 1e-9)
		near(t, "on demand", hours*c.Mean(), row.Demand, 1e-9)
	}
	if len(o.Example.Rows) != 6 {
		t.Error("the oracle has six rows")
	}
}

// normal is a curve of equally likely draws of a normal demand.
func normal(mean, deviation float64, n int) Curve {
	levels := make([]Level, n)
	for i := range levels {
		q := (float64(i) + 0.5) / float64(n)
		levels[i] = Level{mean + deviation*math.Sqrt2*math.Erfinv(2*q-1), 1}
	}
	return Sorted(levels)
}

func TestUncertainDemand(t *testing.T) {
	var o struct {
		R    map[string]float64 `json:"newsvendor_normal_100_20"`
		Cost map[string]float64 `json:"newsvendor_normal_cost"`
	}
	oracle(t, "commitment_oracles.json", &o)
	c := normal(100, 20, 100_000)
	for beta, want := range o.R {
		b, _ := strconv.ParseFloat(beta, 64)
		near(t, "R at β "+beta, c.Used(b), want, 0.002)
	}
	cost := func(r float64) float64 { return 0.7*r + c.Above(r) }
	near(t, "cost at R*", cost(c.Used(0.7)), o.Cost["beta0.7_at_R*"], 1e-3)
	near(t, "cost at the mean", cost(100), o.Cost["at_mean(100)"], 1e-3)
	near(t, "cost at P10", cost(c.Used(0.9)), o.Cost["at_P10"], 1e-3)
	near(t, "cost of none", cost(0), o.Cost["no_reserve"], 1e-3)
	near(t, "cost if all were used", 0.7*c.Mean(), o.Cost["perfect_flexible(lower bound)"], 1e-3)
}

func TestGrowthAndOnePurchase(t *testing.T) {
	var o struct {
		Rows []struct {
			D0, G, T, Beta float64
			R              float64 `json:"R*"`
		} `json:"growth_single_purchase"`
		Check map[string]float64 `json:"growth_check"`
	}
	oracle(t, "commitment_oracles.json", &o)
	const moments = 100_000
	for _, row := range o.Rows {
		levels := make([]Level, moments)
		for i := range levels {
			levels[i] = Level{row.D0 * math.Pow(1+row.G, row.T*(float64(i)+0.5)/moments), 1}
		}
		c := Sorted(levels)
		r := c.Used(row.Beta)
		near(t, "R", r, row.R, 1e-3)
		if row.Beta != 0.7 {
			continue
		}
		cost := func(r float64) float64 { return row.T * (row.Beta*r + c.Above(r)) }
		near(t, "cost at R*", cost(r), o.Check["cost_at_opt"], 1e-3)
		near(t, "cost of today's demand", cost(row.D0), o.Check["cost_R=D0"], 1e-3)
		near(t, "cost of none", cost(0), o.Check["cost_all_OD"], 1e-3)
		near(t, "cost of the last demand", cost(row.D0*math.Pow(1+row.G, row.T)), o.Check["cost_R=D(12)"], 1e-3)
	}
}

// steady is a problem of whole units with a price of 1 a month.
func steady(demand []int, horizon Horizon, offers ...Offer) *Problem {
	p := &Problem{Horizon: horizon}
	for _, d := range demand {
		p.Price = append(p.Price, 1)
		p.Demand = append(p.Demand, Curve{{float64(d), 1}})
	}
	for _, o := range offers {
		o.Fees = Discounted(p.Price, o.Fees[0])
		p.Offers = append(p.Offers, o)
	}
	return p
}

func year(discount float64) Offer {
	return Offer{Name: "1y", Term: 12, Fees: []float64{discount}}
}

func threeYears(discount float64) Offer {
	return Offer{Name: "3y", Term: 36, Fees: []float64{discount}}
}

type ladderOracle struct {
	Cost   float64
	Saving float64
	OD     float64
	Buys   map[string]map[string]float64
}

// bought are the purchases of an oracle.
func (o *ladderOracle) bought(p *Problem) (list []Purchase) {
	for i := range p.Offers {
		for month, units := range o.Buys[p.Offers[i].Name] {
			m, _ := strconv.Atoi(month)
			list = append(list, p.Offers[i].Buy(m, units))
		}
	}
	return list
}

func TestLadder(t *testing.T) {
	var all map[string]json.RawMessage
	oracle(t, "ladder_oracles.json", &all)
	var growing []int
	if err := json.Unmarshal(all["D36"], &growing); err != nil {
		t.Fatal(err)
	}
	campaign := make([]int, 36)
	for m := range campaign {
		campaign[m] = 10
		if m >= 6 && m < 12 {
			campaign[m] = 20
		}
	}
	profile := func(r float64) *Problem {
		p := steady(make([]int, 12), Full, year(1-r))
		for m := range p.Demand {
			p.Demand[m] = Curve{{10, 0.4}, {20, 0.6}}
		}
		return p
	}
	for name, p := range map[string]*Problem{
		"1y 30% full fee":                      steady(growing, Full, year(0.3)),
		"1y 30% amortised-in-horizon":          steady(growing, ToHorizon, year(0.3)),
		"3y 55% full fee":                      steady(growing, Full, threeYears(0.55)),
		"3y 55% amortised-in-horizon":          steady(growing, ToHorizon, threeYears(0.55)),
		"1y 30% + 3y 55% full fee":             steady(growing, Full, year(0.3), threeYears(0.55)),
		"1y 30% + 3y 55% amortised-in-horizon": steady(growing, ToHorizon, year(0.3), threeYears(0.55)),
		"campaign 10/20x6/10, 1y@.7":           steady(campaign, Full, year(0.3)),
		"profile 10@100%+10@60%, r=0.55":       profile(0.55),
		"profile 10@100%+10@60%, r=0.7":        profile(0.7),
	} {
		var want ladderOracle
		if err := json.Unmarshal(all[name], &want); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		list := p.Ladder()
		near(t, name, p.Cost(list), want.Cost, 1e-9)
		near(t, name+": the oracle's own purchases", p.Cost(want.bought(p)), want.Cost, 1e-9)
		alone := p.Settle(nil).Alone()
		if want.OD > 0 {
			near(t, name+": on demand", alone, want.OD, 1e-9)
		}
		if want.Saving > 0 {
			near(t, name+": saving", 1-p.Cost(list)/alone, want.Saving, 5e-5)
		}
	}
	fixed := steady(growing, Full, year(0.3))
	var renewed []Purchase
	for _, m := range []int{0, 12, 24} {
		renewed = append(renewed, fixed.Offers[0].Buy(m, 13))
	}
	near(t, "one fixed R renewed yearly", fixed.Cost(renewed), 509.6, 1e-9)
}

func TestSavingsPlan(t *testing.T) {
	var o struct {
		Plan struct {
			U                                            []float64 `json:"U_at_SP_rates"`
			Discount, Cost, Saving, Utilisation, Covered float64
			Best                                         float64 `json:"best_commit"`
			Alone                                        float64 `json:"od_cost"`
			SavingPct                                    float64 `json:"saving_pct"`
			Coverage                                     float64 `json:"coverage"`
		} `json:"savings_plan_hourly"`
	}
	oracle(t, "commitment_oracles.json", &o)
	w := o.Plan
	var levels []Level
	for _, u := range w.U {
		levels = append(levels, Level{u, 1})
	}
	c, n := Sorted(levels), float64(len(w.U))
	// Units are money an hour at the rates of the plan: one costs 1 committed.
	p := &Problem{Price: []float64{n / (1 - w.Discount)}, Demand: []Curve{c}, Offers: []Offer{{Name: "plan", Term: 1, Fees: []float64{n}}}}
	list := p.Ladder()
	if len(list) != 1 {
		t.Fatalf("bought %v", list)
	}
	near(t, "commitment", list[0].Units, w.Best, 0)
	near(t, "by the quantile", c.Used(1-w.Discount), w.Best, 0)
	a := p.Settle(list)
	near(t, "cost", a.Effective(), w.Cost, 5e-5)
	near(t, "on demand", a.Alone(), w.Alone, 5e-5)
	near(t, "saving", a.SavingsRate(), w.SavingPct, 5e-6)
	near(t, "utilization", a.Utilization(), w.Utilisation, 1e-12)
	near(t, "coverage", a.Coverage(), w.Coverage, 5e-6)
}

func TestBreakEvenHours(t *testing.T) {
	var o struct {
		Rows []struct {
			OD, Eff, Beta, Saving float64
			Hours                 float64 `json:"break_even_h_per_730"`
		} `json:"break_even"`
	}
	oracle(t, "commitment_oracles.json", &o)
	for _, r := range o.Rows {
		near(t, "β", r.Eff/r.OD, r.Beta, 5e-5)
		near(t, "hours", 730*r.Eff/r.OD, r.Hours, 0.05)
		// A level that runs so long is worth nothing, an hour more is worth buying.
		hours := 730 * r.Eff / r.OD
		for _, at := range []struct{ hours, units float64 }{{hours - 0.1, 0}, {hours + 0.1, 1}} {
			near(t, "units", Curve{{0, 1 - at.hours/730}, {1, at.hours / 730}}.Used(r.Eff/r.OD), at.units, 0)
		}
	}
	if len(o.Rows) != 10 {
		t.Error("the oracle has ten rows")
	}
}

func TestSpotPrices(t *testing.T) {
	var o struct {
		Hazard []struct {
			Q      float64 `json:"monthly_interruption_prob"`
			Hazard float64 `json:"hazard_per_h"`
			MTBF   float64 `json:"mtbf_h"`
			Over   float64 `json:"overhead_frac_0.5h"`
			Lost   float64 `json:"P(>=1 of 10 lost in a 24h day)"`
		} `json:"spot"`
		Prices []struct {
			S, P, Q, Fallback float64
			Overhead          float64 `json:"overhead_h"`
			Effective         float64 `json:"s_eff"`
		} `json:"spot_effective_price_examples"`
	}
	oracle(t, "commitment_oracles.json", &o)
	for _, h := range o.Hazard {
		s := Spot{Price: 1, Interrupted: h.Q, Restart: 0.5}
		near(t, "hazard", s.Hazard(730), h.Hazard, 1e-16)
		near(t, "mean time", 1/s.Hazard(730), h.MTBF, 0.06)
		near(t, "overhead", s.Effective(2, 730)-1, h.Over, 6e-8)
		near(t, "lost", s.Lost(10, 24, 730), h.Lost, 6e-6)
	}
	for _, e := range o.Prices {
		s := Spot{Price: e.S, Fallback: e.Fallback, Interrupted: e.Q, Restart: e.Overhead}
		near(t, "effective", s.Effective(e.P, 730), e.Effective, 6e-6)
	}
	if len(o.Hazard) != 5 || len(o.Prices) != 4 {
		t.Error("the oracle has five and four rows")
	}
}

func TestSpotAndCommitments(t *testing.T) {
	var o struct {
		Rows []struct {
			Share float64 `json:"fault_tolerant_share"`
			R     float64 `json:"R*"`
			Cost  float64
			Saved float64 `json:"vs_OD"`
		} `json:"mix_r0.7_s0.5"`
	}
	oracle(t, "commitment_oracles.json", &o)
	c, hours := read(day)
	for _, row := range o.Rows {
		m := BestMix(c, 1, 0.7, 0.5, row.Share)
		near(t, "committed", m.Committed, row.R, 0)
		near(t, "cost", m.Cost*hours, row.Cost, 1e-9)
		near(t, "saved", 1-m.Cost/c.Mean(), row.Saved, 5e-5)
	}
	// Spot of 18 % net where a commitment gives 30 %: 10 units that always run.
	if m := BestMix(Curve{{10, 1}}, 100, 70, 82, 1); m.Cost != 700 || m.Committed != 10 {
		t.Errorf("spot dearer: %+v, want 10 committed for 700", m)
	}
}

func TestWithoutForecast(t *testing.T) {
	var o struct {
		Rows []struct {
			Alpha     float64
			Bound     float64 `json:"bound_2-alpha"`
			Adversary float64
		} `json:"wang_li_liang"`
	}
	oracle(t, "commitment_oracles.json", &o)
	for _, row := range o.Rows {
		// One unit, a fee of 1, each period on demand ε = 1 ÷ 4000. The adversary stops
		// asking as soon as the policy has bought.
		const periods = 20000
		const each = 1.0 / 4000
		spent := Spent{Usage: row.Alpha}
		o := Offer{Name: "term", Term: periods, Fees: []float64{1.0 / periods}}
		bought := 0.0
		cost, asked := 0.0, 0
		seen, prices := make([]Curve, 0, periods), []float64{}
		for m := 0; m < periods && bought == 0; m++ {
			o.Fees = append(o.Fees, o.Fees[0])
			seen, prices = append(seen, Curve{{1, 1}}), append(prices, each)
			asked++
			if m%997 == 0 || float64(asked)*each*(1-row.Alpha) > 0.999 { // looking is slow, and in vain before
				bought = spent.Buy(seen, m, &o, prices, nil)
			}
			if bought > 0 {
				cost += 1 + row.Alpha*each
			} else {
				cost += each
			}
		}
		best := min(float64(asked)*each, 1+row.Alpha*float64(asked)*each)
		near(t, "ratio", cost/best, row.Adversary, 2e-3)
		if cost/best > row.Bound {
			t.Errorf("α %g: %g is above the bound %g", row.Alpha, cost/best, row.Bound)
		}
	}
}
