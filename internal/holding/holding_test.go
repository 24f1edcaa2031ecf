package holding_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/holding"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// capped asks for 100 cores in replicas of one core that are used to 70 %: 142.86
// replicas, and may have 10.
const capped = `
version: 1
name: capped
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 10000}}
load: {requests: 1/s}
services:
  api: {cpu: 10 ms, replica: {cpu: 1, memory: 1 GiB}, replicas: {max: 10}, targets: {cpu: 70%}}
nodes: {tiers: [m]}
prices:
  servers: {m: {cpu: 8, memory: 32 GiB, price: $200/month}}
`

// wall asks its database for three operations a request, two of them reads. With
// 20 % more users a month, the writes alone fill 10,000 operations/s in month 7:
// 3000 × 1.2⁷ = 10,749; in month 6, 8,958 requests/s ask for 26,873 operations
// and 15 replicas that replay the writes leave 16 × 10,000 of the 26,873 + 15 ×
// 8,958 = 161,243 that are asked for.
const wall = `
version: 1
name: wall
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 3000, growth: 20%/month}, database: {now: 10 GB}}
load: {requests: 1/s}
services:
  api: {cpu: 1 ms, replica: {cpu: 1, memory: 1 GiB}}
nodes: {tiers: [m]}
database: {tiers: [db], reads: 2, writes: 1, io: {read: 1, write: 1}}
prices:
  servers: {m: {cpu: 8, memory: 32 GiB, price: $200/month}}
  databases: {db: {cpu: 64, memory: 64 GiB, storage: 1 TB, iops: 10000/s, price: $1000/month}}
`

func decode(t *testing.T, text string, set ...string) *scenario.File {
	t.Helper()
	var all []scenario.Override
	for _, s := range set {
		o, err := scenario.ParseOverride(s)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, o)
	}
	f := scenario.Decode("plan.yaml", []byte(text), all...)
	if f.Scenario == nil {
		t.Fatalf("%v", f.Diagnostics)
	}
	return f
}

func judge(t *testing.T, text string, set ...string) *holding.Verdict {
	t.Helper()
	return holding.Judge(plan.Run(decode(t, text, set...).Scenario))
}

func TestServiceAtItsMaximum(t *testing.T) {
	v := judge(t, capped)
	first, then := v.First()
	if v.Holds || v.Month != 0 || first.Service != "api" || first.Path != "services.api.replicas.max" || first.Months != 13 {
		t.Fatalf("%+v", v)
	}
	if want := 10 / (100 / 0.7); math.Abs(then.Share-want) > 1e-12 || then.Provisioned != 10 || v.Carried != then.Share {
		t.Errorf("carries %g of a need of %g, want %g", then.Share, then.Need, want)
	}
	if len(v.Mends) != 1 || v.Mends[0].Path != "services.api.replicas.max" || *v.Mends[0].Before != 10 || v.Mends[0].After != 143 {
		t.Errorf("%+v", v.Mends)
	}
	if v.Load != 0.07 {
		t.Errorf("carries %g of the load, want 7%%", v.Load)
	}
}

// What is said to mend a plan makes it hold, and one less does not.
func TestMendsAreTheLeastThatHold(t *testing.T) {
	for _, n := range []string{"143", "142"} {
		if got, want := judge(t, capped, "services.api.replicas.max="+n).Holds, n == "143"; got != want {
			t.Errorf("max %s: holds %t", n, got)
		}
	}
	v := judge(t, wall, "horizon=6 months")
	if len(v.Mends) != 1 || v.Mends[0].Path != "database.read_replicas.max" || v.Mends[0].Lacks != capacity.IOPS {
		t.Fatalf("%+v", v.Mends)
	}
	for less, want := range map[float64]bool{0: true, 1: false} {
		n := v.Mends[0].After - less
		if got := judge(t, wall, "horizon=6 months", fmt.Sprintf("database.read_replicas.max=%g", n)).Holds; got != want {
			t.Errorf("%g read replicas: holds %t", n, got)
		}
	}
}

// Past the write wall only a larger tier helps: 26,748 writes/s and 53,497 reads
// at 12 months are 80,244 operations/s.
func TestLargerTier(t *testing.T) {
	v := judge(t, wall)
	if v.Month != 6 || len(v.Mends) == 0 || v.Mends[len(v.Mends)-1].Tier != "db" {
		t.Fatalf("%+v", v)
	}
	text := strings.Replace(wall, "iops: 10000/s", fmt.Sprintf("iops: %g/s", v.Mends[len(v.Mends)-1].After), 1)
	if !judge(t, text).Holds {
		t.Errorf("with %g operations/s it does not hold", v.Mends[len(v.Mends)-1].After)
	}
}

func TestShortageThatIsAllowed(t *testing.T) {
	v := judge(t, capped, "services.api.replicas.max=129", "objectives={served: 90%}")
	if !v.Holds || len(v.Shortages) != 1 || v.Carried < 0.9 || v.Carried >= 1 || v.Mends != nil {
		t.Errorf("%+v", v)
	}
	v = judge(t, capped, "objectives={served: 90%}")
	if v.Holds || len(v.Mends) != 1 || v.Mends[0].After != 129 { // 0.9 × 142.86 = 128.6
		t.Errorf("%+v", v)
	}
}

// What asks for nothing, or may grow, holds.
func TestHolds(t *testing.T) {
	for _, set := range []string{"drivers.users.now=0", "services.api.replicas={min: 1}"} {
		if v := judge(t, capped, set); !v.Holds || v.Carried != 1 || v.Shortages != nil || v.Month != -1 || v.Load != 1 {
			t.Errorf("%s: %+v", set, v)
		}
	}
}

// A season that passes is a shortage all the same.
func TestShortageInASeason(t *testing.T) {
	v := judge(t, capped, "services.api.replicas.max=200", "drivers.users.seasonality={jul: 2x}")
	if v.Holds || v.Month != 6 || v.Shortages[0].Months != 1 || v.Mends[0].After != 286 {
		t.Errorf("%+v", v)
	}
}

// A maximum counts in each region; that of the region which needs most decides.
func TestRegions(t *testing.T) {
	regions := "regions={near: {users: 80%, services: all}, far: {users: 20%, services: all}}"
	v := judge(t, capped, regions, "services.api.replicas.max=100")
	if first, then := v.First(); v.Holds || first.Region != "near" || len(v.Shortages) != 1 || then.Share >= 1 || v.Mends[0].After != 115 { // 0.8 × 142.86 = 114.3
		t.Errorf("%+v", v)
	}
}

// Without read replicas that reads may add, the database lacks them.
func TestNoReadReplicas(t *testing.T) {
	v := judge(t, wall, "database.read_replicas.max=0", "horizon=2 months")
	if v.Holds || v.Shortages[0].Path != "database.read_replicas.max" || len(v.Mends) == 0 {
		t.Errorf("%+v", v)
	}
}
