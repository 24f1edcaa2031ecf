package ci_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/talimat/talimat-plan/internal/ci"
	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/gate"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/unit"
)

func ptr[T any](v T) *T { return &v }

// verdict has a check of each status, and names that no format may trip over.
func verdict() *gate.Verdict { return gate.NewVerdict("talimat-plan 0.1.0", subjects()...) }

func subjects() []gate.Subject {
	file := `planlar/iş güvenliği, "a%b":c.yaml`
	broken := gate.Check{
		Kind: gate.Limit, Name: "bütçe|<b>", Level: "deny", Status: gate.Denied, Text: "cost.effective <= $1,000", Path: "limits.bütçe.deny",
		Pos: diag.Pos{File: file, Line: 12, Col: 5}, Metric: "cost.effective", Measures: unit.KindMoney,
		Month: ptr(14), Date: "2027-03", Actual: ptr(1027.15), Bound: ptr(1000.0), Worst: ptr(1808.11), Series: true, To: 24,
		Advice: &gate.Advice{
			Part: &gate.Part{Name: "network", Before: 394.2, After: 927.15},
			Changes: []gate.Change{
				{Path: "drivers.users.growth", Pos: diag.Pos{File: file, Line: 7, Col: 9}, Before: "6.3%/month", After: "5.67%/month", Value: ptr(940.0), Mends: true},
				{Path: "load.peak", Pos: diag.Pos{File: "--set load.peak", Line: 1, Col: 1}, Before: "3x", After: "2.7x", Value: ptr(990.0)},
			},
		},
	}
	warned, known, failed, skipped := broken, broken, broken, broken
	warned.Name, warned.Level, warned.Status, warned.Advice = "cash", "warn", gate.Warned, nil
	known.Name, known.Status, known.Reason = "old", gate.Known, "the baseline breaks it too"
	failed.Name, failed.Status, failed.Reason, failed.Actual, failed.Bound, failed.Advice = "rise", gate.Failed, "there is no baseline", nil, nil, nil
	skipped.Kind, skipped.Name, skipped.Status, skipped.Reason, skipped.Actual, skipped.Bound, skipped.Advice = gate.Objective, "error_rate", gate.Skipped, "not modelled", nil, nil, nil
	never := gate.Check{
		Kind: gate.Limit, Name: "payback", Level: "deny", Status: gate.Denied, Text: "finance.payback <= 25 months", Path: "limits.payback.deny",
		Pos: diag.Pos{File: "--limit", Line: 1, Col: 1}, Measures: unit.KindMonths, Bound: ptr(25.0),
	}
	passed := gate.Check{Kind: gate.Claim, Name: "total", Level: "warn", Text: "cost.effective = $850.00", Measures: unit.KindMoney, Actual: ptr(850.0), Bound: ptr(850.0)}
	found := gate.Check{Kind: gate.Finding, Name: "replica-cap", Level: "high", Status: gate.Noted, Text: "web is\ncapped", Detail: "3 > 2", Remedy: "raise max", Pos: diag.Pos{File: file, Line: 9}}
	return []gate.Subject{
		{File: file, Name: "iş", Currency: "USD", Start: "2026-01", Horizon: 24, Baseline: "git:main:x.yaml", Checks: []gate.Check{broken, warned, known, failed, skipped, never, passed, found}},
		{File: "broken.yaml", Error: "the scenario is invalid", Usage: true, Problems: []diag.Diagnostic{
			{Code: "unknown-key", Pos: diag.Pos{File: "broken.yaml", Line: 3, Col: 2}, Message: `unknown key "nw"`, Hint: `did you mean "now"?`},
			{Severity: diag.Warning, Code: "zero-price", Pos: diag.Pos{File: "broken.yaml", Line: 4}, Message: "free"},
		}},
		{File: "missing.yaml", Error: "cannot read missing.yaml"},
		{File: "<stdin>", Name: "in", Currency: "EUR", Checks: []gate.Check{warned}},
	}
}

