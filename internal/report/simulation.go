package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Simulation is the report on the outcome of a simulation.
type Simulation struct {
	Title    string  // name and description of the scenario
	Frame    string  // horizon, start, currency and file, on one line
	Design   string  // how the futures were drawn, on one line
	Verdicts []Line  // the answer in a few lines
	Tables   []Table // bands by month, at the horizon, single figures, limits, sources

	outcome *simulation.Outcome
	options Options
}

// Simulate arranges an outcome.
func Simulate(out *simulation.Outcome, o Options) *Simulation {
	s := out.Scenario
	f := &Simulation{Title: s.Name, outcome: out, options: o}
	if s.Description != "" {
		f.Title += ": " + s.Description
	}
	f.Frame = fmt.Sprintf("%s from %s · %s", months(s.Months()), s.Start, s.Currency)
	if o.File != "" {
		f.Frame += " · " + o.File
	}
	f.Design = design(out)
	v := futures{out: out, scenario: s, money: currency(s.Currency)}
	f.Verdicts = v.verdicts()
	for _, t := range []Table{v.bands(periods(s.Months(), o)), v.horizon(), v.figures(), v.limits(), v.breaking()} {
		if len(t.Rows) > 0 {
			f.Tables = append(f.Tables, t)
		}
	}
	return f
}

// design says how the futures were drawn.
func design(out *simulation.Outcome) string { return drawn(&out.Design, out.Futures()) }

// drawn says how so many futures of a design were drawn.
func drawn(d *sampling.Design, futures int) string {
	method := map[sampling.Method]string{
		sampling.Sobol: "scrambled Sobol' points", sampling.LatinHypercube: "Latin hypercube", sampling.Random: "independent draws",
	}[d.Method]
	return fmt.Sprintf("%s futures · %s, %d × %s · seed %d", decimal(float64(futures), 0), method, d.Replicates, decimal(float64(d.Points), 0), d.Seed)
}

// Text writes the report for a terminal. No line is wider than Options.Width.
func (f *Simulation) Text(w io.Writer) error {
	width := f.options.Width
	if width == 0 {
		width = defaultWidth
	}
	width = max(width, leastWidth)
	out := &trimmer{}
	for _, text := range []string{f.Title, f.Frame, f.Design} {
		out.lines(wrap(text, width))
	}
	out.WriteByte('\n')
	out.lines(textLines(f.Verdicts, width))
	for _, t := range f.Tables {
		out.WriteByte('\n')
		out.lines(wrap(t.Title, width))
		if err := t.Text(out, width, f.options.Color); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, out.text())
	return err
}

