package model

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Store keeps state: a database, a cache, a log, a search index, a bucket. What its kind
// presets, [Kind] says.
type Store struct {
	Name            string         `yaml:"-"` // its key in the file
	Kind            string         `yaml:"kind" enum:"postgresql|mysql|redis|log|search|wide|objects|cluster" doc:"What it is, which decides how it grows: postgresql or mysql (a primary and read replicas), redis (masters and their replicas), log (brokers with partitions), search (nodes with shards), wide (partitions and copies), objects (bytes and requests), cluster (anything else on like machines)."`
	Holds           *Holds         `yaml:"holds" doc:"Live bytes that it keeps; without it, nothing but what passes through."`
	Item            *unit.Bytes    `yaml:"item" above:"0" doc:"Bytes of one thing that is written."`
	Tiers           []StoreTier    `yaml:"tiers,named" doc:"Machines that may be used: names from prices.databases or prices.servers, or sizes with prices. Without any it is metered: it costs what its bytes and requests cost."`
	Min             *unit.Count    `yaml:"min,whole" min:"1" doc:"Fewest machines; of a database, of primary and standby."`
	Max             *unit.Count    `yaml:"max,whole" min:"1" doc:"Most machines; a need beyond it is not served."`
	Spare           *unit.Count    `yaml:"spare,whole" min:"0" doc:"Machines beyond the need."`
	Zones           *unit.Count    `yaml:"zones,whole" min:"2" max:"100" doc:"Zones that the machines are spread over evenly, of which one may fail."`
	Copies          *unit.Count    `yaml:"copies,whole" min:"1" max:"100" doc:"Copies of each byte on different machines, the first one included; of a database, machines that hold it without serving reads: 2 is a standby."`
	Overhead        *unit.Factor   `yaml:"overhead" min:"1" doc:"Disk, or memory of a store in memory, per live byte of a copy: indexes, segments, keys."`
	FreeSpace       *unit.Ratio    `yaml:"free_space" min:"0" max:"0.9" doc:"Share of the disk kept free; of a store in memory, of the memory that holds no data."`
	Utilization     unit.Ratio     `yaml:"utilization" default:"70%" above:"0" max:"1" doc:"Utilization of CPU, disk operations, network and measured rates that is planned for."`
	WorkingSet      *unit.Ratio    `yaml:"working_set" min:"0" max:"1" doc:"Share of the live data that must sit in memory, in each copy."`
	CPU             QueryCPU       `yaml:"cpu" default:"{}" doc:"CPU time per read and per write."`
	IO              QueryIO        `yaml:"io" default:"{}" doc:"Disk operations per read and per write."`
	ComplexityShare unit.Ratio     `yaml:"complexity_share" default:"100%" min:"0" max:"1" doc:"Share of the CPU time that grows with load.complexity."`
	PerNode         *StoreRates    `yaml:"per_node" doc:"The most that one machine was measured to take."`
	Quota           *StoreRates    `yaml:"quota" doc:"The most that the store takes in all; what is beyond is not served."`
	Disk            []StoragePrice `yaml:"disk" doc:"Price of the bytes that are provisioned, copies included, by volume."`
	Requests        StoreFees      `yaml:"requests" default:"{}" doc:"Price of a read and of a write, such as $0.40/million."`
	Backups         *StoreBackups  `yaml:"backups" doc:"Copies of the live bytes that are kept elsewhere."`
	Availability    *unit.Ratio    `yaml:"availability" above:"0" max:"1" doc:"Availability, failover included."`
	Category        string         `yaml:"category" default:"" doc:"Category of the bill; when absent, that of its kind."`
	From            When           `yaml:"from" default:"" doc:"Phase or month from which it is paid."`
	To              When           `yaml:"to" default:"" doc:"Phase or last month in which it is paid."`

	// Words of kinds.
	Replay       *unit.Ratio    `yaml:"replay" min:"0" max:"1" doc:"Of a database: work of a read replica for a write, as a share of the primary's; 100 % when absent."`
	Now          string         `yaml:"now" default:"" doc:"Of a database: the tier that runs today, whatever would be cheapest."`
	ReadReplicas *StoreReplicas `yaml:"read_replicas" doc:"Of a database: its read replicas."`
	Connections  *Connections   `yaml:"connections" doc:"Of a database: its connection budget."`
	Replicas     *unit.Count    `yaml:"replicas,whole" min:"0" max:"10" doc:"Of redis: replicas of each master; 0 when absent."`
	Nodes        *unit.Count    `yaml:"nodes,whole" min:"1" doc:"Of redis: so many machines, replicas included, whatever the need."`
	Caches       string         `yaml:"caches" default:"" doc:"Of redis: the store or service that it stands in front of; what it answers does not get there."`
	HitRatio     *unit.Ratio    `yaml:"hit_ratio" min:"0" max:"1" doc:"Of a cache: share of the reads or calls that it answers while what is worth caching fits."`
	Hot          *unit.Ratio    `yaml:"hot" min:"0" max:"1" doc:"Of a cache: share of the bytes behind it that is worth caching."`
	Skew         *unit.Count    `yaml:"skew" min:"0" max:"2" doc:"Of a cache: how unevenly that is read, as the exponent of a Zipf law; 0.8 when absent."`
	Partitions   *unit.Count    `yaml:"partitions,whole" min:"1" doc:"Of a log: its partitions; no consumer has use for more replicas than that."`
	PerBroker    *unit.Count    `yaml:"partitions_per_node,whole" min:"1" doc:"Of a log: most partitions of a machine, copies included; 4000 when absent (KIP-578)."`
	Deadline     *unit.Seconds  `yaml:"deadline" above:"0" doc:"Of a log: how long a message may wait for what serves it, which is sized for that and not for the peak."`
	Shards       *unit.Count    `yaml:"shards,whole" min:"1" doc:"Of search: primary shards; one for each 50 GB when absent."`
	PerNodeShard *unit.Count    `yaml:"shards_per_node,whole" min:"1" doc:"Of search: most shards of a machine, copies included; 1000 when absent (Elasticsearch's default)."`
	Hottest      *unit.Ratio    `yaml:"hottest" min:"0" max:"1" doc:"Of wide: share of the calls at the key that is asked for most, which no machine more can split."`
	Classes      []StoreClass   `yaml:"classes" doc:"Of objects: where bytes lie by their age, youngest first."`
}

