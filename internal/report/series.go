package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
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
	Cost      CostSeries    // what it costs, by category
	Users     UserSeries    // who comes and what they ask
	Services  []ReplicaSpan // replicas, in the order of the scenario
	Servers   []float64     // at peak, in all regions
	Stored    StoredSeries  // bytes and what must hold them
	Savings   []SavingsStep // from baseline to effective at the horizon
	Cash      CashSeries    // whether the investment pays

	Latency *LatencySeries // how long users wait; nil when no response time is stated
	Fan     *FanSeries     // the cost over many futures; nil unless they were simulated
}

// PhaseSpan is a phase of the plan.
type PhaseSpan struct {
	Name        string // as in the scenario
	First, Last int    // months, both inclusive; Last is at most the horizon
}

// CostSeries is the effective cost by month. The categories add up to Total.
type CostSeries struct {
	Categories []NamedSeries // in the order of reports; those that cost nothing are left out
	Total      []float64     // effective
	Bounds     []Bound       // limits on cost.effective
}

// NamedSeries is a series with the name that readers know it by.
type NamedSeries struct {
	Name   string    // capitalised
	Values []float64 // by month
}

// Bound is a limit on a series.
type Bound struct {
	Name     string  // of the limit
	Warn     bool    // a warning only
	Upper    bool    // the series must stay below, else above
	Value    float64 // in the series' unit
	From, To int     // months in which it applies
	Broken   *int    // first month that breaks it
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

// ReplicaSpan is one service over all regions by month.
type ReplicaSpan struct {
	Name     string    // of the service
	Need     []float64 // replicas that demand requires at peak
	Replicas []float64 // provisioned at peak
	Max      []float64 // most replicas that are allowed where the service runs; nil without a maximum
	Region   *float64  // the maximum in each region, where there are several
	Short    *int      // first month in which Replicas is less than Need
}

// StoredSeries is what is stored by month.
type StoredSeries struct {
	Database *DatabaseSeries // nil without a database
	Files    []float64       // live bytes; nil without files
}

// DatabaseSeries is the bytes of the database against its tier.
type DatabaseSeries struct {
	Live    []float64 // live bytes
	Disk    []float64 // disk that they need
	Storage []float64 // disk of the tier
	Tiers   []string  // name of the tier
	Target  *float64  // live bytes that the plan must hold
	Wall    *int      // first month that the largest tier cannot carry
	WallOf  string    // what it cannot carry, in words
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
		Servers: r.Series("nodes"), Stored: storedSeries(r), Savings: savingsSteps(r), Cash: cashSeries(r),
		Latency: latencySeries(r),
	}
	for i := range s.Phases {
		p := &s.Phases[i]
		if p.Months.First <= c.Months {
			c.Phases = append(c.Phases, PhaseSpan{p.Name, p.Months.First, min(p.Months.Last, c.Months)})
		}
	}
	for i := range r.Services {
		c.Services = append(c.Services, replicaSpan(r, i))
	}
	return c
}

func costSeries(r *plan.Result) CostSeries {
	c := CostSeries{Total: r.Bill.Effective, Bounds: bounds(r, "cost.effective")}
	for _, category := range metric.Categories() {
		if values := r.Series("cost.categories." + category); largest(values) > 0 {
			c.Categories = append(c.Categories, NamedSeries{capitalised(category), values})
		}
	}
	return c
}

// bounds are the limits on a series.
func bounds(r *plan.Result, name string) []Bound {
	var all []Bound
	for i := range r.Limits {
		check := &r.Limits[i]
		if c := check.Condition; check.Metric != name || check.Open != "" || c.Planned != nil || c.Fold != model.FoldNone && c.Fold != model.FoldPeak {
			continue // not a level line
		}
		all = append(all, Bound{
			Name: capitalised(check.Name), Warn: check.Level == "warn", Upper: check.Condition.Upper(),
			Value: check.Limit, From: check.From, To: check.To, Broken: check.Month,
		})
	}
	return all
}

func userSeries(r *plan.Result) UserSeries {
	u := UserSeries{Users: r.Demand.Users, Reached: r.Reached.Users, PeakRPS: r.Demand.PeakRPS, AverageRPS: r.Demand.AverageRPS}
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

func replicaSpan(r *plan.Result, index int) ReplicaSpan {
	s := &r.Services[index]
	span := ReplicaSpan{Name: s.Name, Need: s.Need, Replicas: s.Replicas}
	span.Short = firstMonth(s.Need, func(m int) bool { return s.Need[m] > s.Replicas[m] })
	most := r.Scenario.Services[index].Replicas.Max
	if most == nil {
		return span
	}
	if len(r.Scenario.Regions) > 1 {
		region := float64(*most)
		span.Region = &region
	}
	span.Max = make([]float64, len(s.Need))
	for _, i := range s.Deployments {
		for m, share := range r.Capacity.Deployments[i].Share {
			if share > 0 {
				span.Max[m] += float64(*most)
			}
		}
	}
	return span
}

func storedSeries(r *plan.Result) StoredSeries {
	var all StoredSeries
	if r.Scenario.Drivers.Files != nil {
		all.Files = r.Demand.FileBytes
	}
	if r.Scenario.Database == nil {
		return all
	}
	d := &r.Capacity.Database
	tiers := r.Engine().Sizing().Databases()
	series := &DatabaseSeries{Live: r.Demand.DatabaseBytes, Disk: d.Disk}
	for _, t := range d.Tier {
		series.Storage = append(series.Storage, float64(tiers[t].Storage))
		series.Tiers = append(series.Tiers, tiers[t].Name)
	}
	if stock := r.Scenario.Drivers.Database; stock != nil && stock.Target != nil {
		target := float64(*stock.Target)
		series.Target = &target
	}
	series.Wall = firstMonth(d.Disk, func(m int) bool { return d.Wall[m] != capacity.Idle })
	if series.Wall != nil {
		series.WallOf = words.Phrase(d.Wall[*series.Wall].String())
	}
	all.Database = series
	return all
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

// Quantity writes one value of a kind with its unit, as all reports do; of a
// share near to all, such as an availability, with the digits that count.
func Quantity(kind unit.Kind, v float64, code string) string {
	if kind == unit.KindRatio && v > 0.99 && v < 1 {
		return words.Short(v*100, 4) + "%"
	}
	return words.Quantity(kind, v, words.Currency(code))
}
