package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/study/solve"
)

// markedTrial is a trial and what there is to it.
type markedTrial struct {
	solve.Trial
	mark string
}

// marked is the trials along the range and those beside the edges, ascending.
func marked(a *solve.Answer) []markedTrial {
	var all []markedTrial
	add := func(t solve.Trial, mark string) {
		i := slices.IndexFunc(all, func(m markedTrial) bool { return m.At == t.At })
		switch {
		case i < 0:
			all = append(all, markedTrial{t, mark})
		case mark != "" && all[i].mark != "":
			all[i].mark += ", " + mark
		case mark != "":
			all[i] = markedTrial{t, mark}
		}
	}
	for _, t := range a.Trials {
		add(t, "")
	}
	add(a.Present, "now")
	for i := range a.Edges {
		for _, t := range a.Edges[i].Shown {
			add(t, "edge")
		}
	}
	slices.SortFunc(all, func(x, y markedTrial) int {
		switch {
		case x.At < y.At:
			return -1
		case x.At > y.At:
			return 1
		}
		return 0
	})
	return all
}

// table is the figure along the range.
func (x *Solution) table() Table {
	a := x.answer
	value := cells{Column: Column{Title: heading(a.Input.Path), Align: Right}}
	figure := cells{Column: Column{Title: heading(x.what()), Align: Right}}
	half := cells{Column: Column{Title: "±", Align: Right, Rank: 2}}
	month := cells{Column: Column{Title: "Month", Align: Right, Rank: 3}}
	first := cells{Column: Column{Title: "Breaks from", Align: Right, Rank: 1}}
	goal := cells{Column: Column{Title: "Goal", Verdict: true}}
	mark := cells{Column: Column{Title: ""}}
	at := func(m *int) string {
		if m == nil {
			return ""
		}
		return strconv.Itoa(*m)
	}
	for _, t := range marked(a) {
		word := "broken"
		if t.Holds {
			word = "holds"
		}
		value.rows = append(value.rows, a.Label(t.At))
		figure.rows = append(figure.rows, x.figure(t.Figure))
		half.rows = append(half.rows, x.width(t.Half))
		month.rows, first.rows = append(month.rows, at(t.Month)), append(first.rows, at(t.First))
		goal.rows, mark.rows = append(goal.rows, word), append(mark.rows, t.mark)
	}
	chosen := []cells{value, figure}
	if a.Search != nil {
		chosen = append(chosen, half)
	}
	for _, c := range []cells{month, first} {
		if a.To > a.From && slices.ContainsFunc(c.rows, func(cell string) bool { return cell != "" }) {
			chosen = append(chosen, c)
		}
	}
	return newTable("solution", "Along the range", append(chosen, goal, mark)...)
}

// heading breaks a long name behind a dot or a space, so that its column is not
// wider than what is in it.
func heading(name string) string {
	const wide = 20
	at := strings.LastIndexAny(name[:min(len(name), max(len(name)*2/3, wide))], ". ")
	if columns(name) <= wide || at < 0 {
		return name
	}
	return strings.TrimSpace(name[:at+1]) + "\n" + heading(name[at+1:])
}

// Text writes the solution for a terminal.
func (x *Solution) Text(w io.Writer) error {
	width := x.options.Width
	if width == 0 {
		width = defaultWidth
	}
	width = max(width, leastWidth)
	out := &trimmer{}
	out.lines(wrap(x.Verdict, width))
	out.WriteByte('\n')
	out.lines(textLines(x.lines(), width))
	out.WriteByte('\n')
	if err := out.table(x.table(), width, x.options.Color); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := io.WriteString(w, out.text())
	return err
}

// Markdown writes the solution in GitHub's flavour.
func (x *Solution) Markdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString(escape(x.Verdict) + "\n\n")
	for _, l := range x.lines() {
		fmt.Fprintf(&b, "- **%s**: %s\n", escape(l.Label), escape(l.Text))
	}
	b.WriteByte('\n')
	t := x.table()
	t.markdown(&b)
	_, err := io.WriteString(w, strings.TrimSuffix(b.String(), "\n"))
	return err
}
