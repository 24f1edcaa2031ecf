package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Outlook is how likely the results of a plan are.
type Outlook struct {
	Summary string   // the answer on one line
	Lines   []Line   // which assumptions decide, how the futures were drawn
	Figures Table    // what to expect of the figures that decisions are about
	Limits  Linked   // how likely each limit is broken; without rows when there is none
	Tornado *Tornado // what each assumption does alone; nil where none does anything
}

// OutlookMetrics are the results that a simulation must keep for an outlook.
func OutlookMetrics(s *model.Scenario) []string {
	names := []string{"cost.effective", "total.effective"}
	if len(s.Phases) > 0 {
		names = append(names, "finance.payback", "finance.roi")
	}
	if s.Finance != nil {
		names = append(names, "finance.npv")
	}
	if s.Drivers.Users.Target != nil {
		names = append(names, "reached.users")
	}
	if d := s.Drivers.Database; d != nil && d.Target != nil {
		names = append(names, "reached.database")
	}
	if s.Database != nil {
		names = append(names, "reached.wall")
	}
	return names
}

// outlook is a simulation beside the forecast.
type outlook struct {
	futures
	result *plan.Result
	bars   []sensitivity.Bar // that move the cost of the last month, the longest first
}

// newOutlook arranges what was simulated; bars may be nil.
func newOutlook(r *plan.Result, out *simulation.Outcome, bars *sensitivity.Bars, o *Options) *Outlook {
	v := outlook{futures: newFutures(out), result: r}
	all := &Outlook{}
	if bars != nil {
		v.bars = slices.DeleteFunc(slices.Clone(bars.All), func(b sensitivity.Bar) bool { return !moves(&b, bars.Base) })
		slices.SortStableFunc(v.bars, func(a, b sensitivity.Bar) int { return cmp.Compare(b.Swing(), a.Swing()) })
		if len(v.bars) > 0 {
			all.Tornado = NewTornado(r.Scenario, bars, *o)
		}
	}
	all.Summary, all.Lines, all.Figures, all.Limits = v.summary(), v.lines(), inWords(v.expected()), v.chances(o)
	return all
}

// summary is the spread of the cost, the limit most likely broken, and whether
// the investment pays.
func (v *outlook) summary() string {
	last := v.scenario.Months()
	var parts []string
	if q, ok := v.out.Quantiles("cost.effective", last); ok {
		cells := v.money.Column([]float64{q[tenth].Value, q[nine].Value}, 100)
		parts = append(parts, fmt.Sprintf("in eight futures of ten month %d costs %s to %s", last, cells[0], cells[1]))
	}
	if i := v.worstLimit(); i >= 0 {
		c := v.out.Limits[i]
		parts = append(parts, fmt.Sprintf("limit %s is broken in %s of the futures", limitOf(v.scenario, c).Name, words.Chance(v.out.Odds(i).Ever.Value)))
	}
	if _, ok := v.out.Quantiles("finance.payback", 0); ok && v.result.Finance.Investment > 0 {
		parts = append(parts, "the investment pays back in "+words.Chance(1-v.out.Missing("finance.payback")))
	}
	return capitalised(strings.Join(parts, " · "))
}

// worstLimit is the condition most likely broken among those that deny, or among
// all when none denies; −1 when there is none that a future can break.
func (v *outlook) worstLimit() int {
	worst, denies := -1, false
	for i, c := range v.out.Limits {
		deny := limitOf(v.scenario, c).Deny == c
		if c.Chance != nil || denies && !deny {
			continue
		}
		if worst < 0 || deny && !denies || v.out.Odds(i).Ever.Value > v.out.Odds(worst).Ever.Value {
			worst, denies = i, deny
		}
	}
	return worst
}

// lines say which assumptions decide the cost, and how the futures were drawn.
func (v *outlook) lines() []Line {
	last := v.scenario.Months()
	var lines []Line
	switch bars := v.bars[:min(len(v.bars), 2)]; len(bars) {
	case 0:
		lines = append(lines, document.Say("Decides", "no single assumption moves the cost of "+v.when(last)))
	case 1:
		lines = append(lines, document.Say("Decides", fmt.Sprintf("one assumption moves the cost of %s: %s", v.when(last), v.alone(&bars[0]))))
	default:
		lines = append(lines, document.Say("Decides", fmt.Sprintf("two assumptions move the cost of %s most: %s; and %s", v.when(last), v.alone(&bars[0]), v.alone(&bars[1]))))
	}
	return append(lines, document.Say("Simulated", drawn(&v.out.Design, v.out.Futures())+", as \"talimat-plan simulate\" does"))
}

