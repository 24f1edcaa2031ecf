package compare

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/talimat/talimat-plan/internal/scenario"
)

// Attribution divides the difference of a measure among the changes.
type Attribution struct {
	Measures []Measure // what is divided; one or two
	Total    []float64 // by measure: new less old; the shares add up to it
	Shares   []Share   // in the order of the changes
	Exact    bool      // every combination of changes was run, not only two orders of them
	Runs     int       // mixtures of the two scenarios that were run
	Missing  string    // why there are no shares; empty when there are
}

// Share is the part of a change, or of changes that only make sense together.
type Share struct {
	Path    string    // of the change, or what the paths of the changes have in common
	Changes []int     // indices into the changes
	Alone   []float64 // by measure: what the change does when it is the only one; nil when there are too many to try each
	Amount  []float64 // by measure: its share of the difference
}

// Interaction is what the changes do together beyond what each one does alone;
// false when it is not known what they do alone.
func (a *Attribution) Interaction(measure int) (float64, bool) {
	if len(a.Shares) == 0 || a.Shares[0].Alone == nil {
		return 0, false
	}
	kind := a.Measures[measure].Metric.Kind
	left := quanta(kind, a.Total[measure])
	for _, s := range a.Shares {
		left.Sub(left, quanta(kind, s.Alone[measure]))
	}
	return value(kind, left), true
}

// attribute divides what differs between two outlines among the changes by
// running the engine on mixtures of the two.
func attribute(old, new *scenario.Part, changes []Change, measures []Measure) *Attribution {
	w := &world{old: old, new: new, at: places(changes), changes: len(changes), measures: measures, known: map[string]*run{}}
	a := &Attribution{Measures: measures}
	groups := w.groups(changes)
	a.Exact = len(groups) <= maxExact
	for _, g := range groups {
		a.Shares = append(a.Shares, Share{Path: pathOf(changes, g), Changes: g})
	}
	for i, m := range measures {
		if !w.divide(a, groups, i) {
			a.Missing = fmt.Sprintf("%s does not exist with some of the changes made and others not", m.Metric.Name)
			a.Shares, a.Total = nil, nil
			break
		}
	}
	a.Runs = len(w.known)
	return a
}

// divide fills in one measure. It reports whether that exists everywhere.
func (w *world) divide(a *Attribution, groups [][]int, measure int) bool {
	exists, nothing := true, new(big.Int)
	worth := func(changes []int) *big.Int {
		r := w.taking(changes)
		if !r.valid || r.worth[measure] == nil {
			exists = false
			return nothing
		}
		return r.worth[measure]
	}
	var shares []*big.Int
	var factor *big.Int
	if a.Exact {
		shares, factor = shapley(len(groups), func(set uint) *big.Int { return worth(chosen(groups, set)) })
	} else {
		shares, factor = inTurn(len(groups), func(from, to int) *big.Int { return worth(union(groups[from:to])) })
	}
	kind := a.Measures[measure].Metric.Kind
	difference := func(changes []int) float64 {
		return value(kind, new(big.Int).Sub(worth(changes), worth(nil)))
	}
	a.Total = append(a.Total, difference(union(groups)))
	for i, share := range apportion(shares, factor) {
		a.Shares[i].Amount = append(a.Shares[i].Amount, value(kind, share))
		if len(groups) <= maxSearched {
			a.Shares[i].Alone = append(a.Shares[i].Alone, difference(groups[i]))
		}
	}
	return exists
}

// pathOf is the path of the only change, or what the paths of several share:
// "services.web", or "nodes.tiers, prices" when they lie apart.
func pathOf(changes []Change, group []int) string {
	var parts []string
	common := changes[group[0]].Path
	for _, i := range group {
		common = commonPath(common, changes[i].Path)
		section, _, _ := strings.Cut(changes[i].Path, ".")
		if len(parts) == 0 || parts[len(parts)-1] != section {
			parts = append(parts, section)
		}
	}
	if common == "" {
		return strings.Join(parts, ", ")
	}
	return common
}
