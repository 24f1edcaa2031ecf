package cli_test

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/cli"
	"github.com/talimat/talimat-plan/scenarios"
)

// need finds a program. Where the tests are to be complete it must be there.
func need(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is not installed, and CI=true says that nothing may be left out; .ci/run installs it", name)
	default:
		t.Skipf("%s is not installed; .ci/run installs it", name)
	}
	return path
}

// The validator of SARIF's authors finds neither errors nor warnings, nor does it
// with what GitHub asks of a log: whatever is wrong, and however the scenario is
// named.
func TestSARIFValidator(t *testing.T) {
	validator := need(t, "sarif-multitool")
	top := t.TempDir()
	logs := filepath.Join(t.TempDir(), "logs")
	shop, _ := scenarios.Text("shop")
	for name, text := range map[string]string{
		".git/HEAD": "", "plans/a b/shop.yaml": string(shop), "plans/wrong.yaml": "version: 1\nname: wrong\nstart: 2026-13\n",
		"plans/empty.yaml": "", logs + "/keep": "",
	} {
		path := name
		if !filepath.IsAbs(name) {
			path = filepath.Join(top, name)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(filepath.Join(top, "plans"))
	for name, args := range map[string][]string{
		"built-in": nil, "stdin": {"-"}, "relative": {"a b/shop.yaml"}, "absolute": {filepath.Join(top, "plans/a b/shop.yaml")},
		"folder": {"."}, "parent": {"../plans/wrong.yaml"}, "empty": {"empty.yaml"}, "missing": {"nowhere.yaml"},
		"limit": {"a b/shop.yaml", "--limit", "cost.effective <= $1"}, "open": {"a b/shop.yaml", "--limit", "cost.effective <= baseline + 1%"},
		"bad-limit": {"a b/shop.yaml", "--limit", "cost <= 1"}, "severity": {"--max-severity", "none"},
	} {
		args = append([]string{"check", "-q", "--report", "sarif=" + filepath.Join(logs, name+".sarif")}, args...)
		cli.Main(args, cli.Streams{In: strings.NewReader(string(shop)), Out: io.Discard, Err: io.Discard}, func(string) string { return "" })
		text, err := os.ReadFile(filepath.Join(logs, name+".sarif"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), top) {
			t.Errorf("%s: a log of a repository has a path of this machine:\n%s", name, text)
		}
	}
	for _, rules := range []string{"Sarif", "Ghas"} { // one by one: the launcher of npm hands arguments to a shell
		verdict := filepath.Join(t.TempDir(), "verdict.json")
		out, err := exec.Command(validator, "validate", filepath.Join(logs, "*.sarif"), "--rule-kind", rules, "-o", verdict, "--log", "ForceOverwrite").CombinedOutput()
		if err != nil {
			t.Errorf("%v", err)
		}
		text, err := os.ReadFile(verdict)
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		var log struct {
			Runs []struct{ Results []json.RawMessage }
		}
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(text), "\ufeff")), &log); err != nil || len(log.Runs) != 1 {
			t.Fatalf("%v: %s", err, text)
		}
		if len(log.Runs[0].Results) > 0 || !strings.Contains(string(out), "12 files scanned") {
			t.Errorf("%s", out)
		}
	}
}
