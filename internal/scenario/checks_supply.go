package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

func (c *checker) serviceDrivers() {
	known := []string{"users"}
	for i := range c.s.Drivers.Other {
		known = append(known, c.s.Drivers.Other[i].Name)
	}
	for _, v := range c.s.Services {
		path := "services." + v.Name
		switch {
		case !slices.Contains(known, v.Driver):
			c.at(path+".driver", codeUnknownDriver, suggest(v.Driver, known), "unknown driver %q", v.Driver)
		case v.Driver == "users" && v.Requests != nil:
			c.at(path+".requests", codeDriverRequests, "users ask for load.requests; write how many calls each request makes", "requests are only for services with another driver")
		case v.Driver != "users" && v.Requests == nil:
			c.at(path+".driver", codeDriverRequests, "add requests, such as 1/min", "%s does not say what one of %q asks for", v.Name, v.Driver)
		}
	}
}

func (c *checker) replicas() {
	for _, v := range c.s.Services {
		r, path := v.Replicas, "services."+v.Name+".replicas"
		switch {
		case r.Max == nil:
		case r.Min > *r.Max:
			c.at(path+".max", codeReplicaBounds, "", "max (%s) must be at least min (%s)", c.count(*r.Max), c.count(r.Min))
		case r.Now != nil && *r.Now > *r.Max:
			c.at(path+".now", codeReplicaBounds, "", "now (%s) must be at most max (%s)", c.count(*r.Now), c.count(*r.Max))
		}
	}
}

func (c *checker) count(n unit.Count) string { return c.format(unit.KindCount, float64(n)) }

// serviceMemory checks that an idle replica fits into its memory request, and
// leaves memory for users below its target unless a maximum stops the replicas.
func (c *checker) serviceMemory() {
	for i := range c.s.Services {
		v := &c.s.Services[i]
		path := "services." + v.Name + ".memory"
		if _, ok := c.tree.places[path+".base"]; ok {
			path += ".base"
		}
		switch {
		case v.Room(1) < 0:
			c.at(path, codeMemoryBase, "give the replica more memory", "an idle replica of %s uses %s of a memory request of %s: it never starts", v.Name,
				c.bytes(float64(v.Memory.Base)), c.bytes(float64(v.Replica.Memory)))
		case v.Runaway() && (v.Replicas.Max == nil || v.Room(1) == 0):
			c.at(path, codeMemoryBase, "give the replica more memory", "an idle replica of %s uses %s, which leaves nothing below the memory target of %s (%s of %s)", v.Name,
				c.bytes(float64(v.Memory.Base)), c.bytes(v.Room(float64(*v.Targets.Memory))+float64(v.Memory.Base)), c.format(unit.KindRatio, float64(*v.Targets.Memory)), c.bytes(float64(v.Replica.Memory)))
		}
	}
}

func (c *checker) bytes(n float64) string { return c.format(unit.KindBytes, n) }

// tier finds a tier by name, nil when there is none.
func tier[T any](all []T, name string, nameOf func(*T) string) *T {
	for i := range all {
		if nameOf(&all[i]) == name {
			return &all[i]
		}
	}
	return nil
}

func serverName(t *model.ServerTier) string     { return t.Name }
func databaseName(t *model.DatabaseTier) string { return t.Name }

// tierList checks a list of tier names against the price list.
func tierList[T any](c *checker, path, where string, list []string, priced []T, nameOf func(*T) string) {
	var known []string
	for i := range priced {
		known = append(known, nameOf(&priced[i]))
	}
	if len(list) == 0 {
		c.at(path, codeUnknownTier, "write tiers: [name], with the name under "+where, "%s names no tier", path)
	}
	for i, name := range list {
		if tier(priced, name, nameOf) == nil {
			c.at(c.element(path, i), codeUnknownTier, suggest(name, known), "%s has no tier %q", where, name)
		} else if slices.Contains(list[:i], name) {
			c.at(c.element(path, i), codeTierOrder, "name it once", "the tier %q is there twice", name)
		}
	}
}

// element is the path of an element of a list of words, which may be written as
// a single word.
func (c *checker) element(path string, i int) string {
	below := fmt.Sprintf("%s[%d]", path, i)
	if _, ok := c.tree.places[below]; ok {
		return below
	}
	return path
}

