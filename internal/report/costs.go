package report

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// costs is the table of the effective cost by category, a row for each period.
func (v *view) costs(ps []period, by string) *document.Table {
	t := &document.Table{Name: "costs", Title: "Cost by category, " + lowered(periodTitle(by)), For: document.People}
	t.Put(right("Month", 0), spelledAll(each(ps, period.String))...)
	t.Put(left("To", 0), spelledAll(each(ps, func(p period) string { return v.date(p.last) }))...)
	t.Footer = []document.Cell{document.Word("Total"), document.Empty()}
	column := func(title, name string) {
		amounts := v.column(append(v.over(ps, name), v.total(name)), wideCents)
		t.Put(right(title, 0), amounts[:len(ps)]...)
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
func (v *view) cash(o Options) *document.Table {
	f := &v.result.Finance
	t := &document.Table{Name: "cash", Title: "Cash flow", For: document.People, Columns: []document.Column{
		right("Months", 0), left("To", 0), right("Saved", 0), right("Invested", 0), right("Cash flow", 0), right("Cumulative", 0),
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
	for i, amount := range []float64{saved, invested, cumulative} {
		rows[i] = append(rows[i], cost.Sum(amount))
	}
	t.Footer = []document.Cell{document.Word("Total"), document.Empty()}
	for _, p := range ps {
		t.Add(document.Word(p.String()), document.Word(v.date(p.last)))
	}
	for _, values := range rows {
		amounts := append(v.column(values, wideCents), document.Empty()) // there is no total of what is a sum already
		t.Footer = append(t.Footer, amounts[len(ps)])
		for i := range ps {
			t.Rows[i] = append(t.Rows[i], amounts[i])
		}
	}
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
func (v *view) objectives() *document.Table {
	p := &v.result.Scenario.Objectives
	t := &document.Table{Name: "objectives", Title: "Objectives", For: document.People, Columns: []document.Column{left("Objective", 0), right("Promise", 0)}}
	promise := func(label, text string) { t.Add(document.Word(label), document.Word(text)) }
	add := func(label string, kind unit.Kind, value float64, sign string) {
		promise(label, sign+unit.Display(kind, unit.Value{Number: value}))
	}
	if p.LatencyP95 != nil {
		add("Response time, 95th percentile", unit.KindSeconds, float64(*p.LatencyP95), "at most ")
	}
	if p.Throughput != nil {
		promise("Requests carried", "at least "+words.Quantity(unit.KindPerSecond, float64(*p.Throughput), v.money))
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
		promise("Third-party services", fmt.Sprintf("%s, %s each", words.Decimal(float64(d.Count), 0), unit.Display(unit.KindRatio, unit.Value{Number: float64(d.Availability)})))
	}
	return t
}
