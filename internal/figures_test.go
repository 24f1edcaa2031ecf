package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// figureWriters are the packages that make text of figures: words for people, unit
// as the scenario language writes them, xlsx for spreadsheets.
const figureWriters = "words unit xlsx"

// figureFiles are the other files that may, and why.
var figureFiles = map[string]string{
	"scenario/checks.go":          "factors of a week in a diagnostic, as the file would have them",
	"distribution/metalog.go":     "bounds of an input in a diagnostic",
	"distribution/check.go":       "bounds of an input in a diagnostic",
	"study/sensitivity/errors.go": "a share in an error",
	"study/line/span.go":          "rounds an input",
	"chart/svg.go":                "coordinates of a picture",
	"monitor/rules.go":            "numbers of PromQL",
	"study/solve/futures.go":      "a level in an error that says a fault of ours",
	"study/optimize/search.go":    "rounds an input",
	"workbook/finance.go":         "numbers within formulas of a spreadsheet",
	"workbook/style.go":           "number formats of a spreadsheet",
	"workbook/findings.go":        "number formats of a spreadsheet",
	"cli/solve.go":                "names of quantiles",
	"cli/sampling.go":             "the value of a flag, as it is typed",
	"cli/simulate.go":             "progress on standard error",
	"ci/tables.go":                "CSV for programs",
	"pricebook/file.go":           "CSV for programs",
	"pricebook/unit.go":           "units of price lists",
	"pricebook/csv.go":            "units of price lists",
	"pricebook/infracost.go":      "units of price lists",
}

// ownFigure finds what writes a figure without package words: a verb of fmt for
// real numbers, a sign of a currency, a unit behind a number.
var ownFigure = regexp.MustCompile(`%[-+ #0]*[0-9.*]*[feg]|^[$€£¥₺]$|^ ?([kMGTP]B|/s|ms)$`)

// The same figure reads the same everywhere because one package writes it.
func TestFiguresAreWrittenByWords(t *testing.T) {
	used := map[string]bool{}
	// Documents and their renderers also write for programs, and report still holds
	// some of that: their cells are numbers with a form, which words writes.
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{"testdata", "tools", "report", "document", "render"}, entry.Name()):
			return fs.SkipDir
		case !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		name := filepath.ToSlash(file)
		if contains(figureWriters, strings.Split(name, "/")[0]) {
			return nil
		}
		for _, found := range ownFigures(t, file, nil) {
			used[name] = true
			if figureFiles[name] == "" {
				t.Errorf("%s: figures for people are written by package words", found)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range figureFiles {
		if !used[name] {
			t.Errorf("%s writes no figures any more: take it off the list", name)
		}
	}
}

// ownFigures are the places where a file writes a figure itself.
func ownFigures(t *testing.T, file string, src any) (found []string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.SelectorExpr:
			if n.Sel.Name == "FormatFloat" {
				found = append(found, fset.Position(n.Pos()).String()+": strconv.FormatFloat")
			}
		case *ast.BasicLit:
			if text := strings.Trim(n.Value, "\"`"); n.Kind == token.STRING && ownFigure.MatchString(strings.ReplaceAll(text, "%%", "")) {
				found = append(found, fset.Position(n.Pos()).String()+": "+n.Value)
			}
		}
		return true
	})
	return found
}

func TestOwnFiguresAreFound(t *testing.T) {
	for src, want := range map[string]int{
		`var x = strconv.FormatFloat(1, 'f', 2, 64)`: 1,
		`var x = fmt.Sprintf("%.1f GB", 1.0)`:        1,
		`var x = number + " GB"`:                     1,
		`var x = map[string]string{"USD": "$"}`:      1,
		`var x = fmt.Sprintf("%d %s %%", 1, "a")`:    0,
		`var x = "100%"`:                             0,
	} {
		if got := ownFigures(t, "x.go", "package x\n"+src); len(got) != want {
			t.Errorf("%s: %q, want %d", src, got, want)
		}
	}
}
