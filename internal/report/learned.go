package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/study/learn"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// mostSteps is how many steps of a forecast people are shown.
const mostSteps = 12

// learned is what was learned with what its texts have in common.
type learned struct{ *learn.Answer }

// Learned is what a history says about the future, and a piece of a scenario that says
// the same. A picture of it may be drawn by the caller, who knows the terminal.
func Learned(a *learn.Answer, picture []string, o Options) *document.Document {
	x := learned{a}
	d := &document.Document{Kind: "fit", Tool: o.Tool, Title: a.Import.Column + " · " + a.Import.Source, Frame: x.frame(), Records: []string{"forecast"}}
	d.Verdict = x.verdict()
	d.Add(x.source(), x.growth(), &document.Lines{Lines: document.Once(x.lines())})
	if len(picture) > 0 {
		d.Add(&document.Raw{Lines: picture})
	}
	d.Add(x.forecast(), &document.List{Name: "notes", Title: "About the data", Items: x.notes()})
	if lines := x.fragment(); lines != nil {
		d.Add(&document.Lines{Lines: []document.Line{document.Say("paste", "into a scenario; the range is the 80% interval")}}, &document.Raw{Lines: lines})
	}
	return d
}

// when is a time as precise as the steps are.
func (x learned) when(t time.Time) string { return x.Grid.Step.Label(t) }

func (x learned) frame() []string {
	n := len(x.Grid.Values)
	return []string{fmt.Sprintf("%s, %s to %s: %s rows read, %s used, total %s",
		count(n, x.Grid.Step.String()), x.when(x.At(0)), x.when(x.At(n-1)), words.Count(float64(x.Import.Read)), words.Count(float64(x.Import.Used)), roughly(x.Import.Total()))}
}

// count is a number of steps with their name.
func count(n int, name string) string {
	if n != 1 {
		name += "s"
	}
	return words.Count(float64(n)) + " " + name
}

// roughly is a value with about four digits.
func roughly(v float64) string { return words.Digits(v, 4) }

func (x learned) verdict() string {
	h := len(x.Result.Mean)
	low, high := x.Result.Interval(h, 0.8)
	flat := func(v float64) string { return roughly(x.Result.Flat(h, v)) }
	now := roughly(x.Result.Level())
	after := fmt.Sprintf("%s in %s, 80%% interval %s to %s", flat(x.Result.Mean[h-1]), count(h, x.Grid.Step.String()), flat(low), flat(high))
	if x.Result.Season.Period > 0 {
		after += ", all without the season"
	}
	if x.Growth == nil {
		return "It is at " + now + " now and at " + after + ". No rate of growth: it may reach zero, or there are less than two months."
	}
	return fmt.Sprintf("It grows by %s a %s, 80%% interval %s to %s: from %s now to %s.",
		words.Percent(x.Growth.Mean), x.Per, words.Percent(x.Growth.In80[0]), words.Percent(x.Growth.In80[1]), now, after)
}

// lines are how sure the answer is, and what it is made of.
func (x learned) lines() []document.Line {
	var out []document.Line
	if g := x.Growth; g != nil {
		out = append(out, document.Say("growth", fmt.Sprintf("95%% interval %s to %s a %s", words.Percent(g.In95[0]), words.Percent(g.In95[1]), x.Per)))
	}
	if b := x.Backtest; b != nil {
		better := "; repeating the last value would have been wrong by " + words.Percent(b.Plain/100)
		if b.Plain < 0.99*b.SMAPE {
			better += ", which is less: trust the interval more than the forecast"
		}
		out = append(out, document.Say("backtest", fmt.Sprintf("the last %s, forecast from what was before them, by %s%s; %d of %d were inside the 95%% interval",
			count(len(b.Mean), x.Grid.Step.String()), words.Percent(b.SMAPE/100), better, b.Inside, len(b.Mean))))
	} else {
		out = append(out, document.Say("backtest", "the history is too short for one"))
	}
	season := "none that can be told from chance"
	if p := x.Result.Season.Period; p > 0 {
		season = "comes again after " + count(p, x.Grid.Step.String())
	} else if p := x.Grid.Step.Period(); p > 1 && len(x.Grid.Values) < 2*p {
		season = "unknown: it takes " + count(2*p, x.Grid.Step.String()) + " to see one"
	}
	return append(out, document.Say("season", season), document.Say("method", x.method()))
}

// method is what the forecast is made of.
func (x learned) method() string {
	var parts []string
	for _, p := range x.Result.Parts {
		parts = append(parts, p.Name+" "+words.Share(p.Share))
	}
	if len(parts) == 1 {
		return x.Result.Parts[0].Name
	}
	return x.Method.String() + " of " + words.List(parts)
}

// source says what was read, for machines.
func (x learned) source() *document.Fields {
	n := len(x.Grid.Values)
	return &document.Fields{Name: "history", Fields: []document.Field{
		{Key: "source", Cell: document.Word(x.Import.Source)},
		{Key: "column", Cell: document.Word(x.Import.Column)},
		{Key: "step", Cell: document.Word(x.Grid.Step.String())},
		{Key: "steps", Cell: document.Count(n)},
		{Key: "from", Cell: document.Word(x.when(x.At(0)))},
		{Key: "to", Cell: document.Word(x.when(x.At(n - 1)))},
		{Key: "rows_read", Cell: document.Count(x.Import.Read)},
		{Key: "rows_used", Cell: document.Count(x.Import.Used)},
		{Key: "total", Cell: document.Number(document.Form{Exact: true}, x.Import.Total())},
		{Key: "season", Cell: document.Count(x.Result.Season.Period)},
		{Key: "method", Cell: document.Word(x.Method.String())},
	}}
}

