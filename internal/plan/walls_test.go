package plan_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// walls is a plan whose database may lack cores, operations, disk or memory.
const walls = `
version: 1
name: walls
start: 2026-01
horizon: 1 month
currency: USD
drivers: {users: {now: %d}, database: {now: %d GB}}
load: {requests: 1/s, peak: 1x}
services: {api: {cpu: 1 us, replica: {cpu: 1, memory: 1 GiB}}}
nodes: {tiers: [m]}
database:
  tiers: [%s]
  reads: %g
  writes: %g
  cpu: {read: 1 ms, write: 2 ms}
  io: {read: 0.2, write: %g}
  working_set: 10%%
  read_replicas: {max: %d%s}
prices:
  servers: {m: {cpu: 64, memory: 256 GiB, price: $1/month}}
  databases:
    a: {cpu: 4, memory: 16 GB, storage: 200 GB, iops: 3000/s, price: $100/month}
    b: {cpu: 8, memory: 32 GB, storage: 400 GB, iops: 6000/s, price: $210/month}
    c: {cpu: 16, memory: 64 GB, storage: 1 TB, iops: 12000/s, price: $390/month}
    d: {cpu: 32, memory: 128 GB, storage: 2 TB, iops: 24000/s, price: $900/month}
`

// A database that carries less than it is asked is priced as one that carries it:
// the bill never falls with the load, across every wall, and a plan that may take
// every tier on sale, and is carried, is never dearer than one that may not. (A plan of one tier that starved was $293,950 a month
// cheaper than one of four that served.)
func TestNoWallIsCheap(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	lists := []string{"a", "a, b", "a, b, c", "a, b, c, d"}
	for range 300 {
		data, reads, writes, io := 1+r.IntN(1500), float64(r.IntN(40))/4, float64(r.IntN(12))/4, float64(r.IntN(16))/4
		replicas, uses := r.IntN(4), ""
		if r.IntN(2) == 0 {
			uses = ", uses: {reporting: 1}"
		}
		bill := func(users int, list string) (money float64, carried bool) {
			text := fmt.Sprintf(walls, users, data, list, reads, writes, io, replicas, uses)
			f := scenario.Decode("walls.yaml", []byte(text))
			if f.Scenario == nil {
				t.Fatalf("%v\n%s", f.Diagnostics, text)
			}
			e := plan.Compile(f.Scenario)
			e.Run()
			e.Breakdown()
			e.Serve()
			return e.Statement.List[0], e.Capacity.Database.Served[0] == 1
		}
		users, before := 10+r.IntN(200), 0.0
		for range 6 {
			now, _ := bill(users, lists[1])
			if now < before*(1-1e-9) {
				t.Fatalf("%d users cost %g, fewer cost %g: data %d, reads %g, writes %g, io %g, replicas %d%s", users, now, before, data, reads, writes, io, replicas, uses)
			}
			before, users = now, users*3/2
		}
		all, carried := bill(users, lists[len(lists)-1])
		for _, list := range lists {
			if some, _ := bill(users, list); carried && all > some*(1+1e-9) {
				t.Fatalf("tiers %s cost %g, all of them %g: %d users, data %d, reads %g, writes %g, io %g, replicas %d%s", list, some, all, users, data, reads, writes, io, replicas, uses)
			}
		}
	}
}
