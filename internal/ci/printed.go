package ci

import (
	"iter"

	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/unit"
)

// printed are the subjects of a verdict, each a copy whose names and texts may be
// shown on a terminal.
func printed(v *gate.Verdict) iter.Seq[*gate.Subject] {
	return func(yield func(*gate.Subject) bool) {
		for s := range v.All() {
			clean(&s.File, &s.Name, &s.Baseline, &s.Error)
			for i := range s.Checks {
				c := &s.Checks[i]
				clean(&c.Name, &c.Text, &c.Path, &c.Pos.File, &c.Reason, &c.Detail, &c.Remedy)
			}
			if !yield(s) {
				return
			}
		}
	}
}

func clean(texts ...*string) {
	for _, text := range texts {
		*text = unit.Printable(*text)
	}
}
