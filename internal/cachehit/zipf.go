package cachehit

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// single is up to which rank keys stand alone.
const single = 1 << 14

// most is the most keys that are computed with.
const most = 1e12

// Keys are keys that are read by Zipf's law.
type Keys struct {
	number float64
	chance []float64 // of a key of each bucket, the most popular first
	count  []float64 // keys in it
}

// Zipf is so many keys with an exponent of 0 to 4. It is false for fewer than one key, more
// than a million million, and other exponents.
func Zipf(keys, exponent float64) (Keys, bool) {
	if !(keys >= 1 && keys <= most) || !(exponent >= 0 && exponent <= 4) {
		return Keys{}, false
	}
	k, sum := Keys{number: math.Floor(keys)}, 0.0
	for rank := 1.0; rank <= k.number; {
		n, at := 1.0, rank
		if rank > single {
			n = min(math.Floor(rank/256), k.number-rank+1)
			at = rank + float64((n-1)/2)
		}
		p := elementary.Pow(at, -exponent)
		k.chance, k.count = append(k.chance, p), append(k.count, n)
		sum += float64(n * p)
		rank += n
	}
	for i := range k.chance {
		k.chance[i] /= sum
	}
	return k, true
}

// LRU is the hit ratio of a cache of so many keys that evicts what was used least recently.
func (k Keys) LRU(cached float64) float64 {
	switch {
	case !(cached > 0):
		return 0
	case cached >= k.number:
		return 1
	}
	// The sum rises with t, ever more slowly, and is below t: Newton's steps from there on
	// come nearer from below.
	t := cached
	for range 100 {
		held, slope := -cached, 0.0
		for i, p := range k.chance {
			stay := elementary.Exp(-float64(p * t))
			held += float64(k.count[i] * (1 - stay))
			slope += float64(float64(k.count[i]*p) * stay)
		}
		if slope <= 0 || held >= -1e-12*cached {
			break
		}
		t -= held / slope
	}
	hits := 0.0
	for i, p := range k.chance {
		hits += float64(float64(k.count[i]*p) * (1 - elementary.Exp(-float64(p*t))))
	}
	return min(hits, 1)
}

// Most is the hit ratio of a cache of so many keys that holds what is read most.
func (k Keys) Most(cached float64) (hits float64) {
	for i, p := range k.chance {
		n := min(k.count[i], cached)
		if !(n > 0) {
			break
		}
		hits += float64(n * p)
		cached -= n
	}
	return min(hits, 1)
}

// WithoutShard is the hit ratio while one of so many shards is lost: what it held is read
// from behind the cache.
func WithoutShard(hits float64, shards int) float64 {
	if shards <= 1 {
		return 0
	}
	return hits * float64(shards-1) / float64(shards)
}
