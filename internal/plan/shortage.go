package plan

import (
	"cmp"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
)

// Shortage is a part of a plan that carries less than its peak load in some
// months, for want of one thing.
type Shortage struct {
	Service string           // its name; "" for the database and for stores
	Store   string           // name of a store; "" for services, the database and pools
	Pool    string           // name of a pool; "" for all else
	Charge  string           // name of a charge; the same
	Region  string           // where it falls short; "" for the database, and without regions
	Lacks   capacity.Binding // Maximum for a service, Unplaced, or Quota outside; for the database Writes, Reads, Memory, Storage, IOPS or DatabaseConnections
	Path    string           // of the input that lets it be no larger

	First, Worst Shortfall // in its first month, and in the one in which it carries the least share
	Months       int       // how many months it lasts
	falls        []Shortfall
}

// In is what the part carries in a month; false in one in which it lacks nothing,
// or something else.
func (s *Shortage) In(month int) (Shortfall, bool) {
	for _, f := range s.falls {
		if f.Month == month {
			return f, true
		}
	}
	return Shortfall{}, false
}

// Shortfall is what a part carries in one month.
type Shortfall struct {
	Month       int     // of the plan
	Share       float64 // of the peak load that is carried, from 0 to below 1
	Need        float64 // replicas that the load asks for, a real number; 0 for the database
	Provisioned float64 // replicas that run; 0 for the database
}

// Shortages are the parts of the plan that carry less than their peak load in any
// month: those that begin first before the others, of these the one that carries
// least.
func (r *Result) Shortages() []Shortage {
	var all []Shortage
	for i := range r.Capacity.Deployments {
		d := &r.Capacity.Deployments[i]
		name := r.Scenario.Services[d.Service].Name
		capped := Shortage{Service: name, Region: r.engine.Sizing().Regions()[d.Region].Name, Lacks: capacity.Maximum, Path: "services." + name + ".replicas.max"}
		unplaced := capped
		unplaced.Lacks, unplaced.Path = capacity.Unplaced, "services."+name+".replica"
		for m, share := range d.Served {
			fall := Shortfall{m, share, d.Need[m], d.Replicas[m]}
			switch {
			case share == 0 && d.Replicas[m] > 0: // replicas that run carry something
				unplaced.add(fall)
			case share < 1:
				capped.add(fall)
			}
		}
		for _, s := range []Shortage{capped, unplaced} {
			if s.Months > 0 {
				all = append(all, s)
			}
		}
	}
	for _, part := range [][]Shortage{r.quotaShortages(), r.grantShortages(), r.databaseShortages(), r.poolShortages(), r.storeShortages()} {
		all = append(all, part...)
	}
	slices.SortStableFunc(all, func(a, b Shortage) int {
		return cmp.Or(cmp.Compare(a.First.Month, b.First.Month), cmp.Compare(a.First.Share, b.First.Share))
	})
	return all
}

// add counts a month.
func (s *Shortage) add(m Shortfall) {
	if s.Months == 0 {
		s.First, s.Worst = m, m
	}
	if m.Share < s.Worst.Share {
		s.Worst = m
	}
	s.Months++
	s.falls = append(s.falls, m)
}

// quotaShortages are the services outside that grant less than is asked of them.
func (r *Result) quotaShortages() (all []Shortage) {
	for i := range r.Scenario.Services {
		v := &r.Scenario.Services[i]
		if !v.Outside || v.Quota == nil {
			continue
		}
		s := Shortage{Service: v.Name, Lacks: capacity.Quota, Path: "services." + v.Name + ".quota"}
		calls := r.Series("services." + v.Name + ".calls")
		for m, share := range r.Series("services." + v.Name + ".served") {
			if share < 1 {
				s.add(Shortfall{m, share, calls[m], float64(*v.Quota)})
			}
		}
		if s.Months > 0 {
			all = append(all, s)
		}
	}
	return all
}

