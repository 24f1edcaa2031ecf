package report

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

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

// DatabaseUse is how full the database is: of each resource the share that is
// needed of what the tier and its read replicas have, 1 where all is taken. CPU
// counts up to its planned utilization.
type DatabaseUse struct {
	Resources []NamedSeries // those that the scenario says something of
	Tiers     []string      // name of the tier by month
	Steps     []TierStep    // where the tier changes
	Walls     []Wall        // what it does not carry, the first first
}

// TierStep is a change of the database's tier.
type TierStep struct {
	Month    int    // from which it has the new one
	To       string // its name
	Resource int    // index of the resource that asked for it; −1 for none of them
}

// Wall is what a database does not carry from some month on.
type Wall struct {
	Month int    // the first
	Of    string // what it lacks, in words
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
	series := &DatabaseSeries{Live: r.Demand.DatabaseBytes, Disk: d.Disk, Tiers: tierNames(r)}
	for _, t := range d.Tier {
		series.Storage = append(series.Storage, float64(tiers[t].Storage))
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

// tierNames is the name of the database's tier by month.
func tierNames(r *plan.Result) []string {
	tiers := r.Engine().Sizing().Databases()
	var names []string
	for _, t := range r.Capacity.Database.Tier {
		names = append(names, tiers[t].Name)
	}
	return names
}

// databaseUse states a second time what package capacity has as the share that
// the database serves: that is 1 ÷ the largest of these, or 1 (see
// capacity/served.go).
func databaseUse(r *plan.Result) *DatabaseUse {
	if r.Scenario.Database == nil {
		return nil
	}
	months := r.Months() + 1
	cpu, ops := NamedSeries{"CPU", make([]float64, months)}, NamedSeries{"Disk operations", make([]float64, months)}
	memory, disk := NamedSeries{"Memory", make([]float64, months)}, NamedSeries{"Disk", make([]float64, months)}
	db, p, sizing := r.Scenario.Database, &r.Capacity.Database, r.Engine().Sizing()
	limited := false
	for m := range months {
		t, w := sizing.Databases()[p.Tier[m]], sizing.DatabaseWork(r.Demand, r.Capacity, m)
		n, replay := p.Added[m], float64(db.Replay)
		cpu.Values[m] = crowded(w.ReadCPU, w.WriteCPU, float64(t.CPU)*float64(db.Utilization), n, replay)
		memory.Values[m] = w.Memory / float64(t.Memory)
		disk.Values[m] = p.Disk[m] / float64(t.Storage)
		if t.IOPS != nil {
			ops.Values[m], limited = crowded(w.ReadIO, w.WriteIO, float64(*t.IOPS), n, replay), true
		}
	}
	u := &DatabaseUse{Resources: []NamedSeries{cpu, memory, disk}, Tiers: tierNames(r)}
	if limited {
		u.Resources = append(u.Resources, ops)
	}
	if c := &db.Connections; c.Pooler == nil && c.Max != nil {
		room := float64(*c.Max) - float64(c.Reserved)
		held := NamedSeries{"Connections", make([]float64, months)}
		for m, n := range r.Capacity.Connections {
			held.Values[m] = n / max(room, 1)
		}
		u.Resources = append(u.Resources, held)
	}
	for _, x := range r.Shortages() {
		if x.Service == "" && x.Store == "" && x.Pool == "" {
			u.Walls = append(u.Walls, Wall{x.First.Month, lack(x.Lacks)})
		}
	}
	u.Steps = tierSteps(r, u)
	return u
}

// lack is what a database lacks, in words.
func lack(b capacity.Binding) string {
	switch b {
	case capacity.DatabaseConnections:
		return "connections"
	case capacity.Writes:
		return "a primary for the writes"
	case capacity.Reads:
		return "CPU for the reads"
	case capacity.IOPS:
		return "disk operations"
	}
	return words.Phrase(b.String())
}

// tierSteps are the months in which the tier changes, each with the resource that
// set the new one.
func tierSteps(r *plan.Result, u *DatabaseUse) []TierStep {
	var all []TierStep
	for _, c := range r.Timeline() {
		if c.Kind != plan.DatabaseTier {
			continue
		}
		name := map[capacity.Binding]string{
			capacity.CPU: "CPU", capacity.Reads: "CPU", capacity.Writes: "CPU", capacity.Memory: "Memory",
			capacity.Storage: "Disk", capacity.IOPS: "Disk operations",
		}[c.Binding]
		all = append(all, TierStep{c.Month, c.To, slices.IndexFunc(u.Resources, func(s NamedSeries) bool { return s.Name == name })})
	}
	return all
}

// crowded is the share that reads and writes take of what a primary, which does
// all writes, and n replicas have, which replay them and help with the reads.
func crowded(reads, writes, has, n, replay float64) float64 {
	together := reads + float64(writes*(1+float64(n*replay)))
	return math.Max(writes/has, together/((1+n)*has))
}
