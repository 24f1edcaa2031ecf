package cli_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"gopkg.in/yaml.v3"
)

// extract writes a value of a YAML file of the repository into a file: extract
// action.yml runs.steps.2.run check.sh. A list becomes its lines.
func extract(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: extract FILE PATH TO")
	}
	text, err := os.ReadFile(filepath.Join("..", "..", args[0]))
	ts.Check(err)
	var v any
	ts.Check(yaml.Unmarshal(text, &v))
	for step := range strings.SplitSeq(args[1], ".") {
		switch node := v.(type) {
		case map[string]any:
			v = node[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(node) {
				ts.Fatalf("%s: no %s in %s", args[0], step, args[1])
			}
			v = node[i]
		}
		if v == nil {
			ts.Fatalf("%s: no %s in %s", args[0], step, args[1])
		}
	}
	lines, isList := v.([]any)
	if !isList {
		lines = []any{v}
	}
	var b strings.Builder
	for _, l := range lines {
		word, ok := l.(string)
		if !ok {
			ts.Fatalf("%s: %s is no text", args[0], args[1])
		}
		b.WriteString(word + "\n")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(b.String()), 0o666))
}
