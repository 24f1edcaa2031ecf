package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
)

// maxCompanion is the largest file in bytes that a scenario may name: a million
// figures of ten characters.
const maxCompanion = 10_000_000

// companions are the files that a scenario names, such as samples. Relative
// names are looked up beside the scenario. Each file is read once.
type companions struct {
	dir    string
	git    *gitFile // the scenario, when it is a file of a revision; so are these then
	inputs *inputs
	known  map[string][]byte // by name
	all    [][]byte          // in the order in which they were read
}

// read returns the content of a file by the name that the scenario gives it.
func (c *companions) read(name string) ([]byte, error) {
	if text, ok := c.known[name]; ok {
		return text, nil
	}
	text, err := c.find(name)
	if err != nil {
		return nil, err
	}
	c.known[name] = text
	c.all = append(c.all, text)
	return text, nil
}

// find reads a file, beside the scenario unless its name is absolute, and never
// one from outside of the tree that the scenario belongs to: whoever writes a
// scenario for review does not choose what the reviewer's machine shows.
func (c *companions) find(name string) ([]byte, error) {
	path := filepath.FromSlash(name)
	switch {
	case filepath.IsAbs(path):
	case c.git != nil:
		f, err := c.git.beside(filepath.ToSlash(name))
		if err != nil {
			return nil, err
		}
		return f.read(maxCompanion)
	default:
		path = filepath.Join(c.dir, path)
	}
	if err := c.inTree(path, name); err != nil {
		return nil, err
	}
	text, err := c.readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if near := neighbor(path); near != "" {
			err = fmt.Errorf("%w: did you mean %q?", err, filepath.Base(near))
		}
	}
	return text, err
}

// inTree refuses a file outside of the tree, links followed. A file that is not
// there is told by reading it.
func (c *companions) inTree(path, name string) error {
	tree, err := c.tree()
	if err != nil {
		return err
	}
	if _, inside := within(tree, resolved(path)); !inside {
		return fmt.Errorf("%s lies outside of %s, the tree of the scenario: put it there", name, tree)
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil
	}
	if target, err = filepath.Abs(target); err != nil {
		return err
	}
	if _, inside := within(tree, target); !inside {
		return fmt.Errorf("%s is a link out of %s, the tree of the scenario: put the file there", name, tree)
	}
	return nil
}

// tree is the repository of the scenario, else the working directory when the
// scenario lies in it, else the directory of the scenario; links are followed.
func (c *companions) tree() (string, error) {
	dir, err := filepath.Abs(c.dir)
	if err != nil {
		return "", err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", err
	}
	if root := rootOf(dir, ""); root != "" {
		return root, nil
	}
	here, err := filepath.Abs(".")
	if err == nil {
		here, err = filepath.EvalSymlinks(here)
	}
	if _, inside := within(here, dir); err == nil && inside {
		return here, nil
	}
	return dir, nil
}

// readFile reads a whole file that is not larger than it may be.
func (c *companions) readFile(path string) ([]byte, error) {
	f, err := c.inputs.open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxCompanion+1))
	switch {
	case err != nil:
		return nil, &fileError{"read", path, err}
	case len(text) > maxCompanion:
		return nil, fmt.Errorf("%s is larger than 10 MB", path)
	}
	return text, nil
}
