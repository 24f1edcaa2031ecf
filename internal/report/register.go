package report

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// phaseTable is the table of phases: what each costs and where the plan stands
// at its end.
func (v *view) phaseTable(o *Options) Linked {
	t := &document.Table{Name: "phases", Title: "Phases", For: document.People, Columns: []document.Column{
		left("Phase", 0), right("Months", 0), right("Investment", 0), right(capitalised(v.unit().Name)+"\nat its end", 0),
		right("Cost per month\nat its end", 0), left("Delivers", 0),
	}}
	for i := range v.result.Scenario.Phases {
		p := &v.result.Scenario.Phases[i]
		users, cost := document.None(words.None), document.None(words.None)
		if end := p.Months.Last; end <= v.result.Months() {
			users = document.Number(document.Decimals(0), v.counted()[end])
			cost = v.amount(v.result.Series("cost.effective")[end])
		}
		span := period{p.Months.First, p.Months.Last}
		t.Add(document.Word(p.Name), document.Word(span.String()), v.amount(float64(p.Investment)), users, cost, document.Words(p.Goals))
	}
	if !v.counts() {
		t = t.Without(3)
	}
	return link(t, o, "phases.", names(v.result.Scenario.Phases, func(p *model.Phase) string { return p.Name }))
}

// risks is the table of risks, which are recorded and not modelled.
func (v *view) risks(o *Options) Linked {
	t := &document.Table{Name: "risks", Title: "Risks", For: document.People, Columns: []document.Column{
		left("Risk", 0), left("Level", 0), right("Probability", 0), right("Impact", 0), left("Mitigation", 0),
	}}
	for i := range v.result.Scenario.Risks {
		k := &v.result.Scenario.Risks[i]
		probability, impact, mitigation := document.None(words.None), document.None(words.None), document.None(words.None)
		if p := k.Probability; p != nil {
			probability = document.Number(document.Of(unit.KindRatio, ""), float64(*p)).Reads(words.Percent(float64(*p)))
		}
		if k.Impact != nil {
			impact = v.amount(float64(*k.Impact))
		}
		if k.Mitigation != "" {
			mitigation = document.Word(k.Mitigation)
		}
		t.Add(document.Word(k.Name), document.Word(k.Level), probability, impact, mitigation)
	}
	if len(t.Rows) > 0 {
		t.Notes = []string{"Risks are recorded as the scenario states them; no figure of the plan contains them."}
	}
	return link(t, o, "risks.", names(v.result.Scenario.Risks, func(k *model.Risk) string { return k.Name }))
}

// inputTable is the table of all numbers of the scenario.
func inputTable(inputs model.Inputs, o *Options) Linked {
	t := &document.Table{Name: "inputs", Title: "Inputs", For: document.People, Columns: []document.Column{left("Input", 0), right("Value", 0), left("From", 0)}}
	lines := make([]int, len(inputs))
	for i, in := range inputs {
		from := "default"
		if !in.Default {
			lines[i] = o.lineInFile(in.Path)
			from = fmt.Sprintf("line %d", lines[i])
			if lines[i] == 0 {
				from = "override"
			}
		}
		t.Add(document.Word(in.Path), document.Word(in.Text), document.Word(from))
	}
	return Linked{Table: inWords(t), Lines: lines}
}
