package cost_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// schedule is a graduated price: up to each bound, in TiB, its price per GiB;
// the last price has no bound.
type schedule struct{ bounds, prices []float64 }

// AWS, data transfer out of eu-central-1 to the internet: $0.09 for the first
// 10 TB a month, $0.085 for the next 40 TB, $0.07 for the next 100 TB, $0.05 beyond.
var egress = schedule{[]float64{10, 50, 150}, []float64{0.09, 0.085, 0.07, 0.05}}

// Amazon CloudFront, data transfer out to the internet, Europe.
var cloudFront = schedule{[]float64{10, 50, 150, 500, 1024, 5120}, []float64{0.085, 0.08, 0.06, 0.04, 0.03, 0.025, 0.02}}

func (s schedule) traffic() (steps []model.TrafficPrice) {
	for i, p := range s.prices {
		steps = append(steps, model.TrafficPrice{Price: unit.MoneyPerByte(p / GiB)})
		if i < len(s.bounds) {
			steps[i].UpTo = ptr(unit.Bytes(s.bounds[i] * TiB))
		}
	}
	return steps
}

func (s schedule) storage() (steps []model.StoragePrice) {
	for _, t := range s.traffic() {
		steps = append(steps, model.StoragePrice{UpTo: t.UpTo, Price: unit.MoneyPerByteMonth(t.Price)})
	}
	return steps
}

// charges prices a volume in each of the four places that have graduated prices.
func charges(s schedule, bytes float64) map[string]float64 {
	all := map[string]float64{}

	out := base(1)
	out.Prices.Egress = s.traffic()
	all["egress"] = price(out, func(d *forecast.Demand, _ *capacity.Plan) { d.TrafficBytes[1] = bytes }).Categories[cost.Network][1]

	cdn := base(1)
	cdn.Prices.CDN = s.traffic()
	all["cdn"] = price(cdn, func(d *forecast.Demand, p *capacity.Plan) {
		d.TrafficBytes[1], p.CDNShare[1] = bytes, 1
	}).Categories[cost.CDN][1]

	files := base(1)
	files.Prices.Files, files.Prices.FileCopies = s.storage(), 4
	all["files"] = price(files, func(d *forecast.Demand, _ *capacity.Plan) { d.FileBytes[1] = bytes / 4 }).Categories[cost.Storage][1]

	backups := base(1)
	withDatabase(backups)
	backups.Prices.Backups, backups.Database.Backups = s.storage(), 2
	all["backups"] = price(backups, func(d *forecast.Demand, _ *capacity.Plan) { d.DatabaseBytes[1] = bytes / 2 }).Categories[cost.Storage][1]
	return all
}

func TestGraduatedPrices(t *testing.T) {
	for _, c := range []struct {
		schedule schedule
		gib      float64
		want     float64
		why      string
	}{
		{egress, 0, 0, "nothing"},
		{egress, 1, 0.09, "the first one"},
		{egress, 10_240, 921.60, "10 TB · $0.09"},
		{egress, 10_241, 921.685, "and one at $0.085"},
		{egress, 51_200, 4_403.20, "921.60 + 40 TB · $0.085"},
		{egress, 51_201, 4_403.27, "and one at $0.07"},
		{egress, 100_000, 7_819.20, "4,403.20 + 48,800 · $0.07"},
		{egress, 153_600, 11_571.20, "4,403.20 + 100 TB · $0.07"},
		{egress, 153_601, 11_571.25, "and one at $0.05"},
		{egress, 157_000, 11_741.20, "11,571.20 + 3,400 · $0.05"},
		{cloudFront, 153_600, 10_291.20, "870.40 + 40,960 · $0.08 + 102,400 · $0.06"},
		{cloudFront, 512_000, 24_627.20, "10,291.20 + 358,400 · $0.04"},
		{cloudFront, 5_242_880, 145_582.08, "24,627.20 + 536,576 · $0.03 + 4,194,304 · $0.025"},
		{cloudFront, 5_242_881, 145_582.10, "and one at $0.02"},
		{schedule{prices: []float64{0.2}}, 100, 20, "one price"},
		{schedule{bounds: []float64{1}, prices: []float64{0, 0.09}}, 1024, 0, "the free first terabyte"},
		{schedule{bounds: []float64{1}, prices: []float64{0, 0.09}}, 1025, 0.09, "and one beyond"},
		{schedule{}, 100, 0, "no price"},
	} {
		for where, got := range charges(c.schedule, c.gib*GiB) {
			if math.Abs(got-c.want) > 1e-9*(1+c.want) {
				t.Errorf("%s, %g GiB: got %.6f, want %.6f: %s", where, c.gib, got, c.want, c.why)
			}
		}
	}
}

