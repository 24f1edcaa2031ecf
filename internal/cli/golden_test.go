package cli_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/cli"
	"github.com/talimat/talimat-plan/scenarios"
)

// goldenRun is a run of the program whose whole output is kept in a file.
type goldenRun struct {
	file string // below testdata/golden
	args []string
}

// goldenRuns is every built-in scenario in every format, some explanations, a
// comparison, sensitivities and variants weighed.
func goldenRuns() []goldenRun {
	var all []goldenRun
	for _, name := range scenarios.Names() {
		all = append(all, goldenRun{name + ".screen", []string{"forecast", name + ".yaml", "--width", "80"}})
		for _, format := range []string{"table", "json", "yaml", "csv", "markdown"} {
			all = append(all, goldenRun{name + "." + format, []string{"forecast", name + ".yaml", "-o", format, "--width", "80", "--all"}})
		}
	}
	for _, e := range []struct{ what, scenario, month string }{
		{"cost.effective", "claude-talimat", "24"},
		{"services.order.replicas", "shop", "34"},
		{"finance.payback", "saas", ""},
	} {
		args := []string{"explain", e.what, e.scenario + ".yaml", "--width", "80"}
		if e.month != "" {
			args = append(args, "--month", e.month)
		}
		all = append(all, goldenRun{"explain." + e.scenario + "." + e.what, args})
	}
	for _, format := range []string{"table", "markdown", "csv"} {
		all = append(all, goldenRun{"diff.claude-talimat." + format, []string{
			"diff", "claude-talimat.yaml", "claude-talimat.yaml", "-o", format, "--width", "80", "--by", "quarter",
			"--set", "load.peak=6x", "--set", "drivers.users.growth={linear: 300/month}", "--set", "cache.hit_ratio=72%",
		}})
	}
	for _, format := range []string{"table", "json"} {
		all = append(all, goldenRun{"sensitivity.saas." + format, []string{"sensitivity", "saas.yaml", "--width", "80", "-o", format}})
	}
	for _, format := range []string{"table", "json", "csv", "markdown"} {
		all = append(all, goldenRun{"decide." + format, []string{
			"decide", "saas.yaml", "--variant", "late: savings.autoscaling.from=month 20", "--variant", "spot: savings.spot.discount=50% to 70%",
			"--samples", "4k", "-o", format, "--width", "80",
		}})
	}
	return all
}

// Whatever changes in a report shows up here. -update rewrites the files; read
// the difference before you commit it.
func TestGolden(t *testing.T) {
	dir, err := filepath.Abs("../../testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	enterScenarios(t)
	var known []string
	for _, g := range goldenRuns() {
		known = append(known, g.file)
		t.Run(g.file, func(t *testing.T) {
			output, code := runQuietly(g.args)
			if code != 0 {
				t.Fatalf("exit code %d: %s", code, output)
			}
			file := filepath.Join(dir, g.file)
			if *update {
				if err := errors.Join(os.MkdirAll(dir, 0o777), os.WriteFile(file, []byte(output), 0o666)); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if difference := firstDifference(string(want), output); difference != "" {
				t.Errorf("talimat-plan %s\n%s", strings.Join(g.args, " "), difference)
			}
		})
	}
	checkOrphans(t, dir, known)
}

// checkOrphans reports, or with -update removes, files that no run writes.
func checkOrphans(t *testing.T, dir string, known []string) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		switch {
		case slices.Contains(known, e.Name()):
		case *update:
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				t.Error(err)
			}
		default:
			t.Errorf("no run writes testdata/golden/%s", e.Name())
		}
	}
}

// enterFolder makes a new directory the current one, away from the preferences of
// whoever runs the test.
func enterFolder(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, t.TempDir())
	}
}

// enterScenarios makes a new directory with the built-in scenarios the current one.
func enterScenarios(t *testing.T) {
	t.Helper()
	enterFolder(t)
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		if err := os.WriteFile(name+".yaml", text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// runQuietly runs the program in an empty environment and returns both its
// streams as a terminal would show them.
func runQuietly(args []string) (output string, code int) {
	var b strings.Builder
	code = cli.Main(args, cli.Streams{In: strings.NewReader(""), Out: &b, Err: &b}, func(string) string { return "" })
	return b.String(), code
}

// firstDifference shows the first line that differs; "" when none does.
func firstDifference(want, got string) string {
	wants, gots := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(wants), len(gots)) {
		line := func(lines []string) string {
			if i < len(lines) {
				return lines[i]
			}
			return "(end)"
		}
		if line(wants) != line(gots) {
			return fmt.Sprintf("line %d differs; if it should, run: go test ./internal/cli -run Golden -update\nwant %s\ngot  %s", i+1, line(wants), line(gots))
		}
	}
	return ""
}
