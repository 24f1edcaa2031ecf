package compare

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// maxSearched is the largest number of changes of which each is tried by itself.
const maxSearched = 24

// groups gathers changes that only make sense together: a curve that goes and
// the one that takes its place, a tier and the list that names it. In the end
// every combination that the attribution runs is a scenario.
func (w *world) groups(changes []Change) [][]int {
	var groups [][]int
	for i := range changes {
		if !changes[i].Inert {
			groups = append(groups, []int{i})
		}
	}
	for {
		joined := w.join(changes, groups)
		if len(joined) == len(groups) {
			return groups
		}
		groups = joined
	}
}

// join merges the first groups that cannot be told apart.
func (w *world) join(changes []Change, groups [][]int) [][]int {
	n, largest := len(groups), 0
	switch {
	case n <= maxExact:
		largest = n / 2
	case n <= maxSearched:
		largest = 1
	}
	for size := 1; size <= largest && size < n; size++ {
		for set := uint(1)<<size - 1; set < 1<<n; set = following(set) {
			if !w.valid(groups, set) {
				return merged(groups, set|1<<w.partner(changes, groups, set))
			}
		}
	}
	for i := 1; n > maxExact && i < n; i++ {
		if !w.taking(union(groups[:i])).valid || !w.taking(union(groups[i:])).valid {
			return slices.Concat(groups[:i-1], [][]int{union(groups[i-1 : i+1])}, groups[i+1:])
		}
	}
	return groups
}

// valid reports whether the groups of a set can be changed by themselves, from
// either side.
func (w *world) valid(groups [][]int, set uint) bool {
	all := uint(1)<<len(groups) - 1
	return w.taking(chosen(groups, set)).valid && w.taking(chosen(groups, all&^set)).valid
}

// partner is the group without which a set cannot be changed: the nearest one
// with which it can, else the nearest one.
func (w *world) partner(changes []Change, groups [][]int, set uint) int {
	var candidates []int
	for i := range groups {
		if set&(1<<i) == 0 {
			candidates = append(candidates, i)
		}
	}
	first := func(i int) string { return changes[groups[i][0]].full }
	own := first(bits.TrailingZeros(set))
	slices.SortStableFunc(candidates, func(i, j int) int {
		return cmp.Or(cmp.Compare(kinship(own, first(j)), kinship(own, first(i))), strings.Compare(first(i), first(j)))
	})
	for _, i := range candidates {
		if w.valid(groups, set|1<<i) {
			return i
		}
	}
	return candidates[0]
}

// kinship is how many steps two paths have in common from their beginning.
func kinship(a, b string) int {
	return len(steps(commonPath(a, b)))
}

// commonPath is the path that two paths share.
func commonPath(a, b string) string {
	s, t := steps(a), steps(b)
	n := 0
	for n < min(len(s), len(t)) && s[n] == t[n] {
		n++
	}
	return strings.TrimPrefix(strings.Join(s[:n], ""), ".")
}

// steps cuts a path before each "." and "[", so that its steps join to it again.
func steps(path string) []string {
	var all []string
	path = "." + path
	for path != "." && path != "" {
		end := strings.IndexAny(path[1:], ".[/") + 1
		if end == 0 {
			end = len(path)
		}
		all, path = append(all, path[:end]), path[end:]
	}
	return all
}

// following is the next larger number with as many bits set (Gosper's hack).
func following(set uint) uint {
	lowest := set & -set
	ripple := set + lowest
	return ripple | (set^ripple)>>2/lowest
}

// chosen are the changes of the groups in a set.
func chosen(groups [][]int, set uint) []int {
	var all []int
	for i, g := range groups {
		if set&(1<<i) != 0 {
			all = append(all, g...)
		}
	}
	return all
}

// merged joins the groups of a set into one, in the place of the first of them.
func merged(groups [][]int, set uint) [][]int {
	one := chosen(groups, set)
	slices.Sort(one)
	var all [][]int
	for i, g := range groups {
		switch {
		case set&(1<<i) == 0:
			all = append(all, g)
		case i == bits.TrailingZeros(set):
			all = append(all, one)
		}
	}
	return all
}

// union joins groups.
func union(groups [][]int) []int { return slices.Concat(groups...) }
