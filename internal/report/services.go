package report

import "github.com/talimat/talimat-plan/internal/words"

// services is the table of replicas, at peak and in all regions, and of what each
// service costs. Their limits leave first where there is no room.
func (v *view) services() Table {
	t := Table{Name: "services", Title: "Services", Columns: []Column{{Title: "Replicas\nat peak", Align: Left}}}
	for i, m := range v.moments {
		t.Columns = append(t.Columns, Column{Title: v.title(m), Align: Right, Rank: 1 + v.rank(i)})
	}
	t.Columns = append(t.Columns,
		Column{Title: "Need at\nhorizon", Align: Right, Rank: 4},
		Column{Title: "CPU at\nhorizon", Align: Right, Rank: 6},
		Column{Title: "Bound at\nhorizon by", Align: Left, Rank: 5},
		Column{Title: "Max per\nregion", Align: Right, Rank: 8},
		Column{Title: "Cost at\nhorizon", Align: Right, Rank: 7},
	)
	last := v.result.Months()
	costs := v.serviceCosts(last)
	for i := range v.result.Services {
		s := &v.result.Services[i]
		row := []string{s.Name}
		for _, m := range v.moments {
			row = append(row, words.Decimal(s.Replicas[m.month], 0))
		}
		limit := words.None
		if most := v.result.Scenario.Services[i].Replicas.Max; most != nil {
			limit = words.Decimal(float64(*most), 0)
		}
		t.Rows = append(t.Rows, append(row, words.Decimal(s.Need[last], 0), words.Decimal(s.Utilization[last]*100, 0)+"%", words.Phrase(s.Binding[last].String()), limit, costs[i]))
	}
	return t
}

// serviceCosts is what each service costs in a month.
func (v *view) serviceCosts(month int) []string {
	var amounts []float64
	for i := range v.result.Services {
		amounts = append(amounts, v.result.Series("services." + v.result.Services[i].Name + ".cost")[month])
	}
	return v.money.Column(amounts, cents)
}
