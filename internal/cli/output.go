package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/render/text"
)

// deliver renders a result in memory and writes it at once: to standard output,
// or to a file that then holds all of it or is not touched. Whoever closed our
// output has seen enough, which changes no exit code.
func (p *program) deliver(file string, render func(io.Writer) error) error {
	if !toStdout(file) {
		return p.deliverFile(file, render)
	}
	return p.pour(func(w io.Writer) error {
		var b bytes.Buffer
		if err := render(&b); err != nil {
			return err
		}
		_, err := w.Write(b.Bytes())
		return err
	})
}

// deliverFile writes a result to a file, which then holds all of it or is not
// touched.
func (p *program) deliverFile(file string, render func(io.Writer) error) error {
	if err := p.inputs.mustNotBe("", file); err != nil {
		return err
	}
	if err := p.scratch.writeFile(file, render); err != nil {
		return err
	}
	p.note("wrote %s", file)
	return nil
}

// pour writes to standard output while it renders, for what may be larger than
// memory.
func (p *program) pour(render func(io.Writer) error) error {
	w := bufio.NewWriterSize(untilClosed{p.out}, 1<<16)
	if err := render(w); err != nil {
		return err
	}
	return w.Flush()
}

// untilClosed drops what nobody reads any more.
type untilClosed struct{ w io.Writer }

func (u untilClosed) Write(text []byte) (int, error) {
	n, err := u.w.Write(text)
	if errors.Is(err, syscall.EPIPE) {
		return len(text), nil
	}
	return n, err
}

// writeFile writes a file whole or not at all: into a temporary file beside it,
// which then takes its place. What is not a regular file is left alone.
func (s *scratch) writeFile(name string, render func(io.Writer) error) error {
	mode := fs.FileMode(0)
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	switch stat, err := os.Stat(name); {
	case err == nil && !stat.Mode().IsRegular():
		return &fileError{"write", name, errors.New("it exists and is not a regular file")}
	case err == nil:
		mode = stat.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return &fileError{"write", name, err}
	}
	temporary, err := s.writeTemporary(filepath.Dir(name), filepath.Base(name), render, mode)
	defer s.forget(temporary)
	var failed *fs.PathError
	switch {
	case errors.As(err, &failed):
		return &fileError{"write", name, err}
	case err != nil: // there is nothing to write
		return err
	}
	if err := os.Rename(temporary, name); err != nil {
		os.Remove(temporary)
		var link *os.LinkError
		if errors.As(err, &link) {
			err = link.Err
		}
		return &fileError{"write", name, err}
	}
	return nil
}

// writeTemporary writes a new file in dir and returns its path. Without a mode
// the file gets the permissions that the user's umask leaves. On failure there
// is no file.
func (s *scratch) writeTemporary(dir, base string, render func(io.Writer) error, mode fs.FileMode) (name string, err error) {
	name = filepath.Join(dir, fmt.Sprintf(".%s.%08x.tmp", base, rand.Uint32()))
	s.add(name)
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", err
	}
	w := bufio.NewWriterSize(f, 1<<16)
	if err = render(w); err == nil {
		err = w.Flush()
	}
	if err == nil && mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err != nil {
		os.Remove(name)
	}
	return name, err
}

// show writes an answer in the format that was asked for: to standard output, or to
// a file that then holds all of it.
func (p *program) show(file string, d *document.Document, format string, prefs preferences) error {
	o := text.Options{Width: p.columns(prefs.Width), Color: toStdout(file) && p.colored(p.out, prefs.Color)}
	return p.deliver(file, func(w io.Writer) error { return render.Write(w, d, format, o) })
}

// formatted is a report in the formats that every command with results has.
type formatted interface {
	Text(io.Writer) error
	JSON(io.Writer) error
	CSV(io.Writer) error
	Markdown(io.Writer) error
}

// writeAs writes a report in a format; what is none of the others is a table.
func writeAs(w io.Writer, r formatted, format string) error {
	switch format {
	case "json":
		return r.JSON(w)
	case "csv":
		return r.CSV(w)
	case "markdown":
		return r.Markdown(w)
	}
	return r.Text(w)
}
