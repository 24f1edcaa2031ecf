package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/pattern"
)

// checkFile is a scenario to check, or why it cannot be read.
type checkFile struct {
	source
	err error
}

// expand reads the files that the arguments name, each once. Patterns and
// directories that hold no scenario are errors: a gate that looks at nothing
// must not pass.
func (p *program) expand(args []string) ([]checkFile, error) {
	if len(args) == 0 {
		src, err := p.readSource(nil)
		return []checkFile{{source: src}}, err
	}
	var all []checkFile
	add := func(f checkFile) {
		if !slices.ContainsFunc(all, func(known checkFile) bool { return filepath.Clean(known.name) == filepath.Clean(f.name) }) {
			all = append(all, f)
		}
	}
	for _, arg := range args {
		files, err := p.named(arg)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			add(f)
		}
	}
	return all, nil
}

// named reads what one argument names.
func (p *program) named(arg string) ([]checkFile, error) {
	if arg == "-" {
		src, err := p.readSource([]string{arg})
		return []checkFile{{src, err}}, nil
	}
	stat, err := os.Stat(arg)
	switch {
	case err == nil && stat.IsDir():
		return p.below(arg)
	case err != nil && strings.ContainsAny(arg, "*?["):
		names, err := filepath.Glob(arg)
		if err != nil {
			return nil, usagef("%q is not a pattern: %v", arg, err)
		}
		if len(names) == 0 {
			return nil, &fileError{"read", arg, fmt.Errorf("no file matches it")}
		}
		var all []checkFile
		for _, name := range names {
			files, err := p.named(name)
			if err != nil {
				return nil, err
			}
			all = append(all, files...)
		}
		return all, nil
	}
	src, err := p.readSource([]string{arg})
	return []checkFile{{src, err}}, nil
}

// drivers is what a scenario has and other YAML files hardly do.
var drivers = pattern.Lazy(`(?m)^drivers[ \t]*:`)

// below reads the scenarios in a directory and those below it, in the order of
// their paths. Hidden directories and other YAML files are left out.
func (p *program) below(dir string) ([]checkFile, error) {
	var all []checkFile
	others := 0
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return &fileError{"read", name, err}
		case entry.IsDir() && name != dir && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case entry.IsDir() || !isYAML(name) || strings.HasPrefix(entry.Name(), "."):
			return nil
		}
		text, err := readFile(name)
		if err == nil && !drivers().Match(text) {
			others++
			return nil
		}
		all = append(all, checkFile{source{name: name, text: text, dir: filepath.Dir(name)}, err})
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return nil, &fileError{"check", dir, fmt.Errorf("there is no scenario in it")}
	case others > 0:
		p.note("%s: %d YAML files without drivers are no scenarios and were left out", dir, others)
	}
	return all, nil
}
