package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"runtime/debug"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// engineRevision tells engines that compute otherwise from each other, whatever
// their versions say and wherever they run: the SHA-256 of what a few futures of
// the built-in scenario come to.
func engineRevision() (string, error) {
	src := builtIn()
	f := scenario.Decode(src.name, src.text)
	design := sampling.Design{Seed: usualSeed, Replicates: 2, Points: 32}
	outcome, err := simulation.Run(f.Scenario, f.Inputs, simulation.Options{Design: design, Effects: true})
	if err != nil {
		return "", err
	}
	numbers, err := outcome.AppendBinary(nil)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(numbers)
	return hex.EncodeToString(sum[:]), nil
}

// sourceRevision is the revision that the program was built from, with "modified"
// where that does not say all; "" where it is not known.
func sourceRevision(info *debug.BuildInfo) string {
	revision, modified := "", ""
	if info == nil {
		return ""
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = ", modified"
		}
	}
	return revision + modified
}
