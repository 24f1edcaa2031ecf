package capacity_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// stored is a scenario with a database of three tiers, each twice the one
// before it, and 1 GB of data. A user reads nothing and writes nothing yet.
func stored(users float64) *model.Scenario {
	s := base(users)
	s.Drivers.Database = &model.Stock{Now: ptr(unit.Bytes(1e9))}
	s.Database = &model.Database{Tiers: []string{"small", "medium", "large"}, Utilization: 0.5, Overhead: 1, Replay: 0.5, ComplexityShare: 1}
	s.Database.ReadReplicas.Max = 5
	s.Prices.Databases = []model.DatabaseTier{
		{Name: "small", CPU: 4, Memory: 8e9, Storage: 100e9, IOPS: ptr(unit.PerSecond(1000)), Price: 100},
		{Name: "medium", CPU: 8, Memory: 16e9, Storage: 200e9, IOPS: ptr(unit.PerSecond(2000)), Price: 200},
		{Name: "large", CPU: 16, Memory: 32e9, Storage: 400e9, IOPS: ptr(unit.PerSecond(4000)), Price: 400},
	}
	return s
}

func TestDatabaseTier(t *testing.T) {
	const small, medium, large = 0, 1, 2
	for _, c := range []struct {
		why     string
		change  func(*model.Scenario)
		tier    int
		binding capacity.Binding
	}{
		{"the smallest carries nothing", func(*model.Scenario) {}, small, capacity.Minimum},
		{"the smallest that may be used", func(s *model.Scenario) { s.Database.Min = "medium" }, medium, capacity.Minimum},
		{"CPU: 1,000/s · 2 ms = 2 cores are half of 4", func(s *model.Scenario) {
			s.Database.Reads, s.Database.CPU.Read = 1, 0.002
		}, small, capacity.Minimum},
		{"CPU: 2.1 cores are more than half of 4", func(s *model.Scenario) {
			s.Database.Reads, s.Database.CPU.Read = 1, 0.0021
		}, medium, capacity.CPU},
		{"CPU of reads and writes: 3 + 5 cores are half of 16", func(s *model.Scenario) {
			s.Database.Reads, s.Database.Writes, s.Database.CPU = 1, 1, model.QueryCPU{Read: 0.003, Write: 0.005}
		}, large, capacity.CPU},
		{"CPU with complexity: 1 + 0.5·(7−1) times 1.5 cores = 6", func(s *model.Scenario) {
			s.Database.Reads, s.Database.CPU.Read, s.Database.ComplexityShare = 1, 0.0015, 0.5
			s.Load.Complexity = &model.Complexity{Now: 7, Target: 7, By: month(1)}
			s.Database.ReadReplicas.Max = 0
		}, large, capacity.CPU},
		{"memory: 20 % of 50 GB", func(s *model.Scenario) {
			*s.Drivers.Database.Now, s.Database.WorkingSet = 50e9, 0.2
		}, medium, capacity.Memory},
		{"memory: ten replicas with 100 connections of 10 MB", func(s *model.Scenario) {
			s.Services[0].Connections, s.Database.Connections.Memory = 100, 10e6
		}, medium, capacity.Memory},
		{"memory: a pooler opens 100 connections", func(s *model.Scenario) {
			s.Services[0].Connections, s.Database.Connections.Memory, s.Database.Connections.Pooler = 100, 10e6, ptr(count(100))
		}, small, capacity.Minimum},
		{"memory: no more than max_connections", func(s *model.Scenario) {
			s.Services[0].Connections, s.Database.Connections.Memory, s.Database.Connections.Max = 100, 10e6, ptr(count(200))
		}, small, capacity.Minimum},
		{"storage: 110 GB", func(s *model.Scenario) { *s.Drivers.Database.Now = 110e9 }, medium, capacity.Storage},
		{"storage: 80 GB · 1.6 / (1 − 20 %) = 160 GB", func(s *model.Scenario) {
			*s.Drivers.Database.Now, s.Database.Overhead, s.Database.FreeSpace = 80e9, 1.6, 0.2
		}, medium, capacity.Storage},
		{"IOPS: 1,000 · (3·0.5 + 1·1) = 2,500", func(s *model.Scenario) {
			s.Database.Reads, s.Database.Writes, s.Database.IO = 3, 1, model.QueryIO{Read: 0.5, Write: 1}
			s.Database.ReadReplicas.Max = 0
		}, large, capacity.IOPS},
		{"IOPS that are not given are not checked", func(s *model.Scenario) {
			s.Database.Reads, s.Database.IO.Read, s.Prices.Databases[0].IOPS = 9, 1, nil
		}, small, capacity.Minimum},
	} {
		s := stored(1000)
		c.change(s)
		db := plan(s).Database
		if db.Tier[0] != c.tier || db.Binding[0] != c.binding || db.Wall[0] != capacity.Idle || db.Added[0] != 0 {
			t.Errorf("%s: got tier %d by %s with %g replicas, wall %s; want tier %d by %s",
				c.why, db.Tier[0], db.Binding[0], db.Added[0], db.Wall[0], c.tier, c.binding)
		}
	}
}

