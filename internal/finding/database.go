package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/capacity"
)

// databaseWall: from some month on even the largest tier does not carry the load.
func databaseWall(e *Evidence) []Finding {
	for month, wall := range e.Capacity.Database.Wall {
		if wall == capacity.Idle {
			continue
		}
		tier := e.Sizing.Databases()[e.Capacity.Database.Tier[month]]
		w := e.Sizing.DatabaseWork(e.Demand, e.Capacity, month)
		utilization := float64(e.Scenario.Database.Utilization)
		f := Finding{Code: "database-wall", Severity: e.shortfall(e.walled()), Month: &month, Path: "database.tiers",
			Message: fmt.Sprintf("from month %d on the largest database tier, %s, cannot carry the %s", month, tier.Name, wall),
			Remedy:  "shard, move writes to queues or other stores, or add a larger tier",
		}
		switch wall {
		case capacity.Storage:
			f.Arithmetic = fmt.Sprintf("%s of disk needed, the tier holds %s", bytes(e.Capacity.Database.Disk[month]), bytes(float64(tier.Storage)))
		case capacity.Memory:
			f.Arithmetic = fmt.Sprintf("%s of memory needed, the tier has %s", bytes(w.Memory), bytes(float64(tier.Memory)))
		case capacity.IOPS:
			f.Arithmetic = fmt.Sprintf("%s disk operations per second", count(w.ReadIO+w.WriteIO))
		default:
			f.Arithmetic = fmt.Sprintf("writes take %s cores, reads %s; the tier gives %s × %s = %s, and replicas replay every write",
				number(w.WriteCPU), number(w.ReadCPU), number(float64(tier.CPU)), share(utilization), number(float64(tier.CPU)*utilization))
		}
		return []Finding{f}
	}
	return nil
}

// walled is the least share of its peak that the database carries in a month in
// which its largest tier does not carry all.
func (e *Evidence) walled() float64 {
	least := 1.0
	for month, wall := range e.Capacity.Database.Wall {
		if wall != capacity.Idle {
			least = min(least, e.Capacity.Database.Served[month])
		}
	}
	return least
}

// databaseTarget: the largest tier is too small for the size that is the target.
func databaseTarget(e *Evidence) []Finding {
	db, data := e.Scenario.Database, e.Scenario.Drivers.Database
	if db == nil || data == nil || data.Target == nil {
		return nil
	}
	tiers := e.Sizing.Databases()
	largest := tiers[len(tiers)-1]
	needed := float64(*data.Target) * float64(db.Overhead) / (1 - float64(db.FreeSpace))
	if needed <= float64(largest.Storage) {
		return nil
	}
	var month *int
	for m, disk := range e.Capacity.Database.Disk {
		if disk > float64(largest.Storage) {
			month = &m
			break
		}
	}
	return []Finding{{
		Code: "database-target", Severity: High, Month: month, Path: "drivers.database.target",
		Message:    fmt.Sprintf("the largest database tier holds %s, and the target is %s", bytes(float64(largest.Storage)), bytes(float64(*data.Target))),
		Arithmetic: fmt.Sprintf("%s × %sx overhead ÷ (1 − %s free) = %s of disk; %s holds %s", bytes(float64(*data.Target)), number(float64(db.Overhead)), share(float64(db.FreeSpace)), bytes(needed), largest.Name, bytes(float64(largest.Storage))),
		Remedy:     "add a tier with more storage, partition and archive, or shard",
	}}
}

// singlePrimary: one write primary is less available than the objective.
func singlePrimary(e *Evidence) []Finding {
	db, asked := e.Scenario.Database, e.Scenario.Objectives.Availability
	if db == nil || db.Availability == nil || asked == nil || *db.Availability >= *asked {
		return nil
	}
	has := float64(*db.Availability)
	return []Finding{{
		Code: "single-primary", Severity: High, Path: "database.availability",
		Message:    fmt.Sprintf("one write primary is a single point of failure: %s against the objective of %s", nines(has), nines(float64(*asked))),
		Arithmetic: fmt.Sprintf("%s leaves %s, %s allows %s, before anything else fails", nines(has), downtime(has), nines(float64(*asked)), downtime(float64(*asked))),
		Remedy:     "promise less for writes, or a primary with automatic failover that is proven to be faster",
	}}
}

// cacheTooSmall: the data worth caching outgrows the cache.
func cacheTooSmall(e *Evidence) []Finding {
	c := e.Scenario.Cache
	if c == nil {
		return nil
	}
	for month, hit := range e.Capacity.HitRatio {
		if hit == 0 || hit >= float64(c.HitRatio)*(1-1e-9) {
			continue
		}
		hot := float64(c.Hot) * e.Demand.DatabaseBytes[month]
		return []Finding{{
			Code: "cache-too-small", Severity: Medium, Month: &month, Path: "cache.memory",
			Message:    fmt.Sprintf("from month %d on the data worth caching does not fit in the cache", month),
			Arithmetic: fmt.Sprintf("%s × %s = %s, usable %s; hit ratio %s instead of %s, and %s in month %d", share(float64(c.Hot)), bytes(e.Demand.DatabaseBytes[month]), bytes(hot), bytes(e.Sizing.CacheBytes()), share(hit), share(float64(c.HitRatio)), share(e.Capacity.HitRatio[e.Scenario.Months()]), e.Scenario.Months()),
			Remedy:     "add nodes or memory with the data",
		}}
	}
	return nil
}
