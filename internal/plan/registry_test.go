package plan

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
)

// Each metric is read somewhere, by a value of its own shape, and nothing is read
// that has no name.
func TestRegistryIsTotal(t *testing.T) {
	all, known := registry(), map[string]bool{}
	for _, m := range metric.Definitions() {
		r, ok := all[m.Name]
		known[m.Name] = true
		ways := 0
		for _, there := range []bool{r.row != nil, r.sum != nil, r.month != nil, r.figure != nil} {
			if there {
				ways++
			}
		}
		if !ok || ways != 1 || m.Series == (r.figure != nil) {
			t.Errorf("%s: registered %t, read in %d ways, by month %t", m.Name, ok, ways, m.Series)
		}
	}
	for name := range all {
		if !known[name] {
			t.Errorf("%s is read and has no definition", name)
		}
	}
}
