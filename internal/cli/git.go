package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// gitPrefix begins an argument that names a file as of a revision of git.
const gitPrefix = "git:"

// gitFile is a file as of a revision. A path that begins with "./" or "../"
// counts from dir, any other from the top of the repository.
type gitFile struct{ dir, revision, path string }

// parseGitFile reads "main:plans/web.yaml". Without a path it is a revision.
func parseGitFile(text string) (f gitFile, err error) {
	revision, path, hasPath := strings.Cut(text, ":")
	switch {
	case revision == "" || hasPath && path == "":
		return f, usagef("%q is not git:REV:PATH, such as git:main:plans/web.yaml", gitPrefix+text)
	case strings.HasPrefix(revision, "-"):
		return f, usagef("%q: a revision does not begin with -", gitPrefix+text)
	}
	return gitFile{".", revision, path}, nil
}

// asOf is a file of this machine as of a revision.
func asOf(revision, file string) gitFile {
	return gitFile{filepath.Dir(file), revision, "./" + filepath.Base(file)}
}

// beside is the file that this one names, relative to it.
func (f gitFile) beside(name string) (gitFile, error) {
	to := path.Join(path.Dir(f.path), name)
	switch fromDir := strings.HasPrefix(f.path, "./") || strings.HasPrefix(f.path, "../"); {
	case fromDir:
		to = "./" + to
	case strings.HasPrefix(to, "../"):
		return f, fmt.Errorf("%s lies outside of the repository", name)
	}
	return gitFile{f.dir, f.revision, to}, nil
}

// absentError says that a revision does not have a file.
type absentError struct{ message string }

func (e *absentError) Error() string { return e.message }

// read returns at most so many bytes as they were stored: "git show" would run
// what the repository's settings name to convert them.
func (f gitFile) read(limit int64) ([]byte, error) {
	text, err := git(f.dir, limit, "cat-file", "blob", f.revision+":"+f.path)
	var failed *gitError
	if errors.As(err, &failed) {
		return nil, f.explain(failed)
	}
	return text, err
}

// explain puts git's complaint into our words.
func (f gitFile) explain(e *gitError) error {
	path := strings.TrimPrefix(f.path, "./")
	switch {
	case e.says("Did you mean '"):
		_, near, _ := strings.Cut(e.complaint, "Did you mean '")
		near, _, _ = strings.Cut(near, "'")
		return &absentError{fmt.Sprintf("there is no %s in revision %s; did you mean git:%s?", path, f.revision, near)}
	case e.says("exists on disk, but not in") || e.says("does not exist in"):
		return &absentError{fmt.Sprintf("there is no %s in revision %s", path, f.revision)}
	case e.says("bad file"):
		return fmt.Errorf("%s in revision %s is no file", path, f.revision)
	case e.says("invalid object name") || e.says("Not a valid object name"):
		return unknownRevision(f.revision)
	}
	return e
}

func unknownRevision(revision string) error {
	if revision == "HEAD" {
		return errors.New("there is no commit yet")
	}
	return fmt.Errorf("there is no revision %q here; a shallow clone has only the last one (fetch-depth: 0)", revision)
}

// checkRevision fails unless git knows the revision.
func checkRevision(revision string) error {
	_, err := git(".", maxInput, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	var failed *gitError
	if errors.As(err, &failed) && failed.complaint == "" {
		return unknownRevision(revision)
	}
	return err
}

// gitError is git's own complaint.
type gitError struct{ command, complaint string }

func (e *gitError) says(part string) bool { return strings.Contains(e.complaint, part) }

// Error puts what may happen to any command into our words.
func (e *gitError) Error() string {
	switch {
	case e.says("not a git repository"):
		return "this is not a git repository"
	case e.says("detected dubious ownership"):
		return "the repository belongs to somebody else; git's safe.directory allows it"
	}
	first, _, _ := strings.Cut(e.complaint, "\n")
	return "git " + e.command + ": " + strings.TrimPrefix(first, "fatal: ")
}

// git runs a command of git in a directory and returns what it writes. Errors
// that git itself reports are of type gitError.
func git(dir string, limit int64, args ...string) ([]byte, error) {
	c := exec.Command("git", args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "LC_ALL=C")
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
	return out.text.Bytes(), nil
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
