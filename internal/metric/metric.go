// Package metric is the vocabulary of results: the name, unit, kind and meaning
// of every figure a plan yields. Limits, claims, explanations, tables, CSV and
// JSON all name a result by it; nothing else knows a result by name.
package metric

import (
	"math"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Metric describes one result.
type Metric struct {
	Name   string    // "cost.effective"; in Definitions a * stands for a component's name
	Kind   unit.Kind // what it measures, in base units; money is in the scenario's currency
	Series bool      // one value for each month, or a single figure
	Doc    string    // one sentence
}

// Categories are the cost categories, in the order of reports.
func Categories() []string {
	return []string{"infrastructure", "database", "cache", "storage", "network", "cdn", "monitoring"}
}

// Levers are the savings levers, in the order in which they apply.
func Levers() []string {
	return []string{"autoscaling", "caching", "cdn", "reserved", "spot"}
}

// Flow reports whether the months of a result add up: money and volumes do,
// what there is at a moment does not.
func (m Metric) Flow() bool {
	return m.Series && m.Kind == unit.KindMoney && m.Name != "cost.per_user" || m.Name == "traffic_bytes"
}

// Digits is how many decimals an amount has in reports: those of the currency or,
// of a cost per user, which no one pays as it is, at least a hundredth.
func (m Metric) Digits(currency string) int {
	if m.Name == "cost.per_user" {
		return unit.FineDigits(currency)
	}
	return unit.MinorDigits(currency)
}

// Partial reports whether a result may not exist in some months: a ratio of what
// is not there. Its value is NaN then, never 0.
func (m Metric) Partial() bool {
	return m.Series && (m.Name == "cost.per_user" || m.Name == "cache.hit_ratio" ||
		strings.HasPrefix(m.Name, "cost.savings_rate.") || strings.HasSuffix(m.Name, "_utilization"))
}

// Countable reports whether a plan that lacks what is measured, such as a service,
// has none of it: of prices and ratios there is nothing to say.
func (m Metric) Countable() bool {
	return slices.Contains([]unit.Kind{unit.KindCount, unit.KindMoney, unit.KindBytes, unit.KindPerSecond}, m.Kind)
}

// Range is the least and the greatest value that a result can have; infinite
// where there is none.
func (m Metric) Range() (low, high float64) {
	low, high = 0, math.Inf(1)
	switch {
	case strings.HasPrefix(m.Name, "cost.saved"), strings.HasPrefix(m.Name, "cost.savings"),
		m.Name == "margin", strings.HasSuffix(m.Name, ".monthly_savings"), strings.HasSuffix(m.Name, ".npv"),
		strings.HasSuffix(m.Name, ".irr"), strings.HasSuffix(m.Name, ".roi"):
		low = math.Inf(-1)
	case m.Name == "cache.hit_ratio", m.Name == "availability", m.Name == "served", strings.HasSuffix(m.Name, ".served"):
		high = 1
	}
	return low, high
}

// Definitions lists every metric; a * stands for the name of a component of the
// scenario, a category or a lever.
func Definitions() []Metric { return slices.Concat(series(), figures()) }

// series lists the metrics that have a value for each month.
func series() []Metric {
	return []Metric{
		{"users", unit.KindCount, true, "Concurrent users."},
		{"drivers.*", unit.KindCount, true, "Value of a driver under drivers.other."},
		{"average_rps", unit.KindPerSecond, true, "User requests per second on the average over the month."},
		{"peak_rps", unit.KindPerSecond, true, "User requests per second at the peak of the week."},
		{"complexity", unit.KindFactor, true, "Work behind a request relative to today's."},
		{"database_bytes", unit.KindBytes, true, "Live bytes in the database."},
		{"file_bytes", unit.KindBytes, true, "Live bytes in file storage."},
		{"traffic_bytes", unit.KindBytes, true, "Bytes sent to users in the month."},
		{"services.*.replicas", unit.KindCount, true, "Replicas at peak, in all regions."},
		{"services.*.need", unit.KindCount, true, "Replicas that demand requires at peak, before the maximum caps them."},
		{"services.*.served", unit.KindRatio, true, "Share of its peak load that a service carries, in the region where it is least: replicas as a share of the need."},
		{"services.*.average_replicas", unit.KindCount, true, "Replicas on the average over the month, with autoscaling where it acts."},
		{"services.*.cpu_utilization", unit.KindRatio, true, "CPU use at peak as a share of what the replicas request, in the region where it is highest; above 100 % they cannot keep up."},
		{"services.*.memory_utilization", unit.KindRatio, true, "Memory that users take in a replica, and its base, as a share of what it requests, in the region where it is highest."},
		{"services.*.cost", unit.KindMoney, true, "Effective cost of its part of the servers, which are split in each region by the CPU or memory that replicas request; load balancers belong to no service."},
		{"nodes", unit.KindCount, true, "Servers at peak, in all regions."},
		{"average_nodes", unit.KindCount, true, "Servers on the average over the month."},
		{"database.read_replicas", unit.KindCount, true, "Read replicas of the database."},
		{"database.cpu_utilization", unit.KindRatio, true, "CPU use of the primary at peak."},
		{"database.disk_bytes", unit.KindBytes, true, "Disk the database needs: overhead, high-water mark and free space included."},
		{"database.connections", unit.KindCount, true, "Connections that the services' replicas hold at peak."},
		{"database.served", unit.KindRatio, true, "Share of its peak load that the database carries, by what carries least: CPU within its planned utilization, memory, disk, disk operations or connections."},
		{"served", unit.KindRatio, true, "Least share of its peak load that any service or the database carries; below 100 % the plan falls short; what a cache misses reaches the database, so that it carries no load of its own."},
		{"cache.hit_ratio", unit.KindRatio, true, "Share of the reads that the cache answers; none without a cache."},
		{"latency.p95", unit.KindSeconds, true, "The slowest call of any user: what the service takes, 95th percentile, and one round trip where it leaves its region; it does not rise with load."},
		{"cost.baseline", unit.KindMoney, true, "Cost of the same demand without any savings lever."},
		{"cost.reference", unit.KindMoney, true, "Effective cost of the same demand without the project: with commitments, and the levers that begin with no phase."},
		{"cost.list", unit.KindMoney, true, "List price, before commitments and spot capacity."},
		{"cost.effective", unit.KindMoney, true, "Cost with commitments spread over their term (amortised)."},
		{"cost.billed", unit.KindMoney, true, "Cash paid in the month, upfront payments included."},
		{"cost.categories.*", unit.KindMoney, true, "Effective cost of a category; the categories add up to cost.effective."},
		{"cost.regions.*", unit.KindMoney, true, "Effective cost of the servers and load balancers of a region: cost.categories.infrastructure, split by what they cost at list price."},
		{"cost.savings.*", unit.KindMoney, true, "What a lever saves, net of what it costs itself; baseline less all savings is cost.effective."},
		{"cost.savings_rate.*", unit.KindRatio, true, "What a lever saves as a share of the cost it acts on; none where it acts on nothing."},
		{"cost.saved", unit.KindMoney, true, "What all levers save together."},
		{"cost.per_user", unit.KindMoney, true, "Effective cost per user; none without users."},
		{"revenue", unit.KindMoney, true, "Revenue: users times finance.revenue."},
		{"margin", unit.KindMoney, true, "Revenue less the effective cost."},
	}
}

// figures lists the metrics that are a single figure.
func figures() []Metric {
	return []Metric{
		{"availability", unit.KindRatio, false, "The most that the stated parts allow in series: third parties that a request needs, and the write primary."},
		{"finance.investment", unit.KindMoney, false, "One-off investment of all phases within the evaluation period."},
		{"finance.residual", unit.KindMoney, false, "What is prepaid and unused at the end of the evaluation period."},
		{"finance.monthly_savings", unit.KindMoney, false, "Mean monthly saving over the evaluation period, against what would be done without the project: with commitments, and the levers that begin with no phase."},
		{"finance.payback", unit.KindMonths, false, "First month from which the cumulative cash flow stays at or above zero, against what would be done without the project."},
		{"finance.discounted_payback", unit.KindMonths, false, "The same with discounted cash flows."},
		{"finance.npv", unit.KindMoney, false, "Net present value at the discount rate, month 0 undiscounted."},
		{"finance.irr", unit.KindRatio, false, "Effective yearly internal rate of return; it exists only where exactly one rate makes the net present value zero."},
		{"finance.roi", unit.KindRatio, false, "Savings over the evaluation period less the investment, as a share of the investment, against what would be done without the project."},
		{"finance.baseline.monthly_savings", unit.KindMoney, false, "As finance.monthly_savings, against the baseline without any lever."},
		{"finance.baseline.payback", unit.KindMonths, false, "As finance.payback, against the baseline without any lever."},
		{"finance.baseline.discounted_payback", unit.KindMonths, false, "As finance.discounted_payback, against the baseline without any lever."},
		{"finance.baseline.npv", unit.KindMoney, false, "As finance.npv, against the baseline without any lever."},
		{"finance.baseline.irr", unit.KindRatio, false, "As finance.irr, against the baseline without any lever."},
		{"finance.baseline.roi", unit.KindRatio, false, "As finance.roi, against the baseline without any lever."},
		{"reached.users", unit.KindMonths, false, "First month in which drivers.users.target is reached."},
		{"reached.database", unit.KindMonths, false, "First month in which drivers.database.target is reached."},
		{"reached.wall", unit.KindMonths, false, "First month in which the largest database tier does not carry the load, whatever read replicas stand by it."},
		{"reached.shortage", unit.KindMonths, false, "First month in which a service or the database carries less than its peak load."},
		{"total.effective", unit.KindMoney, false, "Effective cost of months 1 to the horizon."},
	}
}

// Of lists the metrics that the scenario yields, with component names filled in.
func Of(s *model.Scenario) []Metric {
	var all []Metric
	for _, m := range Definitions() {
		all = append(all, of(s, m)...)
	}
	return all
}

// of lists the metrics of a scenario that a definition stands for.
func of(s *model.Scenario, m Metric) []Metric {
	before, after, star := strings.Cut(m.Name, "*")
	switch {
	case !stated(s, m.Name):
		return nil
	case !star:
		return []Metric{m}
	}
	var all []Metric
	for _, name := range components(s, before) {
		m.Name = before + name + after
		all = append(all, m)
	}
	return all
}

// stated reports whether a scenario says what a result follows from.
func stated(s *model.Scenario, name string) bool {
	switch name {
	case "revenue", "margin":
		return s.Finance != nil && s.Finance.Revenue != nil
	case "cost.reference":
		var reference model.Scenario
		return s.Without(&reference)
	case "availability":
		return s.Objectives.Dependencies != nil || s.Database != nil && s.Database.Availability != nil
	case "database.served":
		return s.Database != nil
	case "latency.p95":
		return slices.ContainsFunc(s.Services, func(svc model.Service) bool { return svc.Latency > 0 })
	}
	return true
}

// Find returns the metric of that name, in whatever normal form of Unicode.
func Find(s *model.Scenario, name string) (Metric, bool) {
	name = norm.NFC.String(name)
	for _, definition := range Definitions() {
		prefix, _, _ := strings.Cut(definition.Name, "*")
		if !strings.HasPrefix(name, prefix) {
			continue
		}
		for _, m := range of(s, definition) {
			if m.Name == name {
				return m, true
			}
		}
	}
	return Metric{}, false
}

// components lists what the * after the prefix stands for.
func components(s *model.Scenario, prefix string) []string {
	var names []string
	switch prefix {
	case "services.":
		for i := range s.Services {
			names = append(names, s.Services[i].Name)
		}
	case "drivers.":
		for i := range s.Drivers.Other {
			names = append(names, s.Drivers.Other[i].Name)
		}
	case "cost.categories.":
		names = Categories()
	case "cost.regions.":
		for i := range s.Regions {
			names = append(names, s.Regions[i].Name)
		}
	default:
		names = Levers()
	}
	return names
}
