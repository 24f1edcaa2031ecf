package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
)

// Archives depend on names and contents alone: not on the order in which files are
// found, their own times, or their owners.
func TestArchivesAreReproducible(t *testing.T) {
	when := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for name, pack := range map[string]func([]entry, time.Time) ([]byte, error){"tar": tarball, "zip": zipped} {
		var first []byte
		for i := range 2 {
			dir := t.TempDir()
			for _, file := range []string{"share/man/a.1", "share/b", "share/man/c.1"} {
				file = filepath.Join(dir, file)
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte("content of "+filepath.Base(file)), 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Chtimes(file, time.Now(), time.Now().Add(time.Duration(-i)*time.Hour)); err != nil {
					t.Fatal(err)
				}
			}
			entries, err := entriesBelow(dir, "share")
			if err != nil || len(entries) != 3 {
				t.Fatalf("%d entries, %v", len(entries), err)
			}
			entries = append(entries, entry{name: "program", content: []byte{0, 1, 2}, executable: true})
			if i > 0 {
				slices.Reverse(entries)
			}
			packed, err := pack(entries, when)
			switch {
			case err != nil:
				t.Fatal(err)
			case i == 0:
				first = packed
			case !bytes.Equal(first, packed):
				t.Errorf("%s: two archives of the same files differ", name)
			}
		}
	}
}

// A bill of materials has the parts that SPDX 2.3 requires, every module once, and
// a relation to each.
func TestBillOfMaterials(t *testing.T) {
	info := &debug.BuildInfo{GoVersion: "go1.26.8", Main: debug.Module{Path: "example.com/a"}, Deps: []*debug.Module{
		{Path: "example.com/b", Version: "v1.2.3", Sum: "h1:x"},
		{Path: "example.com/c", Version: "v0.1.0", Replace: &debug.Module{Path: "example.com/d", Version: "v0.2.0"}},
	}}
	packed := []byte("archive")
	text, err := encode(materials(info, "a.tar.gz", packed, time.Unix(0, 0).UTC()))
	if err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	if d.Version != "SPDX-2.3" || d.License != "CC0-1.0" || d.ID != "SPDXRef-DOCUMENT" || d.Creation.Created != "1970-01-01T00:00:00Z" {
		t.Errorf("head: %+v", d)
	}
	var names, purls []string
	for _, p := range d.Packages {
		names = append(names, p.Name+"@"+p.Version)
		purls = append(purls, p.References[0].Locator)
	}
	if got := strings.Join(names[1:], " "); got != "stdlib@1.26.8 example.com/b@v1.2.3 example.com/d@v0.2.0" {
		t.Errorf("packages: %s", got)
	}
	if purls[2] != "pkg:golang/example.com/b@v1.2.3" {
		t.Errorf("purls: %s", purls)
	}
	if want := fmt.Sprintf("%x", sha256.Sum256(packed)); d.Packages[0].Checksums[0].Value != want {
		t.Errorf("checksum %s, want %s", d.Packages[0].Checksums[0].Value, want)
	}
	if len(d.Relationships) != len(d.Packages) || d.Relationships[0].Type != "DESCRIBES" || d.Relationships[3].To != d.Packages[3].ID {
		t.Errorf("relationships: %+v", d.Relationships)
	}
}
