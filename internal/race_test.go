package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Packages that start goroutines, by themselves or with a crew, are tested under the
// race detector; all others have nothing to find.
func TestWhatIsConcurrentIsRaced(t *testing.T) {
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^RACED := (.*)$`).FindSubmatch(makefile)
	if m == nil {
		t.Fatal("the Makefile does not say what is RACED")
	}
	raced := string(m[1]) + " ./internal/cli" // which has a line of its own
	found := 0
	err = filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || !concurrent(t, file) {
			return err
		}
		found++
		pkg := "./internal/" + filepath.ToSlash(filepath.Dir(file))
		top := "./" + strings.Join(strings.Split(pkg, "/")[1:3], "/") + "/..."
		if !contains(raced, pkg) && !contains(raced, top) {
			t.Errorf("%s starts goroutines: add %s to RACED in the Makefile", file, pkg)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 5 {
		t.Errorf("only %d files start goroutines: this test cannot fail", found)
	}
}

// concurrent reports whether a file has a go statement, or imports package crew.
func concurrent(t *testing.T, file string) (yes bool) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, imp := range f.Imports {
		path, _ := strconv.Unquote(imp.Path.Value)
		yes = yes || path == module+"internal/crew"
	}
	ast.Inspect(f, func(n ast.Node) bool {
		_, starts := n.(*ast.GoStmt)
		yes = yes || starts
		return true
	})
	return yes
}
