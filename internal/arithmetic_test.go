package internal_test

import (
	"bufio"
	"bytes"
	"go/ast"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// drawn are packages whose numbers are where to draw, and programs that are not
// part of this one.
const drawn = "chart tools cmd"

// computes reports whether a package makes figures.
func computes(dir string) bool {
	return !contains(drawn, strings.Split(dir, "/")[0]) && dir != "elementary/tables" && dir != "sampling/directions"
}

// exact is what there is in package math that is the same on every processor.
const exact = `Abs Ceil Copysign Float64bits Float64frombits Floor Frexp Inf IsInf IsNaN Ldexp Max Min Mod Modf NaN Nextafter
	Pow10 Round RoundToEven Signbit Sqrt Trunc E Pi Ln2 Ln10 Sqrt2
	MaxFloat64 SmallestNonzeroFloat64 MaxInt MinInt MaxInt64 MinInt64 MaxInt32 MinInt32 MaxUint32 MaxUint64`

// inexact calls report for what a file uses of package math that is not exact.
func inexact(f *ast.File, report func(*ast.SelectorExpr)) {
	ast.Inspect(f, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if from, ok := selector.X.(*ast.Ident); ok && from.Name == "math" && !contains(exact, selector.Sel.Name) {
				report(selector)
			}
		}
		return true
	})
}

// A product is rounded before it is added to: the same bits on every processor. On
// arm64 the compiler fuses both unless a conversion stands between, float64(a*b) + c.
func TestNothingIsFused(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the program for another processor")
	}
	build := exec.Command("go", "build", "-gcflags=-S", "./...")
	build.Env = append(os.Environ(), "GOARCH=arm64", "GOOS=linux", "CGO_ENABLED=0")
	var listing bytes.Buffer
	build.Stderr = &listing
	if err := build.Run(); err != nil {
		t.Fatalf("%v:\n%.2000s", err, listing.String())
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	fused := regexp.MustCompile(`\(([^()]*\.go:\d+)\)\t(?:V?FN?M(?:ADD|SUB)|VFML[AS])`)
	instructions, found := 0, map[string]bool{}
	for lines := bufio.NewScanner(&listing); lines.Scan(); instructions++ {
		m := fused.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		if name, err := filepath.Rel(here, m[1]); err == nil && !strings.HasPrefix(name, "..") && computes(filepath.ToSlash(filepath.Dir(name))) {
			found[name] = true
		}
	}
	if instructions < 100_000 {
		t.Fatalf("only %d lines of assembly: this test cannot fail", instructions)
	}
	for _, place := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("internal/%s: a product is added to without being rounded; write float64(a*b) + c", place)
	}
}
