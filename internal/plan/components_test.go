package plan_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// component is a plan of one store or charge, with figures worked out by hand.
type component struct {
	name string
	body string             // sections of the scenario
	want map[string]float64 // in month 0
}

// frame is what every one of them needs; calls come in at a rate of their own.
func (c *component) scenario() string {
	return strings.Join([]string{"version: 1", "name: one", "start: 2026-01", "horizon: 3 months", "currency: USD", c.body}, "\n")
}

// asked is a stream of so many reads and writes per second of a store, evenly over the week.
func asked(store string, reads, writes float64) string {
	return fmt.Sprintf("load: {calls: {total: 1000/s}}\nservices: {app: {outside: true, serves: calls, uses: {%s: {reads: %g, writes: %g}}}}", store, reads/1000, writes/1000)
}

// The worked examples of the components that a plan can be made of: sizes that others
// have published or that are short enough to compute by hand. Each names its source.
func TestComponents(t *testing.T) {
	for _, c := range components() {
		t.Run(c.name, func(t *testing.T) {
			f := scenario.Decode(c.name, []byte(c.scenario()))
			if f.Scenario == nil {
				t.Fatal(f.Diagnostics)
			}
			r := plan.Run(f.Scenario)
			for name, want := range c.want {
				got := math.NaN()
				if row := r.Series(name); len(row) > 0 {
					got = row[0]
				}
				if math.Abs(got-want) > 5e-4*math.Abs(want) {
					t.Errorf("%s is %g, want %g", name, got, want)
				}
			}
		})
	}
}

