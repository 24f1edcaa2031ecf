package cli

import (
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/talimat/talimat-plan/internal/unit"
)

// defaultWidth is the width of output whose terminal is not known.
const defaultWidth = 80

// Widths that may be asked for; whatever the environment says is cut to the widest.
const (
	minWidth = 40
	maxWidth = 1000
)

// terminal tells what is behind a stream.
type terminal interface {
	is(stream any) bool                // whether it is a terminal
	width(stream any) (n int, ok bool) // columns of the terminal
}

// systemTerminal asks the operating system.
type systemTerminal struct{}

func (systemTerminal) is(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func (systemTerminal) width(stream any) (int, bool) {
	f, ok := stream.(*os.File)
	if !ok {
		return 0, false
	}
	n, _, err := term.GetSize(int(f.Fd()))
	return n, err == nil && n > 0
}

// colored reports whether a stream shows colors. The mode always or never is
// the user's word; auto asks NO_COLOR (https://no-color.org), TERM and the stream.
func (p *program) colored(s *stream, mode string) bool {
	switch mode {
	case "always":
		return true
	case "never":
		return false
	}
	return p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb" && p.terminal.is(s.w)
}

// live reports whether a line on standard error may come and go: it takes a
// terminal that can, and a user who does not want quiet.
func (p *program) live() bool {
	return !p.global.quiet && p.getenv("TERM") != "dumb" && p.terminal.is(p.err.w)
}

// columns is the width of text output: what the user prefers, else that of the
// terminal, else $COLUMNS, else 80.
func (p *program) columns(preferred int) int {
	if preferred > 0 {
		return preferred
	}
	if n, ok := p.terminal.width(p.out.w); ok {
		return min(n, maxWidth)
	}
	if n, err := strconv.Atoi(p.getenv("COLUMNS")); err == nil && n > 0 {
		return min(n, maxWidth)
	}
	return defaultWidth
}

// stream is a standard stream that remembers its first failure, because help
// and completion are written by code that does not look.
type stream struct {
	w   io.Writer
	err error
}

func (s *stream) Write(text []byte) (int, error) {
	n, err := s.w.Write(text)
	if s.err == nil {
		s.err = err
	}
	return n, err
}

// failure is the first failure as an error for the user.
func (s *stream) failure() error {
	if s.err == nil {
		return nil
	}
	return &fileError{"write", "standard output", s.err}
}

// printable is a text of one line that cannot steer a terminal: names and values
// of the user come back in messages.
func printable(s string) string { return unit.Printable(s) }

// printableLines keeps the line breaks of what is no text of the user's alone.
func printableLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = unit.Printable(lines[i])
	}
	return strings.Join(lines, "\n")
}