// The plan takes what a look at all tiers with any number of replicas finds to be
// cheapest, when every replica also replays the writes: with h planned cores, w of
// writes and r of reads, the primary has h − w left and a replica h − w/2. Of
// equals it is the one with the fewest servers.
func TestLadderIsTheCheapestThatCarries(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		const replay, most = 0.5, 5
		w, r := rng.Float64()*9, rng.Float64()*rng.Float64()*60
		s := stored(1000)
		s.Database.Reads, s.Database.Writes = 1, 1
		s.Database.CPU = model.QueryCPU{Read: unit.Seconds(r / 1000), Write: unit.Seconds(w / 1000)}
		prices := [3]float64{float64(1 + rng.IntN(40)), float64(1 + rng.IntN(40)), float64(1 + rng.IntN(40))}
		for i, price := range prices {
			s.Prices.Databases[i].Price = unit.MoneyPerMonth(price)
		}
		if rng.IntN(2) == 0 {
			slices.Reverse(s.Database.Tiers)
			slices.Reverse(s.Prices.Databases)
		}
		cheapest, servers := math.Inf(1), 0.0
		for i, h := range []float64{2, 4, 8} {
			for n := 0.0; n <= most; n++ {
				if cost := prices[i] * (1 + n); w <= h && r <= h-w+n*(h-replay*w) && (cost < cheapest || cost == cheapest && 1+n < servers) {
					cheapest, servers = cost, 1+n
				}
			}
		}
		m, _, p := size(s)
		db := &p.Database
		if math.IsInf(cheapest, 1) {
			if db.Wall[0] == capacity.Idle || db.Served[0] >= 1 {
				t.Fatalf("reads %g, writes %g cores: no wall", r, w)
			}
			continue
		}
		tier := m.Databases()[db.Tier[0]]
		if got := float64(tier.Price) * (1 + db.Added[0]); got != cheapest || 1+db.Added[0] != servers || db.Wall[0] != capacity.Idle || db.Served[0] != 1 {
			t.Fatalf("reads %g, writes %g cores at %v: got %s with %g replicas, wall %s; %g servers cost %g", r, w, prices, tier.Name, db.Added[0], db.Wall[0], servers, cheapest)
		}
	}
}

// Past a wall the bill does not fall, whichever resource is short: it grows with
// the load as far as there is something to grow into.
func TestNoWallLowersTheBill(t *testing.T) {
	for _, change := range []func(s *model.Scenario, load float64){
		func(s *model.Scenario, load float64) {
			s.Database.Writes, s.Database.CPU.Write = 1, unit.Seconds(load/1000)
		},
		func(s *model.Scenario, load float64) { s.Database.Writes, s.Database.IO.Write = 1, unit.Count(load/2) },
		func(s *model.Scenario, load float64) { s.Database.Reads, s.Database.IO.Read = 1, unit.Count(load/2) },
		func(s *model.Scenario, load float64) {
			s.Database.Reads, s.Database.CPU.Read = 1, unit.Seconds(load/1000)
		},
		func(s *model.Scenario, load float64) {
			s.Database.WorkingSet = 1
			*s.Drivers.Database.Now = unit.Bytes(load * 2e9)
		},
		func(s *model.Scenario, load float64) { *s.Drivers.Database.Now = unit.Bytes(load * 2e10) },
	} {
		last := 0.0
		for load := 0.5; load < 100; load *= 1.07 {
			s := stored(1000)
			s.Database.ReadReplicas.Uses = []model.ReplicaUse{{Name: "reports", Count: 1}}
			s.Database.Reads, s.Database.Writes, s.Database.IO = 1, 1, model.QueryIO{Read: 1, Write: 1}
			s.Database.CPU = model.QueryCPU{Read: 0.002, Write: 0.001}
			change(s, load)
			m, _, p := size(s)
			db := &p.Database
			cost := float64(m.Databases()[db.Tier[0]].Price)*(1+db.Added[0]) + float64(m.Databases()[db.FixedTier[0]].Price)*db.Fixed[0] + db.Missing[0]
			if cost < last {
				t.Fatalf("at %g the database costs %g, and %g before", load, cost, last)
			}
			last = cost
		}
	}
}

