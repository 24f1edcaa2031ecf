package histogram

import (
	"cmp"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// Select returns the exact quantiles p in [0,1] of values, in the order asked.
// It reorders values: by R. W. Floyd and R. L. Rivest, "Algorithm 489: Select",
// 1975, which sorts no more than it must. Without values, with one that is not
// a number among them, or for a p that is not a number the result is NaN, as it
// is between −Inf and +Inf; outside [0,1] it is the least or greatest value.
func Select(values []float64, p ...float64) []float64 {
	result := make([]float64, len(p))
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	defined := len(values) > 0
	for _, v := range values {
		defined = defined && !math.IsNaN(v)
	}
	done := 0 // values[:done] are in place, or below all that follows
	for _, i := range order {
		if !defined || math.IsNaN(p[i]) {
			result[i] = math.NaN()
			continue
		}
		rank := float64(float64(len(values)-1) * math.Max(0, math.Min(p[i], 1)))
		k := int(rank)
		if k >= done {
			partition(values, done, len(values)-1, k)
			done = k
		}
		result[i] = values[k]
		if k+1 < len(values) && rank > float64(k) {
			result[i] = between(values[k], slices.Min(values[k+1:]), rank-float64(k))
		}
		if result[i] == 0 {
			result[i] = 0 // 0 and −0 come in any order
		}
	}
	return result
}

// partition reorders values[left..right] so that values[k] is the one that
// sorting would put there, with none greater before and none less after. For
// long stretches it first narrows them to where k is likely to be, from a
// sample.
func partition(values []float64, left, right, k int) {
	for right > left {
		if right-left > 600 {
			n, i := float64(right-left+1), float64(k-left+1)
			z := elementary.Log(n)
			s := float64(0.5 * elementary.Exp(2*z/3))
			sd := 0.5 * math.Sqrt(z*s*(n-s)/n)
			if i < n/2 {
				sd = -sd
			}
			from := max(left, int(float64(k)-i*s/n+sd))
			to := min(right, int(float64(k)+(n-i)*s/n+sd))
			partition(values, from, to, k)
		}
		pivot := values[k]
		i, j := left, right
		values[left], values[k] = values[k], values[left]
		if values[right] > pivot {
			values[left], values[right] = values[right], values[left]
		}
		for i < j {
			values[i], values[j] = values[j], values[i]
			for i++; values[i] < pivot; i++ {
			}
			for j--; values[j] > pivot; j-- {
			}
		}
		if values[left] == pivot {
			values[left], values[j] = values[j], values[left]
		} else {
			j++
			values[j], values[right] = values[right], values[j]
		}
		if j <= k {
			left = j + 1
		}
		if k <= j {
			right = j - 1
		}
	}
}
