package finding

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/words"
)

// This file holds the settings of a PostgreSQL server against its tier, month by
// month. The rules are those of its documentation, chapters "Resource
// Consumption" and "Connections and Authentication" of version 17.

const (
	// leastBuffers and mostBuffers bound shared_buffers as shares of the memory:
	// 25 % is "a reasonable starting value", and more than 40 % is "unlikely" to
	// work better than less.
	leastBuffers = 0.15
	mostBuffers  = 0.40
	// vacuums is the default of autovacuum_max_workers, each of which may take
	// maintenance_work_mem.
	vacuums = 3
	// sorts is how often a busy connection takes work_mem: an assumption of this
	// tool. One query may take it several times, in parallel workers too, and a
	// hash table twice as much (hash_mem_multiplier).
	sorts = 1.5
)

// databaseMemory: shared_buffers that the server has not, or that leave too
// little or most of its memory to others.
func databaseMemory(e *Evidence) []Finding {
	db := e.Scenario.Database
	if db == nil || db.Settings.SharedBuffers == nil {
		return nil
	}
	set := float64(*db.Settings.SharedBuffers)
	at := func(month int) *model.DatabaseTier { return e.Sizing.Databases()[e.Capacity.Database.Tier[month]] }
	now, then := at(0), at(e.Scenario.Months())
	f := Finding{Code: "database-memory", Severity: Low, Path: "database.settings.shared_buffers",
		Remedy: fmt.Sprintf("shared_buffers %s and effective_cache_size %s on %s", words.Bytes(float64(now.Memory)/4), words.Bytes(float64(now.Memory)*0.75), now.Name)}
	of := func(t *model.DatabaseTier) string {
		return fmt.Sprintf("%s of the %s of %s", words.Percent(set/float64(t.Memory)), words.Bytes(float64(t.Memory)), t.Name)
	}
	for month := range e.Capacity.Database.Tier {
		t := at(month)
		if set <= float64(t.Memory)*mostBuffers {
			continue
		}
		f.Month, f.Severity = &month, Medium
		f.Message = fmt.Sprintf("shared_buffers of %s leave too little of the memory of %s", words.Bytes(set), t.Name)
		f.Arithmetic = of(t) + "; about 25% is usual, more than 40% is of no use"
		if set >= float64(t.Memory) {
			f.Severity, f.Message = High, fmt.Sprintf("shared_buffers of %s are more than %s has: the server does not start", words.Bytes(set), t.Name)
		}
		f.Remedy = fmt.Sprintf("shared_buffers %s, or a larger tier (database.min)", words.Bytes(float64(t.Memory)/4))
		return []Finding{f}
	}
	if set >= float64(then.Memory)*leastBuffers {
		return nil
	}
	f.Message = fmt.Sprintf("shared_buffers of %s leave most of the database server's memory unused", words.Bytes(set))
	f.Arithmetic = fmt.Sprintf("%s today, %s in month %d; about 25%% is usual", of(now), of(then), e.Scenario.Months())
	return []Finding{f}
}

// cacheSize: effective_cache_size, which tells the planner of queries how much
// may be cached, is more than the server has.
func cacheSize(e *Evidence) []Finding {
	db := e.Scenario.Database
	if db == nil || db.Settings.EffectiveCacheSize == nil {
		return nil
	}
	set := float64(*db.Settings.EffectiveCacheSize)
	for month, tier := range e.Capacity.Database.Tier {
		if t := e.Sizing.Databases()[tier]; set > float64(t.Memory) {
			return []Finding{{
				Code: "database-cache-size", Severity: Low, Month: &month, Path: "database.settings.effective_cache_size",
				Message:    fmt.Sprintf("effective_cache_size of %s is more than %s has", words.Bytes(set), t.Name),
				Arithmetic: fmt.Sprintf("%s of the %s of %s; half to three quarters is usual", words.Percent(set/float64(t.Memory)), words.Bytes(float64(t.Memory)), t.Name),
				Remedy:     fmt.Sprintf("effective_cache_size %s: above it, the planner counts on pages that are on disk", words.Bytes(float64(t.Memory)*0.75)),
			}}
		}
	}
	return nil
}

