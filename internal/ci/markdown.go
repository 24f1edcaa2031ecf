package ci

import (
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/render/markdown"
)

// marker begins every comment, so that a later run finds and replaces its own.
const marker = "<!-- talimat-plan:check -->"

// maxComment is the longest comment that GitHub takes, in characters; counted in
// bytes here, which are never fewer.
const maxComment = 65536

// markdown is the body of a comment: the verdict first, then what is wrong, then
// everything else behind a fold. What does not fit is left out, and said.
func writeMarkdown(w io.Writer, v *gate.Verdict, o Options) error {
	m := &comment{}
	m.add(marker)
	m.add(fmt.Sprintf("### %s talimat-plan: %s", symbol(v.Status()), summary(v)))
	m.add("")
	if o.ImageURL != "" {
		m.add("![Cost by month](" + strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "\n", "").Replace(o.ImageURL) + ")")
		m.add("")
	}
	if text := leftOut(v); text != "" {
		m.add(escape(text))
		m.add("")
	}
	m.broken(v)
	m.changes(v)
	m.everything(v)
	_, err := io.WriteString(w, m.String())
	return err
}

// summary is the verdict in a few words.
func summary(v *gate.Verdict) string {
	var parts []string
	for _, p := range []struct {
		status gate.Status
		words  string
	}{{gate.Failed, "in error"}, {gate.Denied, "denied"}, {gate.Warned, "warned"}, {gate.Known, "known"}, {gate.Passed, "passed"}} {
		if n := v.Count(p.status); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, p.words))
		}
	}
	if len(parts) == 0 {
		return "nothing to check"
	}
	text := strings.Join(parts, ", ")
	if n := v.Len(); n > 1 {
		text += fmt.Sprintf(" in %d scenarios", n)
	}
	return text
}

func symbol(s gate.Status) string {
	return map[string]string{"ERROR": "💥", "FAIL": "❌", "WARN": "⚠️", "PASS": "✅"}[word(s)]
}

// comment is a text that stays below the size of a comment.
type comment struct {
	b    strings.Builder
	left int // lines that did not fit
}

// reserve is room for the ends of folds and for saying what was left out.
const reserve = 400

// add adds a line if it fits, and reports whether it did.
func (m *comment) add(text string) bool {
	if m.left > 0 || m.b.Len()+len(text)+1 > maxComment-reserve {
		m.left++
		return false
	}
	m.b.WriteString(text + "\n")
	return true
}

// end adds a line that closes what is open; it always fits.
func (m *comment) end(text string) { m.b.WriteString(text + "\n") }

// String is the comment, with a word about what is not in it.
func (m *comment) String() string {
	if m.left > 0 {
		m.end("")
		m.end(fmt.Sprintf("_%d more lines did not fit into a comment; the JSON report has them all._", m.left))
	}
	return m.b.String()
}

// broken is a table of what is wrong.
func (m *comment) broken(v *gate.Verdict) {
	begun := false
	for p := range problems(v, gate.Failed, gate.Denied, gate.Warned) {
		if !begun {
			m.add("| | Check | Actual | Bound | Off | First in | Where |")
			m.add("|---|---|--:|--:|--:|---|---|")
			begun = true
		}
		where := escape(p.pos.String())
		if p.check == nil || p.check.Status == gate.Failed || p.check.Bound == nil {
			m.add(fmt.Sprintf("| %s | **%s** %s | | | | | %s |", symbol(p.status), escape(p.title), escape(p.message), where))
			continue
		}
		c, s := p.check, p.subject
		m.add(fmt.Sprintf("| %s | **%s** %s | %s | %s | %s | %s | %s |", symbol(p.status), escape(c.Name), escape(c.Text),
			escape(actual(s, c)), escape(value(s, c, c.Bound)), escape(signed(c)), escape(when(c)), where))
	}
	if begun {
		m.add("")
	}
}

// changes says what to change about the broken limits.
func (m *comment) changes(v *gate.Verdict) {
	begun := false
	for p := range problems(v, gate.Denied, gate.Warned) {
		lines := advice(p.subject, p.check)
		if len(lines) == 0 {
			continue
		}
		if !begun {
			m.add("**What moves them** (each input changed by 10%, or by one, and the plan run again)")
			m.add("")
			begun = true
		}
		m.add("- " + escape(p.check.Name) + " in " + escape(p.subject.File))
		for _, l := range lines {
			m.add("  - " + escape(l))
		}
	}
	if begun {
		m.add("")
	}
}

// everything is a folded table of all checks of each scenario.
func (m *comment) everything(v *gate.Verdict) {
	for s := range v.All() {
		if len(s.Checks) == 0 {
			continue
		}
		name := escape(s.File)
		if s.Baseline != "" {
			name += ", compared with " + escape(s.Baseline)
		}
		if !m.add(fmt.Sprintf("<details><summary>%s: %s</summary>\n\n| | Check | Actual | Bound |\n|---|---|--:|--:|", name, escape(headline(s)))) {
			m.left += len(s.Checks)
			continue
		}
		for j := range s.Checks {
			c := &s.Checks[j]
			if c.Kind == gate.Finding {
				m.add(fmt.Sprintf("| %s | %s: %s | | |", c.Status, escape(title(c)), escape(c.Text)))
				continue
			}
			actual, bound := actual(s, c), value(s, c, c.Bound)
			if c.Bound == nil && c.Reason != "" {
				actual, bound = c.Reason, ""
			}
			m.add(fmt.Sprintf("| %s | %s: %s | %s | %s |", c.Status, escape(c.Name), escape(c.Text), escape(actual), escape(bound)))
		}
		m.end("\n</details>")
	}
}

// escape keeps text of the user from being markup, a mention or a second cell.
func escape(text string) string {
	return strings.ReplaceAll(markdown.Plain(strings.ToValidUTF8(text, "")), "_", `\_`)
}
