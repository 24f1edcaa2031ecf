package distribution

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/crew"
)

// A fault in a tail that is made beside the other is one of whoever asked for the
// table, and not the end of the program.
func TestFaultInATail(t *testing.T) {
	defer func() {
		if fault, ok := recover().(*crew.Fault); !ok || fault.String() != "lower" {
			t.Errorf("got %v", fault)
		}
	}()
	tabulate(func(w float64, upper bool) (value, slope float64) {
		if !upper {
			panic("lower")
		}
		return w, 1
	})
	t.Error("no fault")
}
