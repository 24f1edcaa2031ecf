package report

import (
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// services is the table of replicas, at peak and in all regions, and of what each
// service costs. Their limits leave first where there is no room.
func (v *view) services() *document.Table {
	t := &document.Table{Name: "services", Title: "Services", For: document.People, Columns: []document.Column{left("Replicas\nat peak", 0)}}
	for i, m := range v.moments {
		t.Columns = append(t.Columns, right(v.title(m), 1+v.rank(i)))
	}
	t.Columns = append(t.Columns, right("Need at\nhorizon", 4), right("CPU at\nhorizon", 6), left("Bound at\nhorizon by", 5),
		right("Max per\nregion", 8), right("Cost at\nhorizon", 7))
	last := v.result.Months()
	costs, whole := v.serviceCosts(last), document.Decimals(0)
	for i := range v.result.Services {
		s := &v.result.Services[i]
		row := []document.Cell{document.Word(s.Name)}
		for _, m := range v.moments {
			row = append(row, document.Number(whole, s.Replicas[m.month]))
		}
		limit := document.None(words.None)
		if most := v.result.Scenario.Services[i].Replicas.Max; most != nil {
			limit = document.Number(whole, float64(*most))
		}
		t.Rows = append(t.Rows, append(row, document.Number(whole, s.Need[last]),
			document.Number(document.Form{Kind: unit.KindRatio, Rule: document.Fixed}, s.Utilization[last]),
			document.Word(words.Phrase(s.Binding[last].String())), limit, costs[i]))
	}
	return t
}

// serviceCosts is what each service costs in a month.
func (v *view) serviceCosts(month int) []document.Cell {
	var amounts []float64
	for i := range v.result.Services {
		amounts = append(amounts, v.result.Series("services." + v.result.Services[i].Name + ".cost")[month])
	}
	return v.column(amounts, cents)
}
