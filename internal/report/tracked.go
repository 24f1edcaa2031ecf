package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/study/track"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// tracked is a plan held against what happened, with what its texts have in common.
type tracked struct {
	*track.Answer
	money words.Currency
}

// Tracked is a plan held against what happened.
func Tracked(a *track.Answer, o Options) *document.Document {
	d := answer("track", a.Scenario, o)
	x := tracked{a, d.Currency}
	entitle(d, fmt.Sprintf("months %d to %d of %d, %s to %s", a.From, a.To, a.Scenario.Months(), a.Scenario.Start.Add(a.From), a.Scenario.Start.Add(a.To)), x.imports()...)
	d.Verdict = x.verdict()
	d.Records = []string{"months"}
	d.Add(x.tolerance(), x.lines(), &document.Lines{Lines: document.Once(x.drift())}, x.refit(), x.moved())
	d.Add(x.months(), &document.List{Name: "notes", Title: "About the data", Items: x.notes()})
	return d
}

// imports say what was read, a line each.
func (x tracked) imports() []string {
	var out []string
	for _, i := range x.Imports {
		out = append(out, importLine(i))
	}
	return out
}

// importLine is what an import ends with: rows read and used, the total, the period.
func importLine(i *history.Monthly) string {
	total := roughly(i.Total)
	if i.Currency != "" {
		total = words.Currency(i.Currency).Exact(i.Total)
	}
	return fmt.Sprintf("%s: %s rows read, %s used, total %s, %s to %s", i.Source, words.Count(float64(i.Read)), words.Count(float64(i.Used)), total,
		history.Month.Label(i.From), history.Month.Label(i.To))
}

// name is what people call the result of a line.
func (x tracked) name(l *track.Line) string {
	if l.Driver != "" {
		return l.Driver
	}
	return strings.TrimPrefix(l.Metric.Name, "cost.categories.")
}

// off says by how much a line is off the plan.
func (x tracked) off(l *track.Line) string {
	when := "in " + x.when(l.Months[len(l.Months)-1].Month)
	if l.Metric.Flow() {
		when = "over " + count(len(l.Months), "month")
	}
	share, ok := l.Share()
	if !ok {
		return fmt.Sprintf("%s is %s %s, and the plan has none", x.name(l), l.Metric.Text(l.Actual, string(x.money)), when)
	}
	way := "above"
	if share < 0 {
		share, way = -share, "below"
	}
	return fmt.Sprintf("%s is %s %s the plan %s, %s in place of %s", x.name(l), words.Percent(share), way, when,
		l.Metric.Text(l.Actual, string(x.money)), l.Metric.Text(l.Plan, string(x.money)))
}

func (x tracked) when(month int) string { return x.Scenario.Start.Add(month).String() }

// verdict is whether the plan is within its tolerance, and what is furthest from it.
func (x tracked) verdict() string {
	tolerance := words.Percent(x.Tolerance)
	if off := x.Off(); len(off) > 0 {
		var all []string
		for _, l := range off {
			all = append(all, x.off(l))
		}
		return "OFF THE PLAN  by more than " + tolerance + ": " + strings.Join(all, "; ") + "."
	}
	for i := range x.Lines {
		if l := &x.Lines[i]; l.Gate {
			return "ON THE PLAN  within " + tolerance + ": " + x.off(l) + "."
		}
	}
	return "Nothing that was measured is the bill as a whole or a driver: there is no verdict."
}

func (x tracked) tolerance() *document.Fields {
	ratio := document.Form{Kind: unit.KindRatio, Exact: true}
	return &document.Fields{Fields: []document.Field{
		{Key: "tolerance", Cell: document.Number(ratio, x.Tolerance)},
		{Key: "off", Cell: document.Truth(len(x.Off()) > 0, "", "")},
		{Key: "from_month", Cell: document.Count(x.From)},
		{Key: "to_month", Cell: document.Count(x.To)},
	}}
}

// figure is a value of a line's result.
func (x tracked) figure(l *track.Line, v float64) document.Cell {
	return document.Number(document.Of(l.Metric.Kind, x.money), v).Reads(l.Metric.Text(v, string(x.money)))
}

// partOf is a share that may not exist, with its sign where it is a variance.
func partOf(v float64, ok, signed bool) document.Cell {
	if !ok {
		return document.None("–")
	}
	text := words.Percent(v)
	if signed && v > 0 && text != "0%" {
		text = "+" + text
	}
	return document.Number(document.Form{Kind: unit.KindRatio}, v).Reads(text)
}

