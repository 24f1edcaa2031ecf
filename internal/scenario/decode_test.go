package scenario

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/unit"
)

var update = flag.Bool("update", false, "rewrite the .want files")

const testdata = "../../testdata/scenario"

// files lists the files that match a pattern; at least one must.
func files(t testing.TB, patterns ...string) (all []string) {
	t.Helper()
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no files match %s: %v", pattern, err)
		}
		all = append(all, found...)
	}
	return all
}

func good(t testing.TB) []string {
	return files(t, testdata+"/ok/*.yaml", "../../scenarios/*.yaml")
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// csvFiles reads the files that scenarios of the tests name.
func csvFiles(name string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(testdata, "csv", name))
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: no such file or directory", name)
	}
	return text, nil
}

// decode is Decode with those files.
func decode(name string, text []byte, overrides ...Override) *File {
	return Options{Overrides: overrides, Files: csvFiles}.Decode(name, text)
}

// render returns the diagnostics of a file as people see them.
func render(t testing.TB, f *File) string {
	t.Helper()
	var b bytes.Buffer
	if err := diag.Render(&b, f.Diagnostics, f.Sources(), false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGoodFiles(t *testing.T) {
	for _, file := range good(t) {
		f := decode(file, read(t, file))
		if len(f.Diagnostics) > 0 || f.Scenario == nil || len(f.Inputs) == 0 {
			t.Errorf("%s:\n%s", file, render(t, f))
		}
		checkFile(t, f)
	}
}

func TestBadFiles(t *testing.T) {
	seen := map[string]bool{codeTooLarge: true} // TestResources
	for _, file := range files(t, testdata+"/err/*.yaml") {
		f := decode(filepath.Base(file), read(t, file))
		got := render(t, f)
		if f.Scenario != nil || f.Inputs != nil {
			t.Errorf("%s: decodes in spite of its errors", file)
		}
		checkFile(t, f)
		for _, d := range f.Diagnostics {
			seen[d.Code] = true
			if words := d.Message + d.Hint; strings.Contains(words, "model.") || strings.Contains(words, "%!") {
				t.Errorf("%s: %q leaks Go", file, words)
			}
		}
		want := strings.TrimSuffix(file, ".yaml") + ".want"
		if *update {
			if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(string(read(t, want)), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
	for _, code := range codes() {
		if !seen[code] {
			t.Errorf("code %s occurs in no file of %s/err", code, testdata)
		}
		delete(seen, code)
	}
	for code := range seen {
		t.Errorf("code %s is not listed in codes()", code)
	}
}

// checkFile checks what holds for every result of Decode.
func checkFile(t testing.TB, f *File) {
	t.Helper()
	if f.Diagnostics.HasErrors() != (f.Scenario == nil) {
		t.Errorf("a scenario is there exactly when there are no errors")
	}
	for _, d := range f.Diagnostics {
		if problem := misplaced(f, d); problem != "" {
			t.Errorf("%s: %s: %s", d.Pos, d.Message, problem)
		}
	}
	for _, in := range f.Inputs {
		numbers := []float64{*in.At}
		u := in.Distribution
		if u != nil {
			numbers = append(numbers, u.Quantile(0.05), u.Quantile(0.5), u.Quantile(0.95))
		}
		for _, n := range numbers {
			if math.IsNaN(n) || math.IsInf(n, 0) {
				t.Errorf("%s is %v", in.Path, n)
			}
		}
		if u != nil && (numbers[1] > numbers[3] || math.Abs(numbers[2]-*in.At) > 1e-6*(math.Abs(*in.At)+numbers[3]-numbers[1])) {
			t.Errorf("%s: %s around %v", in.Path, u, *in.At)
		}
	}
}

// misplaced says what is wrong with the place or the words of a diagnostic.
func misplaced(f *File, d diag.Diagnostic) string {
	source, ok := f.Sources()[d.Pos.File]
	switch {
	case !ok:
		return "unknown source"
	case d.Message == "" || d.Code == "":
		return "no message or no code"
	case strings.Contains(d.Message, "\n"):
		return "more than one line"
	case d.Pos.Line == 0:
		return ""
	}
	s := newSource("", source.Text)
	if d.Pos.Line > len(s.lines) || d.Pos.Col < 0 || d.Pos.Col > utf8.RuneCountInString(s.line(d.Pos.Line))+1 {
		return "outside of the text"
	}
	return ""
}

// sameDistribution compares distributions by some of their quantiles.
var sameDistribution = cmp.Comparer(func(a, b *distribution.Distribution) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.String() == b.String() && a.Quantile(0.05) == b.Quantile(0.05) && a.Median() == b.Median() && a.Quantile(0.95) == b.Quantile(0.95)
})

func TestDeterministic(t *testing.T) {
	for _, file := range files(t, testdata+"/ok/*.yaml", testdata+"/err/*.yaml") {
		text := read(t, file)
		first := decode(file, text)
		for range 20 {
			again := decode(file, text)
			if diff := cmp.Diff(first.Diagnostics, again.Diagnostics); diff != "" {
				t.Fatal(diff)
			}
			if diff := cmp.Diff(first.Scenario, again.Scenario); diff != "" {
				t.Fatal(diff)
			}
			if diff := cmp.Diff(first.Inputs, again.Inputs, sameDistribution); diff != "" {
				t.Fatal(diff)
			}
		}
	}
}

func TestInputText(t *testing.T) {
	text := read(t, testdata+"/ok/minimal.yaml")
	before := bytes.Clone(text)
	Decode("x", text, Override{Path: "name", Value: "other"})
	if !bytes.Equal(text, before) {
		t.Error("Decode changes its argument")
	}
}

func TestFull(t *testing.T) {
	f := Decode("full.yaml", read(t, testdata+"/ok/full.yaml"))
	s := f.Scenario
	if s == nil {
		t.Fatal(render(t, f))
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	near("horizon", float64(s.Horizon), 36)
	near("3,600 ₺ at 32 ₺/$ and 720 hours: 0.25·720·32", float64(s.Prices.Servers[1].Price), 0.25*720*32)
	near("€ by the mapping form", float64(s.Prices.Databases[1].Price), 400*35)
	near("storage", float64(s.Prices.Files[0].Price), 0.20*32/1e9)
	near("median of 80 to 120: √(80·120)", float64(s.Drivers.Users.Now), math.Sqrt(80*120))
	near("median of 10% to 30% in log-odds", float64(*s.Risks[0].Probability), func() float64 {
		l := (math.Log(0.1/0.9) + math.Log(0.3/0.7)) / 2
		return 1 / (1 + math.Exp(-l))
	}())
	near("complexity from", float64(s.Load.Complexity.From.Month), 3)
	near("complexity by", float64(s.Load.Complexity.By.Month), 36)
	near("limit", s.Limits[0].Deny.Value, 500_000)
	near("claim in another currency", s.Claims[4].Value, 3)
	near("claim at a phase", float64(s.Claims[3].When.Month), 3)
	near("claim at the horizon", float64(s.Claims[2].When.Month), 36)
	if got, want := *s.Drivers.Users.Growth.Compound, (unit.Growth{Rate: 0.3, Per: 3}); got != want {
		t.Errorf("growth: got %v, want %v", got, want)
	}
	if c := s.Claims[1]; c.At != "target" || c.When.Set {
		t.Errorf("target stays open: %+v", c.When)
	}
	if got := s.Alerts[1].When; got.Op != ">=" || got.Metric != "response_time" || got.Value != 0.5 {
		t.Errorf("condition: %+v", got)
	}
	if diff := cmp.Diff([]string{"all"}, s.Regions[0].Services); diff != "" {
		t.Error(diff)
	}
	if s.Services[2].Name != "copy" || s.Services[2].CPU != s.Services[0].CPU {
		t.Errorf("alias: %+v", s.Services[2])
	}
	if s.Regions[0].Database.Role != "primary" || s.Savings.Caching.Mode != "modelled" || s.Services[0].Driver != "users" {
		t.Error("defaults and scalar forms")
	}
	growth := f.Inputs.Find("drivers.users.growth").Distribution
	for p, want := range map[float64]float64{0.05: 0.2, 0.5: 0.3, 0.95: 0.5} {
		if got := growth.Quantile(p); math.Abs(got-want) > 1e-6 {
			t.Errorf("quantile %v: got %v, want %v", p, got, want)
		}
	}
}

// Inputs write through to the scenario, and come in the order of the file.
func TestInputs(t *testing.T) {
	f := Decode("full.yaml", read(t, testdata+"/ok/full.yaml"))
	in := f.Inputs.Find("drivers.users.growth")
	*in.At = 0.7
	if got := f.Scenario.Drivers.Users.Growth.Compound.Rate; got != 0.7 {
		t.Errorf("got %v", got)
	}
	*f.Inputs.Find("prices.egress[1].price").At = 5
	if got := f.Scenario.Prices.Egress[1].Price; got != 5 {
		t.Errorf("got %v", got)
	}
	line := 0
	seen := map[string]bool{}
	for _, in := range f.Inputs {
		if seen[in.Path] {
			t.Errorf("%s occurs twice", in.Path)
		}
		seen[in.Path] = true
		pos := f.Locate(in.Path)
		if text, isDefault := f.Written(in.Path); text != in.Text || isDefault != in.Default {
			t.Errorf("%s: %q, %v, but the input has %q, %v", in.Path, text, isDefault, in.Text, in.Default)
		}
		if in.Default || strings.HasPrefix(in.Path, "services.copy.") {
			continue
		}
		if pos.Line < line {
			t.Errorf("%s comes too late", in.Path)
		}
		line = pos.Line
	}
}

func TestLocate(t *testing.T) {
	f := Decode("full.yaml", read(t, testdata+"/ok/full.yaml"))
	text := string(read(t, testdata+"/ok/full.yaml"))
	for path, want := range map[string]string{
		"name":                                  "İş Güvenliği",
		"drivers":                               "drivers:",
		"drivers.users.now":                     "80 to 120",
		"drivers.users.growth":                  "{p5: 20%/quarter",
		"services.web":                          "web: &web",
		"services.web.peak":                     "web: &web",
		"prices.egress[1].price":                "$0.085/GB",
		"prices.egress[9].price":                "egress:",
		"fx.rates.EUR.worth":                    "35}",
		"claims.getiri.given.drivers.users.now": "given:",
		"claims.getiri.given.finance.savings":   "$2000/month, drivers",
	} {
		pos := f.Locate(path)
		if got := newSource("", []byte(text)).after(pos.Line, pos.Col); !strings.HasPrefix(got, want) {
			t.Errorf("%s: at %q, want %q", path, got, want)
		}
	}
	if got := f.Locate("nonsense.path"); got != (diag.Pos{File: "full.yaml"}) {
		t.Errorf("got %v", got)
	}
	if text, isDefault := f.Written("load.requests"); text != "10/min" || isDefault {
		t.Errorf("got %q, %v", text, isDefault)
	}
	if text, isDefault := f.Written("services.web.calls"); text != "1" || !isDefault {
		t.Errorf("got %q, %v", text, isDefault)
	}
}

// Every default in the model must be legal, whether or not an example uses it.
func TestDefaults(t *testing.T) {
	text := read(t, testdata+"/ok/full.yaml")
	f := Decode("full.yaml", text)
	if i := slices.IndexFunc(f.Diagnostics, func(d diag.Diagnostic) bool { return d.Pos.Line == 0 }); i >= 0 {
		t.Errorf("a default is faulty: %s", f.Diagnostics[i].Message)
	}
}
