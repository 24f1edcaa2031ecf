package finding

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Whoever reads an alert in code scanning sees its rule first: every code that a
// rule of this package uses says there what is wrong, and no others are listed.
func TestEveryCodeIsInTheCatalog(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	code := regexp.MustCompile(`\bCode: +"([a-z-]+)"`)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(text), -1) {
			used[m[1]] = true
		}
	}
	if len(used) < 20 {
		t.Fatalf("only %d codes: this test cannot fail", len(used))
	}
	for code := range used {
		if r, ok := catalog()[code]; !ok || r.Title == "" || r.Help == "" {
			t.Errorf("catalog says nothing of %q: add its title and help", code)
		}
	}
	for code := range catalog() {
		if !used[code] {
			t.Errorf("catalog has %q, which no rule finds", code)
		}
	}
}
