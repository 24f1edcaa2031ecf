package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/holding"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/study/optimize"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// objective names the figure: "the total", "cost.effective in month 24".
func (x *optimum) objective() string {
	o := &x.answer.Question.Objective
	switch {
	case o.Total:
		if g, ok := plan.Rate(x.answer.Question.Scenario); ok {
			return "the present value at " + discounted(g)
		}
		return "the total"
	case o.Month != nil:
		return fmt.Sprintf("%s in month %d", o.Metric.Name, *o.Month)
	}
	return o.Metric.Name
}

// chosen says what is set: "a to 1 and b to 2".
func (x *optimum) chosen() string {
	a := x.answer
	var parts []string
	for _, i := range a.Changed(&a.Best) {
		parts = append(parts, a.Axes[i].Path+" to "+x.value(i, &a.Best).Label)
	}
	return words.List(parts)
}

// verdict is the answer in a sentence.
func (x *optimum) verdict() string {
	if best := &x.answer.Best; !best.Starves {
		return x.advice()
	} else if len(x.set) > 0 {
		return x.advice() + " But " + lowered(x.starved())
	}
	return x.starved()
}

// advice is what to set, and what that does.
func (x *optimum) advice() string {
	a := x.answer
	today, best := &a.Today, &a.Best
	switch {
	case x.weighed != nil:
		return x.weighedVerdict()
	case len(x.set) == 0 && a.Flat:
		return fmt.Sprintf("It cannot be told: %s is %s with all values that were tried, so today's may stay.", x.objective(), x.figure(today.Figure))
	case len(x.set) == 0:
		least := "least"
		if a.Question.Objective.Maximize {
			least = "greatest"
		}
		return fmt.Sprintf("Today's values are the best that were found: %s is %s with them at %s.", x.objective(), least, x.figure(today.Figure)) + x.held(best)
	}
	if today.Starves && !best.Starves {
		return fmt.Sprintf("Set %s: the plan then holds, which today's does not: that carries %s of its load; %s.", x.chosen(), holding.Share(today.Carried), x.gain()) + x.held(best)
	}
	return fmt.Sprintf("Set %s: %s.", x.chosen(), x.gain()) + x.held(best)
}

// starved says that no plan which was found carries its load: there is nothing to
// advise, for what is not carried costs nothing.
func (x *optimum) starved() string {
	most := &x.answer.Most
	text := fmt.Sprintf("No value that was tried makes the plan hold: today's carries %s of its load", holding.Share(x.answer.Today.Carried))
	if len(x.answer.Changed(most)) > 0 && holding.Share(most.Carried) != holding.Share(x.answer.Today.Carried) {
		var set []string
		for _, i := range x.answer.Changed(most) {
			set = append(set, x.answer.Axes[i].Path+" "+x.value(i, most).Label)
		}
		text += fmt.Sprintf(", and %s, with %s, is the most", holding.Share(most.Carried), words.List(set))
	}
	return text + "."
}

// gain says what the best values do to the objective.
func (x *optimum) gain() string {
	a := x.answer
	from, to := a.Today.Figure, a.Best.Figure
	if math.IsNaN(from) || math.IsNaN(to) {
		return fmt.Sprintf("%s is %s instead of %s", x.objective(), x.figure(to), x.figure(from))
	}
	verb := "falls"
	if to > from {
		verb = "rises"
	}
	if to == from {
		return fmt.Sprintf("%s stays at %s", x.objective(), x.figure(to))
	}
	by := x.figure(math.Abs(to - from))
	if share := math.Abs(to-from) / math.Abs(from); a.Question.Objective.Metric.Kind == unit.KindMoney && from != 0 {
		by += " (" + words.Percent(share) + ")"
	}
	text := fmt.Sprintf("%s %s by %s to %s", x.objective(), verb, by, x.figure(to))
	if _, ok := plan.Rate(a.Question.Scenario); a.Question.Objective.Total && !ok {
		n := a.Question.Scenario.Months()
		text += fmt.Sprintf(", %s a month over %s", x.figure(math.Abs(to-from)/float64(n)), words.Months(n))
	}
	return text
}

// held says which limits there are to break.
func (x *optimum) held(best *optimize.Trial) string {
	switch now, then := x.answer.Today.Count(), best.Count(); {
	case then < now:
		return fmt.Sprintf(" It breaks %s instead of %d.", limitCount(then), now)
	case then > 0:
		return fmt.Sprintf(" It still breaks %s: no plan that was found breaks fewer.", limitCount(then))
	}
	return ""
}

func limitCount(n int) string {
	switch n {
	case 0:
		return "no limit"
	case 1:
		return "1 limit"
	}
	return fmt.Sprintf("%d limits", n)
}

// weighedVerdict is the answer of the futures.
func (x *optimum) weighedVerdict() string {
	c := &x.weighed.Choice
	v := x.weighed
	if len(x.set) > 0 {
		place := 1 + slices.IndexFunc(x.answer.Finalists, func(t optimize.Trial) bool { return slices.Equal(t.At, x.answer.Best.At) })
		p := v.Between(place, 0)
		text := fmt.Sprintf("Set %s: over %s that is expected to cost %s less", x.chosen(), v.over(), v.amount(p.Total.Mean))
		if p.Total.Mean.Value < 0 {
			p.Total.Mean.Value = -p.Total.Mean.Value
			text = fmt.Sprintf("Set %s: over %s that is expected to cost %s more", x.chosen(), v.over(), v.amount(p.Total.Mean))
		}
		if len(x.weighed.Limits) > 0 {
			text += fmt.Sprintf(", and breaks limits in %s of the futures, today's in %s", words.Chance(v.Standings[place].Fails.Value), words.Chance(v.Standings[0].Fails.Value))
		}
		if c.Take < 0 {
			text += "; whether others are cheaper still cannot be told"
		}
		return text + "."
	}
	if c.Take < 0 {
		other := c.Tied[0]
		if other == 0 {
			other = c.Tied[1]
		}
		return fmt.Sprintf("It cannot be told whether another plan is cheaper than today's: %s costs %s more over %s, and that interval includes 0.",
			v.name(other), v.amount(v.Between(0, other).Total.Mean), v.over())
	}
	if len(c.Same) > 0 {
		return fmt.Sprintf("It makes no difference: %s, so today's values may stay.", v.alike()) + v.unserved(c.Take)
	}
	return fmt.Sprintf("Today's values are the best of %d plans that were weighed in the same futures.", len(v.Variants))
}

// figure writes a value of the objective.
func (x *optimum) figure(v float64) string {
	return figure(document.Of(x.answer.Question.Objective.Metric.Kind, x.money), &v).String()
}
