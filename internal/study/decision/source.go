package decision

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// Source is something uncertain: path of an input, "risks.NAME", or the path of a
// volatility.
type Source struct {
	Name string // of the source
	In   []bool // by variant, whether it is uncertain there

	// Differs says that variants give the input different ranges. They share its
	// futures even so: what is at its P70 in one is at its P70 in the other.
	Differs bool
	// Apart says that variants correlate it differently, so that in the same future
	// it has not the same place in its range.
	Apart bool
}

// Shared reports whether all variants see the same futures of it.
func (s *Source) Shared() bool { return !slices.Contains(s.In, false) && !s.Apart }

// sources are what is uncertain in any variant, in the order in which they come.
func sources(variants []Variant, futures []*simulation.Futures) (all []Source) {
	for v := range futures {
		for _, name := range futures[v].Sources {
			i := slices.IndexFunc(all, func(s Source) bool { return s.Name == name })
			if i < 0 {
				i = len(all)
				all = append(all, Source{Name: name, In: make([]bool, len(variants))})
			}
			all[i].In[v] = true
		}
	}
	apart := apart(variants)
	for i := range all {
		all[i].Apart = slices.Contains(apart, all[i].Name)
		all[i].Differs = differs(variants, all[i].Name)
	}
	return all
}

// differs reports whether variants give an input different ranges.
func differs(variants []Variant, path string) bool {
	var known *distribution.Distribution
	for i := range variants {
		in := variants[i].Inputs.Find(path)
		switch {
		case in == nil || in.Distribution == nil:
		case known == nil:
			known = in.Distribution
		default:
			for _, p := range []float64{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95} {
				if known.Quantile(p) != in.Distribution.Quantile(p) {
					return true
				}
			}
		}
	}
	return false
}

// apart are the inputs that variants correlate differently.
func apart(variants []Variant) (paths []string) {
	var first []string
	same := true
	for i := range variants {
		v := &variants[i]
		var pairs []string
		for _, p := range v.Inputs.Correlated(v.Scenario.Correlations) {
			a, b := v.Inputs[p.A].Path, v.Inputs[p.B].Path
			pairs = append(pairs, fmt.Sprint(a, " ", b, " ", p.Rank))
			paths = append(paths, a, b)
		}
		if i == 0 {
			first = pairs
		}
		same = same && slices.Equal(first, pairs)
	}
	if same {
		return nil
	}
	return paths
}

// Variants are the indices of those that have it.
func (s *Source) Variants() (all []int) {
	for v, in := range s.In {
		if in {
			all = append(all, v)
		}
	}
	return all
}

// Uncertain reports whether anything is uncertain in a variant.
func (t *Table) Uncertain(variant int) bool {
	return slices.ContainsFunc(t.Sources, func(s Source) bool { return s.In[variant] })
}
