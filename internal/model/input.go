package model

import (
	"golang.org/x/text/unicode/norm"

	"github.com/talimat/talimat-plan/internal/copula"
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
	Per     float64   // months of the period that a growth rate was written for; 0 for other kinds

	// Low and High are the least and the greatest legal number, ∓Inf where the
	// language sets no bound. Above zero begins with the smallest magnitude that
	// package unit reads, 1e-30, so that it can be divided by.
	Low, High float64
	Whole     bool // whether only whole numbers are legal; such an input is certain

	// Distribution says how uncertain the number is; nil when it is certain. The
	// number itself is its median. Quantiles may lie outside of what is legal.
	Distribution *distribution.Distribution
}

// Legal is the legal number next to x.
func (in *Input) Legal(x float64) float64 { return min(max(x, in.Low), in.High) }

// Inputs are all numbers of a scenario in the order of the file.
type Inputs []Input

// Find returns the input with the given path, in whatever normal form of
// Unicode, or nil.
func (in Inputs) Find(path string) *Input {
	path = norm.NFC.String(path)
	for i := range in {
		if in[i].Path == path {
			return &in[i]
		}
	}
	return nil
}

// Uncertain returns those that have a distribution.
func (in Inputs) Uncertain() Inputs {
	var all Inputs
	for _, i := range in {
		if i.Distribution != nil {
			all = append(all, i)
		}
	}
	return all
}

// Correlated lists the pairs of inputs that the correlations are between, by
// their index. An input that is not there, or is certain, correlates with none.
func (in Inputs) Correlated(correlations []Correlation) []copula.Pair {
	at := map[string]int{}
	for i := range in {
		if in[i].Distribution != nil {
			at[in[i].Path] = i
		}
	}
	var all []copula.Pair
	for _, c := range correlations {
		for i, a := range c.Between {
			for _, b := range c.Between[:i] {
				x, ok := at[b]
				y, both := at[a]
				if ok && both {
					all = append(all, copula.Pair{A: x, B: y, Rank: float64(c.Rank)})
				}
			}
		}
	}
	return all
}
