package holding

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/study/line"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Mend is a change of one input that helps a plan to hold. What a mend is about
// is the smallest that holds with the mends before it.
type Mend struct {
	Path   string           // of the input; "prices.databases.NAME.cpu" for a tier that is larger than any there is
	Before *float64         // what it is; nil when the scenario does not say
	After  float64          // what it must be, in base units
	Kind   unit.Kind        // of both
	Tier   string           // name of the largest tier, when none that there is carries the load; else ""
	Lacks  capacity.Binding // what it mends
}

// The search for mends.
const (
	mostReplicas = 1000 // read replicas that are tried
	rounds       = 8    // enlargements of the largest tier: one mend lets another resource bind
)

// mends are changes that together make the plan hold: first the maxima of its
// services, then what its database lacks. They are none when not all shortages
// can be mended so.
func mends(r *plan.Result) []Mend {
	t := newTrial(r.Scenario)
	t.services()
	if t.scenario.Database != nil {
		for range rounds {
			if !t.database() {
				break
			}
		}
	}
	t.pools()
	for range rounds {
		if !t.stores() {
			break
		}
	}
	if !t.run().HoldingCheck().Holds {
		return nil
	}
	return t.mends
}

// trial is a scenario on its way to one that holds.
type trial struct {
	scenario *model.Scenario // a copy
	least    float64         // share of the load that each part must carry
	mends    []Mend
	engine   *plan.Engine // of the scenario; nil when there is none for its structure
}

func newTrial(s *model.Scenario) *trial {
	own, _ := model.Clone(s, nil)
	own.Limits, own.Claims = nil, nil
	return &trial{scenario: own, least: s.LeastServed()}
}

// run projects the scenario as it is now. What it returns holds until the next run.
func (t *trial) run() *plan.Result {
	if t.engine == nil {
		t.engine = plan.Compile(t.scenario)
	}
	return t.engine.Project()
}

// services raises the maximum of each service that falls short to what it needs
// in the month and region in which it needs most.
func (t *trial) services() {
	r := t.run()
	for i := range t.scenario.Services {
		replicas := &t.scenario.Services[i].Replicas
		if replicas.Max == nil {
			continue
		}
		most := 0.0
		for k := range r.Capacity.Deployments {
			d := &r.Capacity.Deployments[k]
			for m, share := range d.Served {
				if d.Service == i && share > 0 && share < t.least*(1-1e-9) {
					most = max(most, d.Need[m])
				}
			}
		}
		if most == 0 {
			continue
		}
		before := float64(*replicas.Max)
		after := capacity.Whole(most*t.least) + t.spare(replicas)
		*replicas.Max = unit.Count(after)
		t.mends = append(t.mends, Mend{
			Path: "services." + t.scenario.Services[i].Name + ".replicas.max", Before: &before, After: after, Kind: unit.KindCount, Lacks: capacity.Maximum,
		})
	}
}

// spare are the replicas that a service keeps beyond its need; a plan that may
// fall short needs none of them to hold.
func (t *trial) spare(r *model.Replicas) float64 {
	if t.least < 1 {
		return 0
	}
	return float64(r.Spare)
}

// database mends what the database lacks first, and reports whether it lacked
// anything that can be mended.
func (t *trial) database() bool {
	r := t.run()
	for _, s := range r.Shortages() {
		if s.Service != "" || s.Store != "" || s.Pool != "" || s.Charge != "" || s.Worst.Share >= t.least*(1-1e-9) {
			continue
		}
		switch s.Lacks {
		case capacity.DatabaseConnections:
			return t.pool()
		case capacity.Reads, capacity.IOPS:
			return t.replicas(s.Lacks) || t.enlarge(t.run(), &s)
		}
		return t.enlarge(r, &s)
	}
	return false
}

// pool puts a pooler in front of the database that opens as many connections as
// the server has for services.
func (t *trial) pool() bool {
	c := &t.scenario.Database.Connections
	room := float64(*c.Max) - float64(c.Reserved)
	if c.Pooler != nil || room < 1 {
		return false
	}
	pooler := unit.Count(room)
	c.Pooler, t.engine = &pooler, nil
	t.mends = append(t.mends, Mend{Path: "database.connections.pooler", After: room, Kind: unit.KindCount, Lacks: capacity.DatabaseConnections})
	return true
}

