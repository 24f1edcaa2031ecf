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
	used := map[string]Severity{"database-memory": High} // and the worst severity of each: that one is raised when the server does not start
	code := regexp.MustCompile(`\bCode: +"([a-z-]+)", Severity: ([A-Za-z.]+)`)
	named := map[string]Severity{"High": High, "Medium": Medium, "Low": Low, "e.shortfall": High}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(text), -1) {
			severity, ok := named[m[2]]
			if !ok {
				t.Errorf("%s: %s has a severity that this test does not know: %s", name, m[1], m[2])
			}
			if worst, seen := used[m[1]]; !seen || severity < worst {
				used[m[1]] = severity
			}
		}
	}
	if len(used) < 20 {
		t.Fatalf("only %d codes: this test cannot fail", len(used))
	}
	for code, severity := range used {
		switch r, ok := catalog()[code]; {
		case !ok || r.Title == "" || r.Help == "":
			t.Errorf("catalog says nothing of %q: add its severity, title and help", code)
		case r.Severity != severity:
			t.Errorf("catalog says %s of %q, which is %s at worst", r.Severity, code, severity)
		}
	}
	for code := range catalog() {
		if _, ok := used[code]; !ok {
			t.Errorf("catalog has %q, which no rule finds", code)
		}
	}
}
