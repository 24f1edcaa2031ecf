package model

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Service answers requests with replicas of one size.
type Service struct {
	Name            string          `yaml:"-"` // its key in the file
	Driver          string          `yaml:"driver" default:"users" doc:"What drives its load: users (through load.requests), or a driver under drivers.other."`
	Serves          []Serving       `yaml:"serves,named" doc:"Streams of work that come in here: one, a list, or how many calls each of them makes."`
	Uses            []Usage         `yaml:"uses,named" doc:"Other services that it calls, and the database: how many calls, or reads and writes, for one call."`
	Outside         bool            `yaml:"outside" default:"false" doc:"Whether somebody else runs it: an API, a function. It has neither CPU nor replicas; what it costs is a charge."`
	Availability    *unit.Ratio     `yaml:"availability" above:"0" max:"1" doc:"Availability of a service that is outside."`
	Quota           *unit.PerSecond `yaml:"quota" above:"0" doc:"Most calls that a service outside takes."`
	Called          bool            `yaml:"-"` // whether it has no calls but those of others, or of the streams it serves
	Calls           unit.Count      `yaml:"calls" default:"1" min:"0" doc:"Calls to this service per user request; with another driver, per request of that driver."`
	Requests        *unit.PerSecond `yaml:"requests" min:"0" doc:"Requests per unit of another driver, such as 1/min per device."`
	CPU             unit.Seconds    `yaml:"cpu,optional" min:"0" doc:"CPU time per call, such as 5 ms."`
	GPU             *unit.Seconds   `yaml:"gpu" min:"0" doc:"GPU time per call, such as 80 ms."`
	Pool            string          `yaml:"pool" default:"" doc:"Pool whose servers it runs on; nodes, or the only pool, when absent."`
	ComplexityShare unit.Ratio      `yaml:"complexity_share" default:"100%" min:"0" max:"1" doc:"Share of the work that grows with load.complexity."`
	Memory          Memory          `yaml:"memory" default:"{}" doc:"Memory that a replica uses."`
	Replica         Replica         `yaml:"replica,optional" doc:"What one replica requests from its node."`
	Replicas        Replicas        `yaml:"replicas" default:"{}" doc:"How many there are, at least and at most, in each region that runs the service."`
	Targets         Targets         `yaml:"targets" default:"{}" doc:"Autoscaling targets; the one that asks for most replicas binds."`
	Connections     unit.Count      `yaml:"connections" default:"0" min:"0" doc:"Database connections that a replica holds."`
	Interruptible   bool            `yaml:"interruptible" default:"false" doc:"Whether replicas may run on spot capacity."`
	Latency         unit.Seconds    `yaml:"latency" default:"0 s" min:"0" doc:"95th percentile of the time a call takes inside the service at low load, without network and the services that it uses; at least its CPU time counts, and waiting for CPU comes on top as the load rises. A service that is interruptible counts in the response time only when it says one: else it works off a queue."`
}

// Serving is a stream of work that comes in at a service.
type Serving struct {
	Name  string     `yaml:"-"` // of the stream
	Calls unit.Count `yaml:"calls,scalar" default:"1" min:"0" doc:"Calls that one of it makes."`
}

// Usage is what one call of a service asks of another service, or of the database.
type Usage struct {
	Name   string      `yaml:"-"` // of the service; or database
	Calls  *unit.Count `yaml:"calls,scalar" min:"0" doc:"Calls of that service for one call."`
	Reads  *unit.Count `yaml:"reads" min:"0" doc:"Read queries of that store for one call."`
	Writes *unit.Count `yaml:"writes" min:"0" doc:"Write queries of that store for one call."`
}

// Memory is what a replica uses of its memory request.
type Memory struct {
	Base    unit.Bytes `yaml:"base,scalar" default:"0 B" min:"0" doc:"Used by a replica that serves nobody."`
	PerUser unit.Bytes `yaml:"per_user" default:"0 B" min:"0" doc:"Used per unit of the service's driver that the replica serves."`
}

// Replica is what one replica requests from its node; utilization is measured against it.
type Replica struct {
	CPU    unit.Cores  `yaml:"cpu" above:"0" doc:"CPU request, such as 500m."`
	Memory unit.Bytes  `yaml:"memory" above:"0" doc:"Memory request, such as 512Mi."`
	GPU    *unit.Count `yaml:"gpu" above:"0" doc:"GPUs."`
}

