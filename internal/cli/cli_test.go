package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/scenarios"
)

// run runs the program in an empty directory and environment.
func run(t *testing.T, out io.Writer, args ...string) (code int, stderr string) {
	t.Helper()
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	var b strings.Builder
	code = Main(args, Streams{strings.NewReader(""), out, &b}, func(string) string { return "" })
	return code, b.String()
}

// failing is a writer that always fails in the same way.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// What cannot be written is an error for every command, those of cobra included.
func TestOutputFails(t *testing.T) {
	for _, args := range []string{
		"forecast", "explain", "explain users", "validate -o json", "init -", "schema", "version", "--version", "help", "forecast --help", "", "completion bash",
	} {
		t.Run(args, func(t *testing.T) {
			full := &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
			code, stderr := run(t, failing{full}, append(strings.Fields(args), "-q")...)
			if code != 1 || stderr != "error: cannot write standard output: no space left on device\n" {
				t.Errorf("exit code %d, %q", code, stderr)
			}
			closed := &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}
			if code, stderr := run(t, failing{closed}, append(strings.Fields(args), "-q")...); code != 0 || stderr != "" {
				t.Errorf("closed pipe: exit code %d, %q", code, stderr)
			}
		})
	}
}

// Whoever reads a few lines only of a verdict still gets its exit code.
func TestVerdictThroughClosedPipe(t *testing.T) {
	closed := failing{&os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}}
	if code, stderr := run(t, closed, "check", "-q"); code != 3 || stderr != "" {
		t.Errorf("check: exit code %d, %q; want 3", code, stderr)
	}
	if code, stderr := run(t, closed, "check", "-q", "--fail-on", "never"); code != 0 || stderr != "" {
		t.Errorf("check --fail-on never: exit code %d, %q; want 0", code, stderr)
	}
}

// A line that comes and goes is for terminals that can take it away.
func TestLive(t *testing.T) {
	for _, c := range []struct {
		terminal, quiet bool
		term            string
		want            bool
	}{
		{true, false, "xterm", true}, {true, false, "", true}, {true, false, "dumb", false}, {true, true, "xterm", false}, {false, false, "xterm", false},
	} {
		p := &program{err: &stream{}, terminal: fakeTerminal{yes: c.terminal}, getenv: func(string) string { return c.term }}
		p.global.quiet = c.quiet
		if got := p.live(); got != c.want {
			t.Errorf("%+v: %t", c, got)
		}
	}
}

// panicking is a writer with a bug.
type panicking struct{}

func (panicking) Write([]byte) (int, error) { panic("boom\x1b[31m") }

func TestPanic(t *testing.T) {
	code, stderr := run(t, panicking{}, "version")
	if code != 1 || !strings.HasPrefix(stderr, "internal error: boom·[31m; please report this") || strings.Contains(stderr, "goroutine") {
		t.Errorf("exit code %d, %q", code, stderr)
	}
	var b strings.Builder
	debugging := func(name string) string { return map[string]string{"TALIMAT_PLAN_DEBUG": "1"}[name] }
	if code := Main([]string{"version"}, Streams{nil, panicking{}, &b}, debugging); code != 1 || !strings.Contains(b.String(), "goroutine") {
		t.Errorf("exit code %d, %q", code, b.String())
	}
}

// fakeTerminal says whether everything is a terminal, and of which width.
type fakeTerminal struct {
	yes     bool
	columns int
}

func (f fakeTerminal) is(any) bool           { return f.yes }
func (f fakeTerminal) width(any) (int, bool) { return f.columns, f.yes }

func TestColored(t *testing.T) {
	for _, c := range []struct {
		mode     string
		env      map[string]string
		terminal bool
		want     bool
	}{
		{"auto", nil, true, true},
		{"auto", nil, false, false},
		{"auto", map[string]string{"NO_COLOR": "1"}, true, false},
		{"auto", map[string]string{"NO_COLOR": "0"}, true, false}, // not a boolean: any value counts
		{"auto", map[string]string{"NO_COLOR": ""}, true, true},
		{"auto", map[string]string{"TERM": "dumb"}, true, false},
		{"auto", map[string]string{"TERM": "xterm"}, true, true},
		{"always", map[string]string{"NO_COLOR": "1", "TERM": "dumb"}, false, true},
		{"never", nil, true, false},
	} {
		p := &program{terminal: fakeTerminal{yes: c.terminal}, getenv: func(name string) string { return c.env[name] }}
		if got := p.colored(&stream{}, c.mode); got != c.want {
			t.Errorf("%+v: got %v", c, got)
		}
	}
}

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		preferred int
		terminal  fakeTerminal
		columns   string
		want      int
	}{
		{120, fakeTerminal{true, 100}, "90", 120},
		{0, fakeTerminal{true, 100}, "90", 100},
		{0, fakeTerminal{}, "90", 90},
		{0, fakeTerminal{}, "wide", 80},
		{0, fakeTerminal{}, "-1", 80},
		{0, fakeTerminal{}, "", 80},
	} {
		p := &program{terminal: c.terminal, out: &stream{}, getenv: func(string) string { return c.columns }}
		if got := p.columns(c.preferred); got != c.want {
			t.Errorf("%+v: got %d", c, got)
		}
	}
}

