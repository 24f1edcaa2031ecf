package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/talimat/talimat-plan/internal/pattern"
)

// checkFile is a scenario to check, or why it cannot be read.
type checkFile struct {
	source
	unread bool // whether its text is still to be read, when its turn comes
	err    error
}

// read reads the text of a file, unless it is there.
func (f *checkFile) read() error {
	if f.unread {
		f.text, f.err = readFile(f.name)
		f.err = suggestFile(f.name, f.err)
	}
	return f.err
}

// fileToRead is a file whose text is read later.
func fileToRead(name string) checkFile {
	return checkFile{source: source{name: name, dir: filepath.Dir(name)}, unread: true}
}

// expand finds the files that the arguments name, each once. Patterns and
// directories that hold no scenario are errors: a gate that looks at nothing
// must not pass.
func (p *program) expand(args []string) ([]checkFile, error) {
	if len(args) == 0 {
		src, err := p.readSource(nil)
		return []checkFile{{source: src}}, err
	}
	var all []checkFile
	known := map[string]bool{}
	for _, arg := range args {
		files, err := p.named(arg)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if name := filepath.Clean(f.name); !known[name] {
				known[name] = true
				all = append(all, f)
			}
		}
	}
	return all, nil
}

// named finds what one argument names.
func (p *program) named(arg string) ([]checkFile, error) {
	if arg == "-" {
		src, err := p.readSource([]string{arg})
		return []checkFile{{source: src, err: err}}, nil
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
	p.scenario = arg
	return []checkFile{fileToRead(arg)}, nil
}

// drivers is what a scenario has and other YAML files hardly do.
var drivers = pattern.Lazy(`(?m)^drivers[ \t]*:`)

// below finds the scenarios in a directory and those below it, in the order of
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
		if text, err := readFile(name); err == nil && !drivers().Match(text) {
			others++
			return nil
		}
		all = append(all, fileToRead(name))
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