// lines is the table of the results, over all months.
func (x tracked) lines() *document.Table {
	right := func(title, key, about string, rank int) document.Column {
		return document.Column{Title: title, Key: key, Align: document.Right, About: about, Rank: rank}
	}
	value := func(title, key, about string, rank int) document.Column {
		c := right(title, key, about, rank)
		c.Mixed = true
		return c
	}
	t := &document.Table{Name: "results", Title: "Actual against plan", Columns: []document.Column{
		{Title: "Result", About: "its name in short", For: document.People},
		{Key: "metric", About: "name of the result", For: document.Machines},
		right("Months", "months", "with both values", 3),
		value("Actual", "actual", "of money and volumes the sum, of all else the last month's", 0),
		value("Plan", "plan", "the same of the plan", 0),
		value("Variance", "variance", "actual − plan", 2),
		right("", "share", "variance ÷ plan", 0),
		right("MAPE", "mape", "mean of |actual − plan| ÷ |actual| over the months", 1),
		right("Bias", "bias", "mean of (actual − plan) ÷ |actual| over the months", 4),
		right("In band", "inside", "share of the months with the actual value between P5 and P95 of the futures; null without a band", 1),
		{Key: "gate", About: "whether the tolerance is for it", For: document.Machines},
		{Key: "off", About: "whether it breaks the tolerance", For: document.Machines},
	}}
	for i := range x.Lines {
		l := &x.Lines[i]
		share, ok := l.Share()
		inside := document.None("–")
		if l.Banded > 0 {
			inside = document.Number(document.Form{Kind: unit.KindRatio}, float64(l.Inside)/float64(l.Banded)).Reads(fmt.Sprintf("%d of %d", l.Inside, l.Banded))
		}
		t.Add(document.Word(x.name(l)), document.Word(l.Metric.Name), document.Count(len(l.Months)), x.figure(l, l.Actual), x.figure(l, l.Plan),
			x.figure(l, l.Variance), partOf(share, ok, true), partOf(l.MAPE, true, false), partOf(l.Bias, true, true), inside,
			document.Truth(l.Gate, "", ""), document.Truth(l.Off(x.Tolerance), "", ""))
	}
	if !x.Banded {
		t.Columns[9].For = document.Machines
	}
	if x.Banded {
		t.Notes = append(t.Notes, "The band is what nine of ten futures of the plan lie in, as simulate has them.")
	}
	return t
}

// drift says which driver does what to the bill, and what none explains.
func (x tracked) drift() []document.Line {
	var bill *track.Line
	for i := range x.Lines {
		if l := &x.Lines[i]; l.Gate && l.Driver == "" {
			bill = l
			break
		}
	}
	if bill == nil || len(x.Drift) == 0 {
		return nil
	}
	rest := bill.Variance
	var out []document.Line
	for _, d := range x.Drift {
		rest -= d.Cost
		out = append(out, document.Say("drift", fmt.Sprintf("%s as it was makes %s of the difference of the bill", d.Driver, x.signed(d.Cost))))
	}
	return append(out, document.Say("drift", fmt.Sprintf("%s is of no driver that was measured: prices, sizes, or what the plan does not have", x.signed(rest))))
}

// signed is an amount with its sign.
func (x tracked) signed(v float64) string {
	if v < 0 {
		return "−" + x.money.Fine(-v)
	}
	return "+" + x.money.Fine(v)
}

// refit says how the drivers go on, and what becomes of the limits.
func (x tracked) refit() *document.Lines {
	if x.Refit == nil {
		return &document.Lines{}
	}
	lines := &document.Lines{Title: "Re-fitted"}
	for _, r := range x.Refit.Drivers {
		at := fmt.Sprintf("%s in %s, where the plan has %s", words.Number(r.Value), x.when(r.Month), words.Number(r.Planned))
		how := "goes on as planned (" + r.Kept + ")"
		if g := r.Growth; g != nil {
			how = fmt.Sprintf("grows by %s a %s from there, 90%% interval %s to %s, as its %s say by the method %s", words.Percent(g.Rate), g.Per,
				words.Percent(g.In90[0]), words.Percent(g.In90[1]), count(len(g.Grid.Values), "month"), g.Method)
		}
		lines.Lines = append(lines.Lines, document.Say(r.Driver, at+"; it "+how))
	}
	for _, m := range x.Refit.Limits {
		if !m.Same {
			lines.Lines = append(lines.Lines, document.Say(m.Name, x.breaks(&m)))
		}
	}
	switch h := x.Refit.Holds; {
	case h.Same:
	case h.After == nil:
		lines.Lines = append(lines.Lines, document.Say("holds", "the plan holds to its end now, in place of not from "+x.when(*h.Before)+" on"))
	default:
		lines.Lines = append(lines.Lines, document.Say("holds", "the plan does not hold from "+x.when(*h.After)+" on, in place of "+x.month(h.Before)))
	}
	change := x.Refit.Result.Total() - x.Result.Total()
	lines.Lines = append(lines.Lines, document.Say("total", fmt.Sprintf("%s over the whole plan, %s", x.money.Fine(x.Refit.Result.Total()), x.signed(change))))
	return lines
}

