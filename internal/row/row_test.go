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
			c := Count{Spare: float64(rng.IntN(2)), Low: float64(rng.IntN(3)), High: math.Inf(1), Each: random(rng)}
			if rng.IntN(2) == 0 {
				c.High = c.Low + float64(rng.IntN(20))
			}
			levels := []Level{{Share: 1, Part: rng.Float64(), Requested: randomRow(rng, n)}}
			for range rng.IntN(4) {
				levels = append(levels, Level{rng.Float64(), rng.Float64(), randomRow(rng, n)})
			}
			others := slices.Clone(levels)
			for k := range others {
				others[k].Requested = slices.Clone(levels[k].Requested)
			}
			need, units, mean, unitsOne, meanOne := randomRow(rng, n), make([]float64, n), randomRow(rng, n), make([]float64, n), randomRow(rng, n)
			c.one(need, unitsOne, meanOne, others)
			c.Add(need, units, mean, levels)
			same := slices.Equal(units, unitsOne) && slices.Equal(mean, meanOne)
			for k := range levels {
				same = same && slices.Equal(levels[k].Requested, others[k].Requested)
			}
			if !same {
				t.Fatalf("%+v of %v:\ngot  %v, %v, %v\nwant %v, %v, %v", c, need, units, mean, levels, unitsOne, meanOne, others)
			}
		}
	}
}

// 3.5 units carry 10 at the peak and 4 at 40 % of it, each for half of the time.
func TestCountOfTwoLevels(t *testing.T) {
	c := Count{Spare: 1, Low: 2, High: 8, Each: 0.5}
	levels := []Level{{1, 0.5, []float64{1}}, {0.4, 0.5, []float64{2}}}
	units, mean := []float64{-1}, []float64{-1}
	c.Add([]float64{3.5}, units, mean, levels)
	if units[0] != 5 || mean[0] != (5+3)/2. || levels[0].Requested[0] != 1+2.5 || levels[1].Requested[0] != 2+1.5 {
		t.Errorf("%v on the average %v, requests %v", units, mean, levels)
	}
}

func TestScaleAndAddAreTheSameOneByOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for n := range 50 {
		row, other, times := randomRow(rng, n), randomRow(rng, n), random(rng)
		added, scaled, raised, least := slices.Clone(row), make([]float64, n), slices.Clone(row), random(rng)
		Add(added, other, times)
		AddRaised(raised, other, least, times)
		Scale(scaled, other, times)
		for i := range row {
			if added[i] != row[i]+float64(other[i]*times) || scaled[i] != other[i]*times || raised[i] != row[i]+float64(max(other[i], least)*times) {
				t.Fatalf("%d of %d: %g times %g is %g, on top of %g %g, at least %g %g", i, n, times, other[i], scaled[i], row[i], added[i], least, raised[i])
			}
		}
	}
}

func TestSumsAndProductsAreTheSameOneByOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	for n := range 50 {
		row, one, other, share := randomRow(rng, n), randomRow(rng, n), randomRow(rng, n), make([]float64, n)
		for i := range share {
			share[i] = rng.Float64()
		}
		part, rest, least, most := random(rng), random(rng), random(rng), random(rng)
		added, left, grown, sum, same := slices.Clone(row), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
		Grow(grown, one, other, rest, part, least, most)
		AddProduct(added, one, other)
		Left(left, other, share, part, rest)
		Sum(sum, row, one, other)
		Sum(same, row)
		for i := range row {
			if added[i] != row[i]+float64(one[i]*other[i]) || left[i] != other[i]*(float64(part*(1-share[i]))+rest) || sum[i] != row[i]+one[i]+other[i] || same[i] != row[i] ||
				grown[i] != min(one[i]*max(rest+float64(part*other[i]), least), most) {
				t.Fatalf("%d of %d: %g, %g and %g are %g, %g, %g, %g, %g", i, n, row[i], one[i], other[i], added[i], left[i], sum[i], same[i], grown[i])
			}
		}
	}
}

func TestUndercutsIsTheSameOneByOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	for n := range 50 {
		for range 20 {
			load, cost, times, least, spare, price := randomRow(rng, n), make([]float64, n), rng.Float64(), float64(rng.IntN(2)), float64(rng.IntN(2)), 100*rng.Float64()
			want := false
			for i, v := range load {
				cost[i] = float64((max(v*times, least) + spare) * price)
				if n > 0 && rng.IntN(2*n) == 0 {
					cost[i], want = cost[i]*1.1+1, true
				}
			}
			if got := Undercuts(cost, load, times, least, spare, price); got != want {
				t.Fatalf("%v for %v: got %t, want %t", load, cost, got, want)
			}
		}
	}
}

func TestCarryIsTheSameOneByOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(19, 20))
	for n := range 50 {
		for range 20 {
			parts := make([]Part, 1+rng.IntN(4))
			for k := range parts {
				parts[k].Time = rng.Float64()
				for range 1 + rng.IntN(4) {
					parts[k].Terms = append(parts[k].Terms, Term{randomRow(rng, n), rng.Float64()})
				}
			}
			spare := float64(rng.IntN(3))
			got, want, others := [7][]float64{}, [7][]float64{}, slices.Clone(parts)
			for i := range got {
				got[i], want[i] = make([]float64, n), make([]float64, n)
			}
			for k := range parts {
				if k%3 != n%3 { // some ask for their units
					parts[k].Units, others[k].Units = got[3+k], want[3+k]
				}
			}
			Carry(got[0], got[1], got[2], spare, parts)
			carry(want[0], want[1], want[2], spare, others)
			for i := range got {
				if !slices.Equal(got[i], want[i]) {
					t.Fatalf("%d spare of %v:\ngot  %v\nwant %v", int(spare), parts, got, want)
				}
			}
		}
	}
}

// 10.2 units of 4 by the second term and 3 at night, a spare one beside them; where
// nothing runs there is none.
func TestCarryOfTwoParts(t *testing.T) {
	first, least, mean, night := make([]float64, 2), make([]float64, 2), make([]float64, 2), []float64{7, 7}
	Carry(first, least, mean, 1, []Part{
		{0.25, []Term{{[]float64{8, 0}, 0.25}, {[]float64{40.8, 9}, 0.25}}, nil},
		{0.75, []Term{{[]float64{10, 9}, 0.25}}, night},
	})
	if !slices.Equal(night, []float64{4, 0}) {
		t.Errorf("%v at night", night)
	}
	if want := 0.25*12 + 0.75*4; !slices.Equal(first, []float64{12, 0}) || !slices.Equal(least, []float64{4, 0}) || !slices.Equal(mean, []float64{want, 0}) {
		t.Errorf("%v, at least %v and %v on the average", first, least, mean)
	}
}

func TestOtherRowsAreTheSameOneByOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for n := range 50 {
		row, other, times := randomRow(rng, n+3), randomRow(rng, n), rng.Float64()
		whole, product, lower := make([]float64, n), make([]float64, n), slices.Clone(row)
		Whole(whole, other, times)
		Multiply(product, row[:n], other)
		Least(lower[:n], lower[3:]) // a later part of the same row
		higher := slices.Clone(row[:n])
		Raise(higher, other, times)
		shares := slices.Clone(other)
		Share(shares, row[:n], shares)
		for i := range n {
			want := 0.0
			if row[i] > 0 {
				want = min(row[i]/other[i], 1)
			}
			if shares[i] != want {
				t.Fatalf("%d of %d: %g of %g is a share of %g", i, n, row[i], other[i], shares[i])
			}
			if whole[i] != Ceil(other[i]*times) || product[i] != row[i]*other[i] || lower[i] != min(row[i], row[i+3]) || higher[i] != max(row[i], other[i]*times) {
				t.Fatalf("%d of %d: %g and %g are %g, %g, %g, %g", i, n, row[i], other[i], whole[i], product[i], lower[i], higher[i])
			}
		}
	}
}

