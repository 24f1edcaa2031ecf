package chart_test

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/chart"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/scenarios"
)

// tornado is that of a figure of the built-in scenario.
func tornado(tb testing.TB, figure string, month int) *report.Tornado {
	tb.Helper()
	text, _ := scenarios.Text(scenarios.Default)
	f := scenario.Decode(scenarios.Default, text)
	if f.Scenario == nil {
		tb.Fatal(f.Diagnostics)
	}
	bars, err := sensitivity.Alone(f.Scenario, f.Inputs, simulation.Target{Metric: figure, Month: month})
	if err != nil {
		tb.Fatal(err)
	}
	return report.NewTornado(f.Scenario, bars, report.Options{Tool: "talimat-plan", InputHash: "sha256:of-this-input"})
}

func TestTornadoGolden(t *testing.T) {
	for _, c := range []struct{ file, figure, format, theme string }{
		{"tornado.svg", "cost.effective", "svg", "light"}, {"tornado.png", "finance.npv", "png", "dark"},
	} {
		drawing, err := chart.DrawTornado(tornado(t, c.figure, 36), chart.Options{Format: c.format, Width: 1200, Height: 700, Theme: c.theme})
		if err != nil {
			t.Fatal(err)
		}
		got, same := drawing.File, bytes.Equal
		if c.format == "png" {
			same = alike
		}
		compare(t, c.file, got, same)
	}
}

// The same input gives the same bytes in every format.
func TestTornadoIsDeterministic(t *testing.T) {
	data := tornado(t, "nodes", 24)
	for _, format := range chart.Formats() {
		var files [2][]byte
		for i := range files {
			drawing, err := chart.DrawTornado(data, chart.Options{Format: format, Width: 800, Height: 500})
			if err != nil {
				t.Fatal(err)
			}
			files[i] = drawing.File
		}
		if !bytes.Equal(files[0], files[1]) {
			t.Errorf("%s differs from one run to the next", format)
		}
	}
}

// bar is a source that changes the target by so much at its ends.
func bar(name string, low, high float64) report.TornadoBar {
	return report.TornadoBar{Name: name, Ends: [2]report.TornadoEnd{{Input: "1 %/quarter", Change: low}, {Input: "1,000 %/quarter", Change: high}}}
}

// Whatever the bars, and however small the sheet, all that is said lies on it:
// the outermost pixels are paper.
func TestTornadoStaysOnItsSheet(t *testing.T) {
	var many []report.TornadoBar
	for i := range 60 {
		many = append(many, bar(fmt.Sprintf("services.a-service-with-a-long-name-%d.targets.requests_per_second", i), -1e6/float64(i+1), 3e6/float64(i+1)))
	}
	for name, bars := range map[string][]report.TornadoBar{
		"one":       {bar("x", -1, 1)},
		"up":        {bar("x", 1, 5), bar("y", 3, 0)},
		"down":      {bar("x", -5, -1), bar("y", 0, -3)},
		"one side":  {bar("x", 0, 1e-9)},
		"huge":      {bar("x", -1e14, 1e15)},
		"lopsided":  {bar("x", -1e-3, 1e6)},
		"many":      many,
		"unbounded": {bar(strings.Repeat("ğ", 400), -12345678, 12345678)},
	} {
		for _, size := range [][2]int{{chart.MinWidth, chart.MinHeight}, {1200, 420}} {
			for _, kind := range []unit.Kind{unit.KindMoney, unit.KindBytes} {
				data := &report.Tornado{Scenario: "x", Currency: "TRY", Tool: "t", Target: "cost.effective", Kind: kind, Base: 100, Bars: bars, Runs: 3}
				drawing, err := chart.DrawTornado(data, chart.Options{Format: "png", Width: size[0], Height: size[1]})
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				picture, err := png.Decode(bytes.NewReader(drawing.File))
				if err != nil {
					t.Fatal(err)
				}
				for y := range size[1] {
					for _, x := range []int{0, 1, 2, size[0] - 3, size[0] - 2, size[0] - 1} {
						if r, g, b, _ := picture.At(x, y).RGBA(); r&g&b != math.MaxUint16 {
							t.Fatalf("%s at %d × %d: something is drawn at the edge, at %d, %d", name, size[0], size[1], x, y)
						}
					}
				}
			}
		}
	}
}

func TestTornadoOfNothing(t *testing.T) {
	_, err := chart.DrawTornado(&report.Tornado{Target: "users"}, chart.Options{Format: "svg", Width: 800, Height: 500})
	var empty *chart.EmptyError
	if !errors.As(err, &empty) || err.Error() != "nothing to draw: nothing uncertain changes users" {
		t.Error(err)
	}
}
