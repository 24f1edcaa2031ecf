package report

import "strings"

// Source is the text of a scenario, line by line.
type Source struct {
	Name    string       // as the user gave it
	Lines   []SourceLine // from line 1 on
	Changes []string     // overrides, as "path=value"
}

// SourceLine is a line of a scenario.
type SourceLine struct {
	Text     string // up to the comment
	Comment  string // from the # on; empty without one
	Findings []int  // indices of the findings about this line
}

// newSource splits the text of a scenario and marks the lines of its findings.
func newSource(g Given, findings []Finding, o *Options) Source {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(g.Text, "\uFEFF"))
	s := Source{Name: o.File, Changes: g.Changes}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		at := commentAt(line)
		s.Lines = append(s.Lines, SourceLine{Text: line[:at], Comment: line[at:]})
	}
	for i := range findings {
		if at := findings[i].InFile(o.File); at > 0 && at <= len(s.Lines) {
			line := &s.Lines[at-1]
			line.Findings = append(line.Findings, i)
		}
	}
	return s
}

// InFile is the line of a finding if it is in that file, else 0.
func (f *Finding) InFile(file string) int {
	if f.Line == nil || f.File != file {
		return 0
	}
	return *f.Line
}

// Date is the calendar month that a finding begins in; empty without one.
func (f *Finding) Date() string { return f.date }

// commentAt is where the comment of a line of YAML begins, or its length. A #
// begins one at the beginning of the line or behind a space, outside of quotes.
func commentAt(line string) int {
	quote := byte(0)
	for i := range len(line) {
		switch c := line[i]; {
		case quote != 0:
			if c == quote && !(quote == '"' && line[i-1] == '\\') {
				quote = 0
			}
		case (c == '"' || c == '\'') && (i == 0 || strings.IndexByte(" [{,:", line[i-1]) >= 0):
			quote = c
		case c == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			return i
		}
	}
	return len(line)
}
