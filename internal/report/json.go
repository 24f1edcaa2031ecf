package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/holding"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// JSON writes the document. A number that is not finite is an error, and
// nothing is written.
func (f *Forecast) JSON(w io.Writer) error {
	text, err := f.encode()
	if err != nil {
		return err
	}
	if text, err = newExact(f.result).append(text); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err = w.Write(text)
	return err
}

func (f *Forecast) encode() ([]byte, error) {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(f.Document); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return []byte(out.String()), nil
}

// NewDocument arranges a result for machines.
func NewDocument(r *plan.Result, o Options) *Document { return newDocument(r, holding.Judge(r), o) }

func newDocument(r *plan.Result, v *holding.Verdict, o Options) *Document {
	s := r.Scenario
	d := &Document{
		SchemaVersion: SchemaVersion, Tool: o.Tool,
		Scenario: Scenario{s.Name, s.Description, o.File, strings.TrimPrefix(o.InputHash, "sha256:")},
		Currency: s.Currency, Start: s.Start.String(), HorizonMonths: r.Months(),
		Holding:      newHolding(v, r, &o),
		Reached:      Reached{r.Reached.Users, r.Reached.Database, r.Reached.Wall, r.Reached.Shortage},
		Availability: sixth(r.Figure("availability")),
		Finance:      newFinance(r), Limits: newLimits(r, o), Findings: Findings(r, o), Claims: newClaims(r, o),
		Assumptions: newAssumptions(r),
	}
	series := rounded(r)
	for m := range r.Months() + 1 {
		d.Months = append(d.Months, newMonth(r, series, m))
	}
	return d
}

// rounded is every series of a result by its name, as machine formats show it.
func rounded(r *plan.Result) map[string][]float64 {
	all, money := map[string][]float64{}, words.Currency(r.Scenario.Currency)
	for _, m := range metric.Of(r.Scenario) {
		if !m.Series {
			continue
		}
		values := r.Series(m.Name)
		row := make([]float64, len(values))
		for i, v := range values {
			row[i] = money.Round(m.Kind, v)
		}
		all[m.Name] = row
	}
	return all
}

func newMonth(r *plan.Result, series map[string][]float64, month int) Month {
	at := func(name string) float64 { return series[name][month] }
	exists := func(name string) *float64 { return existing(&series[name][month]) }
	m := Month{
		Month: month, Date: r.Scenario.Start.Add(month).String(),
		Users: at("users"), AverageRPS: at("average_rps"), PeakRPS: at("peak_rps"), Complexity: at("complexity"),
		DatabaseBytes: at("database_bytes"), FileBytes: at("file_bytes"), TrafficBytes: at("traffic_bytes"),
		Services: newServices(r, series, month), Nodes: at("nodes"), AverageNodes: at("average_nodes"),
		Database: newDatabase(r, series, month), CacheHitRatio: exists("cache.hit_ratio"), CostPerUser: exists("cost.per_user"),
		Cost: Cost{
			Baseline: at("cost.baseline"), List: at("cost.list"), Effective: at("cost.effective"), Billed: at("cost.billed"),
			Categories: Categories{
				at("cost.categories.infrastructure"), at("cost.categories.database"), at("cost.categories.cache"),
				at("cost.categories.storage"), at("cost.categories.network"), at("cost.categories.cdn"), at("cost.categories.monitoring"),
			},
			Savings: Savings{
				at("cost.savings.autoscaling"), at("cost.savings.caching"), at("cost.savings.cdn"),
				at("cost.savings.reserved"), at("cost.savings.spot"),
			},
		},
	}
	served := at("served")
	m.Served, m.Drivers = &served, []Driver{}
	for i := range r.Scenario.Drivers.Other {
		name := r.Scenario.Drivers.Other[i].Name
		m.Drivers = append(m.Drivers, Driver{name, at("drivers." + name)})
	}
	if reference := series["cost.reference"]; reference != nil {
		m.Cost.Reference = &reference[month]
	}
	if latency := series["latency.p95"]; latency != nil {
		m.LatencyP95 = &latency[month]
	}
	m.Regions = []Region{}
	for i := range r.Scenario.Regions {
		name := r.Scenario.Regions[i].Name
		m.Regions = append(m.Regions, Region{name, at("cost.regions." + name)})
	}
	if series["revenue"] != nil {
		revenue, margin := at("revenue"), at("margin")
		m.Revenue, m.Margin = &revenue, &margin
	}
	return m
}

