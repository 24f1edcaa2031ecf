package capacity_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// Told apart, the hours of the week are those that a plan has together: the same
// peak, the same mean and the same least, in every region and month of every scenario.
func TestHoursAreThoseOfThePlan(t *testing.T) {
	files, err := filepath.Glob("../../scenarios/*.yaml")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	several := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := scenario.Decode(file, text).Scenario
		if s == nil {
			t.Fatal(file)
		}
		demand, model := forecast.Compile(s), capacity.Compile(s)
		d, p := demand.NewDemand(), model.NewPlan()
		demand.Project(d)
		model.Size(d, p)
		for r := range p.Regions {
			h, out := model.Hours(r, p), &p.Regions[r].Servers
			for month := range out.Nodes {
				most, least, mean, time := 0.0, math.Inf(1), 0.0, 0.0
				for k, nodes := range h.Nodes {
					most, least = max(most, nodes[month]), min(least, nodes[month])
					mean, time = mean+h.Time[k]*nodes[month], time+h.Time[k]
				}
				if most != out.Nodes[month] || least != out.Base[month] || math.Abs(mean-out.Average[month]) > 1e-9*(1+mean) || math.Abs(time-1) > 1e-12 {
					t.Errorf("%s, region %d, month %d: %g to %g, mean %g; want %g to %g, mean %g", file, r, month, least, most, mean, out.Base[month], out.Nodes[month], out.Average[month])
				}
				if most > least {
					several++
				}
			}
		}
	}
	if several < 50 {
		t.Errorf("only %d months have more than one level", several)
	}
}
