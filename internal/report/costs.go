package report

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// costs is the table of the effective cost by category, a row for each period.
func (v *view) costs(ps []period, by string) Table {
	t := newTable("costs", "Cost by category, "+lowered(periodTitle(by)),
		cells{Column{Title: "Month", Align: Right}, each(ps, period.String)},
		cells{Column{Title: "To", Align: Left}, each(ps, func(p period) string { return v.date(p.last) })},
	)
	t.Footer = []string{"Total", ""}
	column := func(title, name string) {
		amounts := v.money.Column(append(v.over(ps, name), v.total(name)), wideCents)
		t.Columns = append(t.Columns, Column{Title: title, Align: Right})
		for i := range ps {
			t.Rows[i] = append(t.Rows[i], amounts[i])
		}
		t.Footer = append(t.Footer, amounts[len(ps)])
	}
	for _, c := range v.result.Scenario.Categories() {
		if name := "cost.categories." + c; largest(v.result.Series(name)) > 0 {
			column(capitalised(c), name)
		}
	}
	column("Effective", "cost.effective")
	column("Billed", "cost.billed")
	t.Notes = append(t.Notes, "Totals are of "+period{1, v.result.Months()}.span()+"; month 0 is today."+v.opening())
	return t
}

// opening says what the total of the billed has of month 0, if anything.
func (v *view) opening() string {
	prepaid := figures.Opening(v.result, "cost.billed")
	if prepaid == 0 {
		return ""
	}
	return " That of billed has " + v.money.Exact(prepaid) + " paid in month 0 for later months."
}

// lowered is a heading as it goes on behind a comma.
func lowered(title string) string { return string(title[0]+'a'-'A') + title[1:] }

// cash is the table of the cash flow, a row for each period of the evaluation.
func (v *view) cash(o Options) Table {
	f := &v.result.Finance
	t := Table{Name: "cash", Title: "Cash flow", Columns: []Column{
		{Title: "Months", Align: Right}, {Title: "To", Align: Left}, {Title: "Saved", Align: Right}, {Title: "Invested", Align: Right},
		{Title: "Cash flow", Align: Right}, {Title: "Cumulative", Align: Right},
	}}
	if f.Investment == 0 && largest(f.Flows) == 0 {
		return t
	}
	var rows [4][]float64
	var ps []period
	cumulative, saved, invested := 0.0, 0.0, 0.0
	for _, p := range periods(f.Months, o) {
		if p.first == 0 && f.Flows[0] == 0 {
			continue // of today only what is paid for later months counts
		}
		flow, paid := 0.0, 0.0
		for m := p.first; m <= p.last; m++ {
			flow, paid = flow+f.Flows[m], paid+f.Invested[m]
		}
		cumulative, saved, invested = cumulative+flow, saved+flow+paid, invested+paid
		for i, amount := range []float64{flow + paid, paid, flow, cumulative} {
			rows[i] = append(rows[i], cost.Sum(amount))
		}
		ps = append(ps, p)
	}
	total := []string{"Total", ""}
	for i, amount := range []float64{saved, invested, cumulative} {
		rows[i] = append(rows[i], cost.Sum(amount))
	}
	var columns [4][]string
	for i := range rows {
		columns[i] = v.money.Column(rows[i], wideCents)
	}
	for i, p := range ps {
		t.Rows = append(t.Rows, []string{p.String(), v.date(p.last), columns[0][i], columns[1][i], columns[2][i], columns[3][i]})
	}
	n := len(ps)
	t.Footer = append(total, columns[0][n], columns[1][n], columns[2][n], "")
	t.Notes = append(t.Notes, v.cashNotes()...)
	return t
}

// cashNotes say what the cash flow is against and which of its amounts are no bill.
func (v *view) cashNotes() []string {
	f := &v.result.Finance
	notes := []string{[...]string{
		cost.Unlevered: "Saved against the baseline, without any lever.",
		cost.Unphased:  "Saved against what would be billed without the project: with commitments, and the levers that begin with no phase.",
		cost.Stated:    "Saved as stated in the scenario, from the first phase that is paid.",
	}[f.Reference]}
	if f.Flows[0] != 0 {
		notes = append(notes, "Month 0 has what is paid today for later months.")
	}
	if unused := cost.Sum(f.Residual); unused != 0 && f.Reference != cost.Stated {
		notes = append(notes, fmt.Sprintf("%s prepaid and unused at the end of month %d is an asset then, and counts there.", v.money.Exact(unused), f.Months))
	}
	return notes
}

// objectives is the table of what the system promises.
func (v *view) objectives() Table {
	p := &v.result.Scenario.Objectives
	t := Table{Name: "objectives", Title: "Objectives", Columns: []Column{{Title: "Objective", Align: Left}, {Title: "Promise", Align: Right}}}
	add := func(label string, kind unit.Kind, value float64, sign string) {
		t.add(label, []string{sign + unit.Display(kind, unit.Value{Number: value})})
	}
	if p.LatencyP95 != nil {
		add("Response time, 95th percentile", unit.KindSeconds, float64(*p.LatencyP95), "at most ")
	}
	if p.Throughput != nil {
		t.add("Requests carried", []string{"at least " + words.Quantity(unit.KindPerSecond, float64(*p.Throughput), v.money)})
	}
	if p.Availability != nil {
		add("Availability", unit.KindRatio, float64(*p.Availability), "at least ")
	}
	if p.ErrorRate != nil {
		add("Error rate", unit.KindRatio, float64(*p.ErrorRate), "at most ")
	}
	if p.CPU != nil {
		add("CPU utilization", unit.KindRatio, float64(*p.CPU), "at most ")
	}
	if p.Memory != nil {
		add("Memory utilization", unit.KindRatio, float64(*p.Memory), "at most ")
	}
	if d := p.Dependencies; d != nil {
		t.add("Third-party services", []string{fmt.Sprintf("%s, %s each", words.Decimal(float64(d.Count), 0), unit.Display(unit.KindRatio, unit.Value{Number: float64(d.Availability)}))})
	}
	return t
}
