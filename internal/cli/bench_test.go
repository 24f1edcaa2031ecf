package cli

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// Whole commands on the reference scenario, from the arguments to the last byte
// of the output: what a process takes beside its start.
func BenchmarkVersion(b *testing.B)  { benchmark(b, "version") }
func BenchmarkValidate(b *testing.B) { benchmark(b, "validate", "FILE") }
func BenchmarkForecast(b *testing.B) { benchmark(b, "forecast", "FILE") }
func BenchmarkCheck(b *testing.B)    { benchmark(b, "check", "FILE") }

// BenchmarkSimulatePrint is mostly the print: of the futures there are hardly any.
func BenchmarkSimulatePrint(b *testing.B) { benchmark(b, "simulate", "FILE", "--samples", "64") }

func benchmark(b *testing.B, args ...string) {
	file, err := filepath.Abs("../../testdata/tp36/tp-36.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for i := range args {
		args[i] = strings.Replace(args[i], "FILE", file, 1)
	}
	b.Chdir(b.TempDir())
	b.Setenv("XDG_CONFIG_HOME", b.TempDir())
	for b.Loop() {
		if code := Main(args, Streams{strings.NewReader(""), io.Discard, io.Discard}, func(string) string { return "" }); code != exitOK {
			b.Fatalf("exit code %d", code)
		}
	}
}
