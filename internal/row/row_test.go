package row

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// random is a number of any of the kinds that rows hold.
func random(rng *rand.Rand) float64 {
	switch rng.IntN(8) {
	case 0:
		return 0
	case 1:
		return float64(rng.IntN(9))
	case 2:
		return 1e24 * rng.Float64()
	case 3:
		return float64(rng.IntN(9)) * (1 + 4e-9*(rng.Float64()-0.5)) // at the tolerance
	default:
		return math.Exp(20*rng.Float64() - 5)
	}
}

func randomRow(rng *rand.Rand, n int) []float64 {
	r := make([]float64, n)
	for i := range r {
		r[i] = random(rng)
	}
	return r
}

// Every length and every kind of number gives the same bits, four at a time or
// one by one.
func TestCountIsTheSameOneByOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for n := range 50 {
		for range 40 {
			c := Count{Share: rng.Float64(), Spare: float64(rng.IntN(2)), Low: float64(rng.IntN(3)), High: math.Inf(1), Part: rng.Float64(), Each: random(rng)}
			if rng.IntN(2) == 0 {
				c.Share, c.High = 1, c.Low+float64(rng.IntN(20))
			}
			need, mean, requested := randomRow(rng, n), randomRow(rng, n), randomRow(rng, n)
			units, meanOne, requestedOne := make([]float64, n), slices.Clone(mean), slices.Clone(requested)
			c.one(need, units, meanOne, requestedOne)
			got := make([]float64, n)
			c.Add(need, got, mean, requested)
			if !slices.Equal(got, units) || !slices.Equal(mean, meanOne) || !slices.Equal(requested, requestedOne) {
				t.Fatalf("%+v of %v:\ngot  %v, %v, %v\nwant %v, %v, %v", c, need, got, mean, requested, units, meanOne, requestedOne)
			}
		}
	}
}

func TestScaleAndAddAreTheSameOneByOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for n := range 50 {
		row, other, times := randomRow(rng, n), randomRow(rng, n), random(rng)
		added, scaled := slices.Clone(row), make([]float64, n)
		Add(added, other, times)
		Scale(scaled, other, times)
		for i := range row {
			if added[i] != row[i]+float64(other[i]*times) || scaled[i] != other[i]*times {
				t.Fatalf("%d of %d: %g times %g is %g, on top of %g %g", i, n, times, other[i], scaled[i], row[i], added[i])
			}
		}
	}
}

// What lies behind a row in memory is not touched.
func TestRowsEndWhereTheyEnd(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for n := range 20 {
		memory := randomRow(rng, n+8)
		behind, need := slices.Clone(memory[n:]), randomRow(rng, n)
		Scale(memory[:n], need, 2)
		Add(memory[:n], need, 3)
		c := Count{Share: 1, High: math.Inf(1), Part: 1, Each: 1}
		c.Add(need, memory[:n], memory[:n], memory[:n])
		if !slices.Equal(memory[n:], behind) {
			t.Fatalf("%d months: %v became %v", n, behind, memory[n:])
		}
	}
}

// 10 units of need at half of the load, 5 and a spare one, are within 2 and 8.
func TestUnits(t *testing.T) {
	for _, c := range []struct {
		count      Count
		need, want float64
	}{
		{Count{Share: 0.5, Spare: 1, Low: 2, High: 8}, 10, 6},
		{Count{Share: 0.5, Spare: 1, Low: 2, High: 8}, 10.1, 7},
		{Count{Share: 1, Spare: 1, Low: 2, High: 8}, 10, 8},
		{Count{Share: 0, Spare: 1, Low: 2, High: 8}, 10, 2},
		{Count{Share: 1, High: math.Inf(1)}, 1e24, 1e24},
	} {
		if got := c.count.Units(c.need); math.Abs(got-c.want) > 1e-8*c.want {
			t.Errorf("%+v: got %g, want %g", c, got, c.want)
		}
	}
}

func BenchmarkCount(b *testing.B) {
	const months = 37
	c := Count{Share: 0.3, Low: 2, High: math.Inf(1), Part: 0.2, Each: 0.5}
	need, units, mean, requested := make([]float64, months), make([]float64, months), make([]float64, months), make([]float64, months)
	for i := range need {
		need[i] = math.Exp(float64(i) / 9)
	}
	b.Run("four", func(b *testing.B) {
		for b.Loop() {
			c.Add(need, units, mean, requested)
		}
	})
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
			c.one(need, units, mean, requested)
		}
	})
}
