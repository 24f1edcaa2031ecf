package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file is looked up beside the scenario, read once, and not larger than 10 MB.
func TestCompanions(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.csv")
	write := func(size int) {
		t.Helper()
		if err := os.WriteFile(file, make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(maxCompanion + 1)
	c := &companions{dir: dir, known: map[string][]byte{}}
	if _, err := c.read("a.csv"); err == nil || err.Error() != file+" is larger than 10 MB" {
		t.Errorf("got %v", err)
	}
	write(maxCompanion)
	for range 2 {
		if text, err := c.read("a.csv"); err != nil || len(text) != maxCompanion {
			t.Errorf("%d bytes, %v", len(text), err)
		}
		write(3) // a second look would see it
	}
	if text, err := c.read(file); err != nil || len(text) != 3 { // an absolute name
		t.Errorf("%d bytes, %v", len(text), err)
	}
	if len(c.all) != 2 {
		t.Errorf("%d files, want 2", len(c.all))
	}
	if _, err := c.read("b.csv"); err == nil || !strings.HasSuffix(err.Error(), `did you mean "a.csv"?`) {
		t.Errorf("got %v", err)
	}
}