// replicas looks for the fewest read replicas with which the database no longer
// lacks what they give.
func (t *trial) replicas(lacks capacity.Binding) bool {
	most := &t.scenario.Database.ReadReplicas.Max
	before := float64(*most)
	enough := func(n float64) bool {
		*most = unit.Count(n)
		for _, s := range t.run().Shortages() {
			if s.Service == "" && s.Store == "" && s.Pool == "" && s.Charge == "" && s.Lacks == lacks && s.Worst.Share < t.least*(1-1e-9) {
				return false
			}
		}
		return true
	}
	if before >= mostReplicas || !enough(mostReplicas) {
		*most = unit.Count(before)
		return false
	}
	fewest := line.Threshold(line.Span{Whole: true}, mostReplicas, before, 0, enough)
	*most = unit.Count(fewest)
	t.mends = append(t.mends, Mend{Path: "database.read_replicas.max", Before: &before, After: fewest, Kind: unit.KindCount, Lacks: lacks})
	return true
}

// enlarge gives the largest tier as much more of what it lacks as the load asks
// for, rounded up to two digits, as if there were such a tier.
func (t *trial) enlarge(r *plan.Result, s *plan.Shortage) bool {
	tiers := t.scenario.Database.Tiers
	name := tiers[len(tiers)-1]
	for i := range t.scenario.Prices.Databases {
		tier := &t.scenario.Prices.Databases[i]
		if tier.Name != name {
			continue
		}
		at, kind, key := resource(r, tier, s)
		if at == nil {
			return false
		}
		before := *at
		*at = line.Rounded(before*t.least/s.Worst.Share, 2, true)
		return t.note(Mend{
			Path: "prices.databases." + name + "." + key, Before: &before, After: *at, Kind: kind, Tier: name, Lacks: s.Lacks,
		})
	}
	return false
}

// note adds a mend, or raises one of the same input.
func (t *trial) note(m Mend) bool {
	for i := range t.mends {
		if t.mends[i].Path == m.Path {
			t.mends[i].After = m.After
			return true
		}
	}
	t.mends = append(t.mends, m)
	return true
}

// resource is what a tier has of what the database lacks. Writes fill the
// primary's CPU or its disk operations, whichever leaves less.
func resource(r *plan.Result, tier *model.DatabaseTier, s *plan.Shortage) (at *float64, kind unit.Kind, key string) {
	lacks := s.Lacks
	if lacks == capacity.Writes && tier.IOPS != nil {
		w := r.Engine().Sizing().DatabaseWork(r.Demand, r.Capacity, s.Worst.Month)
		if w.WriteIO/float64(*tier.IOPS) > w.WriteCPU/(float64(tier.CPU)*float64(r.Scenario.Database.Utilization)) {
			lacks = capacity.IOPS
		}
	}
	switch lacks {
	case capacity.Writes, capacity.Reads, capacity.CPU:
		return (*float64)(&tier.CPU), unit.KindCores, "cpu"
	case capacity.IOPS:
		return (*float64)(tier.IOPS), unit.KindPerSecond, "iops"
	case capacity.Memory:
		return (*float64)(&tier.Memory), unit.KindBytes, "memory"
	case capacity.Storage:
		return (*float64)(&tier.Storage), unit.KindBytes, "storage"
	}
	return nil, unit.KindNone, ""
}

// load is the largest share of the demand that the plan carries as it is, rounded
// down to three digits; 0 when it carries none.
func load(s *model.Scenario) float64 {
	own, _ := model.Clone(s, nil)
	e := plan.Compile(own)
	holds := func(share float64) bool {
		e.Scale(share)
		return e.Holds()
	}
	most := line.Threshold(line.Span{Range: line.Range{High: 1}}, 0, 1, 1e-9, holds)
	if most == 0 {
		return 0
	}
	if share := line.Rounded(most, 3, false); holds(share) {
		return share
	}
	return 0
}
