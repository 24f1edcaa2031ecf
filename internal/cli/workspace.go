package cli

import (
	"os"
	"path/filepath"
	"strings"
)

// fromRoot returns what names a file by its path from the root of its repository,
// with slashes: CI systems know files by no other name, wherever the program is
// called from and however the file is named to it. Outside of any repository the
// path begins with the workspace of the CI system, else with the current
// directory; what lies outside of these has its absolute path.
//
// Nothing is asked of git, whose answer a repository under review may sway.
func (p *program) fromRoot() func(name string) string {
	here, _ := os.Getwd()
	workspace := p.workspace()
	roots := map[string]string{}
	return func(name string) string {
		path, err := filepath.Abs(name)
		if err != nil {
			return filepath.ToSlash(filepath.Clean(name))
		}
		dir := filepath.Dir(path)
		if _, known := roots[dir]; !known {
			roots[dir] = rootOf(dir, workspace)
		}
		for _, root := range []string{roots[dir], workspace, here} {
			if below, ok := within(root, path); ok {
				return filepath.ToSlash(below)
			}
		}
		return filepath.ToSlash(path)
	}
}

// workspace is where a CI system has put the repository, or "".
func (p *program) workspace() string {
	for _, name := range []string{"GITHUB_WORKSPACE", "CI_PROJECT_DIR"} {
		if dir := p.getenv(name); filepath.IsAbs(dir) {
			return filepath.Clean(dir)
		}
	}
	return ""
}

// rootOf is the root of the repository that holds a directory, or "": the nearest
// one, but in a workspace the outermost of those in it, because the files of a
// submodule are there the files of what it is part of.
func rootOf(dir, workspace string) string {
	_, inside := within(workspace, dir)
	root := ""
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			root = dir
		}
		parent := filepath.Dir(dir)
		if root != "" && !inside || dir == workspace || parent == dir {
			return root
		}
		dir = parent
	}
}

// within is a path from a directory on; ok is false when it does not lie there.
func within(dir, path string) (below string, ok bool) {
	if dir == "" {
		return "", false
	}
	below, err := filepath.Rel(dir, path)
	if err != nil || below == ".." || strings.HasPrefix(below, ".."+string(filepath.Separator)) {
		return "", false
	}
	return below, true
}