// Replicas bounds the number of replicas in each region that runs the service.
type Replicas struct {
	Now   *unit.Count `yaml:"now,whole" min:"0" doc:"Replicas that run today, in each region that is open today; the plan does not go below them until autoscaling acts, but gives them up with the users that a later region takes over."`
	Min   unit.Count  `yaml:"min,whole" default:"1" min:"0" doc:"Fewest replicas."`
	Max   *unit.Count `yaml:"max,whole" min:"1" doc:"Most replicas; a need beyond it is a finding."`
	Spare unit.Count  `yaml:"spare,whole" default:"0" min:"0" doc:"Replicas kept beyond the need (the k of N+k), for a failure or a rollout."`
}

// Targets are autoscaling targets per replica. An absent one does not take part.
type Targets struct {
	CPU                 unit.Ratio      `yaml:"cpu" default:"80%" above:"0" max:"1" doc:"CPU utilization of the request; 80 % is the Kubernetes default."`
	Memory              *unit.Ratio     `yaml:"memory" above:"0" max:"1" doc:"Memory utilization of the request."`
	GPU                 unit.Ratio      `yaml:"gpu" default:"80%" above:"0" max:"1" doc:"GPU utilization of the request, of a service with GPU time."`
	RequestsPerSecond   *unit.PerSecond `yaml:"requests_per_second" above:"0" doc:"Calls per second and replica, at peak."`
	Concurrency         *unit.Count     `yaml:"concurrency" above:"0" doc:"Calls of a replica that are open at once: calls per second at peak times how long one is open, with what it waits for."`
	ActiveUsers         *unit.Count     `yaml:"active_users" above:"0" doc:"Units of the driver per replica."`
	Latency             *unit.Seconds   `yaml:"latency" above:"0" doc:"95th percentile of the time that a call takes inside the service at peak, waiting for its CPU included."`
	DatabaseConnections *unit.Count     `yaml:"database_connections" above:"0" doc:"Busy database connections per replica."`
}

// Nodes are the servers that replicas are packed on.
type Nodes struct {
	Tiers           []string    `yaml:"tiers" doc:"Server tiers that may be used, from prices.servers; of those that hold a replica of everything in a region, the one that is billed least for the month is taken."`
	System          unit.Ratio  `yaml:"system" default:"0%" min:"0" max:"0.9" doc:"Share of a server that the system itself takes (kubelet, agents)."`
	Headroom        unit.Ratio  `yaml:"headroom" default:"0%" min:"0" max:"0.9" lead:"18" doc:"Share of the rest that is kept free on each server: no replica is planned into it."`
	Spare           unit.Count  `yaml:"spare,whole" default:"0" min:"0" doc:"Servers beyond the need in each region (the k of N+k); none of spot capacity, on which work may be interrupted."`
	ReplicasPerNode *unit.Count `yaml:"replicas_per_node,whole" min:"1" doc:"Most replicas that a server runs, whatever it has left: what its network addresses or the kubelet allow."`
	LoadBalancers   unit.Count  `yaml:"load_balancers,whole" default:"0" min:"0" doc:"Load balancers in each region."`
	Availability    *unit.Ratio `yaml:"availability" above:"0" max:"1" doc:"Availability of one server: the spare ones stand in for those that are down."`
	Now             *unit.Count `yaml:"now,whole" min:"0" doc:"Servers that run today in the first region; the plan does not go below them until autoscaling acts, but gives them up with the users that a later region takes over."`
}

