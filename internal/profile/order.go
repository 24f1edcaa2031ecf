package profile

import (
	"cmp"
	"slices"
)

// byRank are the quarters of a week by what they have, the most first; of equals the
// earlier.
func byRank(rank []float64) []int {
	order := make([]int, len(rank))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank[b], rank[a]) })
	return order
}

// sortedCurve are the loads of the quarters of a week that a curve has, the highest first.
func sortedCurve(hours, share []float64) []float64 {
	order := byRank(share)
	total := 0.0
	for _, h := range hours {
		total += h
	}
	out, end := make([]float64, 0, Quarters), 0.0
	for _, i := range order {
		end += hours[i]
		for float64(len(out))+0.5 < end/total*Quarters && len(out) < Quarters {
			out = append(out, share[i])
		}
	}
	for len(out) < Quarters {
		out = append(out, share[order[len(order)-1]])
	}
	return out
}