// StoreReplicas are the read replicas of a database that is a store.
type StoreReplicas struct {
	Max  *unit.Count  `yaml:"max,scalar,whole" min:"0" doc:"Most read replicas that are added to serve reads; 15 when absent."`
	Uses []ReplicaUse `yaml:"uses,named" doc:"Fixed replicas by use, of the primary's tier; they do not serve the services' reads."`
}

// Fixed is how many replicas there are for uses of their own.
func (r *StoreReplicas) Fixed() (n float64) {
	if r != nil {
		for i := range r.Uses {
			n += float64(r.Uses[i].Count)
		}
	}
	return n
}

// Holds is what keeps the live bytes of a store: what came in, less what is too old.
type Holds struct {
	Now       *unit.Bytes         `yaml:"now" min:"0" doc:"Live bytes at month 0; without it, what ingest, or writes times item, and retention imply."`
	Growth    *Growth             `yaml:"growth" doc:"How the bytes grow; with ingest, how that grows."`
	Ingest    *unit.BytesPerMonth `yaml:"ingest" min:"0" doc:"Bytes that arrive in month 1."`
	Retention *unit.Months        `yaml:"retention,scalar" above:"0" doc:"How long a byte is kept; for ever when absent."`
	Age       string              `yaml:"age" default:"implied" enum:"implied|even|new" doc:"How old the bytes of month 0 are: implied by ingest and growth, even, or new."`
	Of        string              `yaml:"of" default:"" doc:"Driver or store that the bytes follow."`
	Each      *Amount             `yaml:"each" doc:"Bytes for one of the driver, or the share of the other store's."`
	Target    *unit.Bytes         `yaml:"target" above:"0" doc:"The size the plan must hold."`
}

