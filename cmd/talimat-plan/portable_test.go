//go:build portable

package main_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// questions are put to every plan, on every processor.
var questions = [][]string{
	{"forecast", "-o", "json"}, {"forecast", "-o", "csv"}, {"forecast"},
	{"simulate", "--samples", "1k", "-o", "json"}, {"simulate", "--samples", "1k"},
}

// The same input gives the same bytes on every processor: what the program says
// of every shipped plan on this one, it says on arm64, with the emulator of QEMU,
// and as WebAssembly, in Node.js. What it says here is held against the goldens
// elsewhere.
func TestSameBytesEverywhere(t *testing.T) {
	dir := t.TempDir()
	here := compile(t, dir, runtime.GOOS, runtime.GOARCH)
	others := map[string][]string{
		"arm64": {emulator(t), compile(t, dir, "linux", "arm64")},
		"wasm":  {"node", filepath.Join(root(t), "lib", "wasm", "wasm_exec_node.js"), compile(t, dir, "js", "wasm")},
	}
	plans, err := filepath.Glob("../../scenarios/*.yaml")
	if err != nil || len(plans) == 0 {
		t.Fatalf("no plans: %v", err)
	}
	for _, plan := range plans {
		for _, question := range questions {
			args := append(question[:len(question):len(question)], plan)
			want := answer(t, []string{here}, args)
			for name, program := range others {
				if got := answer(t, program, args); got != want {
					t.Errorf("%s: %s differs: %s", name, strings.Join(args, " "), difference(got, want))
				}
			}
		}
	}
}

func compile(t *testing.T, dir, system, processor string) string {
	t.Helper()
	name := filepath.Join(dir, system+"-"+processor)
	build := exec.Command("go", "build", "-o", name, ".")
	build.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s/%s: %v\n%s", system, processor, err, text)
	}
	return name
}

// emulator is what runs programs for arm64.
func emulator(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"qemu-aarch64", "qemu-aarch64-static"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("there is no qemu-aarch64: it is in Debian's package qemu-user")
	return ""
}

// answer is what a program prints.
func answer(t *testing.T, program, args []string) string {
	t.Helper()
	c := exec.Command(program[0], append(program[1:len(program):len(program)], args...)...)
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil || stdout.Len() == 0 {
		t.Fatalf("%s: %v\n%.2000s", strings.Join(c.Args, " "), err, stderr.String())
	}
	return stdout.String()
}

// difference is the first line in which two texts differ.
func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "it has " + a[i] + " in place of " + b[i]
		}
	}
	return "one ends before the other"
}

// root is where the Go distribution is, which a program built with -trimpath does
// not know of itself.
func root(t *testing.T) string {
	t.Helper()
	path, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(path))
}