// growth is the rate with its intervals, for machines.
func (x learned) growth() *document.Fields {
	f := &document.Fields{Name: "growth", Absent: x.Growth == nil}
	if g := x.Growth; g != nil {
		of := document.Form{Kind: unit.KindRatio, Exact: true}
		f.Fields = []document.Field{
			{Key: "per", Cell: document.Word(x.Per.String())},
			{Key: "rate", Cell: document.Number(of, g.Mean)},
			{Key: "p10", Cell: document.Number(of, g.In80[0])},
			{Key: "p90", Cell: document.Number(of, g.In80[1])},
			{Key: "p2_5", Cell: document.Number(of, g.In95[0])},
			{Key: "p97_5", Cell: document.Number(of, g.In95[1])},
			{Key: "level", Cell: document.Number(document.Form{Exact: true}, x.Result.Level())},
		}
	}
	return f
}

// forecast is the table of the steps ahead.
func (x learned) forecast() *document.Table {
	exact := document.Form{Exact: true}
	column := func(title, key, about string, rank int) document.Column {
		return document.Column{Title: title, Key: key, Form: exact, Align: document.Right, About: about, Rank: rank}
	}
	step := x.Grid.Step.String()
	t := &document.Table{Name: "forecast", Title: "Forecast", Head: mostSteps, Columns: []document.Column{
		{Title: strings.ToUpper(step[:1]) + step[1:], Key: "time", About: "beginning of the step"},
		column("Forecast", "forecast", "the middle", 0),
		column("P10", "p10", "lower end of the 80 % interval", 1),
		column("P90", "p90", "upper end of the 80 % interval", 1),
		column("P2.5", "p2_5", "lower end of the 95 % interval", 2),
		column("P97.5", "p97_5", "upper end of the 95 % interval", 2),
	}}
	cell := func(v float64) document.Cell { return document.Number(exact, v).Reads(roughly(v)) }
	for i, v := range x.Result.Mean {
		low80, high80 := x.Result.Interval(i+1, 0.8)
		low95, high95 := x.Result.Interval(i+1, 0.95)
		t.Add(document.Word(x.when(x.At(len(x.Grid.Values)+i))), cell(v), cell(low80), cell(high80), cell(low95), cell(high95))
	}
	if more := len(t.Rows) - mostSteps; more > 0 {
		t.Notes = []string{"… and " + count(more, step) + " more: -o csv has all."}
	}
	return t
}

// notes are what was found in the data.
func (x learned) notes() []string {
	out := append([]string{}, x.Import.Notes...)
	if x.Grid.Filled > 0 {
		out = append(out, count(x.Grid.Filled, x.Grid.Step.String())+" without any value: a line between those beside them.")
	}
	if x.Grid.Cut > 0 {
		out = append(out, count(x.Grid.Cut, x.Grid.Step.String())+" at the ends left out, with less than nine tenths of the usual number of values.")
	}
	const few = 6
	for i, a := range x.Unusual {
		if i == few {
			out = append(out, "… and "+words.Count(float64(len(x.Unusual)-few))+" more that are unusual.")
			break
		}
		what := "is an outlier"
		if a.Kind == fit.Shift {
			what = "begins another level"
		}
		out = append(out, fmt.Sprintf("%s %s, by %s; it is part of the fit.", x.when(x.At(a.Index)), what, roughly(a.Size)))
	}
	if n, h := len(x.Grid.Values), len(x.Result.Mean); 2*h > n {
		out = append(out, fmt.Sprintf("%s ahead from %s behind is far: the forecast goes on where the data end.", count(h, x.Grid.Step.String()), words.Count(float64(n))))
	}
	return out
}

// fragment is the piece of a scenario: the driver with its level and growth.
func (x learned) fragment() []string {
	g := x.Growth
	if g == nil {
		return nil
	}
	low, high := percent(g.In80[0]), percent(g.In80[1])
	growth := low + " to " + high + "/" + x.Per.String()
	if low == high {
		growth = low + "/" + x.Per.String()
	}
	return []string{"drivers:", "  " + driver(x.Import.Column) + ":", "    now: " + plain(x.Result.Level()), "    growth: " + growth}
}

// percent is a ratio as a scenario has it, with a decimal at most.
func percent(v float64) string {
	return strconv.FormatFloat(math.Round(v*1000)/10+0, 'f', -1, 64) + "%"
}

// plain is a number as a scenario has it, with three decimals below 100.
func plain(v float64) string {
	if math.Abs(v) >= 100 {
		return strconv.FormatFloat(math.Round(v), 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// driver is the heading of a column as a name in a scenario.
func driver(column string) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '_'
	}, column), "_")
	if name == "" || name[0] < 'a' || len(name) > 40 {
		return "users"
	}
	return name
}