// StoreTier is a machine of a store: a name of the price lists, or a size with its price.
type StoreTier struct {
	Name    string              `yaml:"-"` // its key in the file
	CPU     *unit.Cores         `yaml:"cpu" above:"0" doc:"Virtual CPUs."`
	Memory  *unit.Bytes         `yaml:"memory" above:"0" doc:"Memory."`
	Storage *unit.Bytes         `yaml:"storage" above:"0" doc:"Largest data volume; not checked when absent."`
	IOPS    *unit.PerSecond     `yaml:"iops" above:"0" doc:"Disk operations per second; not checked when absent."`
	Network *unit.Bandwidth     `yaml:"network" above:"0" doc:"Network bandwidth; not checked when absent."`
	Price   *unit.MoneyPerMonth `yaml:"price,scalar,alone" min:"0" doc:"List price."`
}

// StoreRates are reads and writes per second.
type StoreRates struct {
	Read  *unit.PerSecond `yaml:"read" above:"0" doc:"Reads."`
	Write *unit.PerSecond `yaml:"write" above:"0" doc:"Writes."`
}

// StoreFees are prices of reads and writes.
type StoreFees struct {
	Read  *unit.MoneyPerCount `yaml:"read" min:"0" doc:"Per read."`
	Write *unit.MoneyPerCount `yaml:"write" min:"0" doc:"Per write."`
}

// StoreBackups are copies of the live bytes that are kept elsewhere.
type StoreBackups struct {
	Copies unit.Count     `yaml:"copies,scalar,whole" default:"1" min:"0" doc:"How many full copies are kept."`
	Price  []StoragePrice `yaml:"price" doc:"Price of their bytes, by volume; that of prices.backups when absent."`
}

// StoreClass is where objects lie from one age to another.
type StoreClass struct {
	Name  string                 `yaml:"name" doc:"Name of the class."`
	For   *unit.Months           `yaml:"for" above:"0" doc:"How long bytes lie here; until they are deleted when absent, in the last one."`
	Price unit.MoneyPerByteMonth `yaml:"price" min:"0" doc:"Price, such as $0.023/GB-month."`
	Move  *unit.MoneyPerCount    `yaml:"move" min:"0" doc:"Price of moving one object here, such as $0.01/1000."`
	Least StoreLeast             `yaml:"least" default:"{}" doc:"Least that is billed of an object."`
}

// StoreLeast is the least of an object that is billed.
type StoreLeast struct {
	Size *unit.Bytes  `yaml:"size" above:"0" doc:"Size below which an object is billed as so large."`
	Time *unit.Months `yaml:"time" above:"0" doc:"Time that is billed however soon it goes."`
}

// Kind is what a sort of store presets.
type Kind struct {
	Copies     float64 // of each byte
	Overhead   float64 // disk or memory per live byte
	FreeSpace  float64 // share of it that is kept free
	Spare      float64 // machines beyond the need
	Category   string  // of the bill
	Relational bool    // whether it is a primary and read replicas
}

// KindOf is the preset of a kind. The figures are those that its documentation advises:
// the free space of a log is what brokers keep for rebalancing, that of search its
// watermark (85 %) with room for merges (AWS: source × (1 + replicas) × 1.1 ÷ 0.95 ÷ 0.8),
// that of wide stores what size-tiered compaction needs, the memory of redis what a
// snapshot may take (ElastiCache reserves 25 %).
func KindOf(kind string) Kind {
	switch kind {
	case "postgresql", "mysql":
		return Kind{Copies: 1, Overhead: 1, Category: "database", Relational: true}
	case "redis":
		return Kind{Copies: 1, Overhead: 1.1, FreeSpace: 0.25, Category: "cache"}
	case "log":
		return Kind{Copies: 3, Overhead: 1, FreeSpace: 0.4, Category: "infrastructure"}
	case "search":
		return Kind{Copies: 2, Overhead: 1.1 / 0.95, FreeSpace: 0.2, Spare: 1, Category: "database"}
	case "wide":
		return Kind{Copies: 3, Overhead: 1, FreeSpace: 0.5, Category: "database"}
	case "objects":
		return Kind{Copies: 1, Overhead: 1, Category: "storage"}
	}
	return Kind{Copies: 1, Overhead: 1, Category: "infrastructure"}
}

