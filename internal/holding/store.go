package holding

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/study/line"
	"github.com/talimat/talimat-plan/internal/unit"
)

// stores mends what the stores lack first, and reports whether they lacked anything that
// can be mended: more machines, or larger ones.
func (t *trial) stores() bool {
	r := t.run()
	for _, s := range r.Shortages() {
		if s.Store == "" || s.Worst.Share >= t.least*(1-1e-9) {
			continue
		}
		switch s.Path {
		case "stores." + s.Store + ".max", "stores." + s.Store + ".nodes":
			return t.machines(r, &s)
		case "stores." + s.Store + ".tiers":
			return t.larger(r, &s)
		}
	}
	return false
}

// machines raises the most machines of a store to what it needs in the worst month.
func (t *trial) machines(r *plan.Result, s *plan.Shortage) bool {
	st := &t.scenario.Stores[t.scenario.Store(s.Store)]
	most := st.Max
	if st.Nodes != nil {
		most = st.Nodes
	}
	before := float64(*most)
	after := max(capacity.Whole(s.Worst.Need*t.least)+st.SpareOf(), before+1)
	*most = unit.Count(after)
	return t.note(Mend{Path: s.Path, Before: &before, After: after, Kind: unit.KindCount, Lacks: s.Lacks})
}

// larger gives the largest machine of a store as much more of what it lacks as the load
// asks for, rounded up to two digits, as if there were such a one.
func (t *trial) larger(r *plan.Result, s *plan.Shortage) bool {
	i := t.scenario.Store(s.Store)
	name := r.Engine().Sizing().Machine(i, r.Capacity.Stores[i].Tier[s.Worst.Month])
	for k := range t.scenario.Stores[i].Tiers {
		if t.scenario.Stores[i].Tiers[k].Name != name {
			continue
		}
		m := t.scenario.Machine(&t.scenario.Stores[i].Tiers[k])
		at, kind, key := m.CPU, unit.KindCores, "cpu"
		switch s.Lacks {
		case capacity.Memory:
			at, kind, key = m.Memory, unit.KindBytes, "memory"
		case capacity.Storage:
			at, kind, key = m.Storage, unit.KindBytes, "storage"
		case capacity.IOPS:
			at, kind, key = m.IOPS, unit.KindPerSecond, "iops"
		}
		if at == nil || s.Worst.Share <= 0 {
			return false
		}
		before := *at
		*at = line.Rounded(before*t.least/s.Worst.Share, 2, true)
		return t.note(Mend{Path: "stores." + s.Store + ".tiers." + name + "." + key, Before: &before, After: *at, Kind: kind, Tier: name, Lacks: s.Lacks})
	}
	return false
}

// pools raises the most servers of each pool to what it needs.
func (t *trial) pools() {
	for _, s := range t.run().Shortages() {
		if s.Pool == "" || s.Worst.Share >= t.least*(1-1e-9) {
			continue
		}
		most := t.scenario.Pools[t.scenario.Pooled(s.Pool)].Max
		before := float64(*most)
		after := capacity.Whole(s.Worst.Need * t.least)
		*most = unit.Count(after)
		t.note(Mend{Path: s.Path, Before: &before, After: after, Kind: unit.KindCount, Lacks: s.Lacks})
	}
}
