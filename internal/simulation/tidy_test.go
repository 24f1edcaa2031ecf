package simulation

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/unit"
)

// What is whole by its nature has whole quantiles, however many there are.
func TestTidy(t *testing.T) {
	nodes, cost := metric.Metric{Name: "nodes", Kind: unit.KindCount}, metric.Metric{Name: "cost.effective", Kind: unit.KindMoney}
	for _, c := range []struct {
		of      metric.Metric
		v, want float64
	}{{nodes, 3.9, 3}, {nodes, 1023.9, 1023}, {nodes, 1024.4, 1024}, {nodes, 5121.5, 5122}, {cost, 5121.5, 5121.5}} {
		if got := tidy(c.of, c.v); got != c.want {
			t.Errorf("%s of %g is %g, want %g", c.of.Name, c.v, got, c.want)
		}
	}
}
