package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/learn"
)

// Whatever the history, the text fits, the JSON is JSON, and what is to be pasted is
// understood by the scenario.
func TestLearnedOfManyHistories(t *testing.T) {
	for name, value := range map[string]func(i int) float64{
		"users":     func(i int) float64 { return 100 * math.Pow(1.06, float64(i)) },
		"Bytes-Out": func(i int) float64 { return 1e12 / math.Pow(1.1, float64(i)) },
		"flat":      func(int) float64 { return 7 },
		"zero":      func(int) float64 { return 0 },
		"below":     func(i int) float64 { return float64(i%3) - 1 },
		"5xx":       func(i int) float64 { return 0.001 * float64(1+i%4) },
	} {
		var csv strings.Builder
		fmt.Fprintf(&csv, "month,%s\n", name)
		for i := range 30 {
			fmt.Fprintf(&csv, "%d-%02d,%g\n", 2024+i/12, 1+i%12, value(i))
		}
		got, err := history.ReadCSV("h.csv", strings.NewReader(csv.String()), history.Columns{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := learn.Learn(learn.Question{Import: got})
		if err != nil {
			t.Fatal(err)
		}
		d := report.Learned(a, nil, report.Options{Tool: "x"})
		var out bytes.Buffer
		for _, format := range render.Formats() {
			out.Reset()
			if err := render.Write(&out, d, format, text.Options{Width: 80}); err != nil {
				t.Fatal(err)
			}
			if s := out.String(); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
				t.Errorf("%s: %s: %s", name, format, s)
			}
			if format == "json" && !json.Valid(out.Bytes()) {
				t.Errorf("%s: no JSON", name)
			}
			if format == "table" {
				pasted(t, name, out.String())
			}
		}
	}
}

// pasted checks the width of a text, and that its last lines are part of a scenario.
func pasted(t *testing.T, name, s string) {
	for line := range strings.Lines(s) {
		if utf8.RuneCountInString(strings.TrimRight(line, "\n")) > 80 {
			t.Errorf("%s: wide: %s", name, line)
		}
	}
	_, fragment, ok := strings.Cut(s, "\ndrivers:\n")
	if !ok {
		if name == "users" || name == "flat" {
			t.Errorf("%s: nothing to paste", name)
		}
		return
	}
	f := scenario.Decode("s.yaml", []byte("version: 1\nname: x\nstart: 2026-11\nhorizon: 12 months\ncurrency: USD\ndrivers:\n"+fragment))
	for _, d := range f.Diagnostics {
		if d.Pos.Line > 6 { // below "drivers:"
			t.Errorf("%s: %s: %s", name, fragment, d.Message)
		}
	}
}
