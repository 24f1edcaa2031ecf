package plan

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
)

// ChangeKind is what kind of thing happens in a month.
type ChangeKind uint8

// The kinds of changes, in the order in which those of a month are told.
const (
	PhaseBegins    ChangeKind = iota // Subject is the phase
	RegionOpens                      // Subject is the region
	LeverBegins                      // Subject is the lever, or what it brings: cache, cdn
	DatabaseTier                     // From and To are tiers; Binding is why
	ReadReplicas                     // of the database: Before and After; Binding is why
	StoreTier                        // Subject is the store; From and To are its machines; Binding is why
	StoreNodes                       // Subject is the store: Before and After are its machines, twice or half as many
	ServersDoubled                   // Before and After are servers of all regions
	MaximumReached                   // Subject is the service, Region where: it needs more than its maximum
	CarriedAgain                     // Subject and Region as above: the maximum is enough again
	WallReached                      // Binding is what no tier of the database carries
	TargetReached                    // Subject is the driver
	LimitBroken                      // Subject is the limit
)

// Change is something that begins, opens, grows or breaks in a month.
type Change struct {
	Month         int              // from 0 on
	Kind          ChangeKind       // what happens
	Subject       string           // what it is about, by its name in the scenario
	Region        string           // where, if the scenario has regions; else empty
	From, To      string           // names of tiers
	Before, After float64          // counts of replicas or servers
	Binding       capacity.Binding // the constraint behind it
	Lost          *int             // first month in which a target that was reached is missed again; nil when it is not
}

// Timeline lists what changes when, by month and kind: each month in which
// something must grow, opens, begins or breaks. A tier, a count of read replicas or
// the servers change back as well as forth; a limit breaks once.
func (r *Result) Timeline() []Change {
	var all []Change
	for _, part := range [][]Change{
		r.begins(), r.databaseChanges(), r.storeChanges(), r.serverChanges(), r.maximumChanges(), r.milestones(),
	} {
		all = append(all, part...)
	}
	slices.SortStableFunc(all, func(a, b Change) int {
		if a.Month != b.Month {
			return a.Month - b.Month
		}
		return int(a.Kind) - int(b.Kind)
	})
	return all
}

// begins are phases, regions and levers that begin behind month 0.
func (r *Result) begins() []Change {
	s, last := r.Scenario, r.Months()
	var all []Change
	add := func(kind ChangeKind, subject string, month int) {
		if month > 0 && month <= last {
			all = append(all, Change{Month: month, Kind: kind, Subject: subject})
		}
	}
	for i := range s.Phases {
		add(PhaseBegins, s.Phases[i].Name, s.Phases[i].Months.First)
	}
	for i := range s.Regions {
		add(RegionOpens, s.Regions[i].Name, s.Regions[i].From.Or(0))
	}
	if s.Cache != nil {
		add(LeverBegins, "cache", s.Cache.From.Or(0))
	}
	if s.CDN != nil {
		add(LeverBegins, "cdn", s.CDN.From.Or(0))
	}
	if a := s.Savings.Autoscaling; a != nil {
		add(LeverBegins, "autoscaling", a.From.Or(0))
	}
	if c := s.Savings.Reserved; c != nil {
		add(LeverBegins, "reserved", c.From.Or(0))
	}
	if c := s.Savings.Spot; c != nil {
		add(LeverBegins, "spot", c.From.Or(0))
	}
	return all
}

// databaseChanges are changes of the database's tier and of its read replicas.
func (r *Result) databaseChanges() []Change {
	tiers, d := r.engine.Sizing().Databases(), &r.Capacity.Database
	if len(tiers) == 0 {
		return nil
	}
	var all []Change
	for month := 1; month <= r.Months(); month++ {
		if from, to := d.Tier[month-1], d.Tier[month]; from != to {
			all = append(all, Change{Month: month, Kind: DatabaseTier, Subject: "database", From: tiers[from].Name, To: tiers[to].Name, Binding: d.Binding[month]})
		}
		if before, after := d.Replicas[month-1], d.Replicas[month]; before != after {
			all = append(all, Change{Month: month, Kind: ReadReplicas, Subject: "database", Before: before, After: after, Binding: d.Binding[month]})
		}
	}
	if wall := r.Reached.Wall; wall != nil {
		all = append(all, Change{Month: *wall, Kind: WallReached, Subject: "database", Binding: d.Wall[*wall]})
	}
	return all
}

