package ci

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/unit"
)

// mostNames is how many files a sentence names.
const mostNames = 6

// leftOut says which files were not judged and why, or "" when there are none:
// "Not checked: a.yaml, b.yaml (no scenario); .c.yaml (hidden)."
func leftOut(v *gate.Verdict) string {
	var reasons []string
	files := map[string][]string{}
	for _, f := range v.LeftOut {
		if files[f.Reason] == nil {
			reasons = append(reasons, f.Reason)
		}
		files[f.Reason] = append(files[f.Reason], f.File)
	}
	var parts []string
	for _, reason := range reasons {
		names := files[reason]
		shown := unit.Printable(strings.Join(names[:min(len(names), mostNames)], ", "))
		if more := len(names) - mostNames; more > 0 {
			shown += fmt.Sprintf(" and %d more", more)
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", shown, reason))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Not checked: " + strings.Join(parts, "; ") + "."
}

// unjudged are the files that were not judged, as problems of their own for
// formats that list such.
func unjudged(v *gate.Verdict) []problem {
	var all []problem
	for _, f := range v.LeftOut {
		all = append(all, problem{
			subject: &gate.Subject{File: f.File}, status: gate.Skipped, pos: diag.Pos{File: f.File, Line: 1},
			title: "left-out", message: "not checked: " + f.Reason,
		})
	}
	return all
}

// skippedSuite is the suite of the files that were not judged.
func skippedSuite(v *gate.Verdict, o Options) junitSuite {
	suite := junitSuite{Name: "not checked", Time: noTime, names: map[string]int{}}
	for _, f := range v.LeftOut {
		name, _ := o.file(f.File)
		suite.add(junitCase{Name: name, Classname: suite.Name, File: name, Skipped: &junitOutcome{Message: f.Reason}})
	}
	return suite
}
