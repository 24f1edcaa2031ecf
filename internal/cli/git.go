package cli

import (
	"errors"
	"fmt"
	"path"
	"strings"
)

// gitPrefix begins an argument that names a file as of a revision of git.
const gitPrefix = "git:"

// gitFile is a file as of a revision: its path counts from the top of the
// repository, with slashes.
type gitFile struct {
	repository     *repository
	revision, path string
}

// parseGitFile reads "main:plans/web.yaml". Without a path it is a revision.
func parseGitFile(text string) (revision, path string, err error) {
	revision, path, hasPath := strings.Cut(text, ":")
	switch {
	case revision == "" || hasPath && path == "":
		return "", "", usagef("%q is not git:REV:PATH, such as git:main:plans/web.yaml", gitPrefix+text)
	case strings.HasPrefix(revision, "-"):
		return "", "", usagef("%q: a revision does not begin with -", gitPrefix+text)
	}
	return revision, path, nil
}

// beside is the file that this one names, relative to it.
func (f gitFile) beside(name string) (gitFile, error) {
	to := path.Join(path.Dir(f.path), name)
	if to == ".." || strings.HasPrefix(to, "../") {
		return f, fmt.Errorf("%s lies outside of the repository", name)
	}
	return gitFile{f.repository, f.revision, to}, nil
}

// absentError says that a revision does not have a file.
type absentError struct{ message string }

func (e *absentError) Error() string { return e.message }

// read returns at most so many bytes as they were stored: "git show" would run
// what the repository's settings name to convert them.
func (f gitFile) read(limit int64) ([]byte, error) {
	text, err := f.repository.git(limit, "cat-file", "blob", f.revision+":"+f.path)
	var failed *gitError
	if errors.As(err, &failed) {
		return nil, f.explain(failed)
	}
	return text, err
}

// explain puts git's complaint into our words.
func (f gitFile) explain(e *gitError) error {
	path := f.path
	switch {
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

// gitError is git's own complaint.
type gitError struct{ command, complaint string }

func (e *gitError) says(part string) bool { return strings.Contains(e.complaint, part) }

// Error puts what may happen to any command into our words.
func (e *gitError) Error() string {
	switch {
	case e.says("not a git repository"):
		return "this is not a git repository"
	case e.says("cannot use bare repository"):
		return "this directory looks like a bare repository, which anybody can commit; run it from the top of the work tree"
	case e.says("detected dubious ownership"):
		return "the repository belongs to somebody else; git's safe.directory allows it"
	}
	first, _, _ := strings.Cut(e.complaint, "\n")
	return "git " + e.command + ": " + strings.TrimPrefix(first, "fatal: ")
}