func write(t testing.TB, format string, v *gate.Verdict, o ci.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := ci.Write(&b, format, v, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sarifSchema is the schema of OASIS, as a module that reads SARIF ships it in a
// constant of its own.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	found, err := build.Import("github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif", ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(found.Dir, "schema.go"), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == "schema" {
			text, err = strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		}
		return true
	})
	if err != nil || text == "" {
		t.Fatalf("no schema: %v", err)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", document); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("sarif.json")
}

func TestSARIFIsValid(t *testing.T) {
	schema := sarifSchema(t)
	for name, v := range map[string]*gate.Verdict{"all": verdict(), "nothing": {Tool: "talimat-plan 0.1.0"}} {
		text := write(t, "sarif", v, ci.Options{})
		log, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(log); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
		if read, err := sarif.FromString(text); err != nil || len(read.Runs) != 1 {
			t.Errorf("%s: another implementation cannot read it: %v", name, err)
		}
	}
	for _, wrong := range []string{
		`{"version": "2.1.0", "runs": [{"results": []}]}`,
		`{"version": "2.1.0", "runs": [], "extra": 1}`,
	} {
		if log, _ := jsonschema.UnmarshalJSON(strings.NewReader(wrong)); schema.Validate(log) == nil {
			t.Errorf("%s passes: this test cannot fail", wrong)
		}
	}
}

func TestSARIFPlaces(t *testing.T) {
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID, Level string
				Locations     []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
				RelatedLocations []any
			}
		}
	}
	if err := json.Unmarshal([]byte(write(t, "sarif", verdict(), ci.Options{})), &log); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range log.Runs[0].Results {
		place := ""
		if len(r.Locations) > 0 {
			p := r.Locations[0].PhysicalLocation
			place = fmt.Sprintf("%s:%d", p.ArtifactLocation.URI, p.Region.StartLine)
		}
		seen[fmt.Sprintf("%s %s %s %d", r.Level, r.RuleID, place, len(r.RelatedLocations))] = true
	}
	file := "planlar/i%C5%9F%20g%C3%BCvenli%C4%9Fi%2C%20%22a%25b%22:c.yaml"
	file = strings.ReplaceAll(file, "%2C", ",")
	for _, want := range []string{
		"error limit/deny " + file + ":12 1", "error scenario/unknown-key broken.yaml:3 0", "error scenario/unreadable missing.yaml:1 0", "error limit/not-evaluated " + file + ":12 0",
		"warning limit/warn stdin:1 0", "note finding/replica-cap " + file + ":9 0", "error limit/deny " + file + ":1 0",
	} {
		if !seen[want] {
			t.Errorf("no %q in %v", want, seen)
		}
	}
}

