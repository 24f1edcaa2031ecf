package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// repository is the one that the working directory belongs to. Directories that
// merely look like one are part of what is reviewed: whoever opens a change
// chooses what is in them, so that nothing of them is run or believed.
type repository struct {
	top string // the top of its work tree, an absolute path
	dir string // where git is run; "" is the working directory
}

// findRepository asks git for the repository of the working directory, once and
// for all. An older git, which does not know safe.bareRepository, may answer with
// a directory that looks like a bare repository: a work tree has a .git at its
// top, which no commit can contain.
func findRepository(getenv func(string) string) (*repository, error) {
	named := getenv("GIT_DIR") != "" // the user's own word
	top, err := git("", maxInput, "rev-parse", "--show-toplevel")
	var failed *gitError
	switch {
	case named && errors.As(err, &failed) && failed.says("work tree"):
		dir, err := os.Getwd()
		return &repository{top: dir}, err
	case err != nil:
		return nil, err
	}
	r := &repository{top: strings.TrimSuffix(string(top), "\n")}
	if named {
		return r, nil
	}
	r.dir = r.top
	if _, err := os.Lstat(filepath.Join(r.top, ".git")); err != nil {
		return nil, &gitError{"rev-parse", "fatal: not a git repository"}
	}
	return r, nil
}

// at is a path as of a revision, as the user wrote it: one that begins with "./"
// or "../" counts from the working directory, any other from the top.
func (r *repository) at(revision, path string) (gitFile, error) {
	path = filepath.ToSlash(path)
	if strings.HasPrefix(path, "./") || strings.HasPrefix(path, "../") {
		return r.asOf(revision, filepath.FromSlash(path))
	}
	return gitFile{r, revision, path}, nil
}

// asOf is a file of this machine as of a revision. Links to directories count as
// where they lead, as in git; the file itself may not exist.
func (r *repository) asOf(revision, file string) (gitFile, error) {
	name, err := filepath.Abs(file)
	if err != nil {
		return gitFile{}, err
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil {
		name = filepath.Join(dir, filepath.Base(name))
	}
	path, err := filepath.Rel(r.top, name)
	if err != nil || !filepath.IsLocal(path) {
		return gitFile{}, fmt.Errorf("%s lies outside of the repository %s; run it from within the repository of the file", file, r.top)
	}
	return gitFile{r, revision, filepath.ToSlash(path)}, nil
}

// checkRevision fails unless git knows the revision, and one only.
func (r *repository) checkRevision(revision string) error {
	_, err := r.git(maxInput, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	var failed *gitError
	if errors.As(err, &failed) && failed.complaint == "" {
		return unknownRevision(revision)
	}
	return err
}

// git runs a command of git in the repository.
func (r *repository) git(limit int64, args ...string) ([]byte, error) {
	return git(r.dir, limit, args...)
}

// guarded are the settings under which git runs nothing that a configuration
// names: it reads objects that are there and does nothing else.
func guarded() (settings, environment []string) {
	return []string{
			"--no-pager", "--no-replace-objects",
			"-c", "safe.bareRepository=explicit", // directories that look like one are none
			"-c", "core.fsmonitor=false",
			"-c", "core.hooksPath=" + os.DevNull,
			"-c", "core.warnAmbiguousRefs=true",
			"-c", "protocol.allow=never",
		}, []string{
			"LC_ALL=C",
			"GIT_NO_LAZY_FETCH=1", // what a partial clone lacks is missing
			"GIT_ALLOW_PROTOCOL=none",
			"GIT_OPTIONAL_LOCKS=0",
			"GIT_TERMINAL_PROMPT=0",
		}
}

// git runs a command of git in a directory and returns what it writes. Errors
// that git itself reports are of type gitError.
func git(dir string, limit int64, args ...string) ([]byte, error) {
	settings, environment := guarded()
	c := exec.Command("git", append(settings, args...)...)
	c.Dir = dir
	c.Env = append(os.Environ(), environment...)
	out := &limited{limit: limit}
	var complaint bytes.Buffer
	c.Stdout, c.Stderr = out, &complaint
	err := c.Run()
	var ended *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("git is not installed")
	case out.full:
		return nil, fmt.Errorf("the file is larger than %d MiB; no file of this program is", limit>>20)
	case errors.As(err, &ended):
		return nil, &gitError{args[0], strings.TrimSpace(complaint.String())}
	case err != nil:
		return nil, fmt.Errorf("cannot run git: %w", err)
	}
	if name, found := ambiguous(complaint.String()); found {
		return nil, fmt.Errorf("%q is the name of a tag, a branch or a remote branch at once; write refs/heads/…, refs/tags/… or refs/remotes/… in full", name)
	}
	return out.text.Bytes(), nil
}

// ambiguous finds the name of which git warns that it took one of several.
func ambiguous(complaint string) (name string, found bool) {
	before, _, found := strings.Cut(complaint, "' is ambiguous")
	_, name, quoted := strings.Cut(before, "refname '")
	return name, found && quoted
}

// limited refuses what is written beyond a number of bytes.
type limited struct {
	text  bytes.Buffer
	limit int64
	full  bool
}

func (l *limited) Write(text []byte) (int, error) {
	if l.full = int64(l.text.Len()+len(text)) > l.limit; l.full {
		return 0, errors.New("too large")
	}
	return l.text.Write(text)
}
