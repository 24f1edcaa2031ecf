package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/study/solve"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// goal is the condition in words: "P90 of cost.effective <= $3,700 from month 12".
func (x *solution) goal() string {
	q := &x.answer.Question
	text := q.Goal.Deny.Text
	if q.Level > 0 {
		text = x.what() + strings.TrimPrefix(text, q.Goal.Deny.Metric)
	}
	for _, m := range []struct{ word, text string }{{"from", q.Goal.From.Text}, {"to", q.Goal.To.Text}} {
		if m.text != "" {
			text += " " + m.word + " " + m.text
		}
	}
	return text
}

// verdict is the answer in a sentence or two.
func (x *solution) verdict() string {
	if x.answer.Starves && x.answer.Search != nil {
		return x.crossing() + fmt.Sprintf(" But with none of these values does the plan hold in enough futures: in more than %s of them part of its load is not carried.", words.Percent(x.answer.Allowed))
	}
	if x.answer.Starves {
		return x.crossing() + " But the plan does not hold with any of these values: part of its load is not carried."
	}
	return x.crossing()
}

// crossing says where the goal holds and where it breaks.
func (x *solution) crossing() string {
	a := x.answer
	ends := a.Label(a.Range.Low) + " to " + a.Label(a.Range.High)
	first, last := &a.Trials[0], &a.Trials[len(a.Trials)-1]
	state := "breaks"
	if first.Holds {
		state = "holds"
	}
	switch {
	case a.Flat:
		return fmt.Sprintf("%s does not move %s: from %s %s, and %s %s.", a.Input.Path, x.what(), ends, x.says(first, first.Figure, first.Month), x.goal(), state)
	case len(a.Edges) == 0:
		return fmt.Sprintf("%s %s for every %s from %s: at %s %s, at %s %s.", x.goal(), state, a.Input.Path, ends,
			a.Label(first.At), x.says(first, first.Figure, first.Month), a.Label(last.At), x.says(last, last.Figure, last.Month))
	}
	e := &a.Edges[0]
	breaks := &e.Shown[0]
	if e.Below.Holds {
		breaks = &e.Shown[1]
	}
	return fmt.Sprintf("%s holds %s; at %s %s.", x.goal(), x.ranges(), a.Label(breaks.At), x.says(breaks, breaks.Breaks, breaks.First))
}

// says is "month 36 has $3,702.33" or "it is 19 months".
func (x *solution) says(t *solve.Trial, v float64, month *int) string {
	switch {
	case t.Starves && x.answer.Search != nil:
		return fmt.Sprintf("the plan does not hold in %s of the futures, where %s may", words.Percent(t.Short.Value), words.Percent(x.answer.Allowed))
	case t.Starves:
		return "the plan does not hold"
	case math.IsInf(v, 1) && x.answer.Kind == unit.KindMonths:
		return "it is never reached"
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "it does not exist"
	case month == nil:
		return "it is " + x.figure(v)
	}
	return fmt.Sprintf("month %d has %s", *month, x.figure(v))
}

// ranges says where the goal holds: "up to PATH = 56.3%/quarter".
func (x *solution) ranges() string {
	a := x.answer
	var parts []string
	for i := range a.Edges {
		e := &a.Edges[i]
		switch {
		case i == 0 && e.Below.Holds:
			parts = append(parts, "up to "+a.Label(e.Shown[0].At))
		case !e.Below.Holds && i+1 < len(a.Edges):
			parts = append(parts, "from "+a.Label(e.Shown[1].At)+" to "+a.Label(a.Edges[i+1].Shown[0].At))
		case !e.Below.Holds:
			parts = append(parts, "from "+a.Label(e.Shown[1].At)+" on")
		}
	}
	if len(parts) == 1 {
		word, rest, _ := strings.Cut(strings.Replace(parts[0], "up to", "up_to", 1), " ")
		return strings.Replace(word, "_", " ", 1) + " " + a.Input.Path + " = " + rest
	}
	return "with " + a.Input.Path + " " + words.List(parts)
}

// lines are what the verdict rests on.
func (x *solution) lines() []document.Line {
	a := x.answer
	state := "breaks"
	if a.Present.Holds {
		state = "holds"
	}
	lines := []document.Line{document.Say("Now", fmt.Sprintf("%s: it %s, %s", a.Label(a.Present.At), state, x.says(&a.Present, a.Present.Figure, a.Present.Month)))}
	for i := range a.Edges {
		lines = append(lines, document.Say("Edge", x.edgeText(&a.Edges[i])))
	}
	where := fmt.Sprintf("%d values from %s to %s", a.Scanned, a.Label(a.Range.Low), a.Label(a.Range.High))
	if a.Guessed {
		where += "; --between looks elsewhere"
	}
	if a.Unfit != nil {
		where += ". The scenario allows no more: " + a.Unfit.Error()
	}
	lines = append(lines, document.Say("Looked at", where))
	if d := a.Confirm; d != nil {
		lines = append(lines, document.Say("Futures", fmt.Sprintf("%s for each of them; edges, ends and now by %s, seed %d", words.Decimal(float64(a.Search.Futures()), 0), words.Decimal(float64(d.Futures()), 0), d.Seed)))
	}
	return lines
}

// twoDigits is a number with two digits.
func twoDigits(v float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64)
	return r
}

// within is the number with the fewest digits from one number to another, but
// for a few times the tolerance of the engine, which is 1e-9 beyond a step.
func within(low, high float64) float64 {
	low, high = low-float64(5e-9*math.Abs(low)), high+float64(5e-9*math.Abs(high))
	for digits := 1; digits <= 15; digits++ {
		for _, x := range []float64{low, high} {
			v, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
			if v >= low && v <= high {
				return v
			}
		}
	}
	return high
}

// figure writes a figure of the goal.
func (x *solution) figure(v float64) string { return x.measured(v).String() }

// width writes the half width of an interval around a figure.
func (x *solution) width(half float64) string {
	return strings.TrimPrefix(x.measured(0).Within(half).Interval(), " ±")
}

// edgeText says how exactly an edge is known and how it is crossed.
func (x *solution) edgeText(e *solve.Edge) string {
	a := x.answer
	text := a.Text(within(e.Below.At, e.Above.At))
	if a.Input.Whole {
		text = "between " + a.Text(e.Below.At) + " and " + a.Text(e.Above.At)
	}
	month := e.Above.First
	if e.Above.Holds {
		month = e.Below.First
	}
	where := ""
	if month != nil {
		where = fmt.Sprintf(" in month %d", *month)
	}
	switch {
	case a.Search != nil && !e.Jump && !a.Input.Whole:
		if e.Half > 0 {
			text += " ± " + a.Label(twoDigits(e.Half))
		}
		half := e.Above.Half
		text += ", where " + x.what() + " is " + x.figure(e.To)
		if !math.IsInf(half, 0) && half > 0 {
			text += " ± " + x.width(half)
		}
		return text + where
	case (e.Jump || a.Input.Whole) && x.figure(e.From) != x.figure(e.To):
		return fmt.Sprintf("%s: a step from %s to %s%s", text, x.figure(e.From), x.figure(e.To), where)
	}
	crossed := e.From
	if e.Above.Holds {
		crossed = e.To
	}
	return fmt.Sprintf("%s, where %s crosses %s%s", text, x.what(), x.figure(crossed), where)
}
