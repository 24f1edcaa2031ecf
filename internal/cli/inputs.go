package cli

import (
	"os"
	"path/filepath"
	"sync"
)

// inputs are the files that were read: none of them may become an output. What
// tells files apart is what the operating system says they are, so that another
// spelling of the path, a link or the case of a letter makes no other file. The
// zero value is ready, and safe for use by several goroutines; nil remembers
// nothing.
type inputs struct {
	lock  sync.Mutex
	files []os.FileInfo
}

// note remembers an open file, if it is one that can be replaced.
func (i *inputs) note(f *os.File) {
	stat, err := f.Stat()
	if i == nil || err != nil || !stat.Mode().IsRegular() {
		return
	}
	i.lock.Lock()
	defer i.lock.Unlock()
	i.files = append(i.files, stat)
}

// has reports whether a name is that of a file that was read.
func (i *inputs) has(name string) bool {
	stat, err := os.Stat(name)
	if err != nil {
		return false
	}
	i.lock.Lock()
	defer i.lock.Unlock()
	for _, known := range i.files {
		if os.SameFile(known, stat) {
			return true
		}
	}
	return false
}

// mustNotBe refuses an output that would take the place of what was read.
func (i *inputs) mustNotBe(flag, name string) error {
	if !i.has(name) {
		return nil
	}
	if flag != "" {
		flag += ": "
	}
	return usagef("%s%s was read as an input: write to another file", flag, name)
}

// readFile reads a whole file that is not larger than it may be. It may be a
// pipe or a device, but not a directory.
func (i *inputs) readFile(name string) ([]byte, error) { return i.readFileUpTo(name, maxInput) }

func (i *inputs) readFileUpTo(name string, limit int64) ([]byte, error) {
	f, err := i.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readUpTo(f, name, limit)
}

// open opens a file to read and remembers it.
func (i *inputs) open(name string) (*os.File, error) {
	f, err := openFile(name)
	if err == nil {
		i.note(f)
	}
	return f, err
}

// sameFile reports whether two names are of one file, which need not exist.
func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	if err1 == nil && err2 == nil {
		return os.SameFile(x, y)
	}
	return resolved(a) == resolved(b)
}

// resolved is the absolute path of a file that need not exist, its directory
// free of links.
func resolved(name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		return filepath.Clean(name)
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(dir, filepath.Base(path))
	}
	return path
}