// breaks says when a limit breaks from where reality is.
func (x tracked) breaks(m *track.Moved) string {
	switch {
	case m.After == nil && m.Before != nil:
		return "breaks no longer; as the plan stands it does " + x.month(m.Before)
	case m.After == nil:
		return "is judged otherwise now"
	}
	return fmt.Sprintf("breaks %s, in place of %s", x.month(m.After), x.month(m.Before))
}

// month is when something happens, or that it never does.
func (x tracked) month(m *int) string {
	if m == nil {
		return "never"
	}
	return fmt.Sprintf("in month %d (%s)", *m, x.when(*m))
}

// moved is the limits before and after, for machines.
func (x tracked) moved() *document.Table {
	t := &document.Table{Name: "limits", For: document.Machines, Columns: []document.Column{
		{Key: "limit", About: "its name"},
		{Key: "month", About: "that it breaks in as the plan stands; null for never"},
		{Key: "refitted_month", About: "that it breaks in from where reality is; null for never"},
	}}
	if x.Refit != nil {
		for _, m := range x.Refit.Limits {
			t.Add(document.Word(m.Name), document.MaybeCount(m.Before), document.MaybeCount(m.After))
		}
	}
	return t
}

// months is the table month by month.
func (x tracked) months() *document.Table {
	value := func(title, key, about string, rank int) document.Column {
		return document.Column{Title: title, Key: key, Mixed: true, Align: document.Right, About: about, Rank: rank}
	}
	t := &document.Table{Name: "months", Title: "Month by month", Head: 40, Columns: []document.Column{
		{Title: "Result", About: "its name in short", For: document.People},
		{Key: "metric", About: "name of the result", For: document.Machines},
		{Key: "month", About: "of the plan", For: document.Machines},
		{Title: "Month", Key: "date", About: "calendar month"},
		value("Actual", "actual", "what happened", 0),
		value("Plan", "plan", "what was planned", 0),
		value("Variance", "variance", "actual − plan", 3),
		{Title: "", Key: "share", Align: document.Right, About: "variance ÷ plan"},
		value("P5", "p5", "that nineteen of twenty futures exceed", 2),
		value("P95", "p95", "that one of twenty futures exceeds", 2),
	}}
	if !x.Banded {
		t.Columns[len(t.Columns)-2].For, t.Columns[len(t.Columns)-1].For = document.Machines, document.Machines
	}
	for i := range x.Lines {
		l := &x.Lines[i]
		for _, m := range l.Months {
			low, high := document.None("–"), document.None("–")
			if m.Low != nil {
				low, high = x.figure(l, *m.Low), x.figure(l, *m.High)
			}
			t.Add(document.Word(x.name(l)), document.Word(l.Metric.Name), document.Count(m.Month), document.Word(x.when(m.Month)),
				x.figure(l, m.Actual), x.figure(l, m.Plan), x.figure(l, m.Actual-m.Plan), partOf(over(m.Actual-m.Plan, m.Plan), m.Plan != 0, true), low, high)
		}
	}
	if more := len(t.Rows) - t.Head; more > 0 {
		t.Notes = append(t.Notes, "… and "+words.Count(float64(more))+" more: -o csv has all.")
	}
	return t
}

// over is a part of a whole; 0 of nothing.
func over(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / max(whole, -whole)
}

// notes are what was found in the data.
func (x tracked) notes() []string {
	var out []string
	for _, i := range x.Imports {
		out = append(out, i.Notes...)
	}
	if len(x.Unknown) > 0 {
		out = append(out, "The plan has nothing for "+words.List(x.Unknown)+": --column HEADING=METRIC says what it is.")
	}
	if x.Outside > 0 {
		out = append(out, count(x.Outside, "value")+" before the plan begins or behind its horizon; money counts from month 1.")
	}
	for i := range x.Lines {
		if l := &x.Lines[i]; strings.HasPrefix(l.Metric.Name, "cost.categories.") {
			return append(out, "Categories of the plan are effective cost, with purchases spread over what they cover.")
		}
	}
	return out
}
