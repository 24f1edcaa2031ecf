package decision

import (
	"cmp"
	"slices"
)

// Material is the share of the futures by which one variant must break limits
// more often than another to be passed over for it whatever the cost: one in a
// hundred.
const Material = 0.01

// Choice says which variant to take.
type Choice struct {
	Take   int   // index of the variant; −1 when it cannot be told
	Tied   []int // between which it cannot be told, the cheapest first; nil when it can
	Failed []int // passed over because they break limits more often, do not hold among them
	Dearer []int // passed over because they cost more
	Same   []int // that no future tells from the one to take
	Short  []int // passed over because they leave more of the load unserved, none holding in all futures
}

// choose weighs limits before cost. A variant is passed over when it breaks its
// limits more often than the one that does so least: beyond chance, and by
// Material or more; that it must hold is one of its limits. Where none holds in all
// futures, those that carry less than the one that carries most, by Material of the
// load or more, are passed over too: what is not served costs nothing. Of the others the least expected total counts, if the interval
// of its difference to each leaves out 0.
func (t *Table) choose() Choice {
	safest := t.least(t.all(), func(s *Standing) float64 { return s.Fails.Value })
	var c Choice
	var left []int
	for v := range t.Standings {
		by := t.Between(safest, v).Fails
		if by.Value >= Material && by.Value > by.Half {
			c.Failed = append(c.Failed, v)
		} else {
			left = append(left, v)
		}
	}
	left = t.fullest(left, &c)
	c.Take = t.least(left, func(s *Standing) float64 { return s.TotalMean.Value })
	for _, v := range left {
		switch p := t.Between(c.Take, v); {
		case v == c.Take:
		case p.Identical:
			c.Same = append(c.Same, v)
		case p.Total.Decided():
			c.Dearer = append(c.Dearer, v)
		default:
			c.Tied = append(c.Tied, v)
		}
	}
	if c.Tied != nil {
		slices.SortStableFunc(c.Tied, func(a, b int) int {
			return cmp.Compare(t.Standings[a].TotalMean.Value, t.Standings[b].TotalMean.Value)
		})
		c.Take, c.Tied = -1, append([]int{c.Take}, c.Tied...)
	}
	return c
}

// fullest are those of some variants that carry most of the load.
func (t *Table) fullest(of []int, c *Choice) (left []int) {
	most := t.Standings[t.least(of, func(s *Standing) float64 { return -s.Carried.Value })].Carried.Value
	for _, v := range of {
		if s := &t.Standings[v]; s.Starves.Value >= Material && s.Carried.Value < (1-Material)*most {
			c.Short = append(c.Short, v)
		} else {
			left = append(left, v)
		}
	}
	return left
}

func (t *Table) all() []int {
	all := make([]int, len(t.Standings))
	for i := range all {
		all[i] = i
	}
	return all
}

// least is the variant with the least of a figure; of several the cheapest, then the first.
func (t *Table) least(of []int, figure func(*Standing) float64) int {
	best := of[0]
	for _, v := range of[1:] {
		s, b := &t.Standings[v], &t.Standings[best]
		if x, y := figure(s), figure(b); x < y || x == y && s.TotalMean.Value < b.TotalMean.Value {
			best = v
		}
	}
	return best
}

// Between is the pair of two variants, seen from the first: what the second costs
// more. A variant and itself are identical.
func (t *Table) Between(first, second int) Pair {
	for _, p := range t.Pairs {
		switch {
		case p.First == first && p.Second == second:
			return p
		case p.First == second && p.Second == first:
			return p.turned()
		}
	}
	return Pair{First: first, Second: second, Identical: true}
}

// turned is the pair seen from its second variant.
func (p Pair) turned() Pair {
	p.First, p.Second = p.Second, p.First
	p.OnlyFirst, p.OnlySecond = p.OnlySecond, p.OnlyFirst
	p.Fails.Value = -p.Fails.Value
	p.Last, p.Total = p.Last.turned(), p.Total.turned()
	return p
}

func (d Difference) turned() Difference {
	d.Cheaper, d.Dearer = d.Dearer, d.Cheaper
	d.Mean.Value = -d.Mean.Value
	s := d.Spread
	s.P10, s.P90 = s.P90, s.P10
	for _, e := range []*Estimate{&s.P10, &s.P50, &s.P90} {
		e.Value = -e.Value
	}
	d.Spread = s
	return d
}
