package sketch_test

import (
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/sketch"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/scenarios"
)

var update = flag.Bool("update", false, "rewrite the pictures in testdata/sketch")

var start = unit.Date{Year: 2026, Month: 11}

// grown is a series from one value to another, bent upwards.
func grown(months int, from, to float64) []float64 {
	series := make([]float64, months+1)
	for m := range series {
		series[m] = from
		if months > 0 {
			series[m] += (to - from) * float64(m*m) / float64(months*months)
		}
	}
	return series
}

// scaled is a series times a factor.
func scaled(series []float64, by float64) []float64 {
	all := slices.Clone(series)
	for m := range all {
		all[m] *= by
	}
	return all
}

// amounts is a picture of money.
func amounts(currency string, values []float64) *sketch.Picture {
	return &sketch.Picture{Title: "Effective cost per month, " + currency, Kind: unit.KindMoney, Currency: currency, Start: start, Values: values}
}

// fan is a picture with a band, levels and marks.
func fan(months int) *sketch.Picture {
	p := amounts("TRY", grown(months, 12e3, 90e3))
	p.Low, p.High, p.Band = scaled(p.Values, 0.8), scaled(p.Values, 1.3), "P10–P90 of 10,000 futures"
	p.Levels = []sketch.Level{
		{Name: "Bütçe", Value: 60e3, From: 6, To: months, Remark: "broken from month 21 on"},
		{Name: "Far", Value: 9e9, From: 0, To: months},
	}
	p.Marks = []sketch.Mark{{"temel işler", 1}, {"genişleme", 2}, {"ölçek", months}, {"beyond", months + 1}}
	return p
}

// hard is pictures that are hard to draw.
func hard() map[string]*sketch.Picture {
	spike := grown(240, 5, 5)
	spike[121] = 800
	return map[string]*sketch.Picture{
		"one-month":  amounts("USD", []float64{850, 720.5}),
		"one-value":  amounts("USD", []float64{850}),
		"long":       amounts("EUR", grown(240, 1e3, 7e6)),
		"spike":      {Title: "Users", Kind: unit.KindCount, Start: start, Values: spike},
		"constant":   amounts("CHF", grown(24, 1200, 1200)),
		"zero":       amounts("JPY", make([]float64, 25)),
		"huge":       amounts("USD", grown(24, 1e21, 4e22)),
		"tiny":       amounts("USD", grown(24, 0.0001, 0.0004)),
		"subnormal":  amounts("USD", grown(24, 0, 5e-324)),
		"negative":   amounts("GBP", grown(24, 500, -1300)),
		"decades":    {Title: "Users", Kind: unit.KindCount, Start: start, Values: grown(36, 100, 12975), MayLog: true, Rows: 6},
		"many-zeros": {Title: "Users", Kind: unit.KindCount, Start: start, Values: grown(36, 0, 12975), MayLog: true, Rows: 6},
		"astronomic": {Title: "Users", Kind: unit.KindCount, Start: start, Values: []float64{1e-200, 1e200}, MayLog: true, Rows: 6},
		"sizes":      {Title: "Files", Kind: unit.KindBytes, Start: start, Values: grown(36, 100e9, 980e9)},
		"fan":        fan(36),
	}
}

// Pictures are kept as text, in Unicode and ASCII. Look at what -update changes.
func TestGolden(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "sketch")
	for name, p := range hard() {
		t.Run(name, func(t *testing.T) {
			lines := slices.Concat(
				sketch.Lines(sketch.Options{}, p), []string{""},
				sketch.Lines(sketch.Options{Width: 40}, p), []string{""},
				sketch.Lines(sketch.Options{Width: 60, ASCII: true}, p),
			)
			got, file := strings.Join(lines, "\n")+"\n", filepath.Join(dir, name+".txt")
			if *update {
				if err := errors.Join(os.MkdirAll(dir, 0o777), os.WriteFile(file, []byte(got), 0o666)); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs; if it should, run: go test ./internal/sketch -update\n%s", file, got)
			}
		})
	}
}

// No line is wider than it may be, and ASCII is ASCII, whatever is drawn.
func TestFits(t *testing.T) {
	for name, p := range hard() {
		for width := 40; width <= 200; width += 7 {
			for _, ascii := range []bool{false, true} {
				check(t, name, sketch.Lines(sketch.Options{Width: width, ASCII: ascii}, p, fan(3)), width, ascii)
			}
		}
	}
}

func check(t *testing.T, name string, lines []string, width int, ascii bool) {
	t.Helper()
	for _, line := range lines {
		if n := utf8.RuneCountInString(line); n > width {
			t.Errorf("%s: %d columns of %d: %q", name, n, width, line)
		}
		if strings.HasSuffix(line, " ") || strings.Contains(line, "NaN") || strings.Contains(line, "Inf") {
			t.Errorf("%s at %d columns: %q", name, width, line)
		}
		if i := strings.IndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }); ascii && i >= 0 {
			t.Errorf("%s: not ASCII: %q", name, line)
		}
	}
}

