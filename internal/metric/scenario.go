package metric

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Of lists the metrics that the scenario yields, with component names filled in.
func Of(s *model.Scenario) []Metric {
	var all []Metric
	for _, m := range definitions() {
		all = append(all, In(s, m)...)
	}
	return all
}

// In lists the metrics of a scenario that a definition stands for.
func In(s *model.Scenario, m Metric) []Metric {
	if !stated(s, m) {
		return nil
	}
	all := slices.DeleteFunc(m.For(Components(s, m.Family)), func(m Metric) bool { return !has(s, m) })
	for i := range all {
		all[i] = all[i].within(s)
	}
	return all
}

// within is the metric of a scenario: what a charge counts depends on its price.
func (m Metric) within(s *model.Scenario) Metric {
	if m.Family != "charges.*.quantity" {
		return m
	}
	switch c := s.Charge(m.Part); {
	case len(c.Share) > 0:
		m.Kind, m.Fold = unit.KindMoney, Sum
	case c.Basis() == model.ByByte:
		m.Kind, m.Fold = unit.KindBytes, Sum
	case c.Basis() == model.ByByteMonth:
		m.Kind = unit.KindBytes
	case c.Basis() == model.ByEach:
		m.Fold = Sum
	}
	return m
}

// Streams are the streams of work but for requests, which have names of their own.
func Streams(s *model.Scenario) []string {
	var all []string
	for i := range s.Load.Streams {
		if name := s.Load.Streams[i].Name; name != model.Requests {
			all = append(all, name)
		}
	}
	return all
}

// Lines are the lines of the bill that follow from sizes, in the order of reports.
func Lines(s *model.Scenario) []string {
	var all []string
	for _, line := range []struct {
		name  string
		there bool
	}{
		{"nodes", true}, {"load_balancers", s.Nodes.LoadBalancers > 0}, {"database", s.Database != nil}, {"cache", s.Cache != nil},
		{"files", s.Drivers.Files != nil}, {"backups", s.Database != nil && s.Database.Backups > 0}, {"egress", len(s.Prices.Egress) > 0},
		{"cdn", s.CDN != nil || s.Savings.CDN != nil}, {"monitoring", s.Prices.Monitoring.Base != 0 || s.Prices.Monitoring.PerNode != 0},
	} {
		if line.there {
			all = append(all, line.name)
		}
	}
	for _, line := range s.Lines() {
		if line.Derived() {
			all = append(all, line.Name)
		}
	}
	return all
}

// For lists the metrics of components, by their names, that a definition stands
// for; itself if it is of no component.
func (m Metric) For(components []string) []Metric {
	before, after, star := strings.Cut(m.Family, "*")
	if !star {
		return []Metric{m}
	}
	var all []Metric
	for _, name := range components {
		m.Name, m.Part = before+name+after, name
		all = append(all, m)
	}
	return all
}

// stated reports whether a scenario says what a result follows from.
func stated(s *model.Scenario, m Metric) bool {
	if strings.HasPrefix(m.Name, "database.") && !m.Partial {
		return s.Database != nil
	}
	if strings.HasPrefix(m.Name, "committed.") {
		return s.Commits()
	}
	switch m.Name {
	case "users", "cost.per_user":
		return !s.Drivers.Users.Absent
	case "revenue", "margin":
		return s.DriverNamed(s.Counted().Name) != nil && s.Finance != nil && s.Finance.Revenue != nil
	case "cost.reference":
		var reference model.Scenario
		return s.Without(&reference)
	case "availability":
		return s.StatesAvailability()
	case "latency.p95", "latency.p99":
		return slices.ContainsFunc(s.Services, func(svc model.Service) bool { return svc.Latency > 0 })
	}
	return true
}

// Rare reports a result that not every component of its sort has.
func (m Metric) Rare() bool {
	return slices.Contains([]string{"services.*.gpu_utilization", "services.*.latency_p50", "services.*.latency_p95", "services.*.latency_p99", "stores.*.hit_ratio", "stores.*.read_replicas", "charges.*.served"}, m.Family)
}

// has reports whether a component has a result that not all of its sort have.
func has(s *model.Scenario, m Metric) bool {
	switch m.Family {
	case "services.*.gpu_utilization":
		return s.Services[s.Service(m.Part)].GPU != nil
	case "services.*.latency_p50", "services.*.latency_p95", "services.*.latency_p99":
		svc := &s.Services[s.Service(m.Part)]
		return svc.Latency > 0 || svc.Targets.Latency != nil
	case "charges.*.served":
		return s.Charge(m.Part).Quota != nil
	case "stores.*.hit_ratio":
		return s.Stores[s.Store(m.Part)].Caches != ""
	case "stores.*.read_replicas":
		return model.KindOf(s.Stores[s.Store(m.Part)].Kind).Relational
	}
	return true
}

// Find returns the metric of that name, in whatever normal form of Unicode.
func Find(s *model.Scenario, name string) (Metric, bool) {
	name = norm.NFC.String(name)
	all := lookup()
	if i, ok := all.plain[name]; ok {
		m := definitions()[i]
		return m, stated(s, m)
	}
	for _, f := range all.families {
		part, ok := f.part(name)
		if !ok || !slices.Contains(Components(s, f.Family), part) || !stated(s, f.Metric) {
			continue
		}
		m := f.Metric
		m.Name, m.Part = name, part
		if !has(s, m) {
			continue
		}
		return m.within(s), true
	}
	return Metric{}, false
}

// KindOf is what a result measures, by a name of whichever scenario.
func KindOf(name string) unit.Kind {
	all := lookup()
	if i, ok := all.plain[name]; ok {
		return definitions()[i].Kind
	}
	for _, f := range all.families {
		if _, ok := f.part(name); ok {
			return f.Kind
		}
	}
	return unit.KindNone
}

// Components lists what the * of a family stands for in a scenario.
func Components(s *model.Scenario, family string) []string {
	prefix, _, star := strings.Cut(family, ".*")
	switch {
	case !star:
		return nil
	case prefix == "services":
		return each(s.Services, func(svc *model.Service) string { return svc.Name })
	case prefix == "drivers":
		return each(s.Drivers.Other, func(d *model.Driver) string { return d.Name })
	case prefix == "pools":
		return each(s.Pools, func(p *model.Pool) string { return p.Name })
	case prefix == "stores":
		return each(s.Stores, func(st *model.Store) string { return st.Name })
	case prefix == "load":
		return Streams(s)
	case prefix == "cost.per":
		return append(each(s.Drivers.Other, func(d *model.Driver) string { return d.Name }), Streams(s)...)
	case prefix == "fx":
		return each(s.Moving(), func(r **model.Rate) string { return (*r).Name })
	case prefix == "commitments":
		return s.Committed()
	case prefix == "charges":
		return each(s.Charges, func(c *model.Charge) string { return c.Name })
	case prefix == "cost.categories":
		return s.Categories()
	case prefix == "cost.lines":
		return Lines(s)
	case prefix == "cost.regions":
		return each(s.Regions, func(r *model.Region) string { return r.Name })
	}
	return Levers()
}

func each[T any](all []T, name func(*T) string) []string {
	names := make([]string, len(all))
	for i := range all {
		names[i] = name(&all[i])
	}
	return names
}
