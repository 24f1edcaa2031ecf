package model

import "github.com/talimat/talimat-plan/internal/unit"

// Input is one number of the scenario, addressed by its path in the file. It is
// how every tool that varies a plan (overrides, sampling, solving, comparing)
// names and sets a number: all of them write through At and run the same engine.
type Input struct {
	Path    string    // "drivers.users.growth"
	Kind    unit.Kind // what it measures
	Text    string    // as written, or the default's text
	Default bool      // whether the scenario leaves it to the default
	At      *float64  // where the number lives in the Scenario, in base units
	Spread  *Spread   // nil when the number is certain
}

// Spread says how uncertain an input is, by three quantiles in base units. The
// number itself is the median P50.
type Spread struct {
	P5, P50, P95 float64 // base units, ascending
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
