package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/words"
)

// phaseTable is the table of phases: what each costs and where the plan stands
// at its end.
func (v *view) phaseTable(o *Options) Linked {
	l := Linked{Table: Table{Name: "phases", Title: "Phases", Columns: []Column{
		{Title: "Phase", Align: Left}, {Title: "Months", Align: Right}, {Title: "Investment", Align: Right},
		{Title: capitalised(v.unit().Name) + "\nat its end", Align: Right}, {Title: "Cost per month\nat its end", Align: Right}, {Title: "Delivers", Align: Left},
	}}}
	for i := range v.result.Scenario.Phases {
		p := &v.result.Scenario.Phases[i]
		users, cost := words.None, words.None
		if end := p.Months.Last; end <= v.result.Months() {
			users = words.Decimal(v.counted()[end], 0)
			cost = v.money.Exact(v.result.Series("cost.effective")[end])
		}
		span := period{p.Months.First, p.Months.Last}
		l.Rows = append(l.Rows, []string{p.Name, span.String(), v.money.Exact(float64(p.Investment)), users, cost, strings.Join(p.Goals, ", ")})
		l.Lines = append(l.Lines, o.lineInFile("phases."+p.Name))
	}
	return l
}

// risks is the table of risks, which are recorded and not modelled.
func (v *view) risks(o *Options) Linked {
	l := Linked{Table: Table{Name: "risks", Title: "Risks", Columns: []Column{
		{Title: "Risk", Align: Left}, {Title: "Level", Align: Left}, {Title: "Probability", Align: Right},
		{Title: "Impact", Align: Right}, {Title: "Mitigation", Align: Left},
	}}}
	for i := range v.result.Scenario.Risks {
		k := &v.result.Scenario.Risks[i]
		probability, impact, mitigation := words.None, words.None, k.Mitigation
		if k.Probability != nil {
			probability = words.Percent(float64(*k.Probability))
		}
		if k.Impact != nil {
			impact = v.money.Exact(float64(*k.Impact))
		}
		if mitigation == "" {
			mitigation = words.None
		}
		l.Rows = append(l.Rows, []string{k.Name, k.Level, probability, impact, mitigation})
		l.Lines = append(l.Lines, o.lineInFile("risks."+k.Name))
	}
	if len(l.Rows) > 0 {
		l.Notes = []string{"Risks are recorded as the scenario states them; no figure of the plan contains them."}
	}
	return l
}

// inputTable is the table of all numbers of the scenario.
func inputTable(inputs model.Inputs, o *Options) Linked {
	l := Linked{Table: Table{Name: "inputs", Title: "Inputs", Columns: []Column{
		{Title: "Input", Align: Left}, {Title: "Value", Align: Right}, {Title: "From", Align: Left},
	}}}
	for _, in := range inputs {
		from, line := "default", 0
		if !in.Default {
			line = o.lineInFile(in.Path)
			from = fmt.Sprintf("line %d", line)
			if line == 0 {
				from = "override"
			}
		}
		l.Rows = append(l.Rows, []string{in.Path, in.Text, from})
		l.Lines = append(l.Lines, line)
	}
	return l
}
