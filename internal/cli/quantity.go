package cli

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/unit"
)

// quantity is the value of a flag that takes a number of some kind within bounds, written
// as in a scenario: 5%, 4x, 30 s.
type quantity struct {
	kind      unit.Kind
	low, high float64 // in base units
	like      string  // an example
	text      string
	value     float64
	given     bool
}

// Set is part of pflag.Value.
func (q *quantity) Set(text string) error {
	v, err := unit.Parse(q.kind, text, unit.Options{})
	if err != nil {
		return fmt.Errorf("%v; write it as in %s", err, q.like)
	}
	if !(v.Number >= q.low && v.Number <= q.high) {
		return fmt.Errorf("%q is out of range; write it as in %s", text, q.like)
	}
	q.text, q.value, q.given = text, v.Number, true
	return nil
}

// String is part of pflag.Value.
func (q *quantity) String() string { return q.text }

// Type is part of pflag.Value.
func (q *quantity) Type() string {
	switch q.kind {
	case unit.KindRatio:
		return "SHARE"
	case unit.KindSeconds:
		return "TIME"
	}
	return "FACTOR"
}