func (c *checker) nodeTiers() {
	if runs := slices.ContainsFunc(c.s.Services, func(v model.Service) bool {
		return !v.Outside && c.s.PoolOf(&v) < 0 && (v.Pool != "" || len(c.s.Pools) == 0)
	}); !runs && len(c.s.Nodes.Tiers) == 0 {
		return // nothing needs a server
	}
	tierList(c, "nodes.tiers", "prices.servers", c.s.Nodes.Tiers, c.s.Prices.Servers, serverName)
}

func (c *checker) databaseTiers() {
	db := c.s.Database
	if db == nil {
		return
	}
	tierList(c, "database.tiers", "prices.databases", db.Tiers, c.s.Prices.Databases, databaseName)
	if db.Min != "" && !slices.Contains(db.Tiers, db.Min) {
		c.at("database.min", codeUnknownTier, suggest(db.Min, db.Tiers), "database.tiers has no tier %q", db.Min)
	}
}

// replicaSize checks that each replica fits some server.
func (c *checker) replicaSize() {
	n := c.s.Nodes
	usable := (1 - float64(n.System)) * (1 - float64(n.Headroom))
	var tiers []*model.ServerTier
	for _, name := range n.Tiers {
		if t := tier(c.s.Prices.Servers, name, serverName); t != nil {
			tiers = append(tiers, t)
		}
	}
	const epsilon = 1e-9
	fits := func(v *model.Service, t *model.ServerTier) bool {
		return float64(v.Replica.CPU) <= float64(t.CPU)*usable*(1+epsilon) && float64(v.Replica.Memory) <= float64(t.Memory)*usable*(1+epsilon)
	}
	each := true
	for i := range c.s.Services {
		v := &c.s.Services[i]
		if v.Outside || c.s.PoolOf(v) >= 0 {
			continue
		}
		if len(tiers) == 0 || slices.ContainsFunc(tiers, func(t *model.ServerTier) bool { return fits(v, t) }) {
			continue
		}
		each = false
		t := slices.MaxFunc(tiers, func(a, b *model.ServerTier) int { return cmp.Compare(a.CPU, b.CPU) })
		c.at("services."+v.Name+".replica", codeReplicaTooLarge, "allow a larger tier in nodes.tiers, or make the replica smaller",
			"a replica of %s needs %s CPU and %s; a server %q has %s CPU and %s left for replicas", v.Name,
			c.cores(float64(v.Replica.CPU)), c.bytes(float64(v.Replica.Memory)), t.Name, c.cores(float64(t.CPU)*usable), c.bytes(math.Round(float64(t.Memory)*usable)))
	}
	if len(tiers) > 0 && each {
		c.replicasTogether(tiers, fits)
	}
}

// replicasTogether checks that the replicas of each region fit one tier, each of
// which fits some.
func (c *checker) replicasTogether(tiers []*model.ServerTier, fits func(*model.Service, *model.ServerTier) bool) {
	regions := c.s.Regions
	if len(regions) == 0 {
		regions = []model.Region{{Services: []string{"all"}}}
	}
	for r := range regions {
		var why []string
		for _, t := range tiers {
			for i := range c.s.Services {
				if v := &c.s.Services[i]; !v.Outside && c.s.PoolOf(v) < 0 && runs(regions, r, v.Name) && !fits(v, t) {
					why = append(why, fmt.Sprintf("%s does not fit %s", v.Name, t.Name))
					break
				}
			}
		}
		if len(why) == len(tiers) {
			where := ""
			if regions[r].Name != "" {
				where = " of " + regions[r].Name
			}
			c.at("nodes.tiers", codeFitsNowhere, "allow a tier that holds a replica of each, or make a replica smaller",
				"no tier holds all replicas%s: %s", where, strings.Join(why, ", "))
			return
		}
	}
}

// runs reports whether a region runs a service: the first one also what no other does.
func runs(regions []model.Region, r int, service string) bool {
	lists := func(r *model.Region) bool {
		return slices.Contains(r.Services, "all") || slices.Contains(r.Services, service)
	}
	return lists(&regions[r]) || r == 0 && !slices.ContainsFunc(regions, func(r model.Region) bool { return lists(&r) })
}

