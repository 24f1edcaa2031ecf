package sampling

import (
	"fmt"
	"slices"
)

// Column is the uniforms of one input. It is immutable and safe for use by
// several goroutines.
type Column struct {
	method     Method
	points     int
	replicates int
	key        [2]uint64
	dimension  *[32]uint32 // of a leading input, for Sobol
}

// Column returns the uniforms of the input with this name. They depend on the
// seed, the name, its place in Lead and the method, and on Points where those
// are strata: never on which other inputs there are.
func (d *Design) Column(name string) *Column {
	c := &Column{method: d.Method, points: d.Points, replicates: d.Replicates, key: newKey(d.Seed, purposeInput, name)}
	if d.Method == Sobol {
		if i := slices.Index(d.Lead, name); i >= 0 {
			c.dimension = &directions[i]
		} else {
			c.method = LatinHypercube
		}
	}
	return c
}

// Fill sets u to the uniforms of points first, first+1, ... of a replicate, both
// counted from 0; all lie strictly between 0 and 1. The result does not depend
// on how a replicate is cut into calls, of which longer ones are faster for each
// value: the first takes 10 to 50 ns. It panics outside the design.
func (c *Column) Fill(u []float64, replicate, first int) {
	if replicate < 0 || replicate >= c.replicates || first < 0 || first+len(u) > c.points {
		panic(fmt.Sprintf("sampling: points %d to %d of replicate %d are outside %d replicates of %d points",
			first, first+len(u), replicate, c.replicates, c.points))
	}
	key := mix(c.key[0] + uint64(replicate)*step) // of the replicate
	switch c.method {
	case Sobol:
		fillSobol(u, c.dimension, uint32(key>>32), uint32(first))
	case LatinHypercube:
		fillStrata(u, newShuffle(uint32(c.points), key), mix(c.key[1]+uint64(replicate)*step), uint32(first))
	default:
		fillPhilox(u, c.key, uint64(first), uint64(replicate))
	}
}
