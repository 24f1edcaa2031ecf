package ci

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Text writes the verdict for people: the verdict first, then a line for each
// limit, objective and claim, then what to change about what is broken.
func Text(v *gate.Verdict, o Options) string {
	t := &text{options: o}
	if t.options.Width == 0 {
		t.options.Width = 80
	}
	if n := len(v.Subjects); n > 1 {
		t.line("%s  %d scenarios: %d denied, %d warned, %d in error", t.paint(v.Status(), word(v.Status())), n,
			v.Count(gate.Denied), v.Count(gate.Warned), v.Count(gate.Failed))
		t.line("")
	}
	for i := range v.Subjects {
		s := &v.Subjects[i]
		brief := len(v.Subjects) > 1 && s.Status() == gate.Passed
		if i > 0 && !brief {
			t.line("")
		}
		t.verdict(s)
		if !brief {
			t.subject(s)
		}
	}
	return t.b.String()
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
	t.wrap(fmt.Sprintf("%s: %s", s.File, headline(s)), t.paint(status, word(status))+"  ", utf8.RuneCountInString(word(status))+2)
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
		}
	}
}

// table is a line for each limit, objective and claim.
func (t *text) table(s *gate.Subject) {
	rows, marks := rowsOf(s, when)
	header := []string{"", "Check", "Actual", "Bound", "Off", "First in"}
	widths, fits := t.widths(header, rows)
	if !fits {
		rows, marks = rowsOf(s, whenShort)
		widths, _ = t.widths(header, rows)
	}
	if len(rows) == 0 {
		return
	}
	t.line("")
	t.row(header, widths, gate.Passed, false)
	for i, row := range rows {
		t.row(row, widths, marks[i], true)
	}
}

// rowsOf are the cells of the limits, objectives and claims of a scenario.
func rowsOf(s *gate.Subject, when func(*gate.Check) string) (rows [][]string, marks []gate.Status) {
	for i := range s.Checks {
		c := &s.Checks[i]
		if c.Kind == gate.Finding {
			continue
		}
		bound, actual, off, first := value(s, c, c.Bound), value(s, c, c.Actual), "", ""
		switch {
		case c.Bound == nil && c.Reason != "":
			bound, actual = "", c.Reason
		case c.Status.Broken():
			off, first = signed(c), when(c)
		}
		if c.Measures == 0 {
			bound = ""
		}
		rows = append(rows, []string{c.Status.String(), c.Name, actual, bound, off, first})
		marks = append(marks, c.Status)
	}
	return rows, marks
}

// whenShort is "month 14".
func whenShort(c *gate.Check) string {
	short, _, _ := strings.Cut(when(c), " (")
	return short
}

// widths are those of the columns, of which the names of the checks give way;
// fits is false when they would have to give too much.
func (t *text) widths(header []string, rows [][]string) (widths []int, fits bool) {
	const least = 12
	widths = make([]int, len(header))
	for _, row := range append([][]string{header}, rows...) {
		for i, cell := range row {
			if row[3] == "" && i == 2 { // a reason runs on
				continue
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	room := t.options.Width - 2 - 2*(len(header)-1)
	for i, w := range widths {
		if i != 1 {
			room -= w
		}
	}
	fits = room >= min(widths[1], least)
	widths[1] = max(min(widths[1], room), 5)
	return widths, fits
}

func (t *text) row(cells []string, widths []int, status gate.Status, colored bool) {
	b := "  "
	for i, cell := range cells {
		runOn := cells[3] == "" && i == 2
		if runOn {
			b += cell
			break
		}
		if n := utf8.RuneCountInString(cell); n > widths[i] {
			cell = string([]rune(cell)[:widths[i]-1]) + "…"
		}
		pad := strings.Repeat(" ", max(widths[i]-utf8.RuneCountInString(cell), 0))
		switch {
		case i == 0 && colored:
			b += t.paint(status, cell) + pad
		case i >= 2 && i <= 4:
			b += pad + cell
		default:
			b += cell + pad
		}
		b += "  "
	}
	if utf8.RuneCountInString(b) > t.options.Width && !t.options.Color && cells[3] == "" {
		b = string([]rune(b)[:t.options.Width-1]) + "…"
	}
	t.line("%s", b)
}

// signed is a relative overshoot with its sign, of a share one in points.
func signed(c *gate.Check) string {
	size := relative(c)
	off := c.Over()
	switch {
	case off == nil:
		return ""
	case c.Measures == unit.KindRatio:
		size = points(*off) + " pp"
	case size == "" && *off < 0:
		return "under"
	case size == "":
		return "over"
	}
	if *off < 0 {
		return "−" + size
	}
	return "+" + size
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
	if c.Status == gate.Known {
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

// wrap writes words over lines: the first after a prefix, the others indented.
func (t *text) wrap(words, prefix string, indent int) {
	line, used := prefix, indent
	if n := utf8.RuneCountInString(prefix); !strings.Contains(prefix, "\x1b") {
		used = n
	}
	empty := true
	for _, w := range strings.Fields(words) {
		n := utf8.RuneCountInString(w)
		if !empty && used+1+n > t.options.Width {
			t.line("%s", line)
			line, used, empty = strings.Repeat(" ", indent), indent, true
		}
		if !empty {
			line, used = line+" ", used+1
		}
		line, used, empty = line+w, used+n, false
	}
	t.line("%s", line)
}
