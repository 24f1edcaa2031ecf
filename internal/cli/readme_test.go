package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReadme runs what the README and the pages of the guide show and compares it
// with what comes out, so that no example is ever older than the program.
//
// In a block of the kind "console" a line that begins with "$ " is a command and
// the lines up to the next one are its output, both streams together. A line
// "..." stands for any number of lines that are left out; a command that ends
// with "# exit code N" exits so, all others with 0; without output lines only
// the exit code counts. The commands of a page share one directory, which is empty
// at first. A block of the kind "yaml" whose first line is "# NAME.yaml" is a file
// in it; of the kind "csv" the file begins below that line. Of make and go only what they are called with is checked.
func TestReadme(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join(root, "docs", "guide", "*.md"))
	if err != nil || len(pages) < 5 {
		t.Fatalf("only %d pages of the guide found: %v", len(pages), err)
	}
	for _, page := range append(pages, filepath.Join(root, "README.md")) {
		name, err := filepath.Rel(root, page)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			enterFolder(t)
			commands, changes := runPage(t, root, filepath.ToSlash(name))
			revise(t, root, changes)
			if commands == 0 {
				t.Error("no command found")
			}
		})
	}
}

// runPage checks the commands of a page in the current directory; changes are
// what -update is to write.
func runPage(t *testing.T, root, page string) (commands int, changes []revision) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, page))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range fencedBlocks(string(text)) {
		switch b.kind {
		case "yaml":
			if name, ok := strings.CutPrefix(b.lines[0], "# "); ok && strings.HasSuffix(name, ".yaml") {
				if err := os.WriteFile(name, []byte(strings.Join(b.lines, "\n")+"\n"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		case "csv":
			if name, ok := strings.CutPrefix(b.lines[0], "# "); ok {
				if err := os.WriteFile(name, []byte(strings.Join(b.lines[1:], "\n")+"\n"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		case "console":
			for _, c := range consoleCommands(t, page, b) {
				commands++
				if got, ok := c.check(t, root); !ok && *update && len(c.want) > 0 {
					changes = append(changes, revision{page, c.at, c.want, got})
				}
			}
		}
	}
	return commands, changes
}

// fencedBlock is a block between two lines of ```; at is its first line.
type fencedBlock struct {
	kind  string
	at    int
	lines []string
}

func fencedBlocks(text string) []fencedBlock {
	var all []fencedBlock
	open := false
	for i, line := range strings.Split(text, "\n") {
		kind, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && !open:
			all = append(all, fencedBlock{kind: kind, at: i + 2})
			open = true
		case fence:
			open = false
		case open:
			last := &all[len(all)-1]
			last.lines = append(last.lines, line)
		}
	}
	return all
}

// consoleCommand is a command of a page and what it is said to print.
type consoleCommand struct {
	page  string
	at    int // its line
	words []string
	code  int
	want  []string
}

var exitCodePattern = regexp.MustCompile(`\s+# exit code (\d)$`)

func consoleCommands(t *testing.T, page string, b fencedBlock) []consoleCommand {
	t.Helper()
	var all []consoleCommand
	for i, line := range b.lines {
		text, isCommand := strings.CutPrefix(line, "$ ")
		if !isCommand {
			if len(all) == 0 {
				t.Errorf("%s:%d: output without a command", page, b.at+i)
				continue
			}
			last := &all[len(all)-1]
			last.want = append(last.want, strings.TrimRight(line, " "))
			continue
		}
		c := consoleCommand{page: page, at: b.at + i}
		if m := exitCodePattern.FindStringSubmatch(text); m != nil {
			c.code = int(m[1][0] - '0')
			text = strings.TrimSuffix(text, m[0])
		}
		words, err := shellWords(text)
		if err != nil {
			t.Errorf("%s:%d: %v", c.page, c.at, err)
			continue
		}
		c.words = words
		all = append(all, c)
	}
	return all
}

// shellWords splits a command at spaces outside of quotes. What a shell would
// make more of is an error.
func shellWords(text string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	begun := false
	for _, r := range text {
		switch {
		case r == quote && quote != 0:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, begun = r, true
		case quote != '\'' && strings.ContainsRune("$`\\", r), quote == 0 && strings.ContainsRune("|&;<>*?~#(){}", r):
			return nil, fmt.Errorf("%q in %q means something to a shell; the test has none", r, text)
		case quote == 0 && r == ' ':
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("the quote in %q is not closed", text)
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}

// check runs a command; got is what it prints, and ok whether that is expected.
func (c *consoleCommand) check(t *testing.T, root string) (got []string, ok bool) {
	t.Helper()
	line := strings.Join(c.words, " ")
	switch c.words[0] {
	case "talimat-plan":
		output, code := runQuietly(c.words[1:])
		got = strings.Split(strings.TrimSuffix(output, "\n"), "\n")
		for i := range got {
			got[i] = strings.TrimRight(got[i], " ")
		}
		if code == c.code && *update {
			return got, len(c.want) == 0 || matchLines(c.want, got)
		}
		if code != c.code || len(c.want) > 0 && !matchLines(c.want, got) {
			t.Errorf("%s:%d: $ %s\nexit code %d; it really prints:\n%s", c.page, c.at, line, code, output)
		}
	case "make":
		makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
		if err != nil {
			t.Fatal(err)
		}
		for _, target := range c.words[1:] {
			if !strings.Contains("\n"+string(makefile), "\n"+target+":") {
				t.Errorf("%s:%d: make has no target %s", c.page, c.at, target)
			}
		}
	case "go":
		for _, word := range c.words[1:] {
			own, isOwn := strings.CutPrefix(strings.TrimSuffix(word, "@latest"), "github.com/talimat/talimat-plan/")
			if strings.HasPrefix(word, "./") {
				own, isOwn = word, true
			}
			if !isOwn {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, own)); err != nil {
				t.Errorf("%s:%d: %v", c.page, c.at, err)
			}
		}
	default:
		t.Errorf("%s:%d: the test does not know %q", c.page, c.at, c.words[0])
	}
	return got, true
}

// matchLines reports whether got is want, where a line "..." in want stands for
// any lines. The text before the first "..." stands at the beginning of got, the
// text behind the last one at its end, what lies between in its order.
func matchLines(want, got []string) bool {
	gap := slices.Index(want, "...")
	if gap < 0 {
		return slices.Equal(want, got)
	}
	if len(got) < gap || !slices.Equal(want[:gap], got[:gap]) {
		return false
	}
	for skipped := gap; skipped <= len(got); skipped++ {
		if matchLines(want[gap+1:], got[skipped:]) {
			return true
		}
	}
	return false
}

func TestMatchLines(t *testing.T) {
	got := []string{"a", "b", "c", "b", "d"}
	for want, matches := range map[string]bool{
		"a b c b d": true, "a ... d": true, "... d": true, "a ...": true, "...": true, "a ... b d": true, "... b ... b ...": true,
		"a b c b d ...": true, "a b": false, "b ...": false, "... c": false, "a ... d b ...": false, "... b ... b ... b ...": false, "a b c b d d": false,
	} {
		if matchLines(strings.Fields(want), got) != matches {
			t.Errorf("%s: want %v", want, matches)
		}
	}
}

func TestShellWords(t *testing.T) {
	words, err := shellWords(`a 'b c' "d 'e'" f=" g"  ''`)
	if want := []string{"a", "b c", "d 'e'", "f= g", ""}; err != nil || !slices.Equal(words, want) {
		t.Errorf("%q, %v", words, err)
	}
	for _, text := range []string{"a | b", "a > b", `"$HOME"`, "'a", "a b*"} {
		if words, err := shellWords(text); err == nil {
			t.Errorf("%s: %q", text, words)
		}
	}
}