// alone says what a source does to the cost by itself.
func (v *outlook) alone(b *sensitivity.Bar) string {
	costs := v.money.Column([]float64{b.Low.Target, b.High.Target}, 100)
	text := fmt.Sprintf("%s when %s does not happen, %s when it does", costs[0], b.Path, costs[1])
	if !b.Risk() {
		low, high := ends(b, v.scenario.Currency)
		text = fmt.Sprintf("%s with %s at %s (P10), %s at %s (P90)", costs[0], b.Path, low, costs[1], high)
	}
	for i, source := range v.out.Sources {
		if source == b.Path {
			if e := v.out.Share(i); e.Value >= little {
				text += fmt.Sprintf(", %s of its variance", words.Percent(round3(e.Value)))
			}
		}
	}
	return text
}

// expected is the table of figures with what they are in few, in half and in
// most of the futures, beside the forecast.
func (v *outlook) expected() *document.Table {
	t := &document.Table{Name: "expected", Title: "What to expect", Columns: []document.Column{
		{}, {Title: "Forecast", Align: document.Right}, {Title: "P10", Align: document.Right}, {Title: "P50", Align: document.Right}, {Title: "P90", Align: document.Right}, {Title: "Never", Align: document.Right},
	}}
	last := v.scenario.Months()
	for _, m := range v.out.Metrics {
		name := v.expectation(m.Name)
		month := 0
		if m.Series {
			month = last
		}
		q, ok := v.out.Quantiles(m.Name, month)
		if name == "" || !ok {
			continue
		}
		forecast, never := v.result.Figure(m.Name), document.Empty()
		if m.Series {
			forecast = &v.result.Series(m.Name)[last]
		}
		if m.Kind == unit.KindMonths {
			never = probability(v.out.Missing(m.Name))
		}
		cells := v.cells(m, q)
		t.Add(document.Word(name), v.stated(m, forecast, q), cells[tenth], cells[median], cells[nine], never)
	}
	t.Notes = []string{
		"One future in ten has less than P10, half of them less than P50, one in ten more than P90. ± is the half width of the 95% confidence interval.",
		"The forecast has every input at its median and no risk happening; it is not the middle of the futures.",
	}
	return t
}

// expectation is what the table calls a result; empty for those it leaves out.
func (v *outlook) expectation(name string) string {
	switch name {
	case "cost.effective":
		return "Cost in " + v.when(v.scenario.Months())
	case "total.effective":
		return "Cost in all"
	case "finance.payback":
		return "Payback, month"
	case "finance.roi":
		return "ROI"
	case "finance.npv":
		if v.scenario.Finance != nil {
			return "NPV"
		}
	case "reached.users":
		return words.Decimal(float64(*v.scenario.Drivers.Users.Target), 0) + " users, month"
	case "reached.database":
		return words.Quantity(unit.KindBytes, float64(*v.scenario.Drivers.Database.Target), v.money) + " in the database, month"
	case "reached.wall":
		return "Wall of the database, month"
	}
	return ""
}

// stated is the forecast of a result, written as its quantiles are.
func (v *outlook) stated(m metric.Metric, forecast *float64, q [7]simulation.Estimate) document.Cell {
	switch {
	case forecast == nil && m.Kind == unit.KindMonths:
		return document.None("never")
	case forecast == nil:
		return document.None(words.None)
	case m.Kind == unit.KindMonths, m.Kind == unit.KindMoney:
		return document.Number(v.form(m, []float64{q[0].Value, q[len(q)-1].Value}), *forecast)
	}
	return document.Number(document.Of(m.Kind, v.money), *forecast)
}

// chances is the table of how likely each limit is broken.
func (v *outlook) chances(o *Options) Linked {
	t := &document.Table{Name: "chances", Title: "How likely each limit is broken", Columns: []document.Column{
		{Title: "Limit"}, {Title: "Condition"}, {Title: "Level"}, {Title: "Broken in", Align: document.Right}, {Title: "±", Align: document.Right},
		{Title: "More likely\nthan not from", Align: document.Right},
	}}
	var lines []int
	asked := false
	for i, c := range v.out.Limits {
		limit, odds, level, from := limitOf(v.scenario, c), v.out.Odds(i), "warn", words.None
		if limit.Deny == c {
			level = "deny"
		}
		e := odds.Ever
		if c.Chance != nil {
			e, _ = v.out.Probability(c)
			asked = true
		} else if m, on := likely(odds); m >= 0 {
			from = fmt.Sprintf("month %d", m)
			if !on {
				from = "in " + from
			}
		}
		t.Add(document.Word(limit.Name), document.Word(c.Text), document.Word(level), probability(e.Value), document.Word(points(e.Half)), document.Word(from))
		lines = append(lines, o.lineInFile("limits."+limit.Name))
	}
	t.Notes = append(t.Notes, "A limit that holds in a month is broken in a future when it does not hold in any month of its window.")
	if asked {
		t.Notes = append(t.Notes, "Of a limit on a probability it is that probability.")
	}
	return Linked{Table: inWords(t), Lines: lines}
}
