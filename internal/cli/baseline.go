package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// gitScheme begins a baseline that is in a revision of a git repository.
const gitScheme = "git:"

// baselines are what scenarios are compared with: one for all of them, or each
// its own earlier version.
type baselines struct {
	one      *gate.Baseline
	revision string // of git, when each file has its own
}

// readBaseline reads what --baseline names.
func (p *program) readBaseline(o *checkOptions, files int) (baselines, error) {
	if o.baseline == "" {
		if o.onlyNew {
			return baselines{}, usagef("--only-new needs a --baseline to tell what is new")
		}
		return baselines{}, nil
	}
	name := o.baseline
	rest, isGit := strings.CutPrefix(name, gitScheme)
	revision, path, hasPath := strings.Cut(rest, ":")
	switch {
	case isGit && (revision == "" || strings.HasPrefix(revision, "-") || hasPath && path == ""):
		return baselines{}, usagef("--baseline: %q names no revision and file; write git:main:plans/api.yaml, or git:main", name)
	case isGit && !hasPath:
		if err := gitRevision(revision); err != nil {
			return baselines{}, fmt.Errorf("--baseline %s: %w", name, err)
		}
		return baselines{revision: revision}, nil
	case files > 1:
		return baselines{}, usagef("--baseline: one file cannot be the baseline of %d scenarios; write git:REV for the earlier version of each", files)
	}
	var text []byte
	var err error
	if isGit {
		text, err = gitShow(revision, path)
	} else {
		text, err = readSaved(name)
	}
	if err != nil {
		return baselines{}, fmt.Errorf("--baseline: %w", err)
	}
	base, err := newBaseline(name, text)
	return baselines{one: base}, err
}

// of is the baseline of a scenario. A file that the revision does not have is new.
func (b baselines) of(file string) (base *gate.Baseline, isNew bool, err error) {
	if b.revision == "" {
		return b.one, false, nil
	}
	if strings.HasPrefix(file, "<") {
		return nil, false, invalidf("--baseline: %s is no file of a revision", file)
	}
	path := filepath.ToSlash(filepath.Clean(file))
	if filepath.IsAbs(file) {
		root, err := git("rev-parse", "--show-toplevel")
		if err != nil {
			return nil, false, err
		}
		if path, err = filepath.Rel(strings.TrimSpace(string(root)), file); err != nil {
			return nil, false, err
		}
	} else if !strings.HasPrefix(path, "../") {
		path = "./" + path
	}
	if listed, err := git("ls-tree", "--name-only", b.revision, "--", path); err == nil && len(listed) == 0 {
		return nil, true, nil
	}
	text, err := gitShow(b.revision, path)
	if err != nil {
		return nil, false, fmt.Errorf("--baseline: %w", err)
	}
	base, err = newBaseline(gitScheme+b.revision+":"+strings.TrimPrefix(path, "./"), text)
	return base, false, err
}

// newBaseline reads a saved forecast or a scenario, whose plan it runs.
func newBaseline(name string, text []byte) (*gate.Baseline, error) {
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) && bytes.Contains(text, []byte(`"schema_version"`)) {
		base, err := gate.SavedBaseline(name, text)
		if err != nil {
			return nil, invalidf("--baseline: cannot use %s: %v", name, err)
		}
		return base, nil
	}
	f := scenario.Decode(name, text)
	if f.Scenario == nil {
		for _, d := range f.Diagnostics {
			if d.Severity == diag.Error {
				return nil, invalidf("--baseline: cannot use %s: %s: %s; \"%s validate\" shows all", name, d.Pos, d.Message, programName)
			}
		}
	}
	return gate.NewBaseline(name, plan.Run(f.Scenario)), nil
}

// maxSaved is the largest baseline in bytes: a saved forecast is larger than the
// scenario that it is of.
const maxSaved = 16 << 20

// readSaved reads a baseline that is a file.
func readSaved(name string) ([]byte, error) {
	if stat, err := os.Stat(name); err == nil && stat.Size() > maxSaved {
		return nil, invalidf("%s is larger than 16 MiB; no baseline is", name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, &fileError{"read", name, err}
	}
	return text, nil
}

// gitRevision fails unless git knows the revision.
func gitRevision(revision string) error {
	_, err := git("rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	var failed *exec.ExitError
	if errors.As(err, &failed) || err != nil && strings.HasPrefix(err.Error(), "git rev-parse") {
		return fmt.Errorf("there is no revision %q here; a shallow clone has only the last one (fetch-depth: 0)", revision)
	}
	return err
}

// gitShow is a file of a revision; a path that begins with ./ is relative to the
// current directory, others to the root of the repository.
func gitShow(revision, path string) ([]byte, error) {
	text, err := git("show", "--end-of-options", revision+":"+path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot read %s of revision %s: %w", strings.TrimPrefix(path, "./"), revision, err)
	case len(text) > maxSaved:
		return nil, invalidf("%s of revision %s is larger than 16 MiB", path, revision)
	}
	return text, nil
}

// git runs a command of git and returns its output; the error is what it says.
func git(args ...string) ([]byte, error) {
	c := exec.CommandContext(context.Background(), "git", args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	text, err := c.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("git is not installed")
	}
	if err != nil {
		said, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		if said == "" {
			said = err.Error()
		}
		return nil, fmt.Errorf("git %s: %s", args[0], strings.TrimPrefix(said, "fatal: "))
	}
	return text, nil
}
