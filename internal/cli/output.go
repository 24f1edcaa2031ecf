package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// deliver renders a result in memory and writes it at once: to standard output,
// or to a file that then holds all of it or is not touched. Whoever closed our
// output has seen enough, which changes no exit code.
func (p *program) deliver(file string, render func(io.Writer) error) error {
	var b bytes.Buffer
	if err := render(&b); err != nil {
		return err
	}
	if file == "" {
		if _, err := p.out.Write(b.Bytes()); !errors.Is(err, syscall.EPIPE) {
			return err
		}
		return nil
	}
	if p.scenario != "" && sameFile(file, p.scenario) {
		return usagef("%s is the scenario that was read: write to another file", file)
	}
	if err := writeFile(file, b.Bytes()); err != nil {
		return err
	}
	p.note("wrote %s", file)
	return nil
}

// writeFile writes a file whole or not at all: into a temporary file beside it,
// which then takes its place. What is not a regular file is left alone.
func writeFile(name string, text []byte) error {
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
	temporary, err := writeTemporary(filepath.Dir(name), filepath.Base(name), text, mode)
	if err != nil {
		return &fileError{"write", name, err}
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
func writeTemporary(dir, base string, text []byte, mode fs.FileMode) (name string, err error) {
	name = filepath.Join(dir, fmt.Sprintf(".%s.%08x.tmp", base, rand.Uint32()))
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
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

// formatOf is the format that the extension of a file name stands for, or "".
func formatOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".json":
		return "json"
	case ".yaml", ".yml":
		return "yaml"
	case ".csv":
		return "csv"
	case ".md", ".markdown":
		return "markdown"
	case ".txt":
		return "table"
	}
	return ""
}

// formatFor is the format of a command on many futures: that of the flag, else of
// the file's extension, else the preferred one if the command has it, else a table.
// A file whose extension stands for a format that the command lacks is an error.
func formatFor(c *cobra.Command, o *choice, out string, prefs preferences) (string, error) {
	if c.Flags().Changed("output") {
		return o.value, nil
	}
	if byName := formatOf(out); byName != "" {
		if !slices.Contains(o.words, byName) {
			return "", usagef("%s has no format %q: it writes %s", c.Name(), byName, strings.Join(o.words, ", "))
		}
		return byName, nil
	}
	if slices.Contains(o.words, prefs.Output) {
		return prefs.Output, nil
	}
	return o.value, nil
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
