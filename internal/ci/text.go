package ci

import (
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/unit"
)

// writeText writes the verdict for people: the verdict first, then a line for
// each limit, objective and claim, then what to change about what is broken.
func writeText(w io.Writer, v *gate.Verdict, o Options) error {
	t := &text{options: o}
	if t.options.Width == 0 {
		t.options.Width = 80
	}
	if n := v.Len(); n > 1 {
		t.line("%s  %d scenarios: %d denied, %d warned, %d in error", t.paint(v.Status(), word(v.Status())), n,
			v.Count(gate.Denied), v.Count(gate.Warned), v.Count(gate.Failed))
		t.line("")
	}
	first := true
	for s := range printed(v) {
		brief := v.Len() > 1 && s.Status() == gate.Passed
		if !first && !brief {
			t.line("")
		}
		first = false
		t.verdict(s)
		if !brief {
			t.subject(s)
		}
		if err := t.flush(w); err != nil {
			return err
		}
	}
	if text := leftOut(v); text != "" {
		t.line("")
		t.wrap(text, "", 2)
	}
	return t.flush(w)
}

// flush writes what there is of the text.
func (t *text) flush(w io.Writer) error {
	_, err := io.WriteString(w, t.b.String())
	t.b.Reset()
	return err
}

type text struct {
	b       strings.Builder
	options Options
}

func (t *text) line(format string, args ...any) {
	t.b.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

// paint colours a word by its status.
func (t *text) paint(s gate.Status, word string) string {
	if !t.options.Color {
		return word
	}
	code := map[gate.Status]string{gate.Failed: "1;31", gate.Denied: "1;31", gate.Warned: "1;33", gate.Passed: "1;32"}[s]
	if code == "" {
		return word
	}
	return "\x1b[" + code + "m" + word + "\x1b[0m"
}

func (t *text) verdict(s *gate.Subject) {
	status := s.Status()
	t.wrap(fmt.Sprintf("%s: %s", s.File, headline(s)), t.paint(status, word(status))+"  ", terminal.Columns(word(status))+2)
}

func (t *text) subject(s *gate.Subject) {
	if s.Baseline != "" {
		t.line("  compared with %s", s.Baseline)
	}
	t.table(s)
	t.findings(s)
	for i := range s.Checks {
		c := &s.Checks[i]
		switch {
		case c.Kind == gate.Finding && c.Status != gate.Denied:
		case c.Status == gate.Failed || c.Status.Broken() && c.Kind != gate.Claim:
			t.detail(s, c)
		case c.Absent && !c.Status.Broken():
			t.line("")
			t.wrap(title(c)+": "+c.Reason, "  ", 4)
		}
	}
}

// findings counts what the plan's own linter found.
func (t *text) findings(s *gate.Subject) {
	n := map[string]int{}
	for i := range s.Checks {
		if c := &s.Checks[i]; c.Kind == gate.Finding && c.Status == gate.Noted {
			n[c.Level]++
		}
	}
	var parts []string
	for _, severity := range []string{"high", "medium", "low"} {
		if n[severity] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[severity], severity))
		}
	}
	if len(parts) > 0 {
		t.line("")
		t.wrap("Findings let through: "+strings.Join(parts, ", ")+" (--max-severity none stops them, forecast lists them)", "  ", 4)
	}
}

// detail says about a broken check what is wrong and what to change.
func (t *text) detail(s *gate.Subject, c *gate.Check) {
	t.line("")
	at := ""
	if c.Pos.Line > 0 {
		at = ", " + c.Pos.File
		if c.Pos.File == s.File {
			at += fmt.Sprintf(":%d", c.Pos.Line)
		}
	}
	t.wrap(title(c)+at, "  ", 2)
	t.wrap(sentence(s, c), "    ", 4)
	if c.Status == gate.Known || c.Absent {
		t.wrap(c.Reason, "    ", 4)
	}
	if c.Advice == nil {
		return
	}
	lines := advice(s, c)
	if c.Advice.Part != nil {
		t.wrap(lines[0], "    ", 4)
		lines = lines[1:]
	}
	if len(lines) > 0 {
		where := ""
		if c.Month != nil {
			where = fmt.Sprintf(" in month %d", *c.Month)
		}
		t.wrap("Each input changed by 10%, or by one, and the plan run again; these move it most"+where+":", "    ", 4)
	}
	for _, l := range lines {
		t.wrap(l, "      ", 8)
	}
}

// wrap writes words over lines: the first after a prefix, the others indented. A
// prefix that is coloured is as wide as they are.
func (t *text) wrap(words, prefix string, indent int) {
	room := t.options.Width - indent
	if !strings.Contains(prefix, "\x1b") {
		room = t.options.Width - terminal.Columns(prefix)
	}
	words = strings.Join(strings.Fields(unit.Printable(words)), " ")
	lines := terminal.Wrap(words, room)
	if len(lines) == 0 {
		t.line("%s", prefix)
		return
	}
	t.line("%s", prefix+lines[0])
	if rest := words[len(lines[0]):]; rest != "" {
		for _, line := range terminal.Hang(strings.Repeat(" ", indent), rest, t.options.Width) {
			t.line("%s", line)
		}
	}
}
