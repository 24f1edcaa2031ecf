// Package internal_test guards the architecture: who may import whom, what the
// engine may not touch, and that every exported name says what it is.
package internal_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/talimat/talimat-plan/"

// layers is the layer table: which packages of internal/ each package may
// import. Values go down it, nothing comes back up. "*" is anything.
var layers = map[string]string{
	"elementary":          "",
	"elementary/tables":   "", // a program that go generate runs
	"special":             "elementary",
	"queueing":            "elementary",
	"redundancy":          "elementary special",
	"packing":             "",
	"cachehit":            "elementary",
	"unit":                "elementary",
	"words":               "unit",
	"diag":                "",
	"pattern":             "",
	"crew":                "",
	"distribution":        "crew elementary special",
	"row":                 "",
	"contract":            "elementary",
	"pricebook":           "unit diag pattern",
	"copula":              "elementary special",
	"histogram":           "elementary",
	"fit":                 "elementary special",
	"history":             "",
	"autoscale":           "words",
	"profile":             "elementary",
	"manifest":            "autoscale diag",
	"sampling":            "elementary",
	"sampling/directions": "", // a program that go generate runs
	"model":               "elementary unit distribution copula",
	"metric":              "unit words model",
	"scenario":            "fit history study/learn pricebook elementary unit diag pattern distribution copula model metric",
	"figures":             "unit words metric",
	"forecast":            "unit row elementary model",
	"capacity":            "elementary unit row queueing model forecast",
	"cost":                "elementary unit row model forecast capacity",
	"objective":           "elementary unit queueing redundancy model forecast capacity",
	"finding":             "elementary unit words model metric forecast capacity cost objective",
	"plan":                "unit words model metric figures forecast capacity cost objective finding",
	"holding":             "study/line unit words model capacity plan",
	"explain":             "elementary queueing unit words model metric forecast capacity cost objective finding plan",
	"simulation":          "crew elementary unit words distribution copula histogram sampling model metric plan",
	"report":              "autoscale manifest study/replay fit history study/learn study/track document pricebook contract study/commit render/text render/markdown render/csv render/json elementary unit words diag pattern sampling simulation study/compare study/solve study/optimize study/sensitivity study/decision model metric figures capacity cost objective finding plan explain holding",
	"monitor":             "unit metric simulation plan",
	"gate":                "unit words diag model metric figures capacity cost objective finding plan holding",
	"ci":                  "render/csv render/markdown render/text unit words diag metric finding report gate",
	"chart":               "unit words metric sampling simulation report",
	"page":                "pattern report chart",
	"xlsx":                "",
	"workbook":            "document unit words model metric plan report xlsx",
	"sketch":              "elementary unit words report",
	"study/compare":       "unit words metric figures scenario plan",
	"study":               "crew model sampling simulation",
	"study/replay":        "autoscale profile queueing model capacity plan",
	"study/commit":        "contract forecast sampling simulation model plan",
	"study/decision":      "study elementary unit words distribution histogram sampling model metric simulation plan",
	"study/learn":         "elementary fit history",
	"study/track":         "fit history study/learn simulation unit model metric plan",
	"study/line":          "elementary unit model",
	"study/solve":         "study/line elementary unit words sampling model metric simulation plan",
	"study/optimize":      "crew elementary unit words model metric plan study/decision study/line",
	"study/sensitivity":   "crew elementary unit words distribution histogram sampling model metric simulation plan",
	"document":            "unit words",
	"render":              "document render/text render/markdown render/csv render/json",
	"render/text":         "unit document",
	"render/markdown":     "unit document",
	"render/csv":          "document pattern",
	"render/json":         "document pattern",
	"cli":                 "*",
	"reference":           "*",   // a program that go generate runs
	"release":             "cli", // a program that make release runs
	"cmd":                 "cli",
}

// confined names the only packages that may import a path or what lies below it.
var confined = map[string]string{
	"os":                    "cli cmd reference release sampling/directions elementary/tables",
	"golang.org/x/term":     "cli",
	"github.com/spf13":      "cli reference",
	"github.com/olekukonko": "report render/text",
	"gonum.org/v1/plot":     "chart",
	"golang.org/x/image":    "chart",
	"codeberg.org/go-pdf":   "chart",
	"gopkg.in/yaml.v3":      "scenario pricebook manifest render/json",
	"html/template":         "page",
	"encoding/csv":          "scenario pricebook", // they read; render/csv writes, and guards against formulas
}

// The engine gives the same bytes for the same input, on every machine and day,
// because it cannot reach anything that differs between them.
const (
	engine = "unit words row autoscale profile contract copula queueing redundancy packing cachehit distribution histogram sampling model metric figures forecast capacity cost objective finding plan holding simulation study study/line study/sensitivity study/decision study/solve study/optimize study/commit study/replay gate"
	impure = "os net log time math/rand"
)

// leaves import the standard library only.
const leaves = "unit diag pattern histogram sampling"

