package holding

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// This file puts into words whether a plan holds, the same for every reader.

// holder writes the verdict on one result.
type holder struct {
	*Verdict
	result *plan.Result
}

// Cause says from when on a plan does not hold, and through what: "from month 31
// (2026-08): frontend in europe-east carries 91% of its peak at its maximum of 10
// replicas; it needs 11". Of a plan that holds it is empty.
func Cause(v *Verdict, r *plan.Result) string {
	if v.Holds {
		return ""
	}
	return fmt.Sprintf("from month %d (%s): %s", v.Month, r.Scenario.Start.Add(v.Month), Through(v, r))
}

// Through says through what a plan does not hold: the part that falls short
// first, and what else does. The plan must not hold.
func Through(v *Verdict, r *plan.Result) string {
	h := holder{v, r}
	s, then := v.First()
	text := h.falls(s, then)
	if worst := s.Worst; worst.Month != v.Month && Share(worst.Share) != Share(then.Share) {
		text += fmt.Sprintf("; %s in month %d", Share(worst.Share), worst.Month)
	}
	if n := len(v.Shortages) - 1; n > 0 {
		var others []string
		for i := range v.Shortages {
			if other := &v.Shortages[i]; other != s {
				others = append(others, fmt.Sprintf("%s from month %d", Part(other), other.First.Month))
			}
		}
		text += "; also short: " + words.List(others)
	}
	return text
}

// Mended says what would make a plan hold, as it was found by running it so. Of a
// plan that holds it is empty.
func Mended(v *Verdict) string {
	if v.Holds {
		return ""
	}
	text := "nothing that was tried mends it by itself"
	if len(v.Mends) > 0 {
		text = words.List(mended(v.Mends))
	}
	if v.Load > 0 {
		return text + fmt.Sprintf("; as it is, it carries %s of this load", Share(v.Load))
	}
	return text
}

// Everything says that all parts of a plan carry their peak.
func Everything(r *plan.Result) string {
	parts := []string{"every service"}
	if r.Scenario.Database != nil {
		parts = append(parts, "the database")
	}
	if len(r.Scenario.Pools) > 0 {
		parts = append(parts, "pool")
	}
	if len(r.Scenario.Stores) > 0 {
		parts = append(parts, "store")
	}
	if len(parts) == 1 {
		return "every service carries its peak"
	}
	return words.List(parts) + " carry their peak"
}

// Part names what falls short.
func Part(s *plan.Shortage) string {
	switch {
	case s.Pool != "":
		return "the pool " + s.Pool
	case s.Charge != "":
		return s.Charge
	case s.Store != "":
		return s.Store + " (" + lacked(s.Lacks) + ")"
	case s.Service == "":
		return "the database (" + lacked(s.Lacks) + ")"
	case s.Region == "":
		return s.Service
	}
	return s.Service + " in " + s.Region
}

// falls says what a part carries in a month, and what leaves it no more.
func (h holder) falls(s *plan.Shortage, then plan.Shortfall) string {
	if s.Lacks == capacity.Unplaced {
		return fmt.Sprintf("%s carries nothing: no server in use holds one of its replicas", Part(s))
	}
	if s.Lacks == capacity.Quota && s.Store == "" {
		return fmt.Sprintf("%s carries %s of its peak: its quota is %s/s, and %s/s are asked", Part(s), Share(then.Share), words.Rate(then.Provisioned), words.Rate(then.Need))
	}
	if s.Service != "" {
		return fmt.Sprintf("%s carries %s of its peak at its maximum of %s; it needs %s", Part(s), Share(then.Share),
			unitOf(then.Provisioned, "replica"), words.Decimal(math.Ceil(then.Need*(1-1e-9)), 0))
	}
	if s.Pool != "" {
		return fmt.Sprintf("%s has %s of the servers that are needed: at most %s, of %s", Part(s), Share(then.Share), words.Decimal(then.Provisioned, 0), words.Decimal(then.Need, 0))
	}
	if s.Store != "" {
		return h.storeFalls(s, then)
	}
	sizing, month := h.result.Engine().Sizing(), then.Month
	p := &h.result.Capacity.Database
	tier := sizing.Databases()[p.Tier[month]]
	w := sizing.DatabaseWork(h.result.Demand, h.result.Capacity, month)
	share := "the database carries " + Share(then.Share) + " of its peak: "
	switch s.Lacks {
	case capacity.DatabaseConnections:
		c := &h.result.Scenario.Database.Connections
		return share + fmt.Sprintf("the services hold %s connections, and the server leaves them %s",
			words.Decimal(h.result.Capacity.Connections[month], 0), words.Decimal(max(float64(*c.Max)-float64(c.Reserved), 0), 0))
	case capacity.Storage:
		return share + fmt.Sprintf("it needs %s of disk, and %s holds %s", size(p.Disk[month]), tier.Name, size(float64(tier.Storage)))
	case capacity.Memory:
		return share + fmt.Sprintf("it needs %s of memory, and %s has %s", size(w.Memory), tier.Name, size(float64(tier.Memory)))
	case capacity.Writes:
		cores := float64(tier.CPU) * float64(h.result.Scenario.Database.Utilization)
		if tier.IOPS != nil && w.WriteIO/float64(*tier.IOPS) > w.WriteCPU/cores {
			return share + fmt.Sprintf("its writes ask for %s disk operations/s, and %s has %s", words.Decimal(w.WriteIO, 0), tier.Name, words.Decimal(float64(*tier.IOPS), 0))
		}
		return share + fmt.Sprintf("its writes ask for %s cores, and %s gives %s within its planned utilization", words.Short(w.WriteCPU, 2), tier.Name, words.Short(cores, 2))
	case capacity.IOPS:
		return share + fmt.Sprintf("its reads ask for more disk operations than %s and %s have", tier.Name, unitOf(p.Added[month], "read replica"))
	}
	return share + fmt.Sprintf("its reads ask for more CPU than %s and %s have", tier.Name, unitOf(p.Added[month], "read replica"))
}

