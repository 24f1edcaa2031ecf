package diag

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

const plan = "services:\n  web:\n    repicas: {min: 2}\n\tkey: 1\r\n  名前: \"値段\" # x\n  \x1b[31mred\x1b[0m: 1\u202e\n"

// render returns what Render writes for diagnostics in the plan above.
func render(t *testing.T, color bool, l ...Diagnostic) string {
	t.Helper()
	var b strings.Builder
	sources := map[string]Source{"plan.yaml": {Name: "plan.yaml", Text: []byte(plan)}}
	if err := Render(&b, l, sources, color); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func at(line, col int) Pos { return Pos{"plan.yaml", line, col} }

func TestRender(t *testing.T) {
	for _, c := range []struct {
		name string
		list List
		want string
	}{
		{"nothing", nil, ""},
		{"mark and hint", List{{Error, "unknown-key", at(3, 5), 7, `unknown key "repicas"`, `did you mean "replicas"?`}}, `
plan.yaml:3:5: error: unknown key "repicas" [unknown-key]
    3 |     repicas: {min: 2}
      |     ^~~~~~~
      = hint: did you mean "replicas"?
1 error
`},
		{"severities are counted", List{
			{Error, "a", at(0, 0), 0, "whole file", "begin with init"},
			{Error, "b", at(1, 1), 0, "one caret", ""},
			{Warning, "c", at(1, 0), 9, "whole line", ""},
			{Note, "", Pos{}, 0, "nowhere", ""},
		}, `
plan.yaml: error: whole file [a]
      = hint: begin with init
plan.yaml:1:1: error: one caret [b]
    1 | services:
      | ^
plan.yaml:1: warning: whole line [c]
    1 | services:
note: nowhere
2 errors, 1 warning, 1 note
`},
		{"a tab before the mark, CR LF behind it", List{{Error, "a", at(4, 2), 3, "m", ""}}, `
plan.yaml:4:2: error: m [a]
    4 |     key: 1
      |     ^~~
1 error
`},
		{"wide runes under and before the mark", List{{Error, "a", at(5, 3), 2, "m", ""}, {Error, "a", at(5, 8), 2, "m", ""}}, `
plan.yaml:5:3: error: m [a]
    5 |   名前: "値段" # x
      |   ^~~~
plan.yaml:5:8: error: m [a]
    5 |   名前: "値段" # x
      |          ^~~~
2 errors
`},
		{"nothing steers the terminal", List{{Error, "a\n", at(6, 8), 3, "m\x1b]0;x\a\nn", "h\u009b\xff"}}, `
plan.yaml:6:8: error: m·]0;x··n [a·]
    6 |   ·[31mred·[0m: 1·
      |        ^~~
      = hint: h·�
1 error
`},
		{"behind the end of the line, the file, all files", List{
			{Error, "a", at(1, 99), 9, "m", ""},
			{Error, "a", at(7, 1), 0, "m", ""},
			{Error, "a", at(8, 1), 0, "m", ""},
			{Error, "a", Pos{"other.yaml", 1, 1}, 0, "m", ""},
		}, `
plan.yaml:1:99: error: m [a]
    1 | services:
      |          ^
plan.yaml:7:1: error: m [a]
    7 |
      | ^
plan.yaml:8:1: error: m [a]
other.yaml:1:1: error: m [a]
4 errors
`},
		{"a mark longer than the line", List{{Error, "a", at(1, 8), 1 << 62, "m", ""}}, `
plan.yaml:1:8: error: m [a]
    1 | services:
      |        ^~
1 error
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, want := render(t, false, c.list...), strings.TrimPrefix(c.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestRenderColor(t *testing.T) {
	got := render(t, true, Diagnostic{Warning, "a", at(3, 5), 7, "\x1b[5mblink", "h"})
	want := "\x1b[1mplan.yaml:3:5:\x1b[0m \x1b[1;33mwarning:\x1b[0m ·[5mblink\x1b[2m [a]\x1b[0m\n" +
		"\x1b[2m    3 |\x1b[0m     repicas: {min: 2}\n" +
		"\x1b[2m      |\x1b[0m     \x1b[1;33m^~~~~~~\x1b[0m\n" +
		"      \x1b[2m=\x1b[0m \x1b[1mhint:\x1b[0m h\n" +
		"1 warning\n"
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestRenderShowsFifty(t *testing.T) {
	list := make(List, 53)
	for i := range list {
		list[i] = Diagnostic{Message: "m", Pos: Pos{File: "f"}}
	}
	got := render(t, false, list...)
	if !strings.HasSuffix(got, "f: error: m\n… and 3 more\n53 errors\n") {
		t.Errorf("wrong ending:\n%s", got)
	}
	if n := strings.Count(got, "f: error"); n != 50 {
		t.Errorf("%d shown", n)
	}
}

// A long line is cut to 120 columns; the mark stays inside and under its text.
func TestLongLines(t *testing.T) {
	ascii := strings.Repeat("a", 200) + "HERE" + strings.Repeat("b", 200)
	wide := strings.Repeat("名", 200) + "HERE" + strings.Repeat("前", 200)
	for _, c := range []struct {
		name, line string
		start, end string // of the text that is shown
	}{
		{"start", "HERE" + strings.Repeat("b", 200), "HEREbb", "bb…"},
		{"middle", ascii, "…aa", "bb…"},
		{"end", strings.Repeat("a", 200) + "HERE", "…aa", "aaHERE"},
		{"wide", wide, "…名", "前…"},
		{"tabs", strings.Repeat("\t", 100) + "HERE" + strings.Repeat("\t", 100) + ".", "…    ", "HERE"},
		{"exactly 120", strings.Repeat("a", 116) + "HERE", "aaaa", "aaHERE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, _, _ := strings.Cut(c.line, "HERE")
			x := excerptOf([]rune(c.line), 1+utf8.RuneCountInString(before), 4)
			if n := columns([]rune(x.text)); n > maxColumns {
				t.Errorf("%d columns", n)
			}
			if !strings.HasPrefix(x.text, c.start) || !strings.Contains(x.text, c.end) {
				t.Errorf("shown: %q", x.text)
			}
			shown, _, ok := strings.Cut(x.text, "HERE")
			if !ok || x.indent != columns([]rune(shown)) || x.width != 4 {
				t.Errorf("mark at %d, width %d, in %q", x.indent, x.width, x.text)
			}
		})
	}
}

func TestLineOf(t *testing.T) {
	const text = "\ufeffone\ntwo\r\nthree\rfour\n"
	for n, want := range map[int]string{1: "one", 2: "two", 3: "three", 4: "four", 5: ""} {
		if got, ok := lineOf([]byte(text), n); !ok || string(got) != want {
			t.Errorf("line %d: %q, %v", n, got, ok)
		}
	}
	for _, n := range []int{-1, 0, 6} {
		if got, ok := lineOf([]byte(text), n); ok {
			t.Errorf("line %d exists: %q", n, got)
		}
	}
}

// failing is a writer that cannot.
type failing struct{}

var errFull = errors.New("disk full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestRenderReportsWriteErrors(t *testing.T) {
	if err := Render(failing{}, List{{}}, nil, false); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

func FuzzRender(f *testing.F) {
	f.Add("plan.yaml", []byte(plan), 3, 5, 7, "m", "h")
	f.Add("a\x1b[1m", []byte("\ufeff\r\n\r"), 2, 0, -1, "\xff", "\u2028")
	f.Add("", []byte(strings.Repeat("\t名\u0301", 99)), 1, 150, 1<<62, "", "")
	f.Fuzz(func(t *testing.T, name string, text []byte, line, col, width int, message, hint string) {
		l := List{{Severity(width), message, Pos{name, line, col}, width, message, hint}}
		var plain, colored strings.Builder
		sources := map[string]Source{name: {Name: name, Text: text}}
		if err := Render(&plain, l, sources, false); err != nil {
			t.Fatal(err)
		}
		if err := Render(&colored, l, sources, true); err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(plain.String()) || !utf8.ValidString(colored.String()) {
			t.Errorf("not UTF-8: %q", plain.String())
		}
		for _, r := range plain.String() {
			if r != '\n' && visible(r) != r {
				t.Errorf("%U reached the terminal: %q", r, plain.String())
			}
		}
		if n := strings.Count(plain.String(), "\n"); n > 5 {
			t.Errorf("%d lines for one diagnostic: %q", n, plain.String())
		}
	})
}
