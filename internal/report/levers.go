package report

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
)

// categories is the table of the effective cost by category.
func (v *view) categories() *document.Table {
	t := &document.Table{Name: "categories", Title: "Cost by category", For: document.People, Columns: v.moneyColumns("Effective cost")}
	var rows []amounts
	for _, c := range v.result.Scenario.Categories() {
		if name := "cost.categories." + c; largest(v.result.Series(name)) > 0 {
			rows = append(rows, amounts{c, v.amounts(name)})
		}
	}
	v.fill(t, append(rows, amounts{"effective", v.amounts("cost.effective")}))
	return t
}

// savings is the waterfall from baseline to effective, by lever. It has no rows
// when no lever ever acts.
func (v *view) savings() *document.Table {
	t := &document.Table{Name: "savings", Title: "Savings", For: document.People, Columns: v.moneyColumns("From baseline\nto effective")}
	rows := []amounts{{"baseline", v.amounts("cost.baseline")}}
	acts, negative := false, false
	for _, lever := range metric.Levers() {
		if lever == "reserved" {
			rows = append(rows, amounts{"list", v.amounts("cost.list")})
		}
		if largest(v.result.Series("cost.savings."+lever)) == 0 {
			continue
		}
		row := amounts{"less " + lever + v.claimed(lever), v.amounts("cost.savings." + lever)}
		acts, negative = true, negative || slices.Min(row.values) < 0
		rows = append(rows, row)
	}
	if !acts {
		return t
	}
	v.fill(t, append(rows, amounts{"effective", v.amounts("cost.effective")}))
	if negative {
		t.Notes = append(t.Notes, "A lever with a negative saving costs more than it saves.")
	}
	return t
}

// claimed labels a lever that is taken at its word.
func (v *view) claimed(lever string) string {
	s := &v.result.Scenario.Savings
	if l := map[string]*model.Lever{"autoscaling": s.Autoscaling, "caching": s.Caching, "cdn": s.CDN}[lever]; l != nil && l.Claimed != nil {
		return " (claimed)"
	}
	return ""
}

// moneyColumns are a label, the moments and the total of all months.
func (v *view) moneyColumns(label string) []document.Column {
	columns := []document.Column{left(label, 0)}
	for i, m := range v.moments {
		columns = append(columns, right(v.title(m), 2+v.rank(i)))
	}
	return append(columns, right("Total,\n"+period{1, v.result.Months()}.span(), 1))
}

// amounts is a row of money.
type amounts struct {
	label  string
	values []float64
}

// amounts is a flow of money at each moment and in total.
func (v *view) amounts(name string) []float64 { return append(v.pick(name), v.total(name)) }

// fill adds rows to a table, each column by one rule; the last is the footer.
func (v *view) fill(t *document.Table, rows []amounts) {
	for _, row := range rows {
		t.Add(document.Word(row.label))
	}
	for column := range rows[0].values {
		for i, cell := range v.column(each(rows, func(row amounts) float64 { return row.values[column] }), cents) {
			t.Rows[i] = append(t.Rows[i], cell)
		}
	}
	last := len(t.Rows) - 1
	t.Rows, t.Footer = t.Rows[:last], t.Rows[last]
}