// grantShortages are the charges whose quotas grant less than is asked of them.
func (r *Result) grantShortages() (all []Shortage) {
	for _, i := range r.engine.Pricing().Limited() {
		c := &r.Scenario.Charges[i]
		s := Shortage{Charge: c.Name, Lacks: capacity.Quota, Path: "charges." + c.Name + ".quota"}
		asked := make([]float64, r.Months()+1)
		r.engine.Pricing().Asked(i, r.Demand, r.Capacity, asked)
		for m, share := range r.Series("charges." + c.Name + ".served") {
			if share < 1 {
				s.add(Shortfall{m, share, asked[m], float64(*c.Quota)})
			}
		}
		if s.Months > 0 {
			all = append(all, s)
		}
	}
	return all
}

// databaseShortages are what the database lacks, one after the other.
func (r *Result) databaseShortages() []Shortage {
	db := r.Scenario.Database
	if db == nil {
		return nil
	}
	p := &r.Capacity.Database
	var all []Shortage
	for m, lacks := range p.Short {
		if lacks == capacity.Idle {
			continue
		}
		i := slices.IndexFunc(all, func(s Shortage) bool { return s.Lacks == lacks })
		if i < 0 {
			i = len(all)
			all = append(all, Shortage{Lacks: lacks, Path: capOf(db, lacks)})
		}
		all[i].add(Shortfall{Month: m, Share: p.Served[m]})
	}
	return all
}

// poolShortages are the pools that need more servers than they may have.
func (r *Result) poolShortages() (all []Shortage) {
	for i := range r.Capacity.Pools {
		name := r.Scenario.Pools[i].Name
		s := Shortage{Pool: name, Lacks: capacity.Maximum, Path: "pools." + name + ".max"}
		for m, share := range r.Capacity.Pools[i].Served {
			if share < 1 {
				s.add(Shortfall{m, share, r.Capacity.Pools[i].Need[m], float64(*r.Scenario.Pools[i].Max)})
			}
		}
		if s.Months > 0 {
			all = append(all, s)
		}
	}
	return all
}

// storeShortages are what the stores lack, each of them one thing after the other.
func (r *Result) storeShortages() (all []Shortage) {
	for i := range r.Capacity.Stores {
		out, of := &r.Capacity.Stores[i], &r.Scenario.Stores[i]
		first := len(all)
		for m, lacks := range out.Short {
			if lacks == capacity.Idle {
				continue
			}
			k := slices.IndexFunc(all[first:], func(s Shortage) bool { return s.Lacks == lacks })
			if k < 0 {
				k = len(all) - first
				all = append(all, Shortage{Store: of.Name, Lacks: lacks, Path: "stores." + of.Name + "." + capOfStore(of, lacks)})
			}
			all[first+k].add(Shortfall{m, out.Served[m], out.Need[m], out.Nodes[m]})
		}
	}
	return all
}

// capOfStore is the word of a store that lets it be no larger.
func capOfStore(of *model.Store, lacks capacity.Binding) string {
	switch {
	case lacks == capacity.Quota:
		return "quota"
	case lacks == capacity.DatabaseConnections:
		return "connections"
	case lacks == capacity.HotKey:
		return "hottest"
	case of.Nodes != nil:
		return "nodes"
	case of.Max != nil && !model.KindOf(of.Kind).Relational:
		return "max"
	}
	return "tiers"
}

// capOf is the input that lets the database be no larger.
func capOf(db *model.Database, lacks capacity.Binding) string {
	switch lacks {
	case capacity.DatabaseConnections:
		return "database.connections.max"
	case capacity.Reads, capacity.IOPS:
		return "database.read_replicas.max"
	}
	return "database.tiers"
}

// HoldingCheck is the condition under which the plan holds, held against the
// result as a limit is: what decides, in every report and at every gate, whether
// it does.
func (r *Result) HoldingCheck() LimitCheck {
	l := r.Scenario.Holding()
	check := checkLimit(r, l, "deny", l.Deny, Against{})
	check.Path = "objectives." + model.Holding
	return check
}
