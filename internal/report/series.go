package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Charts is a result arranged for drawing: typed series, one value for each
// month from 0 to Months, in base units.
type Charts struct {
	Scenario  string        // name of the scenario
	Currency  string        // ISO 4217 code of every amount
	Tool      string        // "talimat-plan 0.1.0"
	InputHash string        // "sha256:…" of the scenario's text
	Start     unit.Date     // calendar month of month 0
	Months    int           // the horizon
	Phases    []PhaseSpan   // in the order of the scenario
	Turns     []Turn        // what changes when, by month
	Cost      CostSeries    // what it costs, and for whom
	Quarters  []Quarter     // what it costs by quarter, and what it may
	Users     UserSeries    // who comes and what they ask
	Services  []ReplicaSpan // replicas, in the order of the scenario
	Servers   []float64     // at peak, in all regions
	Stored    StoredSeries  // bytes and what must hold them
	Database  *DatabaseUse  // how full the database is; nil without one
	Savings   []SavingsStep // from baseline to effective at the horizon
	Cash      CashSeries    // whether the investment pays

	Against []NamedSeries  // effective cost of other plans; NaN in months that they do not have
	Latency *LatencySeries // how long users wait; nil when no response time is stated
	Fan     *FanSeries     // the cost over many futures; nil unless they were simulated
}

// PhaseSpan is a phase of the plan.
type PhaseSpan struct {
	Name        string // as in the scenario
	First, Last int    // months, both inclusive; Last is at most the horizon
}

// UserSeries is the demand by month.
type UserSeries struct {
	Users      []float64 // concurrent
	Target     *float64  // users that the plan must reach
	Reached    *int      // first month with the target
	PeakRPS    []float64 // requests per second at the peak of the week
	AverageRPS []float64 // mean over the month
	Throughput *float64  // requests per second that are promised
	Exceeded   *int      // first month whose peak is above Throughput
}

// SavingsStep is one step from baseline to effective.
type SavingsStep struct {
	Name    string  // capitalised
	Amount  float64 // a total, or what a lever saves
	Total   bool    // a total rather than a lever
	Claimed bool    // the lever is taken at its word
}

// CashSeries is the cash flow of the investment. Its series end with the
// evaluation period.
type CashSeries struct {
	Cumulative []float64 // sum of the savings less the investments so far
	Invested   []float64 // investment of the month
	Payback    *int      // first month from which Cumulative stays at or above zero
	Investment float64   // of all phases
	Saving     string    // what the savings are, in words
}

// NewCharts arranges a result for drawing.
func NewCharts(r *plan.Result, o Options) *Charts {
	s := r.Scenario
	c := &Charts{
		Scenario: s.Name, Currency: s.Currency, Tool: o.Tool, InputHash: o.InputHash,
		Start: s.Start, Months: r.Months(), Cost: costSeries(r), Users: userSeries(r),
		Turns: turns(r), Quarters: Quarters(r),
		Servers: r.Series("nodes"), Stored: storedSeries(r), Database: databaseUse(r), Savings: savingsSteps(r), Cash: cashSeries(r),
		Latency: latencySeries(r),
	}
	for i := range s.Phases {
		p := &s.Phases[i]
		if p.Months.First <= c.Months {
			c.Phases = append(c.Phases, PhaseSpan{p.Name, p.Months.First, min(p.Months.Last, c.Months)})
		}
	}
	short := r.Shortages()
	for i := range r.Services {
		c.Services = append(c.Services, replicaSpan(r, i, short))
	}
	return c
}

func userSeries(r *plan.Result) UserSeries {
	u := UserSeries{Users: r.Series("users"), Reached: r.Reached.Users, PeakRPS: r.Demand.PeakRPS, AverageRPS: r.Demand.AverageRPS}
	if t := r.Scenario.Drivers.Users.Target; t != nil {
		target := float64(*t)
		u.Target = &target
	}
	if t := r.Scenario.Objectives.Throughput; t != nil {
		throughput := float64(*t)
		u.Throughput = &throughput
		u.Exceeded = firstMonth(u.PeakRPS, func(m int) bool { return u.PeakRPS[m] > throughput*(1+1e-9) })
	}
	return u
}

// savingsSteps is the waterfall of the last month, as in the table of savings;
// it is empty when no lever acts then.
func savingsSteps(r *plan.Result) []SavingsStep {
	v := view{result: r, money: words.Currency(r.Scenario.Currency)}
	at := func(name string) float64 { return r.Series(name)[r.Months()] }
	steps := []SavingsStep{{Name: "Baseline", Amount: at("cost.baseline"), Total: true}}
	acts := false
	for _, lever := range metric.Levers() {
		if lever == "reserved" && acts {
			steps = append(steps, SavingsStep{Name: "List price", Amount: at("cost.list"), Total: true})
		}
		if amount := at("cost.savings." + lever); amount != 0 {
			steps = append(steps, SavingsStep{Name: capitalised(lever), Amount: amount, Claimed: v.claimed(lever) != ""})
			acts = true
		}
	}
	if !acts {
		return nil
	}
	if last := &steps[len(steps)-1]; last.Total { // nothing is bought below list price
		last.Name = "Effective cost"
		return steps
	}
	return append(steps, SavingsStep{Name: "Effective cost", Amount: at("cost.effective"), Total: true})
}

func cashSeries(r *plan.Result) CashSeries {
	f := &r.Finance
	c := CashSeries{Invested: f.Invested, Payback: f.Payback, Investment: f.Investment, Saving: [...]string{
		cost.Unlevered: "savings (baseline less billed)", cost.Unphased: "savings (billed without the project, less billed)", cost.Stated: "the stated saving",
	}[f.Reference]}
	total := 0.0
	for _, flow := range f.Flows {
		total += flow
		c.Cumulative = append(c.Cumulative, total)
	}
	return c
}

// firstMonth is the first month for which a condition holds, or nil.
func firstMonth(series []float64, holds func(month int) bool) *int {
	for m := range series {
		if holds(m) {
			return &m
		}
	}
	return nil
}

// capitalised is a name as it begins a label.
func capitalised(name string) string {
	if name == "cdn" {
		return "CDN"
	}
	name = strings.NewReplacer("-", " ", "_", " ").Replace(name)
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}