func (c *checker) cores(n float64) string { return c.format(unit.KindCores, math.Round(n*1000)/1000) }

// databaseSettings reports settings with which no server of the plan starts.
func (c *checker) databaseSettings() {
	db := c.s.Database
	if db == nil {
		return
	}
	if most := db.Connections.Max; most != nil && db.Connections.Reserved >= *most {
		c.at("database.connections", codeDatabaseSettings, "reserve fewer, or raise max", "%s of %s connections are reserved, which leaves none", c.count(db.Connections.Reserved), c.count(*most))
	}
	var largest *model.DatabaseTier
	for _, name := range db.Tiers {
		if t := tier(c.s.Prices.Databases, name, databaseName); t != nil && (largest == nil || t.Memory > largest.Memory) {
			largest = t
		}
	}
	if set := db.Settings.SharedBuffers; set != nil && largest != nil && float64(*set) >= float64(largest.Memory) {
		c.at("database.settings.shared_buffers", codeDatabaseSettings, fmt.Sprintf("about a quarter is usual: %s", c.bytes(math.Round(float64(largest.Memory)/4e6)*1e6)),
			"shared_buffers of %s are more than any tier has: %q has %s, and the server does not start", c.bytes(float64(*set)), largest.Name, c.bytes(float64(largest.Memory)))
	}
}

func (c *checker) databaseDriver() {
	if c.s.Database != nil && c.s.Drivers.Database == nil {
		c.at("database", codeMissingDriver, "add drivers.database: {now: 10 GB}", "a database needs drivers.database: how much data it holds")
	}
}

func (c *checker) cache() {
	if c.s.Cache != nil && c.s.Database == nil {
		c.at("cache", codeCacheDatabase, "", "a cache needs a database section: it saves database reads")
	}
	if k := c.s.Cache; k != nil && k.Replicas >= k.Nodes {
		c.at("cache.replicas", codeReplicaBounds, "nodes count replicas too", "%s cannot hold %s of each master", count(int(k.Nodes), "node"), count(int(k.Replicas), "replica"))
	} else if k != nil && int(k.Nodes)%(1+int(k.Replicas)) != 0 {
		c.at("cache.nodes", codeReplicaBounds, "a multiple of 1 + replicas", "%s cannot be masters with %s each", count(int(k.Nodes), "node"), count(int(k.Replicas), "replica"))
	}
}

func (c *checker) regions() {
	known := []string{"all"}
	for i := range c.s.Services {
		known = append(known, c.s.Services[i].Name)
	}
	total := 0.0
	for i, r := range c.s.Regions {
		path := "regions." + r.Name
		total += float64(r.Users)
		for j, name := range r.Services {
			if !slices.Contains(known, name) {
				c.at(c.element(path+".services", j), codeUnknownService, suggest(name, known), "unknown service %q", name)
			}
		}
		if i == 0 && r.From.Text != "" {
			c.at(path+".from", codeFirstRegion, "put the region where everything runs today first, without from", "the first region is open today")
		}
	}
	const tolerance = 1e-4 // 0.01 percentage points
	if len(c.s.Regions) > 0 && math.Abs(total-1) > tolerance*(1+1e-9) {
		c.at("regions", codeShares, "", "the users of the regions must add up to 100%%, not %s", c.format(unit.KindRatio, math.Round(total*1e6)/1e6))
	}
}

func (c *checker) regionDatabases() {
	primary := ""
	for _, r := range c.s.Regions {
		path := "regions." + r.Name + ".database"
		switch {
		case r.Database.Role != "none" && c.s.Database == nil:
			c.at(path, codePrimaryRegion, "add a database section, or leave the role out", "there is no database to have a %s of", r.Database.Role)
		case r.Database.Role != "primary":
		case primary != "":
			c.at(path, codePrimaryRegion, "make it a replica", "the database has its primary in %s already", primary)
		default:
			primary = r.Name
		}
	}
	if len(c.s.Regions) > 0 && c.s.Database != nil && primary == "" {
		c.at("regions", codePrimaryRegion, "write database: primary in one region", "no region has the database primary")
	}
}