func TestArchitecture(t *testing.T) {
	for _, root := range []string{".", "../cmd"} {
		err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && slices.Contains([]string{"testdata", "tools"}, entry.Name()):
				return fs.SkipDir
			case !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
				return nil
			}
			dir := filepath.ToSlash(filepath.Dir(file))
			if root == "../cmd" {
				dir = "cmd"
			}
			for _, problem := range check(t, dir, file, nil) {
				t.Error(problem)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// check returns the rules that a file of package pkg breaks. The text is read
// from the file unless src holds it.
func check(t *testing.T, pkg, file string, src any) (problems []string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	report := func(n ast.Node, rule, format string, args ...any) {
		problems = append(problems, fmt.Sprintf("%s: %s: %s", fset.Position(n.Pos()), rule, fmt.Sprintf(format, args...)))
	}
	if _, ok := layers[pkg]; !ok {
		report(f.Name, "layer rule", "package internal/%s is unknown: add it to the layer table", pkg)
		return problems
	}
	for _, imp := range f.Imports {
		to, _ := strconv.Unquote(imp.Path.Value)
		checkImport(pkg, to, func(rule, format string, args ...any) { report(imp, rule, format, args...) })
	}
	if computes(pkg) {
		inexact(f, func(s *ast.SelectorExpr) {
			report(s, "bits rule", "math.%s differs between processors: package elementary or special has what does not", s.Sel.Name)
		})
	}
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
			report(fn, "init rule", "no func init(): build what is needed in a constructor")
		}
		if pkg != "cmd" && !ast.IsGenerated(f) {
			undocumented(decl, func(name *ast.Ident) { report(name, "comment rule", "exported %s has no comment", name.Name) })
		}
	}
	return problems
}

// checkImport reports the rules that package pkg breaks by importing to.
func checkImport(pkg, to string, report func(rule, format string, args ...any)) {
	if own, ok := strings.CutPrefix(to, module); ok {
		allowed := layers[pkg]
		if allowed != "*" && !contains(allowed, strings.TrimPrefix(own, "internal/")) {
			report("layer rule", "%s may import [%s] of our own packages, not %s", pkg, allowed, own)
		}
		return
	}
	for root, owners := range confined {
		if within(to, root) && !contains(owners, pkg) {
			report("confinement rule", "only [%s] may import %s, not %s", owners, root, pkg)
		}
	}
	for root := range strings.FieldsSeq(impure) {
		if within(to, root) && contains(engine, pkg) {
			report("purity rule", "engine package %s may not import %s", pkg, to)
		}
	}
	if contains(leaves, pkg) && strings.Contains(strings.Split(to, "/")[0], ".") {
		report("leaf rule", "%s imports the standard library only, not %s", pkg, to)
	}
}

// within reports whether the import path p is root or lies below it.
func within(p, root string) bool { return p == root || strings.HasPrefix(p, root+"/") }

// contains reports whether name is one of the space-separated words.
func contains(words, name string) bool { return slices.Contains(strings.Fields(words), name) }

// A guard that cannot fail guards nothing.
func TestArchitectureRulesBite(t *testing.T) {
	for _, c := range []struct{ pkg, src, want string }{
		{"unit", `import "fmt"`, ""},
		{"cli", `import ("os"; "github.com/spf13/cobra"; "` + module + `internal/report")`, ""},
		{"cmd", `import ("os"; "` + module + `internal/cli")`, ""},
		{"report", `import "time"`, ""},
		{"cost", `import "` + module + `internal/plan"`, "layer rule"},
		{"cmd", `import "` + module + `internal/plan"`, "layer rule"},
		{"model", `import "` + module + `scenarios"`, "layer rule"},
		{"helpers", ``, "add it to the layer table"},
		{"report/table", ``, "add it to the layer table"},
		{"report", `import "os/exec"`, "confinement rule"},
		{"report", `import "github.com/spf13/viper"`, "confinement rule"},
		{"model", `import "gopkg.in/yaml.v3"`, "confinement rule"},
		{"report", `import "gonum.org/v1/plot/vg"`, "confinement rule"},
		{"forecast", `import "math/rand/v2"`, "purity rule"},
		{"plan", `import "time"`, "purity rule"},
		{"plan", `import "net/http"`, "purity rule"},
		{"diag", `import "golang.org/x/text/width"`, "leaf rule"},
		{"plan", `func init() {}`, "init rule"},
		{"plan", `var v = math.Sqrt(2) + math.Pi`, ""},
		{"plan", `var v = math.Exp(2)`, "bits rule"},
		{"plan", "// T is.\ntype T struct { F int // is\n T2 }\n// M does.\nfunc (t *T) M() {}\nfunc (t t) M() {}", ""},
		{"plan", "type t struct { F int }", ""},
		{"plan", "// Group.\nconst (\n A = 1\n B = 2\n)\nconst (\n C = 1 // is\n)", ""},
		{"plan", "func F() {}", "comment rule"},
		{"plan", "const C = 1", "comment rule"},
		{"plan", "type T int", "comment rule"},
		{"plan", "// T is.\ntype T struct { F int }", "comment rule"},
		{"plan", "// T is.\ntype T []struct { f struct { F int } }", "comment rule"},
		{"plan", "// T is.\ntype T interface { M() }", "comment rule"},
		{"plan", "func (t *T[K]) M() {}", "comment rule"},
	} {
		got := strings.Join(check(t, c.pkg, path.Join(c.pkg, "x.go"), "package x\n"+c.src), "\n")
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q: got %q, want %q", c.pkg, c.src, got, c.want)
		}
	}
}