// Database is one write primary and read replicas: those that serve reads of its tier, those for other uses of any.
type Database struct {
	Engine          string           `yaml:"engine" default:"postgresql" doc:"Engine, for the reader."`
	Tiers           []string         `yaml:"tiers" doc:"Tiers from prices.databases; the cheapest that carries the load, with as many read replicas as it needs, is taken."`
	Min             string           `yaml:"min" default:"" doc:"Smallest tier that may be used; any when absent."`
	Reads           unit.Count       `yaml:"reads" default:"0" min:"0" lead:"25" doc:"Read queries per user request."`
	Writes          unit.Count       `yaml:"writes" default:"0" min:"0" lead:"26" doc:"Write queries per user request."`
	CPU             QueryCPU         `yaml:"cpu" default:"{}" doc:"CPU time per query."`
	IO              QueryIO          `yaml:"io" default:"{}" doc:"Disk operations per query."`
	ComplexityShare unit.Ratio       `yaml:"complexity_share" default:"100%" min:"0" max:"1" doc:"Share of the queries' work that grows with load.complexity."`
	Utilization     unit.Ratio       `yaml:"utilization" default:"70%" above:"0" max:"1" lead:"28" doc:"CPU utilization that the primary and the replicas are planned for."`
	WorkingSet      unit.Ratio       `yaml:"working_set" default:"0%" min:"0" max:"1" lead:"20" doc:"Share of the live data that must sit in memory."`
	Connections     Connections      `yaml:"connections" default:"{}" doc:"The connection budget."`
	Overhead        unit.Factor      `yaml:"overhead" default:"1x" min:"1" lead:"21" doc:"Disk per live byte: indexes, dead rows, write-ahead log."`
	FreeSpace       unit.Ratio       `yaml:"free_space" default:"0%" min:"0" max:"0.9" doc:"Share of the disk kept free."`
	Replay          unit.Ratio       `yaml:"replay" default:"100%" min:"0" max:"1" doc:"CPU that a replica spends on replaying a write, as a share of what the primary spent on it."`
	ReadReplicas    ReadReplicas     `yaml:"read_replicas" default:"{}" doc:"Read replicas, fixed ones by use and further ones as reads need them."`
	Backups         unit.Count       `yaml:"backups,whole" default:"0" min:"0" doc:"Full copies of the live data kept as backups."`
	Availability    *unit.Ratio      `yaml:"availability" min:"0" max:"1" doc:"Availability of the write primary, failover included."`
	Settings        DatabaseSettings `yaml:"settings" default:"{}" doc:"Server settings that are checked against the tier."`
}

// QueryCPU is CPU time per query.
type QueryCPU struct {
	Read  unit.Seconds `yaml:"read" default:"0 s" min:"0" lead:"12" doc:"Per read query."`
	Write unit.Seconds `yaml:"write" default:"0 s" min:"0" lead:"13" doc:"Per write query."`
}

// QueryIO is disk operations per query, after the database's own memory.
type QueryIO struct {
	Read  unit.Count `yaml:"read" default:"0" min:"0" doc:"Per read query."`
	Write unit.Count `yaml:"write" default:"0" min:"0" doc:"Per write query."`
}

// Connections is the database's connection budget.
type Connections struct {
	Max      *unit.Count `yaml:"max,scalar,whole" above:"0" doc:"max_connections of the server."`
	Reserved unit.Count  `yaml:"reserved" default:"0" min:"0" doc:"Connections kept for operators and replication."`
	Memory   unit.Bytes  `yaml:"memory" default:"0 B" min:"0" doc:"Memory that one connection takes on the server."`
	Pooler   *unit.Count `yaml:"pooler" above:"0" doc:"Connections that a pooler in front of the database opens, whatever the services hold."`
}

// ReadReplicas are the read replicas of the database.
type ReadReplicas struct {
	Uses []ReplicaUse `yaml:"uses,named" doc:"Fixed replicas by use, of the cheapest tier that holds the data and replays the writes; they do not serve the services' reads."`
	Max  unit.Count   `yaml:"max,whole" default:"15" min:"0" doc:"Most replicas that may be added to serve the services' reads, beside one in each region with a replica; 15 is the limit of managed services."`
	From When         `yaml:"from" default:"" doc:"Phase or month from which the fixed replicas exist; those that reads need are added whenever they do."`
}

// ReplicaUse is a number of read replicas kept for one use.
type ReplicaUse struct {
	Name  string     `yaml:"-"` // its key in the file
	Count unit.Count `yaml:"count,scalar,whole" min:"0" doc:"How many."`
}

// DatabaseSettings are server settings the document states; findings hold them against the tier in use.
type DatabaseSettings struct {
	SharedBuffers      *unit.Bytes `yaml:"shared_buffers" min:"0" doc:"PostgreSQL shared_buffers."`
	EffectiveCacheSize *unit.Bytes `yaml:"effective_cache_size" min:"0" doc:"PostgreSQL effective_cache_size."`
	WorkMem            *unit.Bytes `yaml:"work_mem" min:"0" doc:"PostgreSQL work_mem."`
	MaintenanceWorkMem *unit.Bytes `yaml:"maintenance_work_mem" min:"0" doc:"PostgreSQL maintenance_work_mem."`
}

