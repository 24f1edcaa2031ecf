package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/study/compare"
)

// maxSaved is the largest saved forecast in bytes: that of a large plan over
// twenty years is a quarter of it.
const maxSaved = 64 << 20

// comparedSide is one side of a comparison: what it comes to, and how a report
// names it.
type comparedSide struct {
	plan compare.Side
	side report.Side
	play *variantPlan // what its futures are of; nil for a saved forecast, which has none
}

// readSides reads both sides. With one argument the old one is that file as of
// the last commit.
func (p *program) readSides(args []string, o inputOptions) (old, new *comparedSide, err error) {
	before, after, err := p.readTexts(args)
	if err != nil {
		return nil, nil, err
	}
	if old, err = p.understand(before, inputOptions{}, true); err != nil {
		return nil, nil, err
	}
	new, err = p.understand(after, o, false)
	return old, new, err
}

// readTexts reads the texts of both sides.
func (p *program) readTexts(args []string) (before, after source, err error) {
	if len(args) == 1 {
		file := args[0]
		if file == "-" || strings.HasPrefix(file, gitPrefix) {
			return before, after, usagef("diff compares one FILE with its last commit, but %s is no file: name OLD and NEW", file)
		}
		if after, err = p.readPlan(file); err == nil {
			before, err = p.committed(file)
		}
		return before, after, err
	}
	if args[0] == "-" && args[1] == "-" {
		return before, after, usagef("only one of OLD and NEW can be standard input")
	}
	if before, err = p.readPlan(args[0]); err == nil {
		after, err = p.readPlan(args[1])
	}
	return before, after, err
}

// committed reads a file as of the last commit.
func (p *program) committed(file string) (source, error) {
	name := gitPrefix + "HEAD:" + file
	src, err := p.inRepository(name, func(r *repository) (gitFile, error) { return r.asOf("HEAD", file) })
	if err != nil {
		err = fmt.Errorf("%w; name OLD and NEW to compare %s with something else", err, file)
	}
	return src, err
}

// inRepository reads a file of the repository, under the name that messages call it by.
func (p *program) inRepository(name string, of func(*repository) (gitFile, error)) (source, error) {
	r, err := findRepository(p.getenv)
	if err != nil {
		return source{}, fmt.Errorf("cannot read %s: %w", name, err)
	}
	f, err := of(r)
	if err != nil {
		return source{}, fmt.Errorf("cannot read %s: %w", name, err)
	}
	return readRevision(f, name)
}

// readRevision reads a scenario or a saved forecast as of a revision of git.
func readRevision(f gitFile, name string) (source, error) {
	text, err := f.read(maxSaved)
	if err != nil {
		err = fmt.Errorf("cannot read %s: %w", name, err)
	}
	return source{name: name, text: text, git: &f}, err
}

// readPlan reads a scenario or a saved forecast: a file, one as of a revision of
// git, or standard input.
func (p *program) readPlan(arg string) (source, error) {
	if rest, ok := strings.CutPrefix(arg, gitPrefix); ok {
		revision, path, err := parseGitFile(rest)
		switch {
		case err != nil:
			return source{}, err
		case path == "":
			return source{}, usagef("%q names no file; write %s:PATH, such as git:main:plans/web.yaml", arg, arg)
		}
		return p.inRepository(arg, func(r *repository) (gitFile, error) { return r.at(revision, path) })
	}
	if arg == "-" {
		if p.terminal.is(p.in) {
			p.note("reading a scenario from the terminal; end it with Ctrl-D")
		}
		return p.readStdin(maxSaved)
	}
	if strings.EqualFold(filepath.Ext(arg), ".json") {
		text, err := p.inputs.readFileUpTo(arg, maxSaved)
		return source{name: arg, text: text, dir: filepath.Dir(arg), inputs: &p.inputs}, suggestFile(arg, err)
	}
	return p.readSource([]string{arg})
}

// understand runs a scenario, or takes a saved forecast as it is. Of the old
// side only errors are shown: its warnings are those of the past.
func (p *program) understand(src source, o inputOptions, old bool) (*comparedSide, error) {
	if report.IsSaved(src.text) {
		if len(o.set) > 0 {
			return nil, usagef("--set: %s is a saved forecast, which has no inputs to set", src.name)
		}
		saved, err := report.ReadSaved(src.text)
		if err != nil {
			return nil, invalidf("cannot use %s: %v", src.name, err)
		}
		saved.Scenario.File = src.name
		return &comparedSide{compare.Side{Figures: saved.Figures}, report.Side{Scenario: saved.Scenario, Saved: true}, nil}, nil
	}
	overrides, err := parseOverrides(o)
	if err != nil {
		return nil, err
	}
	options, files := src.options(overrides)
	in := &input{File: options.Decode(src.name, src.text), name: src.name}
	in.hash = hash(src.text, o.set, files.all...)
	list := in.Diagnostics
	if old {
		list = onlyErrors(list)
	}
	if err := p.showInput(in, list); err != nil {
		return nil, err
	}
	name := "NEW"
	if old {
		name = "OLD"
	}
	return &comparedSide{
		compare.Side{Figures: plan.Run(in.Scenario).Snapshot(), Outline: options.Outline(src.name, src.text)},
		report.Side{Scenario: report.NewScenario(in.Scenario, report.Options{File: in.name, InputHash: in.hash}), Locate: in.Locate},
		&variantPlan{source: src, name: name, set: o.set, file: in.File, hash: in.hash},
	}, nil
}