func components() []component {
	machine := "tiers: {m: {cpu: 8, memory: 64 GiB, storage: 100 TB, price: $100/month}}"
	return []component{
		// Reads of 12 cores, writes replayed with 2.4 on 8 cores at 60 %: by hand.
		{"read replicas replay the writes", asked("db", 6000, 3000) + `
stores: {db: {kind: postgresql, holds: {now: 1 GB}, cpu: {read: 2 ms, write: 1 ms}, replay: 80%, utilization: 60%, ` + machine + `}}`,
			map[string]float64{"stores.db.read_replicas": 5, "stores.db.nodes": 6, "stores.db.served": 1}},
		{"writes are a wall", asked("db", 0, 6000) + `
stores: {db: {kind: postgresql, holds: {now: 1 GB}, cpu: {write: 1 ms}, utilization: 60%, ` + machine + `}}`,
			map[string]float64{"stores.db.served": 0.8, "stores.db.cost": 125}},
		// 50 M keys of 240 B in nodes of 13 GB with a quarter reserved: two masters, and so three.
		{"a cluster of caches has a majority", `drivers: {keys: {now: 50000000}}
stores: {cache: {kind: redis, holds: {of: keys, each: 240 B}, replicas: 1, tiers: {r: {cpu: 2, memory: 13 GB, price: $100/month}}}}`,
			map[string]float64{"stores.cache.bytes": 12e9, "stores.cache.need": 2 * 12e9 * 1.1 / 0.75 / 13e9, "stores.cache.nodes": 6}},
		{"operations ask for shards", asked("cache", 400000, 0) + `
stores: {cache: {kind: redis, holds: {now: 1 GB}, replicas: 1, per_node: {read: 100000/s}, utilization: 60%, tiers: {r: {cpu: 2, memory: 13 GB, price: $100/month}}}}`,
			map[string]float64{"stores.cache.nodes": 14}},
		// 20 MB/s for three days in three copies on disks 60 % full: 25.92 TB.
		{"a log keeps copies", asked("log", 0, 20000) + `
stores: {log: {kind: log, item: 1 KB, holds: {retention: 0.0986301369863 months}, ` + machine + `}}`,
			map[string]float64{"stores.log.bytes": 5.184e12, "stores.log.disk_bytes": 25.92e12}},
		// 100 MB/s, three copies, four groups: 600 MB/s of egress over 300 MB/s at 60 % is 3.3,
		// with one of three zones lost 5, in three zones 6.
		{"brokers send to copies and readers", `load: {calls: {total: 100000/s}}
services:
  app: {outside: true, serves: calls, uses: {log: {writes: 1}}}
  a: {outside: true, serves: log}
  b: {outside: true, serves: log}
  c: {outside: true, serves: log}
  d: {outside: true, serves: log}
stores: {log: {kind: log, item: 1 KB, holds: 1 month, zones: 3, utilization: 60%, partitions: 25, tiers: {k: {cpu: 8, memory: 32 GiB, network: 2400 Mbps, price: $100/month}}}}`,
			map[string]float64{"stores.log.need": 100e3 * 1e3 * 6 / (300e6 * 0.6), "stores.log.nodes": 6}},
		{"partitions fill brokers", asked("log", 0, 10) + `
stores: {log: {kind: log, item: 1 KB, holds: 1 month, partitions: 4000, partitions_per_node: 1000, ` + machine + `}}`,
			map[string]float64{"stores.log.need": 12, "stores.log.nodes": 12}},
		// AWS, "Sizing OpenSearch domains": 66 GiB with one replica need 191 GB.
		{"an index is larger than its source", `stores: {index: {kind: search, holds: {now: 66 GiB}, ` + machine + `}}`,
			map[string]float64{"stores.index.disk_bytes": 66 * (1 << 30) * 2 * 1.1 / 0.95 / 0.8}},
		// Elastic, "Benchmarking and sizing": 7,500 GB on nodes that hold 1,920 GB, and one more.
		{"a node of an index is spare", `stores: {index: {kind: search, holds: {now: 3 TB}, overhead: 1.25x, free_space: 0%, tiers: {hot: {cpu: 16, memory: 64 GB, storage: 1920 GB, price: $100/month}}}}`,
			map[string]float64{"stores.index.disk_bytes": 7.5e12, "stores.index.nodes": 5}},
		{"warm nodes hold more", `stores: {index: {kind: search, holds: {now: 36.5 TB}, overhead: 1.25x, free_space: 0%, tiers: {warm: {cpu: 16, memory: 64 GB, storage: 10240 GB, price: $100/month}}}}`,
			map[string]float64{"stores.index.nodes": 10}},
		// 40 tenants, an index a day for 30 days in two copies: 2,400 shards are a wall of two nodes.
		{"shards fill nodes", `stores: {index: {kind: search, holds: {now: 100 GB}, shards: 1200, max: 2, spare: 0, ` + machine + `}}`,
			map[string]float64{"stores.index.need": 2.4, "stores.index.served": 2 / 2.4}},
		// ScyllaDB in Action, chapter 9: 1 TB in three copies at 50 % is 6 TB.
		{"compaction needs room", `stores: {feed: {kind: wide, holds: {now: 1 TB}, ` + machine + `}}`,
			map[string]float64{"stores.feed.disk_bytes": 6e12, "stores.feed.nodes": 3}},
		{"with incremental compaction less", `stores: {feed: {kind: wide, holds: {now: 1 TB}, free_space: 30%, ` + machine + `}}`,
			map[string]float64{"stores.feed.disk_bytes": 3e12 / 0.7}},
		// One key takes at most 333 writes of three units each per second.
		{"a hot key is a wall", asked("feed", 0, 1500) + `
stores: {feed: {kind: wide, holds: {now: 1 TB}, per_node: {write: 333/s}, hottest: 25%, ` + machine + `}}`,
			map[string]float64{"stores.feed.served": 333.0 / 375}},
		{"a cooler key fits", asked("feed", 0, 1500) + `
stores: {feed: {kind: wide, holds: {now: 1 TB}, per_node: {write: 333/s}, hottest: 20%, ` + machine + `}}`,
			map[string]float64{"stores.feed.served": 1}},
		// Google's Coldline and Archive: 2.17 G objects at $0.02 and $0.05 for a thousand.
		{"moving small objects costs", `load: {calls: {total: 825.7229832572/s}}
services: {app: {outside: true, serves: calls, uses: {bucket: {writes: 1}}}}
stores: {bucket: {kind: objects, item: 1 KB, holds: 12 months, classes: [{name: hot, for: 1 month, price: $0/GB-month}, {name: cold, price: $0/GB-month, move: $0.02/1000}]}}`,
			map[string]float64{"stores.bucket.cost": 43400}},
		// An object of 64 KB is billed as 128 KB in infrequent access.
		{"small objects are billed as larger ones", `load: {calls: {total: 1000/s}}
services: {app: {outside: true, serves: calls, uses: {bucket: {writes: 1}}}}
stores: {bucket: {kind: objects, item: 64 KB, holds: 2 months, classes: [{name: hot, for: 1 month, price: $0.023/GB-month}, {name: cold, price: $0.0125/GB-month, least: {size: 128 KB}}]}}`,
			map[string]float64{"stores.bucket.cost": 1000 * 3600 * 730 * 64e3 / 1e9 * (0.023 + 2*0.0125)}},
		// 50 jobs/s of 3 s for 2 h, each done within 1 h: 100 workers.
		{"work that waits is sized to drain", `load: {week: {levels: [{hours: 14, load: 100%}, {hours: 154, load: 10%}]}, jobs: {total: 8.75/s}}
services: {app: {outside: true, serves: jobs, uses: {queue: {writes: 1}}}, worker: {serves: queue, cpu: 3 s, targets: {cpu: 100%}, replica: {cpu: 1, memory: 1 GiB}, replicas: {min: 0}}}
nodes: {tiers: [n]}
prices: {servers: {n: {cpu: 8, memory: 64 GiB, price: $100/month}}}
stores: {queue: {kind: log, item: 1 KB, holds: 1 month, deadline: 1 hour, ` + machine + `}}`,
			map[string]float64{"services.worker.calls": 100.0 / 3, "services.worker.need": 100}},
		// Lambda documentation: 3 M calls of 1 s at 512 MB, with what is free: $18.74.
		{"functions are charged by use", `load: {calls: {total: 3000000/month}}
services: {resize: {outside: true, serves: calls}}
charges:
  seconds: {price: [{up_to: 400000, price: $0}, {price: $0.00001667}], of: resize, each: 0.5}
  requests: {price: [{up_to: 1000000, price: $0}, {price: $0.20/million}], of: resize}`,
			map[string]float64{"cost.effective": 18.74}},
		// AWS egress by steps: 60,000 GB are $5,010.20.
		{"egress is graduated", `load: {calls: {total: 1/month}}
charges: {egress: {price: [{up_to: 100 GB, price: $0/GB}, {up_to: 10240 GB, price: $0.09/GB}, {up_to: 51200 GB, price: $0.085/GB}, {price: $0.07/GB}], of: calls, each: 60 TB}}`,
			map[string]float64{"cost.effective": 5010.20}},
		// wellcomecollection/platform #2623: NAT by bytes and hours.
		{"a gateway by bytes and hours", `load: {calls: {total: 1/month}}
charges: {bytes: {price: $0.048/GB, of: calls, each: 20504.592 GB}, hours: {price: $0.048, of: calls, each: 5086}}`,
			map[string]float64{"cost.effective": 1228.35}},
		// 1,667 requests/s, three lines of 400 B: 5.19 TB in 30 days at $0.50/GB.
		{"logs are charged by volume", `assumptions: {hours_per_month: 720}
load: {requests: {total: 1667/s}}
charges: {logs: {price: $0.50/GB, of: requests, each: 1200 B}}`,
			map[string]float64{"cost.effective": 2592.52}},
		// 100 M requests of 50 KB, 1 TB and 10 M free.
		{"a CDN by bytes and requests", `load: {hits: {total: 100000000/month}}
charges:
  bytes: {price: [{up_to: 1 TB, price: $0/GB}, {price: $0.085/GB}], of: hits, each: 50 KB}
  requests: {price: [{up_to: 10000000, price: $0}, {price: $1/million}], of: hits}`,
			map[string]float64{"cost.effective": 430}},
		// 3 M calls of 1,500 tokens in, 60 % cached, 300 out, 2 % failures on top.
		{"tokens, and what fails", `load: {calls: {total: 3000000/month, retries: 2%}}
services: {model: {outside: true, serves: calls}}
charges:
  in: {price: $2.50/million, of: model, each: 600}
  cached: {price: $0.25/million, of: model, each: 900}
  out: {price: $10/million, of: model, each: 300}`,
			map[string]float64{"cost.effective": 14464.29}},
		{"uncached tokens", `load: {calls: {total: 3000000/month}}
charges: {in: {price: $2.50/million, of: calls, each: 1500}, out: {price: $10/million, of: calls, each: 300}}`,
			map[string]float64{"cost.effective": 20250}},
		// AWS Business support of $85,000.
		{"support by steps", `charges:
  cloud: {price: $85000/month, category: cloud}
  support: {share: [{up_to: $10000/month, share: 10%}, {up_to: $80000/month, share: 7%}, {up_to: $250000/month, share: 5%}, 3%], of: cloud, least: $100/month}`,
			map[string]float64{"charges.support.cost": 6150}},
		{"support of a large bill", `charges:
  cloud: {price: "$1200000/month", category: cloud}
  support: {share: [{up_to: $150000/month, share: 10%}, {up_to: $500000/month, share: 7%}, {up_to: $1000000/month, share: 5%}, 3%], of: cloud}`,
			map[string]float64{"charges.support.cost": 70500}},
		{"support has a least amount", `charges:
  cloud: {price: $50000/month, category: cloud}
  support: {share: 10%, of: cloud, least: $7500/month}`,
			map[string]float64{"charges.support.cost": 7500}},
	}
}

