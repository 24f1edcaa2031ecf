package chart_test

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/talimat/talimat-plan/internal/chart"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/scenarios"
)

var update = flag.Bool("update", false, "rewrite the expected charts")

// charts is a built-in scenario arranged for drawing.
func charts(tb testing.TB, name string) *report.Charts {
	tb.Helper()
	text, ok := scenarios.Text(name)
	if !ok {
		tb.Fatal("no scenario", name)
	}
	f := scenario.Decode(name, text)
	if f.Scenario == nil {
		tb.Fatal(f.Diagnostics)
	}
	c := report.NewCharts(plan.Run(f.Scenario), report.Options{Tool: "talimat-plan", InputHash: "sha256:of-this-input"})
	out, err := simulation.Run(f.Scenario, f.Inputs, simulation.Options{
		Design: sampling.Design{Seed: 1, Replicates: 2, Points: 256}, Metrics: report.FanMetrics(),
	})
	if err != nil {
		tb.Fatal(err)
	}
	c.Fan = report.NewFan(out)
	return c
}

func render(tb testing.TB, name string, plan *report.Charts, o chart.Options) []byte {
	tb.Helper()
	file, err := chart.Render(name, plan, o)
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return file
}

// What a chart of the built-in scenario looks like shows up here. -update
// rewrites the files; look at them before you commit them.
func TestGolden(t *testing.T) {
	plan := charts(t, scenarios.Default)
	for _, name := range []string{"cost", "fan", "capacity", "latency", "savings"} {
		got := render(t, name, plan, chart.Options{Format: "svg", Width: 1200, Height: 700})
		compare(t, name+".svg", got, bytes.Equal)
	}
	for _, name := range []string{"cash", "fan"} {
		got := render(t, name, plan, chart.Options{Format: "png", Width: 1200, Height: 700, Theme: "dark"})
		compare(t, name+".png", got, alike)
	}
}

// alike reports whether two PNGs are the same picture but for the last bits of
// floats: no more than one pixel in a thousand differs by more than a tenth.
func alike(want, got []byte) bool {
	a, errA := png.Decode(bytes.NewReader(want))
	b, errB := png.Decode(bytes.NewReader(got))
	if errA != nil || errB != nil || a.Bounds() != b.Bounds() {
		return false
	}
	size, others := a.Bounds().Size(), 0
	for y := range size.Y {
		for x := range size.X {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, d := range []int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2)} {
				if d > 0xFFFF/10 || d < -0xFFFF/10 {
					others++
					break
				}
			}
		}
	}
	return others*1000 <= size.X*size.Y
}

// compare compares a chart with the one that is kept in testdata/chart.
func compare(t *testing.T, name string, got []byte, same func(want, got []byte) bool) {
	t.Helper()
	file := filepath.Join("../../testdata/chart", name)
	if *update {
		write(t, file, got)
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !same(want, got) {
		t.Errorf("%s is another chart now; if it should be, run: go test ./internal/chart -run Golden -update", name)
	}
}

// The same input gives the same bytes.
func TestRenderIsDeterministic(t *testing.T) {
	plan := beside(charts(t, "shop"))
	for _, format := range chart.Formats() {
		for _, name := range chart.Names() {
			o := chart.Options{Format: format, Width: 800, Height: 600}
			if !bytes.Equal(render(t, name, plan, o), render(t, name, plan, o)) {
				t.Errorf("%s.%s differs from one run to the next", name, format)
			}
		}
	}
}

// A PNG at scale 2 has twice the pixels, and a PNG says in words what it shows.
func TestPNG(t *testing.T) {
	plan := charts(t, scenarios.Default)
	file := render(t, "cost", plan, chart.Options{Format: "png", Width: 900, Height: 600, Scale: 2, Title: "Kaça mal olur?"})
	config, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil || config.Width != 1800 || config.Height != 1200 {
		t.Errorf("%d × %d pixels, %v", config.Width, config.Height, err)
	}
	for _, text := range []string{"iTXtTitle\x00\x00\x00\x00\x00Kaça mal olur?", "iTXtDescription\x00", "The limit Budget of $3,700 is broken from "} {
		if !bytes.Contains(file, []byte(text)) {
			t.Errorf("the PNG does not say %q", text)
		}
	}
}

// An SVG has no text that needs a font, and a title and a description instead.
func TestSVG(t *testing.T) {
	plan := charts(t, scenarios.Default)
	file := render(t, "users", plan, chart.Options{Format: "svg", Width: 1200, Height: 700, Title: `<"Kim gelir & ne ister?">`})
	for _, text := range []string{
		` role="img" aria-labelledby="users-title users-desc">`, `<title id="users-title">&lt;&#34;Kim gelir &amp; ne ister?&#34;&gt;</title>`,
		`<desc id="users-desc">Two line charts. Concurrent users go from 100 in Jan 2024`,
	} {
		if !bytes.Contains(file, []byte(text)) {
			t.Errorf("the SVG does not hold %s", text)
		}
	}
	if bytes.Contains(file, []byte("<text")) {
		t.Error("the SVG needs a font")
	}
}

func benchmark(b *testing.B, format string, scale int) {
	plan := charts(b, scenarios.Default)
	for _, name := range chart.Names() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.SetBytes(int64(len(render(b, name, plan, chart.Options{Format: format, Width: 1200, Height: 700, Scale: scale}))))
			}
		})
	}
}

func BenchmarkPNG(b *testing.B) { benchmark(b, "png", 1) }
func BenchmarkSVG(b *testing.B) { benchmark(b, "svg", 1) }
func BenchmarkPDF(b *testing.B) { benchmark(b, "pdf", 1) }
