package workbook_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/workbook"
	"github.com/talimat/talimat-plan/scenarios"
)

var look = flag.String("look", "", "write the workbooks of the tests into this directory, to look at them")

// write is the workbook of a scenario.
func write(tb testing.TB, name string, text []byte, set ...string) ([]byte, *plan.Result, *scenario.File) {
	tb.Helper()
	var overrides []scenario.Override
	for _, s := range set {
		o, err := scenario.ParseOverride(s)
		if err != nil {
			tb.Fatal(err)
		}
		overrides = append(overrides, o)
	}
	f := scenario.Decode(name+".yaml", text, overrides...)
	if f.Scenario == nil {
		tb.Fatalf("%s: %v", name, f.Diagnostics)
	}
	r := plan.Run(f.Scenario)
	var b bytes.Buffer
	o := report.Options{Tool: "talimat-plan 0", File: name + ".yaml", InputHash: "sha256:0", Locate: f.Locate}
	if err := workbook.Write(&b, r, f.Inputs, o); err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	if *look != "" {
		if err := os.WriteFile(filepath.Join(*look, name+".xlsx"), b.Bytes(), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
	return b.Bytes(), r, f
}

func TestBuiltIn(t *testing.T) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		write(t, name, text)
	}
}