// What runs today is what month 0 has, whatever is cheapest from month 1 on; replicas for
// uses of their own come on top of those that serve reads, at the primary's price.
func TestRelationalStoreOfToday(t *testing.T) {
	const text = `
version: 1
name: sql
start: 2026-01
horizon: 3 months
currency: USD
drivers: {users: {now: 1000}}
load: {requests: 2/s}
services: {web: {outside: true, serves: requests, uses: {main: {reads: 4, writes: 1}}}}
stores:
  main:
    kind: postgresql
    now: db-8
    holds: {now: 100 GB}
    cpu: {read: 0.7 ms, write: 0.5 ms}
    read_replicas: {max: 4, uses: {reports: 1, backup: 2}}
    tiers: {db-4: {cpu: 4, memory: 16 GiB, storage: 500 GB, price: $100/month}, db-8: {cpu: 8, memory: 32 GiB, storage: 1 TB, price: $210/month}}
`
	f := scenario.Decode("plan.yaml", []byte(text))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	r := plan.Run(f.Scenario)
	// 2,000 requests/s: reads ask for 5.6 cores, writes for 1 of each server. A db-8 plans
	// for 5.6: the primary has 4.6 for reads, one replica the rest. A db-4 plans for 2.8:
	// the primary has 1.8, three replicas 1.8 each.
	for m, want := range []struct{ nodes, replicas, cost float64 }{{5, 4, 5 * 210}, {7, 6, 700}, {7, 6, 700}, {7, 6, 700}} {
		nodes, replicas, cost := r.Series("stores.main.nodes")[m], r.Series("stores.main.read_replicas")[m], r.Series("stores.main.cost")[m]
		if nodes != want.nodes || replicas != want.replicas || cost != want.cost {
			t.Errorf("month %d: %g machines, %g of them replicas, at %g; want %+v", m, nodes, replicas, cost, want)
		}
	}
}

