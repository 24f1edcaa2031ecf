package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/study/compare"
)

// attribution is the table of what each change does, the largest share first.
func (r *Comparison) attribution() Table {
	a := r.Comparison.Attribution
	if a == nil || a.Missing != "" {
		return Table{}
	}
	m := a.Measures[0].Metric
	t := Table{Name: "attribution", Title: "What each change does to " + m.Name, Columns: []Column{{Title: "Change", Align: Left}}}
	footer := []string{"Total"}
	together := []string{"acting together"}
	shares := slices.Clone(a.Shares)
	slices.SortStableFunc(shares, func(x, y compare.Share) int {
		for i := range slices.Backward(a.Measures) {
			if c := cmp.Compare(math.Abs(y.Amount[i]), math.Abs(x.Amount[i])); c != 0 {
				return c
			}
		}
		return 0
	})
	for _, s := range shares {
		t.Rows = append(t.Rows, []string{numbering(s.Changes) + " " + s.Path})
	}
	interacts := slices.ContainsFunc(shares, func(s compare.Share) bool { return s.Alone != nil && !slices.Equal(s.Alone, s.Amount) })
	for i, measure := range a.Measures {
		title := ""
		if m.Series {
			title = ",\n" + period{measure.First, measure.Last}.span()
		}
		if interacts {
			left, _ := a.Interaction(i)
			t.Columns = append(t.Columns, Column{Title: "Alone" + title, Align: Right, Rank: 2 - i})
			footer, together = append(footer, r.change(m.Kind, a.Total[i])), append(together, r.change(m.Kind, left))
		}
		t.Columns = append(t.Columns, Column{Title: "Share" + title, Align: Right})
		footer, together = append(footer, r.change(m.Kind, a.Total[i])), append(together, "")
		for row, s := range shares {
			if interacts {
				t.Rows[row] = append(t.Rows[row], r.change(m.Kind, s.Alone[i]))
			}
			t.Rows[row] = append(t.Rows[row], r.change(m.Kind, s.Amount[i]))
		}
	}
	if interacts {
		t.Rows = append(t.Rows, together)
	}
	if len(shares) > 1 {
		t.Footer = footer
	}
	t.Notes = method(a, interacts)
	return t
}

// numbering is how a list of inputs numbers some of them: "1,4–6".
func numbering(changes []int) string {
	var runs []string
	for i := 0; i < len(changes); {
		run := period{changes[i] + 1, changes[i] + 1}
		for i++; i < len(changes) && changes[i] == run.last; i++ {
			run.last++
		}
		runs = append(runs, run.String())
	}
	return strings.Join(runs, ",")
}

// method says how the shares were found.
func method(a *compare.Attribution, interacts bool) []string {
	n := len(a.Shares)
	var notes []string
	switch {
	case n < 2: // nothing to divide
	case !a.Exact:
		notes = append(notes, fmt.Sprintf("%d changes are too many to run all their combinations: a share is the mean of what the change adds when all are made one after the other in the order of the list, and in reverse.", n))
	case interacts:
		notes = append(notes, fmt.Sprintf("A share is the mean of what the change adds over all orders of the changes (Shapley value, from all %d combinations); so the shares hold what the changes do together.", 1<<n))
	default:
		notes = append(notes, "Each change does alone what it does with the others.")
	}
	if slices.ContainsFunc(a.Shares, func(s compare.Share) bool { return len(s.Changes) > 1 }) {
		notes = append(notes, "Changes that only make a valid scenario together share one row.")
	}
	return notes
}