// A picture of the usual width leaves room for a prompt on a screen of 24 lines.
func TestFitsScreen(t *testing.T) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		c := report.NewCharts(plan.Run(scenario.Decode(name, text).Scenario), report.Options{})
		for _, p := range []*sketch.Picture{sketch.Cost(c), sketch.Users(c)} {
			if n := len(sketch.Lines(sketch.Options{}, p)); n > 22 {
				t.Errorf("%s: %s takes %d lines", name, p.Title, n)
			}
		}
	}
}

// The dots stand where the values are: the first and the last value of a line
// from 0 to the top of the scale are in opposite corners, and a straight line
// fills one dot for each step up.
func TestPlacesValues(t *testing.T) {
	straight := make([]float64, 9)
	for m := range straight {
		straight[m] = float64(m) * 100
	}
	lines := sketch.Lines(sketch.Options{ASCII: true, Width: 40}, amounts("USD", straight))
	first, last := lines[1], lines[9]
	if !strings.HasSuffix(first, "*") || len(first) != 40 {
		t.Errorf("$800 is not at the top right: %q", first)
	}
	if !strings.HasPrefix(last, "   $0 +*") {
		t.Errorf("$0 is not at the bottom left: %q", last)
	}
	for i, line := range lines[1:10] {
		if !strings.Contains(line, "*") {
			t.Errorf("line %d is empty: %q", i, line)
		}
	}
}

// On a logarithmic scale equal factors are equal steps.
func TestLogarithmic(t *testing.T) {
	doubling := []float64{1, 10, 100, 1000, 10000}
	p := &sketch.Picture{Title: "Users", Kind: unit.KindCount, Start: start, Values: doubling, MayLog: true, Rows: 9}
	lines := sketch.Lines(sketch.Options{ASCII: true, Width: 41}, p)
	if !strings.HasSuffix(lines[0], "(logarithmic scale)") {
		t.Errorf("the scale is not said: %q", lines[0])
	}
	var from []int // the column in which the series comes to a line, from below
	for _, line := range slices.Backward(lines[1:10]) {
		from = append(from, strings.IndexByte(line, '*'))
	}
	for i, at := range from[2:] { // the lowest line is half as high
		if step := at - from[i+1]; step < 3 || step > 5 {
			t.Errorf("the series comes to lines in columns %v", from)
		}
	}
}

// What cannot be drawn is said.
func TestUndrawable(t *testing.T) {
	for _, p := range []*sketch.Picture{
		{Title: "Cost"}, {Title: "Cost", Values: []float64{1, math.NaN()}}, {Title: "Cost", Values: []float64{math.Inf(-1)}},
		{Title: "Cost", Values: []float64{1, 2}, Low: []float64{1}}, {Title: "Cost", Values: []float64{1, 2}, Low: []float64{1, 2}, High: []float64{1, math.Inf(1)}},
	} {
		lines := sketch.Lines(sketch.Options{}, p)
		if len(lines) != 1 || lines[0] != "Cost: not drawn, because a value is missing or too large" {
			t.Errorf("%v: %q", p, lines)
		}
	}
}

// No values and no names make the program crash or break out of the picture.
func FuzzLines(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 36, 80, 12, "phase", false)
	f.Add(-1e300, 1e300, 0.0, 240, 40, 300, "\x1b[31m", true)
	f.Add(5e-324, 1e-290, 1e290, 1, 200, -4, "çok uzun şantiye adı ile uzun bir ad", true)
	f.Fuzz(func(t *testing.T, a, b, c float64, months, width, mark int, name string, ascii bool) {
		months, width = min(max(months, 0), 240), min(max(width, 40), 200)
		values := grown(months, a, b)
		values[months/2] = c
		p := &sketch.Picture{
			Title: "Cost", Kind: []unit.Kind{unit.KindMoney, unit.KindCount, unit.KindBytes}[months%3], Currency: "TRY", Start: start, Values: values, MayLog: ascii,
			Low: scaled(values, 0.5), High: scaled(values, 2), Band: name,
			Levels: []sketch.Level{{Name: name, Value: c, From: mark, To: mark + 5}}, Marks: []sketch.Mark{{name, mark}},
		}
		lines := sketch.Lines(sketch.Options{Width: width, ASCII: ascii}, p)
		if strings.ContainsAny(strings.Join(lines, "\n"), "\x1b\r\a") {
			t.Errorf("a control character: %q", lines)
		}
		if !ascii && strings.ContainsFunc(name, func(r rune) bool { return r > 0x2FF }) {
			return // wide characters take two columns
		}
		for _, line := range lines {
			if n := utf8.RuneCountInString(line); n > width {
				t.Errorf("%d columns of %d: %q", n, width, line)
			}
		}
		if drawn := strings.Join(lines[1:], "\n"); !strings.ContainsAny(name, "NaIn") && (strings.Contains(drawn, "NaN") || strings.Contains(drawn, "Inf")) {
			t.Errorf("%q", lines)
		}
	})
}

func BenchmarkLines(b *testing.B) {
	p := fan(240)
	b.ReportAllocs()
	for b.Loop() {
		sketch.Lines(sketch.Options{}, p)
	}
}