func TestHash(t *testing.T) {
	// printf abc | sha256sum
	if got := hash([]byte("abc"), nil); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Error(got)
	}
	seen := map[string]bool{}
	for _, set := range [][]string{nil, {"a=1"}, {"a=1", "b=2"}, {"b=2", "a=1"}, {"a=1b=2"}} {
		seen[hash([]byte("abc"), set)] = true
	}
	if len(seen) != 5 {
		t.Errorf("%d of 5 hashes differ", len(seen))
	}
}

func TestVersionLine(t *testing.T) {
	plain := versionLine(nil)
	if !strings.HasPrefix(plain, "talimat-plan "+version+" (go") || !strings.HasSuffix(plain, ")") {
		t.Error(plain)
	}
	info := &debug.BuildInfo{Settings: []debug.BuildSetting{
		{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.modified", Value: "true"},
	}}
	if want := strings.TrimSuffix(plain, ")") + ", revision 0123456789ab, modified)"; versionLine(info) != want {
		t.Errorf("got %s, want %s", versionLine(info), want)
	}
}

// Every template is a valid scenario without warnings, and the lines that init
// puts above it keep it one.
func TestTemplates(t *testing.T) {
	for _, name := range append([]string{starterName}, scenarios.Names()...) {
		var b strings.Builder
		text, err := templateText(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := writeTemplate(&b, text); err != nil {
			t.Fatal(err)
		}
		f := scenario.Decode(name, []byte(b.String()))
		if len(f.Diagnostics) > 0 {
			var shown strings.Builder
			_ = diag.Render(&shown, f.Diagnostics, f.Sources(), false)
			t.Error(shown.String())
		}
	}
}

func TestShellWord(t *testing.T) {
	for path, want := range map[string]string{
		"plans/a-1_b.yaml": "plans/a-1_b.yaml", "my plan.yaml": "'my plan.yaml'", "it's": `'it'\''s'`, "": "''", "ü$(x)": "'ü$(x)'",
	} {
		if got := shellWord(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func written(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// A failed write leaves the old file and nothing else.
func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.md")
	write := func(text string) {
		t.Helper()
		if err := new(scratch).writeFile(file, written(text)); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(file); string(got) != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
	write("old")
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	write("new")
	if stat, _ := os.Stat(file); stat.Mode().Perm() != 0o640 {
		t.Errorf("permissions changed to %v", stat.Mode())
	}
	link := filepath.Join(dir, "link.md")
	if err := os.Symlink("a.md", link); err != nil {
		t.Skip(err)
	}
	if err := new(scratch).writeFile(link, written("through a link")); err != nil {
		t.Fatal(err)
	}
	if stat, _ := os.Lstat(link); stat.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
	if err := new(scratch).writeFile(dir, nil); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("a directory: %v", err)
	}
	p := &program{out: &stream{w: io.Discard}, err: &stream{w: io.Discard}}
	fault := errors.New("bug")
	if err := p.deliver(file, func(w io.Writer) error { io.WriteString(w, "half"); return fault }); !errors.Is(err, fault) {
		t.Error(err)
	}
	if got, _ := os.ReadFile(file); string(got) != "through a link" {
		t.Errorf("half a file: %q", got)
	}
	entries, _ := os.ReadDir(dir)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{"a.md", "link.md"}, names); diff != "" {
		t.Error(diff)
	}
}

// Preferences have a flag of the same name, in at least one command, whose
// values and default are the same.
func TestSettingsMatchFlags(t *testing.T) {
	p := &program{in: strings.NewReader(""), out: &stream{w: io.Discard}, err: &stream{w: io.Discard}}
	root := newRoot(p, func() {})
	c, _, err := root.Find([]string{"forecast"})
	if err != nil {
		t.Fatal(err)
	}
	c.InheritedFlags() // merges the flags of the root
	for _, s := range settings() {
		flag := c.Flag(s.name)
		if flag == nil {
			t.Errorf("no flag --%s", s.name)
			continue
		}
		if got := flag.Value.String(); got != s.fallback && !(got == "" && s.fallback == 0) {
			t.Errorf("--%s: default %q, want %v", s.name, got, s.fallback)
		}
	}
}
