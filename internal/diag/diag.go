// Package diag describes what is wrong with a file the user wrote: where, how
// severe, why, and what would mend it.
//
// Diagnostics are values. Whoever reads a file collects all of them and never
// stops at the first; [Render] shows them to people and the JSON form, which
// has the same fields, to machines. A Go error is for I/O and bugs, except that
// [List.Err] turns a list with errors in it into one for callers who need that.
package diag

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// Severity says how much a diagnostic matters. The zero value is [Error], so a
// forgotten severity is never a lenient one.
type Severity uint8

const (
	Error   Severity = iota // the file cannot be used
	Warning                 // the file can be used, but probably does not say what was meant
	Note                    // context that needs no action
)

// String returns "error", "warning" or "note".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Note:
		return "note"
	}
	return fmt.Sprintf("Severity(%d)", uint8(s))
}

// MarshalText writes the form of [Severity.String]; a value outside the three
// constants is an error, since no reader would know it.
func (s Severity) MarshalText() ([]byte, error) {
	if s > Note {
		return nil, fmt.Errorf("diag: no such severity: %d", uint8(s))
	}
	return []byte(s.String()), nil
}

// Pos is a place in a file. Lines and columns count from 1, columns in
// characters (runes), not bytes.
type Pos struct {
	File string // name as the user gave it
	Line int    // 0 is the file as a whole
	Col  int    // 0 is the line as a whole
}

// String returns "file:line:col", the form editors and terminals make
// clickable, without the parts that the position does not have.
func (p Pos) String() string {
	s := p.File
	for _, n := range []int{p.Line, p.Col} {
		if n <= 0 {
			break
		}
		if s != "" {
			s += ":"
		}
		s += strconv.Itoa(n)
	}
	return s
}

// Diagnostic is one thing to say about a file.
type Diagnostic struct {
	Severity Severity // how much it matters
	Code     string   // stable, kebab-case name of the kind: "unknown-key"
	Pos      Pos      // where
	Width    int      // characters marked from Pos.Col on; 0 and 1 are one caret
	Message  string   // what is wrong, one line: `unknown key "repicas"`
	Hint     string   // what would mend it, or empty: `did you mean "replicas"?`
}

// MarshalJSON writes the published form: the position is flat and every key is
// always there, so that a reader needs no case for a missing one.
func (d Diagnostic) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Severity Severity `json:"severity"`
		Code     string   `json:"code"`
		File     string   `json:"file"`
		Line     int      `json:"line"`
		Column   int      `json:"column"`
		Message  string   `json:"message"`
		Hint     string   `json:"hint"`
	}{d.Severity, d.Code, d.Pos.File, d.Pos.Line, d.Pos.Col, d.Message, d.Hint})
}

// List is what a reader of files collects.
type List []Diagnostic

// Add appends d.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Sort orders the list by file, line, column and code. Diagnostics equal in all
// four keep their order.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Code, b.Code),
		)
	})
}

// HasErrors reports whether any diagnostic is an [Error].
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Err returns an [*InvalidError] with a copy of the list, or nil when the list
// holds no [Error].
func (l List) Err() error {
	if !l.HasErrors() {
		return nil
	}
	return &InvalidError{List: slices.Clone(l)}
}

// InvalidError says that files are unusable; the list says why.
type InvalidError struct {
	List List // all diagnostics, warnings and notes included
}

// Error returns a summary such as "3 errors in plan.yaml".
func (e *InvalidError) Error() string {
	n, files := 0, map[string]bool{}
	file := ""
	for _, d := range e.List {
		if d.Severity == Error {
			n, file = n+1, d.Pos.File
			files[file] = true
		}
	}
	switch {
	case len(files) > 1:
		return fmt.Sprintf("%s in %s", count(n, "error"), count(len(files), "file"))
	case file == "":
		return count(n, "error")
	}
	return fmt.Sprintf("%s in %s", count(n, "error"), printable(file))
}

// count returns "1 error", "2 errors".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}
