// Package ci writes the verdict of a gate for those who read it: people at a
// terminal, code review and the systems that run checks. It judges nothing.
package ci

import (
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/gate"
)

// Options say how a report is arranged.
type Options struct {
	Width    int    // columns of text; 80 when 0
	Color    bool   // whether text may colour its words
	ImageURL string // of a chart, for Markdown; "" for none

	// Path is the path of a scenario from the root of its repository, with
	// slashes, by the name that the user gave; nil leaves names as they are.
	Path func(name string) string
}

// Formats lists the formats in the order of the help.
func Formats() []string {
	return []string{"junit", "sarif", "github", "gitlab", "markdown", "json", "csv"}
}

// Write writes the verdict in one of the Formats, or as text: scenario by scenario, so
// that what is in memory does not grow with their number.
func Write(w io.Writer, format string, v *gate.Verdict, o Options) error {
	write, ok := map[string]func(io.Writer, *gate.Verdict, Options) error{
		"table": writeText, "junit": writeJUnit, "sarif": writeSARIF, "github": writeGitHub, "gitlab": writeGitLab,
		"markdown": writeMarkdown, "json": writeJSON, "csv": writeCSV,
	}[format]
	if !ok {
		return fmt.Errorf("no format %q", format)
	}
	if err := write(w, v, o); err != nil {
		return fmt.Errorf("ci: %s: %w", format, err)
	}
	return nil
}

// unreadable is the title of a scenario that could not be read.
const unreadable = "unreadable"

// problem is a check that went wrong, with its scenario and the place that shows it.
type problem struct {
	subject *gate.Subject
	check   *gate.Check // nil when the scenario itself is what is wrong
	status  gate.Status
	flag    string   // of the command line that is what is wrong; ""
	pos     diag.Pos // in the scenario
	title   string
	brief   string // of what is wrong with a scenario: the message without what would mend it
	message string
}

// problems are all checks with one of the statuses, worst first, and whatever is
// wrong with the scenarios themselves. It goes through the scenarios once for each
// status that there is.
func problems(v *gate.Verdict, wanted ...gate.Status) iter.Seq[problem] {
	wanted = slices.SortedFunc(slices.Values(wanted), func(a, b gate.Status) int { return int(b) - int(a) })
	return func(yield func(problem) bool) {
		for _, status := range wanted {
			if v.Count(status) == 0 {
				continue
			}
			for s := range v.All() {
				for p := range problemsOf(s, status) {
					if !yield(p) {
						return
					}
				}
			}
		}
	}
}

// problemsOf are those of a scenario that have a status.
func problemsOf(s *gate.Subject, status gate.Status) iter.Seq[problem] {
	return func(yield func(problem) bool) {
		if s.Error != "" && status == gate.Failed {
			for _, p := range faults(s) {
				if !yield(p) {
					return
				}
			}
		}
		for j := range s.Checks {
			c := &s.Checks[j]
			if c.Status == status && !yield(problem{subject: s, check: c, status: c.Status, pos: place(s, c), title: title(c), message: sentence(s, c)}) {
				return
			}
		}
	}
}

// faults are the errors of a scenario that could not be judged.
func faults(s *gate.Subject) []problem {
	var all []problem
	for _, d := range s.Problems {
		if d.Severity == diag.Error {
			message := d.Message
			if d.Hint != "" {
				message += " (" + d.Hint + ")"
			}
			p := problem{subject: s, status: gate.Failed, pos: within(s, d.Pos), title: d.Code, brief: d.Message, message: message}
			if strings.HasPrefix(d.Pos.File, "--") && d.Pos.File != s.File {
				p.flag, p.message = d.Pos.File, d.Pos.File+": "+message
			}
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		all = append(all, problem{subject: s, status: gate.Failed, pos: start(s), title: unreadable, brief: s.Error, message: s.Error})
	}
	return all
}

// place is where a check stands in its scenario: its own line, else that of the
// input that drives it, else the first one. Limits of the command line have none.
func place(s *gate.Subject, c *gate.Check) diag.Pos {
	if at := within(s, c.Pos); at == c.Pos {
		return at
	}
	if c.Advice != nil {
		for _, change := range c.Advice.Changes {
			if change.Pos.File == s.File && change.Pos.Line > 0 {
				return change.Pos
			}
		}
	}
	return start(s)
}

// within is a place in a scenario; what has none, as flags of the command line
// and keys that are missing, stands at its start.
func within(s *gate.Subject, at diag.Pos) diag.Pos {
	if at.File != s.File || at.Line <= 0 {
		return start(s)
	}
	return at
}

func start(s *gate.Subject) diag.Pos { return diag.Pos{File: s.File, Line: 1, Col: 1} }

// file is the name of a scenario as other programs know files, by its path from
// the root of the repository; ok is false for standard input and the built-in
// one, which are no files.
func (o *Options) file(name string) (slashed string, ok bool) {
	if strings.HasPrefix(name, "<") {
		return strings.Trim(name, "<>"), false
	}
	if o.Path != nil {
		return o.Path(name), true
	}
	return filepath.ToSlash(filepath.Clean(name)), true
}