// KindWords are the keys that only stores of a kind know.
func KindWords(kind string) []string {
	switch kind {
	case "postgresql", "mysql":
		return []string{"now", "replay", "read_replicas", "connections"}
	case "redis":
		return []string{"replicas", "nodes", "caches", "hit_ratio", "hot", "skew"}
	case "log":
		return []string{"partitions", "partitions_per_node", "deadline"}
	case "search":
		return []string{"shards", "shards_per_node"}
	case "wide":
		return []string{"hottest"}
	case "objects":
		return []string{"classes"}
	}
	return nil
}

// orElse is a number that a scenario may state, or that of the kind.
func orElse[T ~float64](stated *T, preset float64) float64 {
	if stated == nil {
		return preset
	}
	return float64(*stated)
}

// CopiesOf are the copies of each byte.
func (s *Store) CopiesOf() float64 { return orElse(s.Copies, KindOf(s.Kind).Copies) }

// SpareOf are the machines beyond the need.
func (s *Store) SpareOf() float64 { return orElse(s.Spare, KindOf(s.Kind).Spare) }

// DiskPerByte is the disk, or memory of a store in memory, for a live byte of one copy.
func (s *Store) DiskPerByte() float64 {
	preset := KindOf(s.Kind)
	return orElse(s.Overhead, preset.Overhead) / (1 - orElse(s.FreeSpace, preset.FreeSpace))
}

// CategoryOf is the category of its lines in the bill.
func (s *Store) CategoryOf() string {
	if s.Category != "" {
		return s.Category
	}
	return KindOf(s.Kind).Category
}

// Kept is the retention in months; 0 for ever.
func (h *Holds) Kept() float64 { return orElse(h.Retention, 0) }

// Written reports whether the bytes follow from what is written: by no figure of their
// own, but for the retention.
func (h *Holds) Written() bool {
	return h.Now == nil && h.Ingest == nil && h.Of == "" && h.Retention != nil
}

// Store returns the index of the store of that name, or −1.
func (s *Scenario) Store(name string) int {
	return slices.IndexFunc(s.Stores, func(v Store) bool { return v.Name == name })
}

// Listed reports whether a tier is a name of a price list, and says nothing itself.
func (t *StoreTier) Listed() bool { return t.CPU == nil && t.Memory == nil && t.Price == nil }

// Machine is a machine that a store may run on, as it is in the scenario.
type Machine struct {
	Name                          string   // of the tier
	CPU, Memory, Storage, Network *float64 // in base units; nil where nothing is said
	IOPS                          *float64 // disk operations per second; the same
	GPU                           *float64 // of a server; the same
	Price                         *float64 // per month
	Spot                          *float64 // per month of spot capacity; nil where nothing is said
}

// Machine is the machine of a tier of a store: its own figures, or those of the price
// list; of what is in neither, nothing.
func (s *Scenario) Machine(t *StoreTier) Machine {
	m := Machine{Name: t.Name}
	if !t.Listed() {
		m.CPU, m.Memory, m.Storage, m.Network, m.Price = (*float64)(t.CPU), (*float64)(t.Memory), (*float64)(t.Storage), (*float64)(t.Network), (*float64)(t.Price)
		m.IOPS = (*float64)(t.IOPS)
		return m
	}
	for i := range s.Prices.Databases {
		if d := &s.Prices.Databases[i]; d.Name == t.Name {
			m.CPU, m.Memory, m.Storage, m.Price, m.IOPS = (*float64)(&d.CPU), (*float64)(&d.Memory), (*float64)(&d.Storage), (*float64)(&d.Price), (*float64)(d.IOPS)
			return m
		}
	}
	for i := range s.Prices.Servers {
		if v := &s.Prices.Servers[i]; v.Name == t.Name {
			m.CPU, m.Memory, m.Storage, m.Network, m.Price = (*float64)(&v.CPU), (*float64)(&v.Memory), (*float64)(&v.Storage), (*float64)(&v.Network), (*float64)(&v.Price)
		}
	}
	return m
}
