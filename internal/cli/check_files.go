package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
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
		f.text, f.err = f.inputs.readFile(f.name)
		f.err = suggestFile(f.name, f.err)
	}
	return f.err
}

// fileToRead is a file whose text is read later.
func (p *program) fileToRead(name string) checkFile {
	return checkFile{source: source{name: name, dir: filepath.Dir(name), inputs: &p.inputs}, unread: true}
}

// found are the files to check, each once, and those of the same folders that
// are not checked.
type found struct {
	program *program
	files   []checkFile
	leftOut []gate.LeftOut
	known   map[string]bool // names of files, clean
}

// expand finds the files that the arguments name. Patterns and directories that
// hold no scenario are errors: a gate that looks at nothing must not pass.
func (p *program) expand(args []string) (*found, error) {
	all := &found{program: p, known: map[string]bool{}}
	if len(args) == 0 {
		src, err := p.readSource(nil)
		all.files = []checkFile{{source: src}}
		return all, err
	}
	for _, arg := range args {
		if err := all.named(arg); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// add adds a file unless it is there.
func (all *found) add(f checkFile) {
	if name := filepath.Clean(f.name); !all.known[name] {
		all.known[name] = true
		all.files = append(all.files, f)
	}
}

// named finds what one argument names.
func (all *found) named(arg string) error {
	if arg == "-" {
		src, err := all.program.readSource([]string{arg})
		all.add(checkFile{source: src, err: err})
		return nil
	}
	stat, err := os.Stat(arg)
	switch {
	case err == nil && stat.IsDir():
		return all.below(arg)
	case err != nil && strings.ContainsAny(arg, "*?["):
		names, err := filepath.Glob(arg)
		if err != nil {
			return usagef("%q is not a pattern: %v", arg, err)
		}
		if len(names) == 0 {
			return &fileError{"read", arg, fmt.Errorf("no file matches it")}
		}
		for _, name := range names {
			if err := all.named(name); err != nil {
				return err
			}
		}
		return nil
	}
	all.add(all.program.fileToRead(arg))
	return nil
}

// below finds the scenarios in a directory and those below it, in the order of
// their paths. What is left out of what could be one is remembered: whoever
// relies on the gate must see it.
func (all *found) below(dir string) error {
	before, others := len(all.files), len(all.leftOut)
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return &fileError{"read", name, err}
		case entry.IsDir() && slices.Contains([]string{".git", ".hg", ".svn"}, entry.Name()):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		case entry.Type()&fs.ModeSymlink != 0 && isDirectory(name):
			all.linked(dir, name)
		case isYAML(name) || strings.EqualFold(filepath.Ext(name), ".json"):
			all.candidate(dir, name)
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case len(all.files) == before && len(all.leftOut) > others:
		return &fileError{"check", dir, fmt.Errorf("there is no scenario in it, but %s, %s", printable(all.leftOut[others].File), all.leftOut[others].Reason)}
	case len(all.files) == before:
		return &fileError{"check", dir, fmt.Errorf("there is no scenario in it")}
	}
	return nil
}

// candidate adds a file of a directory that is a scenario, or cannot be read.
// JSON is none of a scenario's usual forms: what is no scenario is not mentioned.
func (all *found) candidate(dir, name string) {
	text, err := new(inputs).readFile(name)
	isJSON := strings.EqualFold(filepath.Ext(name), ".json")
	switch {
	case isJSON && (err != nil || report.IsSaved(text)):
	case err == nil && !scenario.Resembles(text):
		if !isJSON && !hidden(dir, name) {
			all.leftOut = append(all.leftOut, gate.LeftOut{File: name, Reason: "no scenario"})
		}
	case hidden(dir, name):
		all.leftOut = append(all.leftOut, gate.LeftOut{File: name, Reason: "hidden"})
	default:
		all.add(all.program.fileToRead(name))
	}
}

// linked remembers a link to a directory that lies elsewhere; one that lies in
// the same directory is found there.
func (all *found) linked(dir, name string) {
	top, err := filepath.EvalSymlinks(dir)
	target, fault := filepath.EvalSymlinks(name)
	if err == nil && fault == nil {
		top, _ = filepath.Abs(top)
		target, _ = filepath.Abs(target)
		if below, err := filepath.Rel(top, target); err == nil && filepath.IsLocal(below) {
			return
		}
	}
	all.leftOut = append(all.leftOut, gate.LeftOut{File: name, Reason: "a link out of the folder"})
}

// isDirectory follows links.
func isDirectory(name string) bool {
	stat, err := os.Stat(name)
	return err == nil && stat.IsDir()
}

// hidden reports whether a part of the path below a directory begins with a dot.
func hidden(dir, name string) bool {
	below, err := filepath.Rel(dir, name)
	return err == nil && slices.ContainsFunc(strings.Split(filepath.ToSlash(below), "/"), func(part string) bool { return strings.HasPrefix(part, ".") })
}