// Cache is a cluster of cache nodes in front of the database.
type Cache struct {
	Nodes       unit.Count `yaml:"nodes,whole" min:"1" doc:"Nodes of the cluster, replicas included."`
	Replicas    unit.Count `yaml:"replicas,whole" default:"0" min:"0" doc:"Replicas of each master."`
	Memory      unit.Bytes `yaml:"memory" above:"0" doc:"Memory of a node."`
	Reserve     unit.Ratio `yaml:"reserve" default:"25%" min:"0" max:"0.9" doc:"Share of the memory that holds no data (fragmentation, snapshots)."`
	HitRatio    unit.Ratio `yaml:"hit_ratio" min:"0" max:"1" lead:"7" doc:"Share of the reads that never reach the database while the cached data fits."`
	Hot         unit.Ratio `yaml:"hot" default:"0%" min:"0" max:"1" doc:"Share of the live data that is worth caching, at which the hit ratio holds; beyond the memory it falls, see skew."`
	Skew        unit.Count `yaml:"skew" default:"0.8" min:"0" max:"2" doc:"How unevenly the hot data is read, as the exponent of a Zipf law: 0 when all of it is read alike, so that the hit ratio falls in proportion to what fits; 0.64 to 0.83 were measured on the web (Breslau et al., 1999)."`
	Eviction    string     `yaml:"eviction" default:"allkeys-lru" doc:"Eviction policy, for the reader."`
	Persistence string     `yaml:"persistence" default:"" doc:"Persistence, for the reader."`
	From        When       `yaml:"from" default:"" doc:"Phase or month from which the cache exists."`
}

// CDN takes a share of the bytes sent to users off the services.
type CDN struct {
	Of       []string    `yaml:"of" doc:"Streams of work that pass through the CDN; all bytes, and of requests those that are called so, when absent."`
	Offload  unit.Ratio  `yaml:"offload" min:"0" max:"1" lead:"9" doc:"Share of the bytes that the CDN sends."`
	Requests *unit.Ratio `yaml:"requests" min:"0" max:"1" doc:"Share of the users' requests that the CDN answers by itself, in the regions that it serves: they reach no service and no database, in the baseline too. Absent it answers none, with a finding."`
	From     When        `yaml:"from" default:"" doc:"Phase or month from which the CDN exists."`
}

// Sends reports whether a stream of work passes through the CDN with its requests.
func (c *CDN) Sends(stream string) bool {
	if len(c.Of) == 0 {
		return stream == Requests
	}
	return slices.Contains(c.Of, stream)
}

// Region is a place where users are and where services may run.
type Region struct {
	Name     string         `yaml:"-"` // its key in the file
	Location string         `yaml:"location" default:"" doc:"City, for the reader."`
	Users    unit.Ratio     `yaml:"users|share,certain" min:"0" max:"1" doc:"Share of the users (or, in a plan without them, of all that comes in) near this region once it is open; before that they are served by the first region."`
	Services []string       `yaml:"services" doc:"Services that run here, or all."`
	Database RegionDatabase `yaml:"database" default:"none" doc:"Role of the database here: primary, replica (at least one, which serves the reads of the users here) or none."`
	Stores   []RegionStore  `yaml:"stores,named" doc:"Part of the stores that stands here, by name: the primary, a replica (which serves the reads of the users here) or one of its own; they are in the first region else."`
	CDN      bool           `yaml:"cdn" default:"false" doc:"Whether the CDN serves this region."`
	RTT      unit.Seconds   `yaml:"rtt" default:"0 s" min:"0" doc:"Network round trip to the region with the database primary."`
	Price    unit.Factor    `yaml:"price" default:"1x" above:"0" doc:"Price of servers here relative to the price list."`
	From     When           `yaml:"from" default:"" doc:"Phase or month in which the region opens."`
}

// RegionStore says what part of a store a region holds.
type RegionStore struct {
	Name string `yaml:"-"` // of the store
	Role string `yaml:"role,scalar" enum:"none|primary|replica|own" doc:"primary, replica, own or none."`
}

// RegionDatabase says what part of the database a region holds.
type RegionDatabase struct {
	Role string        `yaml:"role,scalar" enum:"none|primary|replica" doc:"primary, replica or none."`
	Lag  *unit.Seconds `yaml:"lag" min:"0" doc:"Replication lag that is promised."`
	Use  string        `yaml:"use" default:"" doc:"What the replica is for: one of database.read_replicas.uses, which then stands here and serves no reads; otherwise it serves the reads of the users here."`
}