// A call is open as long as what it waits for: 20/s, each 40 ms of its own, 6 s of a model
// whose cache answers a quarter, and twice 5 ms: 91 are open, of which a replica takes 20.
func TestConcurrencyFollowsTheCalls(t *testing.T) {
	f := scenario.Decode("plan.yaml", []byte(`
version: 1
name: open
start: 2026-05
horizon: 3 months
currency: EUR
drivers: {seats: {now: 3000, active: 10%}}
load: {chats: {of: seats, rate: 60/hour, peak: 4x, week: office-hours}}
services:
  gateway: {serves: chats, uses: {model: 1, auth: 2}, cpu: 12 ms, latency: 40 ms, targets: {concurrency: 20}, replica: {cpu: 1, memory: 2 GiB}}
  auth: {cpu: 5 ms, replica: {cpu: 1, memory: 1 GiB}}
  model: {outside: true, latency: 6 s}
nodes: {tiers: {m: {cpu: 8, memory: 32 GiB, price: €200/month}}}
stores: {answers: {kind: redis, caches: model, hit_ratio: 25%, tiers: {mem: {cpu: 2, memory: 13 GiB, price: €95/month}}}}
`))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	r := plan.Run(f.Scenario)
	if n, binding := r.Series("services.gateway.replicas")[0], r.Services[0].Binding[0].String(); n != 5 || binding != "concurrency" {
		t.Errorf("%g replicas by %s, want 5 for the 91 calls that are open", n, binding)
	}
}
