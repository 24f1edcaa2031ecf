package compare

import (
	"fmt"
	"testing"
)

// judged is a world of n changes in which a set of them is a scenario or not as
// the function says.
func judged(n int, valid func(set uint) bool) (*world, []Change) {
	w := &world{changes: n, known: map[string]*run{}}
	for set := range uint(1) << n {
		taken := make([]byte, n)
		for i := range n {
			taken[i] = byte(set >> i & 1)
		}
		w.known[string(taken)] = &run{valid: valid(set)}
	}
	changes := make([]Change, n)
	for i := range changes {
		changes[i].full = fmt.Sprintf("section%d.value", i/2)
	}
	return w, changes
}

// has reports whether a set holds all the given changes.
func has(set uint, changes ...int) bool {
	for _, i := range changes {
		if set&(1<<i) == 0 {
			return false
		}
	}
	return true
}

// In the end every set that is run is a scenario, and what can be told apart is.
func TestGroups(t *testing.T) {
	for _, c := range []struct {
		name    string
		changes int
		valid   func(set uint) bool
		want    string
	}{
		{"all by themselves", 4, func(uint) bool { return true }, "[[0] [1] [2] [3]]"},
		{"one needs another section's", 4, func(set uint) bool { return !has(set, 0) || has(set, 3) }, "[[0 3] [1] [2]]"},
		{"two exclude each other", 3, func(set uint) bool { return has(set, 0) == has(set, 2) }, "[[0 2] [1]]"},
		{"a pair needs one of two others", 4, func(set uint) bool { return !has(set, 0, 1) || has(set, 2) || has(set, 3) }, "[[0 1 2] [3]]"},
		{"none by itself", 3, func(set uint) bool { return set == 0 || set == 7 }, "[[0 1 2]]"},
		{"many, one needs the next", 9, func(set uint) bool { return !has(set, 4) || has(set, 5) }, "[[0] [1] [2] [3] [4 5] [6] [7] [8]]"},
		{"many, the last three need those before", 9, func(set uint) bool { return set&0b111000000 != 0b111000000 || has(set, 4) || has(set, 5) },
			"[[0] [1] [2] [3] [4] [5 6] [7] [8]]"},
	} {
		w, changes := judged(c.changes, c.valid)
		groups := w.groups(changes)
		if got := fmt.Sprint(groups); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if len(groups) > maxExact {
			continue
		}
		for set := range uint(1) << len(groups) {
			if !w.taking(chosen(groups, set)).valid {
				t.Errorf("%s: the groups %b of %v are no scenario", c.name, set, groups)
			}
		}
	}
}
