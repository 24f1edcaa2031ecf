package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/finding"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// Every page has all that it is about, and says by which command it is written.
func TestPages(t *testing.T) {
	dir := t.TempDir()
	if err := run(dir, filepath.Join(dir, "share"), ".."); err != nil {
		t.Fatal(err)
	}
	page := func(name string) string {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for name, phrase := range map[string]string{
		"scenario.md": "make generate", "metrics.md": "make generate", "findings.md": "make generate", "model.md": "make generate",
		"cli/talimat-plan_solve.md": "make generate", "cli/talimat-plan_check.md": "### Exit codes",
		"share/man/man1/talimat-plan-solve.1":               `"1" "Jan 1970" "talimat-plan" "User Commands"`,
		"share/fish/vendor_completions.d/talimat-plan.fish": "complete -c talimat-plan",
	} {
		if !strings.Contains(page(name), phrase) {
			t.Errorf("%s does not say %q", name, phrase)
		}
	}
	for _, k := range scenario.Keys() {
		if head, _, below := strings.Cut(k.Path, "."); below && !strings.Contains(page("scenario.md"), "| `"+k.Path+"` |") || !strings.Contains(page("scenario.md"), head) {
			t.Errorf("scenario.md has no %s", k.Path)
		}
	}
	for _, m := range metric.Definitions() {
		if !strings.Contains(page("metrics.md"), "| `"+m.Name+"` |") {
			t.Errorf("metrics.md has no %s", m.Name)
		}
	}
	for _, code := range finding.Codes() {
		if !strings.Contains(page("findings.md"), "| `"+code+"` |") {
			t.Errorf("findings.md has no %s", code)
		}
	}
}

var linkPattern = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// Links between the pages of the repository lead to what there is: to files, and
// to headings within them.
func TestLinks(t *testing.T) {
	root, links := filepath.Join("..", ".."), 0
	pages := []string{"README.md", "CONTRIBUTING.md"}
	err := filepath.WalkDir(filepath.Join(root, "docs"), func(name string, _ fs.DirEntry, err error) error {
		if own, _ := filepath.Rel(root, name); filepath.Ext(name) == ".md" {
			pages = append(pages, own)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range linkPattern.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			links++
			target, anchor, _ := strings.Cut(m[1], "#")
			if target = filepath.Join(root, filepath.Dir(page), target); strings.HasPrefix(m[1], "#") {
				target = filepath.Join(root, page)
			}
			there, err := os.ReadFile(target)
			switch {
			case err != nil && !isDirectory(target):
				t.Errorf("%s: %s leads nowhere", page, m[1])
			case anchor != "" && !strings.Contains(headings(string(there)), "\n"+anchor+"\n"):
				t.Errorf("%s: %s has no such heading", page, m[1])
			}
		}
	}
	if links < 50 {
		t.Errorf("only %d links: this test cannot fail", links)
	}
}

func isDirectory(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

var unlinkable = regexp.MustCompile(`[^a-z0-9 _-]`)

// headings are the anchors of a page, one a line.
func headings(text string) string {
	all := "\n"
	for line := range strings.SplitSeq(text, "\n") {
		if heading, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "#") {
			all += strings.ReplaceAll(unlinkable.ReplaceAllString(strings.ToLower(heading), ""), " ", "-") + "\n"
		}
	}
	return all
}
