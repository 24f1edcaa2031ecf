package packing

import (
	"cmp"
	"math"
	"slices"
)

// Size is what a replica takes of a server, or what a server has, by resource: ≥ 0.
type Size [4]float64

// The resources of a size.
const (
	CPU    = iota // cores
	Memory        // bytes
	GPU           // in number
	Pods          // in number
)

// tolerance is what a size may be above the room for it, as a share of the server.
const tolerance = 1e-9

// most is the most servers that are packed.
const most = 1 << 20

// Less is what is left of a size; not below 0.
func (s Size) Less(taken Size) Size {
	for r := range s {
		s[r] = max(s[r]-taken[r], 0)
	}
	return s
}

// Group is so many replicas of one size.
type Group struct {
	Size  Size // of each
	Count int  // none below 1
}

// Holds is how many replicas of a size fit into some room on a server; a very large number
// of what takes nothing.
func Holds(room, server, size Size) int {
	n := math.Inf(1)
	for r, each := range size {
		if each > 0 {
			n = min(n, math.Floor((room[r]+float64(server[r]*tolerance))/each))
		}
	}
	return int(min(max(n, 0), math.MaxInt32))
}

// Packing is what a number of servers hold.
type Packing struct {
	Servers int  // that are used
	Bound   int  // no packing takes fewer
	Used    Size // of all servers together
}

// Fragmentation is the part of what the servers have of a resource that stays empty although
// fewer servers could have held it all; 0 of a packing that needs no more than the bound.
func (p Packing) Fragmentation() float64 {
	if p.Servers == 0 {
		return 0
	}
	return float64(p.Servers-p.Bound) / float64(p.Servers)
}

// Pack packs groups on servers of one size. It is false where a replica fits on none, where
// a number is none, or beyond a million servers. The groups are not changed.
func Pack(server Size, groups []Group) (Packing, bool) {
	sorted := slices.Clone(groups)
	for _, g := range sorted {
		for _, v := range g.Size {
			if !(v >= 0) || math.IsInf(v, 1) {
				return Packing{}, false
			}
		}
		if g.Count > 0 && Holds(server, server, g.Size) == 0 {
			return Packing{}, false
		}
	}
	slices.SortStableFunc(sorted, func(a, b Group) int { return cmp.Compare(largest(b.Size, server), largest(a.Size, server)) })
	p := Packing{Bound: Bound(server, groups)}
	if p.Bound > most {
		return Packing{}, false
	}
	var rooms []Size
	for _, g := range sorted {
		left := g.Count
		for i := 0; left > 0; i++ {
			if i == len(rooms) {
				if rooms = append(rooms, server); len(rooms) > most {
					return Packing{}, false
				}
			}
			n := min(Holds(rooms[i], server, g.Size), left)
			left -= n
			for r := range rooms[i] {
				rooms[i][r] = max(rooms[i][r]-float64(float64(n)*g.Size[r]), 0)
			}
		}
		for r := range p.Used {
			p.Used[r] += float64(float64(max(g.Count, 0)) * g.Size[r])
		}
	}
	p.Servers = len(rooms)
	return p, true
}

// largest is the largest share of a server that a size takes of anything.
func largest(size, server Size) (share float64) {
	for r, v := range size {
		if v > 0 {
			share = max(share, v/server[r])
		}
	}
	return share
}

// Bound is the servers that no packing does without.
func Bound(server Size, groups []Group) int {
	bound := 0.0
	for r := range server {
		sum := 0.0
		for _, g := range groups {
			sum += float64(float64(max(g.Count, 0)) * g.Size[r])
		}
		if sum > 0 {
			bound = max(bound, math.Ceil(sum/server[r]*(1-tolerance)))
		}
	}
	for r := range server {
		alone := 0.0 // no two of these fit together
		for _, g := range groups {
			if g.Size[r] > server[r]/2*(1+tolerance) {
				alone += float64(max(g.Count, 0))
			}
		}
		bound = max(bound, alone)
	}
	return int(min(bound, math.MaxInt32))
}
