package compare

import "github.com/talimat/talimat-plan/internal/scenario"

// mix puts an outline together from two: where they differ, the changes that
// are taken come from the second side, all others from the first. What no
// figure rests on is left out, unless a scenario must have it.
type mix struct {
	at    map[string]int // index of the change at a place
	taken []bool         // by change
}

// places indexes changes by their places.
func places(changes []Change) map[string]int {
	at := map[string]int{}
	for i := range changes {
		at[changes[i].full] = i
	}
	return at
}

// part mixes two parts at one place, either of which may be nil.
func (m *mix) part(a, b *scenario.Part) *scenario.Part {
	place := b
	if b == nil {
		place = a
	}
	i, differs := m.at[place.Full]
	switch {
	case place.Full != "name" && isInert(place.Full):
		return nil
	case differs && m.taken[i]:
		return b
	case differs:
		return a
	case a == nil: // a default that the other side replaces in another way
		return b
	case b == nil || !divisible(a, b):
		return a
	}
	out := *b
	out.Parts = nil
	first, second := a, b
	if i, differs := m.at[place.Full+reorder]; differs && !m.taken[i] {
		first, second = b, a // the order is that of the second
	}
	byDefault := a.Default || b.Default
	for _, p := range pairUp(first, second) {
		if first != a {
			p[0], p[1] = p[1], p[0]
		}
		if part := m.part(p[0], p[1]); part != nil {
			out.Parts = append(out.Parts, part)
			byDefault = byDefault && part.Default
		}
	}
	out.Default = byDefault
	return &out
}
