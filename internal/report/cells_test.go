package report

import (
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/document"
)

// Numbers of a column have one rule, and sizes one unit.
func TestColumnsHaveOneRule(t *testing.T) {
	write := func(cells []document.Cell) string { return strings.Join(each(cells, document.Cell.String), " ") }
	for _, c := range []struct {
		values []float64
		want   string
	}{
		{[]float64{10, 12.4, 4000}, "10 12 4,000"},
		{[]float64{1.25, 4000}, "1.2 4,000.0"},
		{[]float64{1, 2}, "1 2"},
		{nil, ""},
	} {
		if got := write(numbers(plainly(c.values, 1), c.values)); got != c.want {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
	}
	if cells, suffix := sizes([]float64{10e9, 1.5e12}); write(cells) != "0.0 1.5" || suffix != "TB" {
		t.Errorf("%q %s", write(cells), suffix)
	}
}