// Markdown writes the report in GitHub's flavour.
func (f *Simulation) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s<br>%s\n\n", escape(f.Title), escape(f.Frame), escape(f.Design))
	for _, l := range f.Verdicts {
		fmt.Fprintf(&b, "- **%s**: %s\n", escape(l.Label), escape(l.Text))
	}
	b.WriteByte('\n')
	for i := range f.Tables {
		fmt.Fprintf(&b, "## %s\n\n", escape(f.Tables[i].Title))
		f.Tables[i].markdown(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// SimulatedMonthly lists the results of which Text and Markdown show every month;
// of the others they show the last one. JSON and CSV have all by month.
func SimulatedMonthly() []string { return []string{"cost.effective"} }

// futures is an outcome with what its tables have in common.
type futures struct {
	out      *simulation.Outcome
	scenario *model.Scenario
	money    currency
}

// The places of the quantiles that are talked about.
const (
	tenth, median, nine = 1, 3, 5
)

// verdicts answer what reviews ask: what does it cost, how likely is it too much,
// does it pay.
func (v *futures) verdicts() []Line {
	last := v.scenario.Months()
	var lines []Line
	if q, ok := v.out.Quantiles("cost.effective", last); ok {
		lines = append(lines, Line{"Cost", fmt.Sprintf("%s costs %s in the middle (P50); one future in ten costs less than %s, one in ten more than %s",
			v.when(last), v.money.exact(q[median].Value), v.money.exact(q[tenth].Value), v.plusMinus(unit.KindMoney, q[nine]))})
		lines = append(lines, Line{"", fmt.Sprintf("the dearest 5%% cost %s on the average (expected shortfall)",
			v.money.exact(v.out.Shortfall("cost.effective", last, 0.05)))})
	}
	for i, c := range v.out.Limits {
		lines = append(lines, Line{"Limits", v.limitVerdict(i, c)})
	}
	if q, ok := v.out.Quantiles("finance.payback", 0); ok {
		text := "in " + v.whenOrNever(q[median]) + " in the middle"
		if p := v.out.Missing("finance.payback"); p > 0 {
			text += "; never within the period in " + chance(p) + " of the futures"
		}
		lines = append(lines, Line{"Payback", text})
	}
	if q, ok := v.out.Quantiles("finance.npv", 0); ok && len(v.scenario.Phases) > 0 {
		lines = append(lines, Line{"NPV", fmt.Sprintf("%s in the middle, between %s and %s in eight futures of ten",
			v.money.exact(q[median].Value), v.money.exact(q[tenth].Value), v.money.exact(q[nine].Value))})
	}
	return once(lines)
}

// once leaves a label out that the line before has.
func once(lines []Line) []Line {
	last := ""
	for i := range lines {
		if lines[i].Label == last {
			lines[i].Label = ""
		} else if lines[i].Label != "" {
			last = lines[i].Label
		}
	}
	return lines
}

func (v *futures) limitVerdict(i int, c *model.Condition) string {
	odds := v.out.Odds(i)
	text := fmt.Sprintf("%s: broken in %s of the futures", c.Text, v.chanceRange(odds.Ever))
	if c.Chance != nil {
		text = fmt.Sprintf("%s: it is %s", c.Text, v.chanceRange(v.probability(c)))
	}
	if month := likely(odds); month >= 0 {
		text += fmt.Sprintf(", more likely than not from %s on", v.when(month))
	}
	return text
}

func (v *futures) probability(c *model.Condition) simulation.Estimate {
	e, _ := v.out.Probability(c)
	return e
}

// likely is the first month in which a limit is more likely broken than not, or −1.
func likely(o simulation.Odds) int {
	if len(o.Months) < 2 {
		return -1
	}
	for i, p := range o.Months {
		if p.Value > 0.5 {
			return o.From + i
		}
	}
	return -1
}

// bands is the table of the cost by month.
func (v *futures) bands(periods []period) Table {
	return v.bandTable("bands", "Effective cost of a month, by the share of the futures that cost less", "cost.effective", periods)
}

func (v *futures) bandTable(name, title, metricName string, periods []period) Table {
	t := Table{Name: name, Title: title, Columns: []Column{{Title: "Month", Align: Right}, {Title: "Date", Rank: 9}}}
	t.Columns = append(t.Columns, quantileColumns()...)
	var rows [][7]simulation.Estimate
	var all []float64
	for _, p := range periods {
		q, ok := v.out.Quantiles(metricName, p.last)
		if !ok {
			continue
		}
		rows = append(rows, q)
		for _, e := range q {
			all = append(all, e.Value)
		}
		t.Rows = append(t.Rows, []string{fmt.Sprint(p.last), v.date(p.last)})
	}
	places := 2
	if largest(all) >= 100 {
		places = 0
	}
	for i, q := range rows {
		t.Rows[i] = append(t.Rows[i], each(q[:], func(e simulation.Estimate) string {
			return v.money.amount(e.Value, places) + spread(e, func(h float64) string { return v.money.amount(h, places) })
		})...)
	}
	t.Notes = append(t.Notes, "± is the half width of the 95% confidence interval.")
	if len(periods) < v.scenario.Months()+1 {
		t.Notes = append(t.Notes, "Each row is the last month of its period: quantiles of sums are not sums of quantiles.")
	}
	return t
}

// spread writes the interval behind an estimate: nothing where there is none, or
// none to see.
func spread(e simulation.Estimate, write func(half float64) string) string {
	if math.IsInf(e.Half, 0) || math.IsNaN(e.Half) {
		return ""
	}
	half := write(e.Half)
	if strings.Trim(half, "0.,$€₺£¥% ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return ""
	}
	return " ±" + strings.TrimLeft(half, "$€₺£¥")
}

// quantileColumns are the headings of the quantiles; the outer ones leave a
// narrow table last.
func quantileColumns() []Column {
	var all []Column
	ranks := []int{5, 0, 7, 0, 6, 0, 3}
	for i, p := range simulation.Levels() {
		all = append(all, Column{Title: fmt.Sprintf("P%.0f", p*100), Align: Right, Rank: ranks[i]})
	}
	return all
}

// horizon is the table of everything that was kept, in the last month.
func (v *futures) horizon() Table {
	last := v.scenario.Months()
	t := Table{Name: "horizon", Title: "In " + v.when(last), Columns: append([]Column{{Title: ""}}, quantileColumns()...)}
	for _, m := range v.out.Metrics {
		q, ok := v.out.Quantiles(m.Name, last)
		if !m.Series || !ok || q[len(q)-1].Value == 0 && q[0].Value == 0 {
			continue
		}
		t.Rows = append(t.Rows, append([]string{label(m.Name)}, v.quantiles(m, q)...))
	}
	return t
}

// label is what a table calls a metric.
func label(name string) string {
	switch name {
	case "cost.effective":
		return "cost"
	case "cost.per_user":
		return "cost per user"
	case "total.effective":
		return "cost in all"
	}
	for _, prefix := range []string{"cost.categories.", "services.", "cost."} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			name = rest
		}
	}
	return words(strings.Replace(name, ".", " ", 1))
}

// quantiles writes the quantiles of a metric by one rule, with their intervals.
func (v *futures) quantiles(m metric.Metric, q [7]simulation.Estimate) []string {
	values := make([]float64, len(q))
	for i, e := range q {
		values[i] = e.Value
	}
	write := func(x float64) string { return quantity(m.Kind, x, v.money) }
	switch m.Kind {
	case unit.KindMoney:
		places := 2
		if largest(values) >= 100 {
			places = 0
		}
		write = func(x float64) string { return v.money.amount(x, places) }
	case unit.KindCount:
		write = func(x float64) string { return short(x, 1) }
		if largest(values) >= 10 {
			write = func(x float64) string { return decimal(x, 0) }
		}
	}
	return each(q[:], func(e simulation.Estimate) string { return write(e.Value) + spread(e, write) })
}