func TestGitHub(t *testing.T) {
	text := write(t, "github", verdict(), ci.Options{})
	for _, want := range []string{
		`::error file=planlar/iş güvenliği%2C "a%25b"%3Ac.yaml,line=12,col=5,title=limit bütçe|<b> (deny)::cost.effective <= $1,000: it is $1,027.15 in month 14 (2027-03), $27.15 (2.7%25) over, at worst $1,808.11%0Anetwork grew most: $394.20 in month 0, $927.15 in month 14%0Adrivers.users.growth (line 7) 6.3%25/month → 5.67%25/month: $940.00, and the limit holds%0Aload.peak (line 1) 3x → 2.7x: $990.00`,
		`::error file=broken.yaml,line=3,col=2,title=unknown-key::unknown key "nw" (did you mean "now"?)`,
		`::error file=missing.yaml,line=1,col=1,title=unreadable::cannot read missing.yaml`,
		`::warning title=limit cash (warn)::cost.effective <= $1,000`,
		`:c.yaml`, `::notice `,
	} {
		if !strings.Contains(text, want) && want != `:c.yaml` {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if first := strings.SplitN(text, "\n", 2)[0]; !strings.Contains(first, "rise") {
		t.Errorf("errors come before breaches, not %s", first)
	}
}

// GitHub keeps ten annotations of a level: nine and a word about the rest.
func TestGitHubKeepsTen(t *testing.T) {
	for n, want := range map[int]int{9: 9, 10: 10, 11: 10, 100: 10} {
		one := gate.Subject{File: "a.yaml"}
		for range n {
			one.Checks = append(one.Checks, subjects()[0].Checks[1])
		}
		text := write(t, "github", gate.NewVerdict("", one), ci.Options{})
		if got := strings.Count(text, "\n"); got != want {
			t.Errorf("%d checks: %d lines", n, got)
		}
		if more := strings.Contains(text, fmt.Sprintf("::+%d more", n-9)); more != (n > 10) {
			t.Errorf("%d checks:\n%s", n, text)
		}
	}
}

// Fingerprints know a problem again when it moves and when its figures change.
func TestGitLabFingerprints(t *testing.T) {
	prints := func(v *gate.Verdict) (all []string) {
		var issues []struct{ Fingerprint, Severity string }
		if err := json.Unmarshal([]byte(write(t, "gitlab", v, ci.Options{})), &issues); err != nil {
			t.Fatal(err)
		}
		for _, i := range issues {
			all = append(all, i.Fingerprint)
		}
		return all
	}
	moved := subjects()
	c := &moved[0].Checks[0]
	c.Pos.Line, c.Actual, c.Month = 99, ptr(5000.0), ptr(2)
	before, after := prints(verdict()), prints(gate.NewVerdict("", moved...))
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("they moved:\n%s", diff)
	}
	seen := map[string]bool{}
	twice := subjects()
	twice = append(twice, twice[3], twice[3])
	for _, p := range prints(gate.NewVerdict("", twice...)) {
		if seen[p] {
			t.Errorf("%s occurs twice", p)
		}
		seen[p] = true
	}
}

func TestJUnit(t *testing.T) {
	var all struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Skipped  int `xml:"skipped,attr"`
		Suites   []struct {
			Cases []struct {
				Name string `xml:"name,attr"`
				Out  string `xml:"system-out"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(write(t, "junit", verdict(), ci.Options{})), &all); err != nil {
		t.Fatal(err)
	}
	if all.Tests != 10 || all.Failures != 2 || all.Errors != 3 || all.Skipped != 1 || len(all.Suites) != 4 {
		t.Errorf("got %+v", all)
	}
	for _, c := range all.Suites[0].Cases {
		if warns := strings.HasPrefix(c.Out, "warning: "); warns != (c.Name == "limit cash (warn)") {
			t.Errorf("%+v", c)
		}
	}
}

func TestMarkdown(t *testing.T) {
	text := write(t, "markdown", verdict(), ci.Options{ImageURL: "https://example.com/a b(1).png"})
	for _, want := range []string{
		"<!-- talimat-plan:check -->\n### 💥 talimat-plan: 3 in error, 2 denied, 2 warned, 1 known, 1 passed in 4 scenarios\n",
		"![Cost by month](https://example.com/a%20b%281%29.png)",
		`| ❌ | **bütçe\|&lt;b&gt;** cost.effective &lt;= $1,000 | $1,027.15 | $1,000.00 | +2.7% | month 14 (2027-03) |`,
		`| ❌ | **payback** finance.payback &lt;= 25 months | never | 25 months |`,
		"</details>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Count(text, "<details>") != strings.Count(text, "</details>") {
		t.Error("a fold is not closed")
	}
}

// A comment that would be too long says what it leaves out, and closes its folds.
func TestMarkdownFits(t *testing.T) {
	for _, scenarios := range []int{1, 30, 300, 3000} {
		v := &gate.Verdict{}
		for range scenarios {
			v.Add(&subjects()[0])
		}
		text := write(t, "markdown", v, ci.Options{})
		if len(text) > 65536 || !utf8.ValidString(text) || strings.Count(text, "<details>") != strings.Count(text, "</details>") {
			t.Errorf("%d scenarios: %d bytes, %d folds, %d closed", scenarios, len(text), strings.Count(text, "<details>"), strings.Count(text, "</details>"))
		}
		if left := strings.Contains(text, "more lines did not fit"); left != (scenarios > 30) {
			t.Errorf("%d scenarios: says what is left out: %t", scenarios, left)
		}
	}
}

func TestCSVAndJSON(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(write(t, "csv", verdict(), ci.Options{}))).ReadAll()
	if err != nil || len(rows) != 12 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	var d struct {
		Status    string
		Scenarios []struct {
			Status string
			Checks []struct {
				Status string
				Over   *float64
				Month  *int
			}
		}
	}
	if err := json.Unmarshal([]byte(write(t, "json", verdict(), ci.Options{})), &d); err != nil {
		t.Fatal(err)
	}
	if c := d.Scenarios[0].Checks[0]; d.Status != "error" || d.Scenarios[3].Status != "warn" || *c.Over != 27.15 || *c.Month != 14 {
		t.Errorf("got %+v", d)
	}
}

// No line of text is wider than asked for, but for words and names that are.
func TestTextFits(t *testing.T) {
	for _, width := range []int{60, 80, 120} {
		for line := range strings.SplitSeq(write(t, "table", verdict(), ci.Options{Width: width}), "\n") {
			if n := terminal.Columns(line); n > width {
				t.Errorf("%d columns in %d: %s", n, width, line)
			}
		}
	}
	if text := write(t, "table", verdict(), ci.Options{Color: true}); !strings.Contains(text, "\x1b[1;31mERROR\x1b[0m") {
		t.Error("no colour")
	}
	wide := subjects()[:1]
	wide[0].Checks[0].Name, wide[0].Checks[0].Text = strings.Repeat("容量計画", 3), strings.Repeat("容量計画", 40)
	text := write(t, "table", gate.NewVerdict("", wide...), ci.Options{Width: 60})
	for line := range strings.SplitSeq(text, "\n") {
		if n := terminal.Columns(line); n > 60 {
			t.Errorf("%d columns in 60: %s", n, line)
		}
	}
	if !strings.Contains(text, "  deny   容量計画容…   $1,027.15") || !strings.Contains(text, "  warn   cash          $1,027.15") {
		t.Errorf("below a wide name the columns do not stand where they should:\n%s", text)
	}
	if err := ci.Write(&bytes.Buffer{}, "html", verdict(), ci.Options{}); err == nil {
		t.Error("an unknown format is written")
	}
}

// Other programs know a file by its path from the top, and a URI must not take
// what precedes a colon for a scheme.
func TestPathsOfFiles(t *testing.T) {
	one := subjects()[0]
	for name, want := range map[string][3]string{
		"./plans/web.yaml": {"plans/web.yaml", "plans/web.yaml", "plans/web.yaml"},
		"a:b/web 1.yaml":   {"a:b/web 1.yaml", "a%3Ab/web 1.yaml", "./a:b/web%201.yaml"},
		"<x>":              {"x", "", "x"},
	} {
		one.File = name
		v := gate.NewVerdict("", one)
		var issues []struct{ Location struct{ Path string } }
		if err := json.Unmarshal([]byte(write(t, "gitlab", v, ci.Options{})), &issues); err != nil || issues[0].Location.Path != want[0] {
			t.Errorf("%s is %v for GitLab, want %s (%v)", name, issues, want[0], err)
		}
		if text := write(t, "github", v, ci.Options{}); strings.Contains(text, "file=") != (want[1] != "") || !strings.Contains(text, want[1]) {
			t.Errorf("%s is for GitHub:\n%s", name, text)
		}
		if text := write(t, "sarif", v, ci.Options{}); strings.Contains(text, `"uri"`) != (want[2] != "") || !strings.Contains(text, `"`+want[2]) {
			t.Errorf("%s is in SARIF:\n%s", name, text)
		}
	}
}

// Inside a repository a file has one path, wherever the program is called from;
// outside of any it is absolute.
func TestPathsFromTheRoot(t *testing.T) {
	v := gate.NewVerdict("", subjects()[1])
	for root, want := range map[string][2]string{
		"plans/broken.yaml":     {"plans/broken.yaml", `"uri": "plans/broken.yaml",`},
		"/elsewhere/broken 1.y": {"/elsewhere/broken 1.y", `"uri": "file:///elsewhere/broken%201.y"`},
	} {
		o := ci.Options{Path: func(name string) string {
			if name != "broken.yaml" {
				t.Errorf("asked for %s", name)
			}
			return root
		}}
		for format, part := range map[string]string{
			"gitlab": `"path": "` + want[0] + `"`, "github": "file=" + want[0] + ",", "junit": `file="` + want[0] + `"`, "sarif": want[1],
		} {
			if text := write(t, format, v, o); !strings.Contains(text, part) {
				t.Errorf("%s: no %s in\n%s", format, part, text)
			}
		}
		if text := write(t, "json", v, o); !strings.Contains(text, `"file": "broken.yaml"`) {
			t.Errorf("JSON names the file as the user did:\n%s", text)
		}
	}
}

// Readers keep one of the cases that share a name.
func TestJUnitNamesAreUnique(t *testing.T) {
	all := subjects()
	s := &all[1]
	s.Problems = append(s.Problems, s.Problems[0], s.Problems[0])
	s.Problems[2].Message = `unknown key "growht"`
	found := all[0].Checks[7]
	found.Status, found.Path = gate.Denied, "services.api.replicas.max"
	all[0].Checks = append(all[0].Checks, found, found)
	text := write(t, "junit", gate.NewVerdict("", all...), ci.Options{})
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`<testcase name="([^"]*)" classname="([^"]*)"[^>]* time="0"`).FindAllStringSubmatch(text, -1) {
		if seen[m[0]] {
			t.Errorf("%s %s occurs twice", m[2], m[1])
		}
		seen[m[0]] = true
	}
	if len(seen) != strings.Count(text, "<testcase") || len(seen) != 14 {
		t.Errorf("%d cases, want 14, in\n%s", len(seen), text)
	}
	if n := strings.Count(text, `<testsuite name=`); n != 4 || strings.Count(text, ` skipped="0" time="0">`)+strings.Count(text, ` skipped="1" time="0">`) != n+1 {
		t.Errorf("suites without time in\n%s", text)
	}
}