// At each bound q, a byte before and a byte after cost their own step's price.
func TestPriceStepsMeetAtTheirBounds(t *testing.T) {
	for _, s := range []schedule{egress, cloudFront} {
		for i, tib := range s.bounds {
			q := tib * TiB
			for where, at := range charges(s, q) {
				before, after := charges(s, q-GiB)[where], charges(s, q+GiB)[where]
				if !near(at-before, s.prices[i], 1e-6) || !near(after-at, s.prices[i+1], 1e-6) {
					t.Errorf("%s at %g TiB: %g before and %g after the bound, want %g and %g", where, tib, at-before, after-at, s.prices[i], s.prices[i+1])
				}
			}
		}
	}
}

// The CDN's bytes leave the services' egress, each under its own prices.
func TestCDNShareOfTheTraffic(t *testing.T) {
	s := base(1)
	s.Prices.Egress, s.Prices.CDN = egress.traffic(), cloudFront.traffic()
	st := price(s, func(d *forecast.Demand, p *capacity.Plan) { d.TrafficBytes[1], p.CDNShare[1] = 20*TiB, 0.75 })
	network, cdn := 5*1024*0.09, 10*1024*0.085+5*1024*0.08
	all := 10*1024*0.09 + 10*1024*0.085
	if !near(st.Categories[cost.Network][1], network, 1e-12) || !near(st.Categories[cost.CDN][1], cdn, 1e-12) {
		t.Errorf("got %g and %g, want %g for 5 TB and %g for 15 TB", st.Categories[cost.Network][1], st.Categories[cost.CDN][1], network, cdn)
	}
	if !near(st.Baseline[1], all, 1e-12) || !near(st.Savings[cost.Offload][1], all-network-cdn, 1e-9) {
		t.Errorf("got a baseline of %g and a saving of %g, want %g and %g", st.Baseline[1], st.Savings[cost.Offload][1], all, all-network-cdn)
	}
}

func TestPriceTrend(t *testing.T) {
	s := base(24)
	s.Prices.Trend = unit.Growth{Rate: -0.19, Per: 24}
	st := price(s, servers(100))
	for m, want := range map[int]float64{0: 100, 12: 90, 24: 81} { // 0.81 in two years are 0.9 in one
		if got := st.Effective[m]; !near(got, want, 1e-12) {
			t.Errorf("month %d: got %g, want %g", m, got, want)
		}
	}
}

func TestLinesOfTheBill(t *testing.T) {
	s := base(1)
	withDatabase(s)
	s.Cache = &model.Cache{Nodes: 6, Memory: 1, HitRatio: 0.5}
	s.Nodes.LoadBalancers, s.Prices.LoadBalancer, s.Prices.CacheNode = 2, 50, 30
	s.Prices.Monitoring = model.Monitoring{Base: 20, PerNode: 15}
	s.Regions = []model.Region{
		{Name: "near", Users: 1, Services: []string{"all"}, Price: 1, Database: model.RegionDatabase{Role: "primary"}},
		{Name: "far", Services: []string{"all"}, Price: 1.5},
		{Name: "later", Services: []string{"all"}, Price: 9, From: month(1)},
	}
	st := price(s, func(d *forecast.Demand, p *capacity.Plan) {
		for r, n := range []float64{4, 2} {
			reg := &p.Regions[r]
			reg.Open[0], reg.Average[0], reg.Base[0], reg.Static[0] = true, n, n, n
		}
		p.Database.Replicas[0], p.Uncached.Replicas[0] = 3, 7
	})
	for c, want := range map[cost.Category]float64{
		cost.Infrastructure: 4*1 + 2*1.5 + 2*2*50, // servers, and two balancers in each open region
		cost.Databases:      (1 + 3) * 100,
		cost.Caches:         6 * 30,
		cost.Monitoring:     20 + 6*15,
	} {
		if got := st.Categories[c][0]; !near(got, want, 1e-12) {
			t.Errorf("%v: got %g, want %g", c, got, want)
		}
	}
	if got, want := st.Savings[cost.Caching][0], 800.0-400-180; got != want {
		t.Errorf("the cache saves %g, want %g: seven read replicas become three, less its own cost", got, want)
	}
}
