package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/words"
)

// databaseWall: from some month on no tier carries the load, whatever replicas read.
func databaseWall(e *Evidence) []Finding {
	for month, wall := range e.Capacity.Database.Wall {
		if wall == capacity.Idle {
			continue
		}
		tier := e.Sizing.Databases()[e.Capacity.Database.Tier[month]]
		what, arithmetic := e.against(wall, tier, month)
		return []Finding{{
			Code: "database-wall", Severity: e.shortfall(e.walled()), Month: &month, Path: "database.tiers",
			Message:    fmt.Sprintf("from month %d on no database tier carries the %s; %s serves most", month, what, tier.Name),
			Arithmetic: arithmetic + e.priced(month),
			Remedy:     "shard, move writes to queues or other stores, or add a larger tier",
		}}
	}
	return nil
}

// priced is what a database past its wall is priced as.
func (e *Evidence) priced(month int) string {
	c, ok := e.Sizing.Carrying(e.Demand, e.Capacity, true, month)
	switch {
	case !ok:
		return ""
	case c.Share < 1:
		return fmt.Sprintf("; priced as %s ÷ %s, the share that it would carry", instances(&c), term(c.Share))
	}
	return fmt.Sprintf("; priced as %s, which would carry it", instances(&c))
}

// instances is a tier and its read replicas for reads: "pg-16 + 3".
func instances(c *capacity.Carrier) string {
	if c.Replicas == 0 {
		return c.Tier.Name
	}
	return c.Tier.Name + " + " + words.Count(c.Replicas)
}

// walled is the least share of its peak that the database carries in a month in
// which no tier carries all.
func (e *Evidence) walled() float64 {
	least := 1.0
	for month, wall := range e.Capacity.Database.Wall {
		if wall != capacity.Idle {
			least = min(least, e.Capacity.Database.Served[month])
		}
	}
	return least
}

// against says what a wall of a database is made of, and the arithmetic of it.
func (e *Evidence) against(wall capacity.Binding, tier *model.DatabaseTier, month int) (what, arithmetic string) {
	w, db := e.Sizing.DatabaseWork(e.Demand, e.Capacity, month), e.Scenario.Database
	n, cpu := e.Capacity.Database.Added[month], float64(tier.CPU)*float64(db.Utilization)
	switch {
	case wall == capacity.Storage:
		return "data on its disk", fmt.Sprintf("%s of disk needed, the tier holds %s", words.Bytes(e.Capacity.Database.Disk[month]), words.Bytes(float64(tier.Storage)))
	case wall == capacity.Memory:
		return "working set in its memory", fmt.Sprintf("%s of memory needed, the tier has %s", words.Bytes(w.Memory), words.Bytes(float64(tier.Memory)))
	case wall == capacity.Writes && tier.IOPS != nil && w.WriteIO > float64(*tier.IOPS):
		return "disk operations of the writes", fmt.Sprintf("%s > %s/s: the primary does all writes", words.Count(w.WriteIO), words.Count(float64(*tier.IOPS)))
	case wall == capacity.IOPS:
		arithmetic = fmt.Sprintf("%s > %s/s", words.Count(w.ReadIO+w.WriteIO), words.Count(float64(*tier.IOPS)))
		if n > 0 {
			arithmetic += fmt.Sprintf(" of each server, and %s that replay every write", words.Count(n)+plural(int(n), " read replica", " read replicas"))
		}
		return "disk operations", arithmetic
	}
	return "CPU of the " + wall.String(), fmt.Sprintf("writes take %s cores, reads %s; the tier gives %s × %s = %s, and replicas replay every write",
		words.Number(w.WriteCPU), words.Number(w.ReadCPU), words.Number(float64(tier.CPU)), words.Percent(float64(db.Utilization)), words.Number(cpu))
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
		Message:    fmt.Sprintf("the largest database tier holds %s, and the target is %s", words.Bytes(float64(largest.Storage)), words.Bytes(float64(*data.Target))),
		Arithmetic: fmt.Sprintf("%s × %sx overhead ÷ (1 − %s free) = %s of disk; %s holds %s", words.Bytes(float64(*data.Target)), words.Number(float64(db.Overhead)), term(float64(db.FreeSpace)), words.Bytes(needed), largest.Name, words.Bytes(float64(largest.Storage))),
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
		Message:    fmt.Sprintf("one write primary is a single point of failure: %s against the objective of %s", words.Percent(has), words.Percent(float64(*asked))),
		Arithmetic: fmt.Sprintf("%s leaves %s, %s allows %s, before anything else fails", words.Percent(has), downtime(has), words.Percent(float64(*asked)), downtime(float64(*asked))),
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
			Arithmetic: fmt.Sprintf("%s × %s = %s, usable %s; hit ratio %s instead of %s, and %s in month %d", term(float64(c.Hot)), words.Bytes(e.Demand.DatabaseBytes[month]), words.Bytes(hot), words.Bytes(e.Sizing.CacheBytes()), words.Percent(hit), words.Percent(float64(c.HitRatio)), words.Percent(e.Capacity.HitRatio[e.Scenario.Months()]), e.Scenario.Months()),
			Remedy:     "add nodes or memory with the data",
		}}
	}
	return nil
}