// storeFalls says what a store carries in a month, and what leaves it no more.
func (h holder) storeFalls(s *plan.Shortage, then plan.Shortfall) string {
	share := fmt.Sprintf("%s carries %s of its peak: ", s.Store, Share(then.Share))
	i := h.result.Scenario.Store(s.Store)
	of, out := &h.result.Scenario.Stores[i], &h.result.Capacity.Stores[i]
	switch s.Lacks {
	case capacity.Quota:
		return share + fmt.Sprintf("%s reads/s and %s writes/s are asked, which is beyond its quota", words.Rate(out.PeakReads[then.Month]), words.Rate(out.PeakWrites[then.Month]))
	case capacity.HotKey:
		return share + fmt.Sprintf("%s of its calls are at one key, and only the machines that hold it serve that", words.Percent(float64(*of.Hottest)))
	case capacity.DatabaseConnections:
		return share + fmt.Sprintf("the services hold more connections than the %s that the server leaves them", words.Decimal(max(float64(*of.Connections.Max)-float64(of.Connections.Reserved), 0), 0))
	}
	if model.KindOf(of.Kind).Relational {
		return share + fmt.Sprintf("%s is the most that %s with %s gives", lacked(s.Lacks), h.result.Engine().Sizing().Machine(i, out.Tier[then.Month]), unitOf(out.Replicas[then.Month], "read replica"))
	}
	return share + fmt.Sprintf("its %s asks for %s machines, and there are at most %s", lacked(s.Lacks), words.Decimal(math.Ceil(then.Need*(1-1e-9)), 0), words.Decimal(then.Provisioned, 0))
}

// lacked is what a database lacks, in a word or two.
func lacked(b capacity.Binding) string {
	switch b {
	case capacity.DatabaseConnections:
		return "connections"
	case capacity.Storage:
		return "disk"
	case capacity.IOPS:
		return "disk operations"
	case capacity.Reads:
		return "CPU for reads"
	case capacity.Rate:
		return "measured rate"
	case capacity.HotKey:
		return "hottest key"
	}
	return words.Phrase(b.String())
}

// mended are the mends as they would be made. What the largest database tier
// lacks is one tier.
func mended(mends []Mend) []string {
	var all, has, had []string
	tier := ""
	for _, m := range mends {
		after := amount(m, m.After)
		switch {
		case m.Tier != "":
			tier, has, had = m.Tier, append(has, after), append(had, amount(m, *m.Before))
		case m.Before == nil:
			all = append(all, m.Path+": "+after)
		default:
			all = append(all, fmt.Sprintf("%s %s → %s", m.Path, amount(m, *m.Before), after))
		}
	}
	if tier != "" {
		all = append(all, fmt.Sprintf("a database tier of %s (%s has %s)", words.List(has), tier, words.List(had)))
	}
	return all
}

// amount writes what an input is, or would be.
func amount(m Mend, v float64) string {
	switch m.Kind {
	case unit.KindCount:
		return words.Decimal(v, 0)
	case unit.KindCores:
		return unitOf(v, "core")
	case unit.KindPerSecond:
		return words.Decimal(v, 0) + " disk operations/s"
	case unit.KindBytes:
		return size(v) + map[bool]string{true: " of memory", false: " of disk"}[m.Lacks == capacity.Memory]
	}
	return words.Quantity(m.Kind, v, "")
}

func size(v float64) string { return words.Quantity(unit.KindBytes, v, "") }

// unitOf is "1 replica", "10 replicas".
func unitOf(n float64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return words.Short(n, 2) + " " + what + "s"
}

// Share writes a share of a load so that only all of it is 100%.
func Share(share float64) string {
	text := words.Percent(share)
	for places := 2; share < 1 && text == "100%" && places < 9; places++ {
		text = words.Short(share*100, places) + "%"
	}
	return text
}
