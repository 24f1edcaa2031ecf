package compare

import (
	"math/big"
	"math/bits"
)

// maxExact is the largest number of changes whose every combination is run.
const maxExact = 8

// shapley divides what n changes do together, in whole quanta: the share of a
// change is the mean, over all orders in which they may be applied, of what it
// adds when its turn comes (L. S. Shapley, A value for n-person games, 1953):
//
//	share(i) = Σ over S without i: |S|!·(n−|S|−1)!/n! · (worth(S ∪ i) − worth(S))
//
// It returns the shares times n!, which are whole, and n!. The bits of the
// argument of worth are the changes applied.
func shapley(n int, worth func(set uint) *big.Int) (shares []*big.Int, factor *big.Int) {
	factorial := make([]int64, n+1)
	factorial[0] = 1
	for i := 1; i <= n; i++ {
		factorial[i] = factorial[i-1] * int64(i)
	}
	shares = zeros(n)
	for set := range uint(1) << n {
		size := bits.OnesCount(set)
		for i := range n {
			if set&(1<<i) != 0 {
				continue
			}
			weight := big.NewInt(factorial[size] * factorial[n-size-1])
			adds := new(big.Int).Sub(worth(set|1<<i), worth(set))
			shares[i].Add(shares[i], adds.Mul(adds, weight))
		}
	}
	return shares, big.NewInt(factorial[n])
}

// inTurn divides what n changes do together by applying them one after the
// other, once in their order and once in reverse: the share of a change is the
// mean of what it adds in both. Swapping the two sides turns every sign.
//
// It returns the shares times two, and two. Worth takes a range of changes.
func inTurn(n int, worth func(from, to int) *big.Int) (shares []*big.Int, factor *big.Int) {
	shares = zeros(n)
	for i := range n {
		shares[i].Sub(worth(0, i+1), worth(0, i))
		shares[i].Add(shares[i], worth(i, n))
		shares[i].Sub(shares[i], worth(i+1, n))
	}
	return shares, big.NewInt(2)
}

// apportion divides each share by the factor and rounds it to a whole number,
// half away from zero, so that the sum is kept: what rounding adds or loses goes
// to the shares that it took from or gave to most, the first among equals.
func apportion(shares []*big.Int, factor *big.Int) []*big.Int {
	whole, off := zeros(len(shares)), zeros(len(shares))
	total := new(big.Int)
	for i, s := range shares {
		whole[i] = halfAway(s, factor)
		off[i].Sub(s, new(big.Int).Mul(whole[i], factor))
		total.Add(total, off[i])
	}
	left := halfAway(total, factor) // exact when the sum of the shares is a multiple of the factor
	for step := big.NewInt(int64(left.Sign())); left.Sign() != 0; left.Sub(left, step) {
		most := 0
		for i := range off {
			if new(big.Int).Mul(off[i], step).Cmp(new(big.Int).Mul(off[most], step)) > 0 {
				most = i
			}
		}
		whole[most].Add(whole[most], step)
		off[most].Sub(off[most], new(big.Int).Mul(factor, step))
	}
	return whole
}

// halfAway is a/b rounded to a whole number, half away from zero, for b > 0.
func halfAway(a, b *big.Int) *big.Int {
	twice := new(big.Int).Lsh(new(big.Int).Abs(a), 1)
	quotient := twice.Add(twice, b)
	quotient.Quo(quotient, new(big.Int).Lsh(b, 1))
	if a.Sign() < 0 {
		quotient.Neg(quotient)
	}
	return quotient
}

func zeros(n int) []*big.Int {
	all := make([]*big.Int, n)
	for i := range all {
		all[i] = new(big.Int)
	}
	return all
}
