package report

import (
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// walls is the table of what each part of the plan has a most of: when it runs out, by what,
// how much of it is used, and what would be next.
func (v *view) walls() *document.Table {
	t := &document.Table{Name: "walls", Title: "Walls", For: document.People, Columns: []document.Column{
		left("Part", 0), left("runs out", 1), left("by", 2),
	}}
	for i, m := range v.moments {
		t.Columns = append(t.Columns, right(v.title(m), 5+v.rank(i)))
	}
	t.Columns = append(t.Columns, left("then by", 3), left("in", 4))
	share := document.Form{Kind: unit.KindRatio, Rule: document.Fixed}
	for _, w := range v.result.Walls() {
		row := []document.Cell{document.Word(w.Part), v.month(w.First.Month), document.Word(words.Phrase(w.First.Of.String()))}
		for _, m := range v.moments {
			row = append(row, document.Number(share, w.First.Used[m.month]))
		}
		t.Rows = append(t.Rows, append(row, v.then(w.Next)...))
	}
	return t
}

// month is a month in which something runs out.
func (v *view) month(m *int) document.Cell {
	if m == nil {
		return document.None("never")
	}
	return document.Word(v.date(*m)).As(document.Bad)
}

// then is what runs out next, and when.
func (v *view) then(next *plan.Resource) []document.Cell {
	if next == nil {
		return []document.Cell{document.None(words.None), document.None(words.None)}
	}
	return []document.Cell{document.Word(words.Phrase(next.Of.String())), v.month(next.Month)}
}