// figures is the table of single figures: payback, returns, when targets come.
func (v *futures) figures() Table {
	t := Table{Name: "figures", Title: "Over the whole plan", Columns: append([]Column{{Title: ""}}, quantileColumns()...)}
	t.Columns = append(t.Columns, Column{Title: "Never", Align: Right, Rank: 2})
	for _, m := range v.out.Metrics {
		if m.Series {
			continue
		}
		q, ok := v.out.Quantiles(m.Name, 0)
		if !ok {
			continue
		}
		row := v.quantiles(m, q)
		missing := ""
		if m.Kind == unit.KindMonths {
			missing = chance(v.out.Missing(m.Name))
			for i, e := range q {
				row[i] = fmt.Sprintf("%.0f", e.Value) + spread(e, func(h float64) string { return short(h, 1) })
				if e.Never() {
					row[i] = "never"
				}
			}
		}
		name := label(strings.TrimPrefix(m.Name, "finance."))
		if m.Kind == unit.KindMonths {
			name += ", month"
		}
		t.Rows = append(t.Rows, append(append([]string{name}, row...), missing))
	}
	return t
}

// limits is the table of the chance to break each limit.
func (v *futures) limits() Table {
	t := Table{Name: "limits", Title: "Limits", Columns: []Column{
		{Title: "Limit"}, {Title: "Broken\nin any month", Align: Right}, {Title: "±", Align: Right, Rank: 3},
		{Title: "Worst\nmonth", Align: Right, Rank: 2}, {Title: "Broken\nthen", Align: Right, Rank: 1},
	}}
	for i, c := range v.out.Limits {
		odds := v.out.Odds(i)
		month, worst := "", ""
		if len(odds.Months) > 1 {
			at := 0
			for m := range odds.Months {
				if odds.Months[m].Value > odds.Months[at].Value {
					at = m
				}
			}
			month, worst = fmt.Sprint(odds.From+at), chance(odds.Months[at].Value)
		}
		t.Rows = append(t.Rows, []string{c.Text, chance(odds.Ever.Value), points(odds.Ever.Half), month, worst})
	}
	return t
}

// breaking is what the futures that break the first limit have in common.
func (v *futures) breaking() Table {
	for i, c := range v.out.Limits {
		odds := v.out.Odds(i).Ever.Value
		if odds <= 0.005 || odds >= 0.995 {
			continue
		}
		drivers := v.out.Drivers()
		slices.SortStableFunc(drivers, func(a, b simulation.Driver) int {
			return cmp.Compare(b.Broken[i].Spread(), a.Broken[i].Spread())
		})
		t := Table{Name: "breaking", Title: "What decides over " + c.Text, Columns: []Column{
			{Title: "Input"}, {Title: "Broken when in\nits lowest tenth", Align: Right}, {Title: "in its\nhighest", Align: Right},
			{Title: "Its share of the\nvariance of cost", Align: Right, Rank: 1},
		}}
		for _, d := range drivers[:min(len(drivers), 8)] {
			t.Rows = append(t.Rows, []string{d.Source, chance(d.Broken[i].Lowest()), chance(d.Broken[i].Highest()), percent(round3(d.Share))})
		}
		return t
	}
	return Table{}
}

func round3(v float64) float64 { return math.Round(v*1000) / 1000 }

// chance writes a probability: "12.3%", and what is not quite 0 or 1 as such.
func chance(p float64) string {
	switch {
	case p > 0 && p < 0.0005:
		return "<0.1%"
	case p < 1 && p > 0.9995:
		return ">99.9%"
	}
	return percent(math.Round(p*1000) / 1000)
}

// points writes the half width of an interval around a probability.
func points(half float64) string {
	if math.IsInf(half, 0) || math.IsNaN(half) {
		return none
	}
	return short(half*100, 2) + " pp"
}

func (v *futures) chanceRange(e simulation.Estimate) string {
	if math.IsInf(e.Half, 0) {
		return chance(e.Value)
	}
	return chance(e.Value) + " ± " + points(e.Half)
}

// plusMinus writes an estimate with its interval.
func (v *futures) plusMinus(kind unit.Kind, e simulation.Estimate) string {
	text := quantity(kind, e.Value, v.money)
	if !math.IsInf(e.Half, 0) && !math.IsNaN(e.Half) {
		text += " ± " + quantity(kind, e.Half, v.money)
	}
	return text
}

func (v *futures) date(month int) string { return v.scenario.Start.Add(month).String() }

func (v *futures) when(month int) string { return fmt.Sprintf("month %d (%s)", month, v.date(month)) }

func (v *futures) whenOrNever(e simulation.Estimate) string {
	if e.Never() {
		return "no month of the period"
	}
	return v.when(int(e.Value))
}
