package model

import (
	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Input is one number of the scenario, addressed by its path in the file. It is
// how every tool that varies a plan (overrides, sampling, solving, comparing)
// names and sets a number: all of them write through At and run the same engine.
type Input struct {
	Path    string    // "drivers.users.growth"
	Kind    unit.Kind // what it measures
	Text    string    // as written, or the default's text
	Default bool      // whether the scenario leaves it to the default
	At      *float64  // where the number lives in the Scenario, in base units

	// Distribution says how uncertain the number is; nil when it is certain. The
	// number itself is its median.
	Distribution *distribution.Distribution
}

// Inputs are all numbers of a scenario in the order of the file.
type Inputs []Input

// Find returns the input with the given path, or nil.
func (in Inputs) Find(path string) *Input {
	for i := range in {
		if in[i].Path == path {
			return &in[i]
		}
	}
	return nil
}