// A region with a replica has one, and the reads of its users are served there.
func TestRegionsWithReplicas(t *testing.T) {
	regions := func(use string) []model.Region {
		return []model.Region{
			{Name: "a", Users: 0.5, Services: []string{"all"}, Price: 1, Database: model.RegionDatabase{Role: "primary"}},
			{Name: "b", Users: 0.3, Services: []string{"all"}, Price: 1, Database: model.RegionDatabase{Role: "replica"}},
			{Name: "c", Users: 0.2, Services: []string{"all"}, Price: 1, Database: model.RegionDatabase{Role: "replica", Use: use}, From: month(1)},
		}
	}
	for _, c := range []struct {
		why                         string
		use                         string
		reads                       float64 // cores
		tier                        int
		added, fixed, before, after float64
	}{
		{"idle", "", 0, 0, 2, 1, 1 + 1, 2 + 1},
		{"2 cores each: 5 of 10 in a take two more, 3 in b two and 2 in c one", "", 10, 0, 2 + 2 + 1, 1, 0, 5 + 1},
		{"the replica of c is the one for reports", "reports", 0, 0, 1, 1, 1 + 1, 1 + 1},
		{"what the replica of c is for does not matter otherwise", "everything", 0, 0, 2, 1, 1 + 1, 2 + 1},
	} {
		s := stored(1000)
		s.Regions = regions(c.use)
		s.Database.ReadReplicas.Uses = []model.ReplicaUse{{Name: "reports", Count: 1}}
		s.Database.Reads, s.Database.CPU.Read = 1, unit.Seconds(c.reads/1000)
		db := plan(s).Database
		if db.Tier[1] != c.tier || db.Added[1] != c.added || db.Fixed[1] != c.fixed || db.Replicas[1] != c.after || c.before > 0 && db.Replicas[0] != c.before {
			t.Errorf("%s: got tier %d, %g replicas that serve and %g for other uses, %g in all and %g before", c.why, db.Tier[1], db.Added[1], db.Fixed[1], db.Replicas[1], db.Replicas[0])
		}
	}
}

// Before the region of the primary opens, the primary is in the first region,
// which has no replica beside it.
func TestPrimaryThatOpensLater(t *testing.T) {
	s := stored(1000)
	s.Horizon = 4
	s.Regions = []model.Region{
		{Name: "a", Users: 0.7, Services: []string{"all"}, Price: 1, Database: model.RegionDatabase{Role: "replica"}},
		{Name: "b", Users: 0.3, Services: []string{"all"}, Price: 1, Database: model.RegionDatabase{Role: "primary"}, From: month(2)},
	}
	if got := plan(s).Database.Replicas; got[1] != 0 || got[2] != 1 {
		t.Errorf("got %g replicas before the region opens and %g after", got[1], got[2])
	}
}

// A replica for another use is of the cheapest tier that holds the data and
// replays the writes, and no smaller than may be used.
func TestTierOfOtherUses(t *testing.T) {
	for _, c := range []struct {
		why    string
		change func(*model.Scenario)
		want   int
	}{
		{"the primary needs 8 cores, a replica nothing", func(s *model.Scenario) { s.Database.Reads, s.Database.CPU.Read = 1, 0.008 }, 0},
		{"half of 8 cores to replay", func(s *model.Scenario) { s.Database.Writes, s.Database.CPU.Write = 1, 0.008 }, 1},
		{"half of 3,000 operations to replay", func(s *model.Scenario) { s.Database.Writes, s.Database.IO.Write = 1, 3 }, 1},
		{"all of the data", func(s *model.Scenario) { *s.Drivers.Database.Now = 150e9 }, 1},
		{"no smaller than may be used", func(s *model.Scenario) { s.Database.Min = "medium" }, 1},
		{"what none holds is on the tier of the primary", func(s *model.Scenario) { *s.Drivers.Database.Now = 1e12 }, 2},
	} {
		s := stored(1000)
		s.Database.ReadReplicas.Uses = []model.ReplicaUse{{Name: "reports", Count: 1}}
		s.Database.ReadReplicas.Max = 0
		c.change(s)
		if got := plan(s).Database.FixedTier[1]; got != c.want {
			t.Errorf("%s: got tier %d, want %d", c.why, got, c.want)
		}
	}
}

