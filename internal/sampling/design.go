package sampling

import (
	"fmt"
	"math/bits"
	"strconv"
)

// Method is how the points of a replicate are spread over (0,1).
type Method uint8

const (
	Sobol          Method = iota // scrambled Sobol' points for the leading inputs, Latin hypercube for the others
	LatinHypercube               // every input alone has one point in each of Points strata
	Random                       // independent points
)

// String returns "sobol", "lhs" or "random".
func (m Method) String() string {
	switch m {
	case Sobol:
		return "sobol"
	case LatinHypercube:
		return "lhs"
	case Random:
		return "random"
	}
	return "Method(" + strconv.Itoa(int(m)) + ")"
}

// Limits of a design.
const (
	MaxReplicates = 4096    // replicates
	MaxPoints     = 1 << 24 // points in a replicate
)

// Design says how the futures of a simulation are sampled: independent
// replicates of Points each. Replicates are what error bars are computed from
// (see [HalfWidth]); points of one replicate are not independent of each other,
// unless the method is Random.
type Design struct {
	Method     Method   // the zero Method is Sobol
	Seed       uint64   // any; the same seed gives the same numbers on every machine
	Replicates int      // 1 to MaxReplicates; 16 is a good choice
	Points     int      // in each replicate, 1 to MaxPoints; a power of two for Sobol
	Lead       []string // inputs, most important first, that get the Sobol' dimensions 0, 1, ...; at most Dimensions
}

// Validate returns an error, worded for people, unless the design is legal. The
// other methods expect that it is.
func (d *Design) Validate() error {
	switch {
	case d.Method > Random:
		return fmt.Errorf("no such sampling method: %s", d.Method)
	case d.Replicates < 1 || d.Replicates > MaxReplicates:
		return fmt.Errorf("replicates must be between 1 and %d: they are %d", MaxReplicates, d.Replicates)
	case d.Points < 1 || d.Points > MaxPoints:
		return fmt.Errorf("points must be between 1 and %d: they are %d", MaxPoints, d.Points)
	case d.Method == Sobol && bits.OnesCount(uint(d.Points)) != 1:
		above := 1 << bits.Len(uint(d.Points)) // no more than MaxPoints, a power of two itself
		return fmt.Errorf("points must be a power of two for Sobol' sampling, such as %d: they are %d", above, d.Points)
	case len(d.Lead) > Dimensions:
		return fmt.Errorf("at most %d inputs can lead: there are %d", Dimensions, len(d.Lead))
	}
	seen := make(map[string]bool, len(d.Lead))
	for _, name := range d.Lead {
		if seen[name] {
			return fmt.Errorf("input %q leads twice", name)
		}
		seen[name] = true
	}
	return nil
}

// Futures returns the number of points of all replicates.
func (d *Design) Futures() int { return d.Replicates * d.Points }