// storeChanges are changes of the machines of stores: of their size, and of how many
// there are.
func (r *Result) storeChanges() []Change {
	var all []Change
	for i := range r.Capacity.Stores {
		name, out := r.Scenario.Stores[i].Name, &r.Capacity.Stores[i]
		for month := 1; month <= r.Months(); month++ {
			from, to := r.engine.capacity.Machine(i, out.Tier[month-1]), r.engine.capacity.Machine(i, out.Tier[month])
			if from != to && out.Nodes[month-1] > 0 && out.Nodes[month] > 0 {
				all = append(all, Change{Month: month, Kind: StoreTier, Subject: name, From: from, To: to, Binding: out.Binding[month]})
			}
		}
		all = append(all, doublings(out.Nodes, Change{Kind: StoreNodes, Subject: name})...)
	}
	return all
}

// serverChanges are the months in which there are twice as many servers, or half
// as many, as when this was last told.
func (r *Result) serverChanges() []Change {
	return doublings(r.Series("nodes"), Change{Kind: ServersDoubled, Subject: "servers"})
}

// doublings are the months in which a count is twice, or half, of what it was when this
// was last told.
func doublings(counts []float64, of Change) []Change {
	var all []Change
	told := counts[0]
	for month, n := range counts {
		if n >= 2*told && n > told || n <= told/2 && n < told {
			of.Month, of.Before, of.After = month, told, n
			all = append(all, of)
			told = n
		}
	}
	return all
}

// maximumChanges are the months from which the maximum of a service binds in a
// region, and those from which it does not any more.
func (r *Result) maximumChanges() []Change {
	var all []Change
	for i := range r.Capacity.Deployments {
		d := &r.Capacity.Deployments[i]
		short := false
		for month, binding := range d.Binding {
			if now := binding == capacity.Maximum; now != short {
				c := Change{Month: month, Kind: CarriedAgain, Subject: r.Scenario.Services[d.Service].Name, Region: r.engine.Sizing().Regions()[d.Region].Name, After: d.Replicas[month]}
				if short = now; short {
					c.Kind = MaximumReached
				}
				all = append(all, c)
			}
		}
	}
	return all
}

// Lost is the first month after the one that reaches a target in which a driver is
// below it again, as after a season; nil when it is reached for good.
func Lost(series []float64, reached int, target float64) *int {
	for m := reached + 1; m < len(series); m++ {
		if series[m] < target*(1-1e-9) {
			return &m
		}
	}
	return nil
}

// milestones are targets that are reached and limits that break.
func (r *Result) milestones() []Change {
	var all []Change
	reached := func(driver string, month *int, series []float64, target float64) {
		if month != nil && *month > 0 {
			all = append(all, Change{Month: *month, Kind: TargetReached, Subject: driver, After: target, Lost: Lost(series, *month, target)})
		}
	}
	if t := r.Scenario.Drivers.Users.Target; t != nil {
		reached("users", r.Reached.Users, r.Demand.Users, float64(*t))
	}
	if d := r.Scenario.Drivers.Database; d != nil && d.Target != nil {
		reached("database", r.Reached.Database, r.Demand.DatabaseBytes, float64(*d.Target))
	}
	for i := range r.Limits {
		if l := &r.Limits[i]; !l.Holds && l.Open == "" && l.Month != nil && l.Level == "deny" {
			all = append(all, Change{Month: *l.Month, Kind: LimitBroken, Subject: l.Name})
		}
	}
	return all
}
