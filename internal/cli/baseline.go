package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
)

// baselines are what scenarios are compared with: one for all of them, or each
// its own earlier version.
type baselines struct {
	one        *gate.Baseline
	repository *repository
	revision   string // of the repository, when each file has its own
}

// readBaseline reads what --baseline names.
func (p *program) readBaseline(o *checkOptions, files int) (baselines, error) {
	if o.baseline == "" {
		if o.onlyNew {
			return baselines{}, usagef("--only-new needs a --baseline to tell what is new")
		}
		return baselines{}, nil
	}
	rest, isGit := strings.CutPrefix(o.baseline, gitPrefix)
	if isGit {
		revision, path, err := parseGitFile(rest)
		if err != nil {
			return baselines{}, usagef("--baseline: %v, or git:main for each FILE of it", err)
		}
		if path == "" {
			return p.ownBaselines(revision)
		}
	}
	if files > 1 {
		return baselines{}, usagef("--baseline: one file cannot be the baseline of %d scenarios; write git:REV for the earlier version of each", files)
	}
	if o.baseline == "-" {
		return baselines{}, usagef("--baseline: standard input cannot be the baseline; name a file")
	}
	src, err := p.readPlan(o.baseline)
	if err != nil {
		return baselines{}, fmt.Errorf("--baseline: %w", err)
	}
	base, err := newBaseline(src)
	return baselines{one: base}, err
}

// ownBaselines are the earlier versions of each file, as of a revision.
func (p *program) ownBaselines(revision string) (baselines, error) {
	r, err := findRepository(p.getenv)
	if err == nil {
		err = r.checkRevision(revision)
	}
	if err != nil {
		return baselines{}, fmt.Errorf("--baseline %s: %w", gitPrefix+revision, err)
	}
	return baselines{repository: r, revision: revision}, nil
}

// of is the baseline of a scenario. A file that the revision does not have is new.
func (b baselines) of(file string) (base *gate.Baseline, isNew bool, err error) {
	if b.revision == "" {
		return b.one, false, nil
	}
	if strings.HasPrefix(file, "<") {
		return nil, false, invalidf("--baseline: %s is no file of a revision", file)
	}
	earlier, err := b.repository.asOf(b.revision, file)
	if err != nil {
		return nil, false, fmt.Errorf("--baseline: %w", err)
	}
	src, err := readRevision(earlier, gitPrefix+b.revision+":"+filepath.ToSlash(filepath.Clean(file)))
	var absent *absentError
	switch {
	case errors.As(err, &absent):
		return nil, true, nil
	case err != nil:
		return nil, false, fmt.Errorf("--baseline: %w", err)
	}
	base, err = newBaseline(src)
	return base, false, err
}

// newBaseline reads a saved forecast or a scenario, whose plan it runs.
func newBaseline(src source) (*gate.Baseline, error) {
	if report.IsSaved(src.text) {
		saved, err := report.ReadSaved(src.text)
		if err != nil {
			return nil, invalidf("--baseline: cannot use %s: %v", src.name, err)
		}
		return gate.SavedBaseline(src.name, saved.Figures), nil
	}
	f, _ := src.decode()
	if f.Scenario == nil {
		d := onlyErrors(f.Diagnostics)[0]
		return nil, invalidf("--baseline: cannot use %s: %s: %s; \"%s validate\" shows all", src.name, d.Pos, d.Message, programName)
	}
	return gate.NewBaseline(src.name, plan.Run(f.Scenario)), nil
}
