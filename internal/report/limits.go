package report

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// limits is the table of limits.
func (v *view) limits() *document.Table {
	t := &document.Table{Name: "limits", Title: "Limits", For: document.People, Columns: []document.Column{
		left("Limit", 0), left("Level", 3), left("Condition", 4), {Title: "Verdict", Rank: 1, Verdict: true},
		right("From\nmonth", 2), right("Value\nthen", 6), right("Worst\nvalue", 5),
	}}
	for _, l := range v.result.Limits {
		verdict, first := "holds", document.None(words.None)
		switch {
		case l.Open != "":
			verdict = "open"
		case !l.Holds:
			verdict = "broken"
		}
		if l.Month != nil {
			first = document.Count(*l.Month)
		}
		actual, worst := document.None(words.None), document.None(words.None)
		if verdict == "broken" {
			m := metric.As(l.Metric, l.Kind)
			actual, worst = v.measured(m, l.Actual), v.measured(m, l.Worst)
		}
		t.Add(document.Word(l.Name), document.Word(l.Level), document.Word(l.Text), judged(verdict), first, actual, worst)
	}
	return t
}

// claims is the table of stated figures; what a claim assumes stands below it.
func (v *view) claims() *document.Table {
	t := &document.Table{Name: "claims", Title: "Claims", For: document.People, Columns: []document.Column{
		left("Claim", 0), left("Result", 6), right("Month", 4), right("Claimed", 3), right("Within", 5), right("Computed", 2),
		{Title: "Verdict", Rank: 1, Verdict: true},
	}}
	for i, c := range v.result.Claims {
		verdict, month := "fails", document.MaybeCount(c.Month)
		if c.Pass {
			verdict = "holds"
		}
		if c.Month == nil && c.Metric.Series {
			month = document.None(words.None)
		}
		within := float64(v.result.Scenario.Claims[i].Within)
		t.Add(document.Word(c.Name), document.Word(c.Metric.Name), month, v.measured(c.Metric, &c.Claimed),
			document.Number(document.Of(unit.KindRatio, ""), within).Reads(words.Percent(within)), v.measured(c.Metric, c.Computed), judged(verdict))
	}
	t.Notes = given(v.result.Claims)
	return t
}

// given says which inputs claims set for themselves, a note for each set of inputs.
func given(claims []plan.ClaimCheck) []string {
	var sets []string
	names := map[string][]string{}
	for _, c := range claims {
		if len(c.Given) == 0 {
			continue
		}
		set := strings.Join(each(c.Given, func(g model.Given) string { return g.Name + " = " + g.Value }), ", ")
		if names[set] == nil {
			sets = append(sets, set)
		}
		names[set] = append(names[set], c.Name)
	}
	return each(sets, func(set string) string { return strings.Join(names[set], ", ") + ": given " + set + "." })
}