func newServices(r *plan.Result, series map[string][]float64, month int) []Service {
	all := []Service{}
	for i := range r.Services {
		s := &r.Services[i]
		at := func(name string) float64 { return series["services."+s.Name+"."+name][month] }
		exists := func(name string) *float64 { return existing(&series["services."+s.Name+"."+name][month]) }
		paid, served := at("cost"), at("served")
		all = append(all, Service{
			Name: s.Name, Replicas: at("replicas"), Need: at("need"), AverageReplicas: at("average_replicas"),
			CPUUtilizationRatio: exists("cpu_utilization"), Binding: s.Binding[month].String(),
			MemoryUtilizationRatio: exists("memory_utilization"), ServedRatio: &served, Cost: &paid,
		})
	}
	return all
}

func newDatabase(r *plan.Result, series map[string][]float64, month int) *Database {
	if r.Scenario.Database == nil {
		return nil
	}
	p := &r.Capacity.Database
	at := func(name string) float64 { return series["database."+name][month] }
	d := &Database{
		Tier: tier(r, month), ReadReplicas: at("read_replicas"), Binding: p.Binding[month].String(),
		CPUUtilizationRatio: at("cpu_utilization"), DiskBytes: at("disk_bytes"), Connections: at("connections"),
	}
	served := at("served")
	d.ServedRatio = &served
	if short := p.Short[month]; short != capacity.Idle {
		name := short.String()
		d.Short = &name
	}
	if wall := p.Wall[month]; wall != capacity.Idle {
		name := wall.String()
		d.Wall = &name
	}
	return d
}

func newLimits(r *plan.Result, o Options) []Limit {
	all, money := []Limit{}, words.Currency(r.Scenario.Currency)
	for _, l := range r.Limits {
		all = append(all, Limit{
			Name: l.Name, Level: l.Level, Text: l.Text, Metric: l.Metric, Limit: money.Round(l.Kind, l.Limit), Evaluated: l.Open == "", Holds: l.Holds,
			Month: l.Month, Actual: money.RoundOptional(l.Kind, l.Actual), Worst: money.RoundOptional(l.Kind, l.Worst), Line: o.line(l.Path),
		})
	}
	return all
}

func newClaims(r *plan.Result, o Options) []Claim {
	all, money := []Claim{}, words.Currency(r.Scenario.Currency)
	for _, c := range r.Claims {
		given := map[string]string{}
		for _, g := range c.Given {
			given[g.Name] = g.Value
		}
		all = append(all, Claim{
			Name: c.Name, Metric: c.Metric.Name, Month: c.Month, Given: given, Claimed: money.Round(c.Metric.Kind, c.Claimed),
			Computed: money.RoundOptional(c.Metric.Kind, c.Computed), Pass: c.Pass, Line: o.line(c.Path),
		})
	}
	return all
}

// Findings locates the findings of a result in the scenario.
func Findings(r *plan.Result, o Options) []Finding {
	all := []Finding{}
	for _, f := range r.Findings {
		located := Finding{
			Code: f.Code, Severity: f.Severity.String(), Month: f.Month, Path: f.Path, File: o.File, Line: o.line(f.Path),
			Message: f.Message, Arithmetic: f.Arithmetic, Remedy: f.Remedy,
		}
		if o.Locate != nil {
			if pos := o.Locate(f.Path); pos.File != "" {
				located.File = pos.File
			}
		}
		if f.Month != nil {
			located.date = r.Scenario.Start.Add(*f.Month).String()
		}
		all = append(all, located)
	}
	return all
}

// place is "plan.yaml:41", as far as it is known.
func (f *Finding) place() string {
	if f.Line == nil {
		return f.File
	}
	return fmt.Sprintf("%s:%d", f.File, *f.Line)
}

// line is the line of an input; nil when it is not known.
func (o *Options) line(path string) *int {
	if o.Locate == nil {
		return nil
	}
	pos := o.Locate(path)
	if pos.Line <= 0 {
		return nil
	}
	return &pos.Line
}
