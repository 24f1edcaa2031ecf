// Command release builds what a release consists of: for each system an archive
// with the program, its man pages, completion scripts and licences, a bill of
// materials (SPDX 2.3) beside it, and the checksums of all of them.
//
//	go run ./internal/release -out dist
//
// Two builds of one commit give the same bytes, on any machine with the same Go:
// paths are trimmed, files are sorted, belong to nobody, and have the time of the
// commit. A commit that is not all there is to build is refused.
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/talimat/talimat-plan/internal/cli"
)

// program is the name of the program and of what is released.
const program = "talimat-plan"

// targets are the systems that a release is built for.
const targets = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"

func main() {
	out := flag.String("out", "dist", "write everything into `DIR`, which is emptied before")
	only := flag.String("targets", targets, "build for these `SYSTEMS`, as os/arch,os/arch")
	flag.Parse()
	if err := release(*out, strings.Split(*only, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release writes everything into a directory.
func release(out string, systems []string) error {
	when, err := commitTime()
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", program)
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	common, err := commonFiles(work, when)
	if err != nil {
		return err
	}
	for _, system := range systems {
		if err := releaseFor(out, work, system, when, common); err != nil {
			return fmt.Errorf("%s: %w", system, err)
		}
	}
	return writeChecksums(out)
}

// commitTime is when the commit was made that is built.
func commitTime() (time.Time, error) {
	changes, err := run("git", nil, "status", "--porcelain")
	switch {
	case err != nil:
		return time.Time{}, err
	case len(changes) > 0:
		return time.Time{}, fmt.Errorf("there are changes that are in no commit; commit them, or build a clone:\n%s", changes)
	}
	text, err := run("git", nil, "log", "-1", "--format=%ct")
	if err != nil {
		return time.Time{}, err
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	return time.Unix(seconds, 0).UTC(), err
}

// commonFiles are the files of every archive.
func commonFiles(work string, when time.Time) ([]entry, error) {
	share := filepath.Join(work, "share")
	if _, err := run("go", []string{fmt.Sprintf("SOURCE_DATE_EPOCH=%d", when.Unix())}, "run", "./internal/reference", "-share", share); err != nil {
		return nil, err
	}
	files := []string{"README.md", "CHANGELOG.md", "LICENSE", "THIRD_PARTY_NOTICES"}
	var entries []entry
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{name: name, content: content})
	}
	below, err := entriesBelow(work, "share")
	return append(entries, below...), err
}

// releaseFor writes the archive of a system and its bill of materials.
func releaseFor(out, work, system string, when time.Time, common []entry) error {
	goos, goarch, ok := strings.Cut(system, "/")
	if !ok {
		return fmt.Errorf("is no os/arch")
	}
	name := program
	if goos == "windows" {
		name += ".exe"
	}
	binary := filepath.Join(work, goos+"-"+goarch, name)
	environment := []string{"GOOS=" + goos, "GOARCH=" + goarch, "CGO_ENABLED=0", "GOFLAGS=", "GOAMD64=v1", "GOARM64=v8.0"}
	if _, err := run("go", environment, "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w -buildid=", "-o", binary, "./cmd/"+program); err != nil {
		return err
	}
	content, err := os.ReadFile(binary)
	if err != nil {
		return err
	}
	entries := append([]entry{{name: name, content: content, executable: true}}, common...)
	base := fmt.Sprintf("%s_%s_%s_%s", program, cli.Version(), goos, goarch)
	for i := range entries {
		entries[i].name = base + "/" + entries[i].name
	}
	archive, extension := tarball, ".tar.gz"
	if goos == "windows" {
		archive, extension = zipped, ".zip"
	}
	packed, err := archive(entries, when)
	if err != nil {
		return err
	}
	bill, err := billOfMaterials(binary, base+extension, packed, when)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, base+".spdx.json"), bill, 0o666); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, base+extension), packed, 0o666)
}

// writeChecksums writes SHA256SUMS, which sha256sum -c reads.
func writeChecksums(out string) error {
	all, err := os.ReadDir(out) // sorted by name
	if err != nil {
		return err
	}
	var sums bytes.Buffer
	for _, f := range all {
		content, err := os.ReadFile(filepath.Join(out, f.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(content), f.Name())
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), sums.Bytes(), 0o666)
}

// run runs a command and returns what it prints; what it says on standard error
// is part of the error.
func run(name string, environment []string, args ...string) ([]byte, error) {
	c := exec.Command(name, args...)
	c.Env = slices.Concat(os.Environ(), environment)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	text, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, args[0], err, stderr.String())
	}
	return text, nil
}
