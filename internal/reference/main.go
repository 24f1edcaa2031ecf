// Command reference writes the reference pages of the documentation from what
// the program itself is made of: the commands, the tags of the scenario language,
// the names of results, the catalogue of findings, and the package comments of the
// engine. Nothing on those pages is written by hand, so that none is ever older
// than the program.
//
//	go run ./internal/reference -docs docs      the pages of docs/
//	go run ./internal/reference -share DIR      man pages and completion scripts
package main

//go:generate go run . -docs ../../docs

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// notice heads every page.
const notice = "<!-- Written by `make generate` (internal/reference): change what it is made from, not this page. -->\n\n"

func main() {
	docs := flag.String("docs", "", "write the reference pages into `DIR`")
	share := flag.String("share", "", "write man pages and completion scripts into `DIR`")
	packages := flag.String("packages", "..", "`DIR` in which the packages of the engine lie")
	flag.Parse()
	if err := run(*docs, *share, *packages); err != nil {
		fmt.Fprintln(os.Stderr, "reference:", err)
		os.Exit(1)
	}
}

func run(docs, share, packages string) error {
	if docs != "" {
		if err := writePages(docs, packages); err != nil {
			return err
		}
	}
	if share != "" {
		return writeShare(share)
	}
	return nil
}

// writePages writes every page into a directory.
func writePages(dir, packages string) error {
	if err := writeCommands(filepath.Join(dir, "cli")); err != nil {
		return err
	}
	for name, content := range map[string]func(io.Writer) error{
		"scenario.md": scenarioPage, "metrics.md": metricsPage, "findings.md": findingsPage,
		"model.md": func(w io.Writer) error { return modelPage(w, packages) },
	} {
		if err := writeFile(filepath.Join(dir, name), content); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file and the directories above it. One that has the content
// is left alone.
func writeFile(name string, content func(io.Writer) error) error {
	var text bytes.Buffer
	if err := content(&text); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if there, err := os.ReadFile(name); err == nil && bytes.Equal(there, text.Bytes()) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, text.Bytes(), 0o666)
}