// The text of a rule is what alerts are headed by: it says what is wrong.
func TestSARIFRules(t *testing.T) {
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct {
					Rules []struct {
						ID                                      string
						ShortDescription, FullDescription, Help struct{ Text string }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(write(t, "sarif", verdict(), ci.Options{})), &log); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, r := range log.Runs[0].Tool.Driver.Rules {
		texts[r.ID] = r.ShortDescription.Text
		if len(r.FullDescription.Text) < 40 || len(r.Help.Text) < 40 || !strings.HasSuffix(r.ShortDescription.Text, ".") {
			t.Errorf("%+v", r)
		}
	}
	if diff := cmp.Diff(map[string]string{
		"limit/deny": "A limit that denies is broken.", "limit/warn": "A limit that warns is broken.", "limit/not-evaluated": "A limit could not be evaluated.",
		"scenario/unknown-key": "The scenario is not valid: unknown key.", "scenario/unreadable": "The scenario cannot be read.",
		"finding/replica-cap": "A service needs more replicas than its maximum.",
	}, texts); diff != "" {
		t.Error(diff)
	}
}

// A share of a share would be read as points: 100 % instead of 10 % is 90 over.
func TestSharesAreOffByPoints(t *testing.T) {
	all := subjects()
	c := &all[0].Checks[0]
	c.Measures, c.Actual, c.Bound, c.Worst, c.Advice = unit.KindRatio, ptr(1.0), ptr(0.1), ptr(1.0), nil
	for actual, want := range map[float64]string{1: "+90 pp", 0.15: "+5 pp", 0.1039: "+0.4 pp", 0.1001: "+<0.1 pp", 3: "+290 pp", 0: "−10 pp"} {
		c.Actual = &actual
		for _, format := range []string{"table", "markdown"} {
			if text := write(t, format, gate.NewVerdict("", all...), ci.Options{}); !strings.Contains(strings.ReplaceAll(text, "&lt;", "<"), " "+want+" ") {
				t.Errorf("%s is not off by %s:\n%s", format, want, text)
			}
		}
	}
}
