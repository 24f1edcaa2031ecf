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

// priced is what the database of a plan costs in month 0.
func priced(m *capacity.Model, db *capacity.Database) float64 {
	tiers := m.Databases()
	return float64(tiers[db.Tier[0]].Price)*(1+db.Replicas[0]-db.Fixed[0]) + float64(tiers[db.FixedTier[0]].Price)*db.Fixed[0] + db.Missing[0]
}

// walled is a scenario of any prices and any queries.
func walled(rng *rand.Rand) *model.Scenario {
	s := stored(1000)
	s.Database.Reads, s.Database.Writes = 1, 1
	s.Database.ReadReplicas.Max = unit.Count(rng.IntN(7))
	s.Database.Replay = unit.Ratio(rng.Float64())
	if rng.IntN(2) == 0 {
		s.Database.ReadReplicas.Uses = []model.ReplicaUse{{Name: "reports", Count: unit.Count(rng.IntN(3))}}
	}
	price := 0.0
	for i := range s.Prices.Databases {
		price += float64(1 + rng.IntN(300)) // a larger tier is dearer
		s.Prices.Databases[i].Price = unit.MoneyPerMonth(price)
		if rng.IntN(3) == 0 {
			s.Prices.Databases[i].IOPS = nil
		}
	}
	s.Database.CPU = model.QueryCPU{Read: unit.Seconds(rng.Float64() * rng.Float64() / 20), Write: unit.Seconds(rng.Float64() * rng.Float64() / 80)}
	s.Database.IO = model.QueryIO{Read: unit.Count(rng.Float64() * rng.Float64() * 3), Write: unit.Count(rng.Float64() * rng.Float64() * 3)}
	*s.Drivers.Database.Now = unit.Bytes(rng.Float64() * rng.Float64() * 500e9)
	s.Database.WorkingSet = unit.Ratio(rng.Float64() * rng.Float64() * 0.2)
	return s
}

// The whole price list never costs more than some of its tiers, whether these carry
// the load or not, and neither the order of the tiers nor that of the list matters.
func TestMoreDatabaseTiersCostNoMore(t *testing.T) {
	rng, passed := rand.New(rand.NewPCG(5, 6)), 0
	for range 3000 {
		s := walled(rng)
		from := rng.IntN(3)
		some := slices.Clone(s.Database.Tiers[from : from+1+rng.IntN(3-from)])
		m, _, p := size(s)
		all := priced(m, &p.Database)
		s.Database.Tiers = some
		m, _, p = size(s)
		few := priced(m, &p.Database)
		if all > few*(1+1e-9) {
			t.Fatalf("all tiers cost %g, %v %g: %+v", all, some, few, s.Database)
		}
		if p.Database.Missing[0] > 0 {
			passed++
		}
		slices.Reverse(s.Prices.Databases)
		slices.Reverse(s.Database.Tiers)
		m, _, p = size(s)
		if got := priced(m, &p.Database); got != few {
			t.Fatalf("%v cost %g, reversed %g", some, few, got)
		}
	}
	if passed < 300 {
		t.Errorf("only %d worlds are past a wall", passed)
	}
}

// More load never costs less, before a wall, at it, past it, and past that of the
// whole price list.
func TestMissingGrowsWithTheLoad(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 400 {
		s := walled(rng)
		s.Database.Tiers = s.Database.Tiers[:1+rng.IntN(3)]
		last, served := 0.0, 1.0
		for users := 50.0; users < 1e6; users *= 1.15 {
			s.Drivers.Users.Now = count(users)
			m, _, p := size(s)
			got := priced(m, &p.Database)
			if got < last*(1-1e-9) {
				t.Fatalf("%g users cost %g, fewer %g (served %g → %g): %+v", users, got, last, served, p.Database.Served[0], s.Database)
			}
			last, served = got, p.Database.Served[0]
		}
	}
}

// Past the wall it costs what would carry the load: the next tier of the list and,
// where the list ends, in proportion to the share that its largest carries.
func TestWhatIsNotCarriedIsPriced(t *testing.T) {
	for _, c := range []struct {
		why   string
		write float64 // cores
		want  float64
	}{
		{"small carries two cores", 2, 100},
		{"medium would carry three", 3, 200},
		{"large would carry eight", 8, 400},
		{"twice large would carry 16", 16, 800},
		{"in proportion", 12, 600},
	} {
		s := stored(1000)
		s.Database.Tiers = s.Database.Tiers[:1]
		s.Database.Writes, s.Database.CPU.Write = 1, unit.Seconds(c.write/1000)
		m, d, p := size(s)
		if got := priced(m, &p.Database); !near(got, c.want) {
			t.Errorf("%s: got %g, want %g", c.why, got, c.want)
		}
		carrier, past := m.Carrying(d, p, true, 0)
		if past != (c.write > 2) {
			t.Errorf("%s: past the wall %v", c.why, past)
		}
		if past && !near(carrier.Price(), c.want) || math.IsNaN(p.Database.Missing[0]) {
			t.Errorf("%s: it is priced as %+v", c.why, carrier)
		}
	}
}
