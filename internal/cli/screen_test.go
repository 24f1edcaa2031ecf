package cli_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/scenarios"
)

// The answer is one screen: at most 40 lines of 80 columns, for every scenario.
func TestScreen(t *testing.T) {
	enterScenarios(t)
	for _, name := range scenarios.Names() {
		output, code := runQuietly([]string{"forecast", "-q", name + ".yaml", "--width", "80"})
		lines := strings.Split(strings.TrimSuffix(output, "\n"), "\n")
		if code != 0 || len(lines) > 40 {
			t.Errorf("%s: exit code %d, %d lines", name, code, len(lines))
		}
		for _, line := range lines {
			if utf8.RuneCountInString(line) > 80 {
				t.Errorf("%s: %d columns: %s", name, utf8.RuneCountInString(line), line)
			}
		}
	}
}