// workMemory: what all connections may take for sorting, beside the buffers and
// vacuuming, is more than the tier has.
func workMemory(e *Evidence) []Finding {
	db := e.Scenario.Database
	if db == nil || db.Settings.WorkMem == nil {
		return nil
	}
	for month, tier := range e.Capacity.Database.Tier {
		t := e.Sizing.Databases()[tier]
		most, sums, left := e.worstMemory(month)
		if most <= float64(t.Memory) {
			continue
		}
		connections := e.serverConnections(month)
		remedy := fmt.Sprintf("fewer connections (database.connections.pooler), or a larger tier (database.min): without them %s are in use", words.Bytes(most-left))
		if free := float64(t.Memory) - (most - left); free > 0 && connections > 0 {
			remedy = fmt.Sprintf("work_mem of at most %s, fewer connections (database.connections.pooler), or a larger tier (database.min)", words.Bytes(free/(connections*sorts)))
		}
		return []Finding{{
			Code: "work-memory", Severity: Medium, Month: &month, Path: "database.settings.work_mem",
			Message:    fmt.Sprintf("if all connections sort at once, work_mem of %s is more than the memory of %s", words.Bytes(float64(*db.Settings.WorkMem)), t.Name),
			Arithmetic: fmt.Sprintf("%s = %s, %s has %s", sums, words.Bytes(most), t.Name, words.Bytes(float64(t.Memory))),
			Remedy:     remedy,
		}}
	}
	return nil
}

// worstMemory is the memory in use when every connection sorts and every vacuum
// runs, how it adds up, and the part of work_mem in it.
func (e *Evidence) worstMemory(month int) (most float64, sums string, work float64) {
	set := &e.Scenario.Database.Settings
	var parts []string
	if set.SharedBuffers != nil {
		most += float64(*set.SharedBuffers)
		parts = append(parts, "shared_buffers "+words.Bytes(float64(*set.SharedBuffers)))
	}
	connections := e.serverConnections(month)
	work = float64(connections * float64(*set.WorkMem) * sorts)
	most += work
	parts = append(parts, fmt.Sprintf("%s connections × work_mem %s × %s", words.Count(connections), words.Bytes(float64(*set.WorkMem)), words.Number(sorts)))
	if set.MaintenanceWorkMem != nil {
		most += float64(vacuums * float64(*set.MaintenanceWorkMem))
		parts = append(parts, fmt.Sprintf("%d vacuums × maintenance_work_mem %s", vacuums, words.Bytes(float64(*set.MaintenanceWorkMem))))
	}
	return most, strings.Join(parts, " + "), work
}

// serverConnections is how many connections there may be at the server: as many
// as the pooler opens or the server accepts, whichever is less; without a word
// on either those that the services hold.
func (e *Evidence) serverConnections(month int) float64 {
	c := &e.Scenario.Database.Connections
	most := e.Capacity.Connections[month]
	switch {
	case c.Pooler != nil:
		most = float64(*c.Pooler)
	case c.Max != nil:
		return float64(*c.Max)
	}
	if c.Max != nil {
		most = min(most, float64(*c.Max))
	}
	return most
}

// poolerTooLarge: the pooler opens more connections than the server accepts.
func poolerTooLarge(e *Evidence) []Finding {
	db := e.Scenario.Database
	if db == nil || db.Connections.Pooler == nil || db.Connections.Max == nil {
		return nil
	}
	pooled, most, reserved := float64(*db.Connections.Pooler), float64(*db.Connections.Max), float64(db.Connections.Reserved)
	if pooled <= most-reserved {
		return nil
	}
	return []Finding{{
		Code: "pooler-too-large", Severity: High, Path: "database.connections.pooler",
		Message:    fmt.Sprintf("the pooler opens %s connections, and the server leaves it %s", words.Count(pooled), words.Count(most-reserved)),
		Arithmetic: fmt.Sprintf("%s > max_connections %s less %s reserved = %s", words.Count(pooled), words.Count(most), words.Count(reserved), words.Count(most-reserved)),
		Remedy:     fmt.Sprintf("a pooler of at most %s connections, or a larger max_connections and the memory for it", words.Count(most-reserved)),
	}}
}

// poolerTooSmall: more connections are busy at peak than the pooler opens.
// Connections in use = queries per second × time of a query (Little's law).
func poolerTooSmall(e *Evidence) []Finding {
	db := e.Scenario.Database
	if db == nil || db.Connections.Pooler == nil {
		return nil
	}
	for month := range e.Capacity.Database.Tier {
		w := e.Sizing.DatabaseWork(e.Demand, e.Capacity, month)
		busy, pooled := w.ReadCPU+w.WriteCPU, float64(*db.Connections.Pooler)
		if busy <= pooled {
			continue
		}
		return []Finding{{
			Code: "pooler-too-small", Severity: High, Month: &month, Path: "database.connections.pooler",
			Message:    fmt.Sprintf("the queries at peak keep %s connections busy, and the pooler opens %s", words.Number(busy), words.Count(pooled)),
			Arithmetic: fmt.Sprintf("queries/s × time of each: reads %s + writes %s = %s busy connections in month %d", words.Number(w.ReadCPU), words.Number(w.WriteCPU), words.Number(busy), month),
			Remedy:     "a larger pooler: with fewer connections than are busy, queries wait longer and longer",
		}}
	}
	return nil
}
