package capacity_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Six nodes with one replica each are three masters: 3 · 2 GB · (1 − 25 %) = 4.5 GB.
func TestHitRatio(t *testing.T) {
	for _, c := range []struct {
		why       string
		data, hot float64
		want      float64
	}{
		{"everything fits", 10e9, 0.2, 0.6},
		{"it just fits: 20 % of 22.5 GB", 22.5e9, 0.2, 0.6},
		{"shortage: 60 % · 4.5 / (20 % of 90 GB)", 90e9, 0.2, 0.15},
		{"no hot share: nothing to run short of", 90e9, 0, 0.6},
		{"no data", 0, 0.2, 0.6},
	} {
		s := stored(1000)
		*s.Drivers.Database.Now = unit.Bytes(c.data)
		s.Cache = &model.Cache{Nodes: 6, Replicas: 1, Memory: 2e9, Reserve: 0.25, HitRatio: 0.6, Hot: unit.Ratio(c.hot), From: month(1)}
		p := plan(s)
		if p.HitRatio[0] != 0 || !near(p.HitRatio[1], c.want) {
			t.Errorf("%s: got %g before and %g with the cache, want 0 and %g", c.why, p.HitRatio[0], p.HitRatio[1], c.want)
		}
	}
}

// hits is the hit ratio of a cache of 1 GB whose hot data is so much, as a share
// of what it is when all fits.
func hits(hot, skew float64) float64 {
	s := stored(1000)
	*s.Drivers.Database.Now = unit.Bytes(hot)
	s.Cache = &model.Cache{Nodes: 1, Memory: 1e9, HitRatio: 0.5, Hot: 1, Skew: unit.Count(skew)}
	return plan(s).HitRatio[0] / 0.5
}

// lru is the hit ratio of a cache of part of n keys that are read by a Zipf law,
// by Che's approximation: Σ(1 − e^(−p·t)) = part·n, hits = Σ p·(1 − e^(−p·t)).
// Neighbours of the tail are taken together.
func lru(n, skew, part float64) float64 {
	var shares, counts []float64
	var total float64
	for i := 1.0; i <= n; {
		count := min(max(1, math.Floor(i/50)), n-i+1)
		p := math.Pow(i+(count-1)/2, -skew)
		shares, counts, total = append(shares, p), append(counts, count), total+p*count
		i += count
	}
	at := func(t float64) (held, hit float64) {
		for i, p := range shares {
			there := -math.Expm1(-p / total * t)
			held, hit = held+counts[i]*there, hit+counts[i]*p/total*there
		}
		return held, hit
	}
	low, high := 1.0, 1e15
	for range 100 {
		if held, _ := at(math.Sqrt(low * high)); held < part*n {
			low = math.Sqrt(low * high)
		} else {
			high = math.Sqrt(low * high)
		}
	}
	_, hit := at(low)
	return hit
}

// The hit ratio follows Che's approximation, whose own values for 10,000 and a
// million keys are 0.436660 and 0.487113 at a tenth and a skew of 0.8.
func TestHitRatioFollowsPopularity(t *testing.T) {
	for _, c := range []struct{ n, skew, part, want float64 }{{1e4, 0.8, 0.1, 0.436660}, {1e6, 0.8, 0.1, 0.487113}, {1e4, 0.6, 0.1, 0.243206}, {1e4, 1, 0.2, 0.768316}} {
		if got := lru(c.n, c.skew, c.part); math.Abs(got-c.want) > 5e-4 {
			t.Fatalf("Che for %g keys, skew %g, %g: %g, want %g", c.n, c.skew, c.part, got, c.want)
		}
	}
	var squares, number float64
	for _, skew := range []float64{0, 0.4, 0.6, 0.8, 1, 1.2} {
		for _, part := range []float64{0.05, 0.1, 0.3, 0.6, 0.9} {
			few, many, got := lru(1e4, skew, part), lru(1e6, skew, part), hits(1e9/part, skew)
			squares, number = squares+math.Pow(got-few, 2)+math.Pow(got-many, 2), number+2
			if got < few-0.06 || got > many+0.06 {
				t.Errorf("skew %g, a part of %g: %.3f, Che has %.3f to %.3f", skew, part, got, few, many)
			}
		}
	}
	if off := math.Sqrt(squares / number); off > 0.035 {
		t.Errorf("off by %.3f in the root mean square", off)
	}
}

// More data never hits more, a larger part never less, and nothing jumps where
// the hot data just fits.
func TestHitRatioFallsContinuously(t *testing.T) {
	for _, skew := range []float64{0, 0.8, 2} {
		last := 1.0
		for hot := 0.9e9; hot < 50e9; hot *= 1.01 {
			got := hits(hot, skew)
			if got > last || last-got > 0.011 {
				t.Fatalf("skew %g, hot %g: %g after %g", skew, hot, got, last)
			}
			last = got
		}
	}
}

// Where only a part fits, the hits are part^e, tabulated or not.
func TestHitRatioIsAPower(t *testing.T) {
	for _, skew := range []float64{0, 0.3, 0.8, 1.3, 2} {
		e := 1 / (1 + 6.2*math.Pow(skew, 4.7))
		for part := 1 - 1e-9; part > 1e-14; part *= 0.97 {
			if got, want := hits(1e9/part, skew), math.Pow(part, e); math.Abs(got-want) > 1e-11*want {
				t.Fatalf("skew %g, a part of %g: got %.15g, want %.15g", skew, part, got, want)
			}
		}
	}
}
