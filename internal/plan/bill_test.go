package plan_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
)

// A provider's bill is right line by line: each is computed by hand here from what runs,
// without any code of the project but for the sizes themselves.
func TestProviderBill(t *testing.T) {
	r := plan.Run(read("../../testdata/scenario/ok/aws-bill.yaml").scenario(t))
	const giB, hours = 1 << 30, 730.0
	for m := range r.Series("users") {
		at := func(name string) float64 { return r.Series(name)[m] }
		nodes, requests, traffic := at("nodes"), at("average_rps")*3600*hours, at("traffic_bytes")/giB
		primary := map[string]float64{"r6g.large": .548, "r6g.xlarge": 1.096, "r6g.2xlarge": 2.192, "r6g.4xlarge": 4.384}[tier(r, m)]
		want := map[string]float64{
			"cost.lines.nodes": nodes * .23 * hours, "charges.root disks.cost": nodes * 100 * .0952,
			"cost.lines.database":         primary * hours * (1 + at("database.read_replicas")),
			"charges.database disk.cost":  at("database.disk_bytes") / giB * .137 * 2,
			"cost.lines.cache":            2 * .263 * hours,
			"cost.lines.load_balancers":   .027 * hours,
			"charges.balancer units.cost": traffic * .4 * .008,
			"charges.nat.cost":            3 * .052 * hours,
			"charges.nat traffic.cost":    requests * 2e3 / giB * .052,
			"charges.zones.cost":          requests * 30e3 / giB * 2 / 3 * .02,
			"cost.lines.files":            at("file_bytes") / giB * .0245,
			"charges.file reads.cost":     requests * .15 / 1000 * .00043,
			"charges.file writes.cost":    requests * .0076 / 1000 * .0054,
			"cost.lines.cdn":              graduated(traffic, [][2]float64{{10240, .085}, {51200, .08}, {153600, .06}, {math.Inf(1), .04}}),
			"charges.cdn requests.cost":   requests / 1e4 * .012,
			"charges.logs.cost":           requests * 1e3 / giB * .63,
			"charges.addresses.cost":      6 * .005 * hours,
			"charges.keys.cost":           10,
		}
		total := 0.0
		for name, amount := range want {
			total += amount
			if got := at(name); math.Abs(got-amount) > 0.0051 {
				t.Errorf("month %d: %s is %.2f, want %.2f", m, name, got, amount)
			}
		}
		support := max(100, graduated(total, [][2]float64{{10000, .10}, {80000, .07}, {math.Inf(1), .05}}))
		if got := at("charges.support.cost"); math.Abs(got-support) > 0.0051 {
			t.Errorf("month %d: support is %.2f, want %.2f", m, got, support)
		}
		if got := at("cost.effective"); math.Abs(got-total-support) > 0.11 {
			t.Errorf("month %d: the bill is %.2f, want %.2f", m, got, total+support)
		}
	}
}

// tier is the database tier of a month.
func tier(r *plan.Result, m int) string {
	return r.Engine().Sizing().Databases()[r.Capacity.Database.Tier[m]].Name
}

// graduated is the price of a quantity by steps of bound and price.
func graduated(quantity float64, steps [][2]float64) (sum float64) {
	below := 0.0
	for _, s := range steps {
		sum += max(min(quantity, s[0])-below, 0) * s[1]
		below = s[0]
	}
	return sum
}
