package chart_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/talimat/talimat-plan/internal/chart"
	"github.com/talimat/talimat-plan/scenarios"
)

// sizes of a chart: of a slide, of a small picture, of a telephone, and the least.
func sizes() []chart.Options {
	return []chart.Options{
		{Width: 1200, Height: 800}, {Width: 600, Height: 400}, {Width: 390, Height: 480}, {Width: 390, Height: 600},
		{Width: chart.MinWidth, Height: chart.MinHeight}, {Width: 1000, Height: 580}, {Width: 2400, Height: 1000},
	}
}

// No text lies on another and nothing leaves the sheet, in any chart of any
// built-in scenario at any size.
func TestNothingOverlaps(t *testing.T) {
	for _, name := range scenarios.Names() {
		plan := charts(t, name)
		for _, o := range sizes() {
			for _, kind := range chart.Names() {
				t.Run(fmt.Sprintf("%s/%s/%dx%d", name, kind, o.Width, o.Height), func(t *testing.T) {
					faults, err := chart.Faults(kind, plan, nil, o)
					var empty *chart.EmptyError
					if err != nil && !errors.As(err, &empty) {
						t.Fatal(err)
					}
					for _, f := range faults {
						t.Error(f)
					}
				})
			}
		}
	}
	for _, figure := range []string{"cost.effective", "finance.npv"} {
		for _, o := range sizes() {
			faults, err := chart.Faults("", nil, tornado(t, figure, 36), o)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range faults {
				t.Errorf("tornado of %s at %dx%d: %s", figure, o.Width, o.Height, f)
			}
		}
	}
}

// Of plans that are hard to draw texts may have to touch, but nothing leaves the
// sheet.
func TestNothingLeavesTheSheet(t *testing.T) {
	for name, plan := range hard() {
		for _, o := range sizes()[:3] {
			for _, kind := range chart.Names() {
				faults, err := chart.Faults(kind, plan, nil, o)
				var empty *chart.EmptyError
				if err != nil && !errors.As(err, &empty) {
					t.Fatal(err)
				}
				for _, f := range faults {
					t.Errorf("%s, %s at %dx%d: %s", name, kind, o.Width, o.Height, f)
				}
			}
		}
	}
}