// The bounds of the steps themselves are among the volumes, and so are none.
func TestPriceIsTheSameOneByOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	for n := range 50 {
		steps := []Step{{Each: rng.Float64()}}
		for k := range rng.IntN(5) {
			s := &steps[k]
			from := s.From + float64(rng.IntN(3))*random(rng)
			steps = append(steps, Step{From: from, Each: rng.Float64(), Before: s.Before + (from-s.From)*s.Each})
		}
		volume, index, copies := randomRow(rng, n), randomRow(rng, n), float64(rng.IntN(3))
		for i := range volume {
			if rng.IntN(3) == 0 {
				volume[i] = steps[rng.IntN(len(steps))].From
			}
		}
		got := make([]float64, n)
		Price(got, volume, index, copies, steps)
		for i, v := range volume {
			if want := of(steps, copies*v) * index[i]; got[i] != want {
				t.Fatalf("%d of %d: %g copies of %g cost %g, want %g by %v", i, n, copies, v, got[i], want, steps)
			}
		}
	}
}

func TestFitIsTheSameOneByOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	for n := range 50 {
		sizes := make([][4]float64, rng.IntN(7))
		for k := range sizes {
			for q := range sizes[k] {
				sizes[k][q] = float64(rng.IntN(6))
			}
			if rng.IntN(2) == 0 {
				sizes[k][3] = math.Inf(1)
			}
		}
		var asked [4][]float64
		for q := range asked {
			asked[q] = make([]float64, n)
			for i := range asked[q] {
				asked[q][i] = float64(rng.IntN(6))
			}
		}
		first, all := make([]int, n), true
		held := Fit(first, sizes, &asked)
		for i, got := range first {
			want := slices.IndexFunc(sizes, func(s [4]float64) bool {
				return asked[0][i] <= s[0] && asked[1][i] <= s[1] && asked[2][i] <= s[2] && asked[3][i] <= s[3]
			})
			if want < 0 {
				want, all = len(sizes), false
			}
			if got != want {
				t.Fatalf("%d of %d: the first of %v that holds %v is %d, got %d", i, n, sizes, asked, want, got)
			}
		}
		if held != all {
			t.Fatalf("%v hold %v: %t", sizes, asked, held)
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
		c := Count{High: math.Inf(1), Each: 1}
		c.Add(need, memory[:n], memory[:n], []Level{{1, 1, memory[:n]}})
		Raise(memory[:n], need, 2)
		AddRaised(memory[:n], need, 2, 3)
		Whole(memory[:n], need, 2)
		Multiply(memory[:n], need, need)
		Least(memory[:n], need)
		Share(memory[:n], need, need)
		Price(memory[:n], need, need, 1, []Step{{Each: 1}})
		AddProduct(memory[:n], need, need)
		Left(memory[:n], need, need, 1, 1)
		Grow(memory[:n], need, need, 1, 1, 1, 9)
		Sum(memory[:n], need, need)
		Carry(memory[:n], memory[:n], memory[:n], 1, []Part{{1, []Term{{need, 1}}, memory[:n]}})
		if !slices.Equal(memory[n:], behind) {
			t.Fatalf("%d months: %v became %v", n, behind, memory[n:])
		}
	}
}

// A need of 5 and a spare unit are within 2 and 8.
func TestUnits(t *testing.T) {
	for _, c := range []struct {
		count      Count
		need, want float64
	}{
		{Count{Spare: 1, Low: 2, High: 8}, 5, 6},
		{Count{Spare: 1, Low: 2, High: 8}, 5.05, 7},
		{Count{Spare: 1, Low: 2, High: 8}, 10, 8},
		{Count{Spare: 1, Low: 2, High: 8}, 0, 2},
		{Count{High: math.Inf(1)}, 1e24, 1e24},
	} {
		if got := c.count.Units(c.need); math.Abs(got-c.want) > 1e-8*c.want {
			t.Errorf("%+v: got %g, want %g", c, got, c.want)
		}
	}
}

func BenchmarkCount(b *testing.B) {
	const months = 37
	c := Count{Low: 2, High: math.Inf(1), Each: 0.5}
	row := func() []float64 { return make([]float64, months) }
	need, units, mean, levels := row(), row(), row(), []Level{{1, 0.2, row()}, {0.3, 0.8, row()}}
	for i := range need {
		need[i] = math.Exp(float64(i) / 9)
	}
	b.Run("four", func(b *testing.B) {
		for b.Loop() {
			c.Add(need, units, mean, levels)
		}
	})
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
			c.one(need, units, mean, levels)
		}
	})
}
