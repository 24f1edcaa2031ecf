package report

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// committed is the table of what commitments come to over the plan, a row for each and
// of several one for all. It has no rows where nothing is ever in force.
func (v *view) committed() *document.Table {
	r := v.result
	t := &document.Table{Name: "committed", Title: "Commitments, " + period{1, r.Months()}.span(), For: document.People, Columns: []document.Column{
		left("Commitment", 0), right("Covers", 0), right("Used", 0), right("Saved", 0), right("Rate", 0), right("Unused", 0),
		left("Even by", 1), right("Owed at\nthe end", 0), right("Prepaid", 1),
	}}
	all, several := r.Commitment(""), 0
	for _, name := range r.Scenario.Committed() {
		if c := r.Commitment(name); c.InForce > 0 {
			t.Add(v.commitment(name, c, all)...)
			several++
		}
	}
	if several == 0 {
		return t
	}
	if several > 1 {
		t.Footer = v.commitment("all", all, all)
	}
	note := "Covers: of what runs. Used: of what is in force. Rate: saved, of what all that runs would cost on demand."
	const visible = 0.0005 // of the fees
	if all.Fees > 0 && all.Unused > visible*all.Fees {
		note += fmt.Sprintf(" %s of the %s that they cost pay for what does not run.", words.Percent(all.Unused/all.Fees), v.money.Exact(all.Fees))
	}
	t.Notes = append(t.Notes, note)
	return t
}

// commitment is the row of one commitment, or of all.
func (v *view) commitment(name string, c, all plan.Commitment) []document.Cell {
	share := func(part, whole float64) document.Cell {
		if whole <= 0 {
			return document.None("–")
		}
		return document.Number(nearly(), min(part/whole, 1))
	}
	rate := document.None("–")
	if c.Runs > 0 {
		rate = document.Number(document.Of(unit.KindRatio, ""), c.Saved()/c.Runs)
	}
	even := document.None("–")
	if c.BreakEven != nil {
		even = document.Word(v.date(*c.BreakEven))
	}
	money := document.Uniform(v.money, 1000, all.Fees, all.Owed, all.Prepaid)
	amount := func(a float64) document.Cell { return document.Number(money, a) }
	return []document.Cell{
		document.Word(name), share(c.Covered, c.Runs), share(c.Used, c.InForce), amount(c.Saved()), rate, amount(c.Unused),
		even, amount(c.Owed), amount(c.Prepaid),
	}
}