func TestWalls(t *testing.T) {
	for _, c := range []struct {
		why    string
		change func(*model.Scenario)
		wall   capacity.Binding
	}{
		{"writes of 8 cores are half of 16", func(s *model.Scenario) { s.Database.Writes, s.Database.CPU.Write = 1, 0.008 }, capacity.Idle},
		{"writes of 8.1 cores: no replica helps", func(s *model.Scenario) { s.Database.Writes, s.Database.CPU.Write = 1, 0.0081 }, capacity.Writes},
		{"writes of 5,000 operations", func(s *model.Scenario) { s.Database.Writes, s.Database.IO.Write = 5, 1 }, capacity.Writes},
		{"data of 500 GB", func(s *model.Scenario) { *s.Drivers.Database.Now = 500e9 }, capacity.Storage},
		{"a working set of 40 GB", func(s *model.Scenario) { *s.Drivers.Database.Now, s.Database.WorkingSet = 200e9, 0.2 }, capacity.Memory},
		{"reads that would take six replicas", func(s *model.Scenario) { s.Database.Reads, s.Database.CPU.Read = 1, 0.0481 }, capacity.Reads},
		{"reads that five replicas carry", func(s *model.Scenario) { s.Database.Reads, s.Database.CPU.Read = 1, 0.048 }, capacity.Idle},
	} {
		s := stored(1000)
		c.change(s)
		if got := plan(s).Database.Wall[0]; got != c.wall {
			t.Errorf("%s: got %s, want %s", c.why, got, c.wall)
		}
	}
}

func TestFixedReadReplicas(t *testing.T) {
	s := stored(1000)
	s.Horizon = 6
	s.Database.ReadReplicas.Uses = []model.ReplicaUse{{Name: "analytics", Count: 1}, {Name: "backup", Count: 2}}
	s.Database.ReadReplicas.From = month(3)
	s.Database.Tiers = []string{"large"}
	s.Database.Reads, s.Database.CPU.Read = 1, 0.010 // 10 cores: 8 on the primary, one more replica
	db := plan(s).Database
	if db.Replicas[2] != 1 || db.Replicas[3] != 4 || db.Added[3] != 1 {
		t.Errorf("got %g replicas before and %g from month 3, want 1 and 1 + 3", db.Replicas[2], db.Replicas[3])
	}
}

// PostgreSQL gives no disk back when rows are deleted.
func TestDiskIsAHighWaterMark(t *testing.T) {
	s := stored(10)
	s.Horizon = 24
	s.Drivers.Database = &model.Stock{Now: ptr(unit.Bytes(150e9)), Retention: ptr(unit.Months(12)), Age: model.AgeNew}
	_, d, p := size(s)
	if d.DatabaseBytes[24] != 0 {
		t.Fatalf("%g bytes are left", d.DatabaseBytes[24])
	}
	if p.Database.Disk[24] != 150e9 || p.Database.Tier[24] != 1 || p.Database.Binding[24] != capacity.Storage {
		t.Errorf("got %g bytes on tier %d by %s; the 150 GB of disk stay", p.Database.Disk[24], p.Database.Tier[24], p.Database.Binding[24])
	}
}

// The cache takes its share off the reads, not off the writes, and the plan
// keeps what the same demand would need without it: 8 cores of reads and 2 of
// writes are 10 without and 4 with three quarters of the reads cached.
func TestCacheTakesReadsOffTheDatabase(t *testing.T) {
	s := stored(1000)
	s.Database.Reads, s.Database.Writes, s.Database.CPU = 1, 1, model.QueryCPU{Read: 0.008, Write: 0.002}
	s.Cache = &model.Cache{Nodes: 1, Memory: 2e9, HitRatio: 0.75}
	s.Prices.Databases[0].Price = 190 // two are not cheaper than one that is twice as large
	s.Prices.Databases[1].Price = 290
	p := plan(s)
	if p.Database.Tier[0] != 1 || !near(p.Database.Utilization[0], 0.5) {
		t.Errorf("with the cache: tier %d at %g, want 1 at 4 of 8 cores", p.Database.Tier[0], p.Database.Utilization[0])
	}
	if p.Uncached.Tier[0] != 2 || p.Uncached.Added[0] != 1 {
		t.Errorf("without: tier %d and %g replicas, want 2 and one for the 2 cores beyond 8", p.Uncached.Tier[0], p.Uncached.Added[0])
	}
	s.Savings.Caching = &model.Lever{Claimed: ptr(unit.Ratio(0.6))}
	if p := plan(s); p.HitRatio[0] != 0 || p.Database.Tier[0] != p.Uncached.Tier[0] {
		t.Errorf("claimed: hit ratio %g on tier %d; a claimed saving changes the bill only", p.HitRatio[0], p.Database.Tier[0])
	}
}

func TestConnections(t *testing.T) {
	s := stored(1000)
	api := web()
	api.Name, api.CPU, api.Connections = "api", 0.004, 20
	s.Services[0].Connections = 5
	s.Services = append(s.Services, api)
	if got := plan(s).Connections[0]; got != 10*5+4*20 {
		t.Errorf("got %g connections, want 130: 10 replicas with 5 and 4 with 20", got)
	}
}
