package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/holding"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// Tone says how a judgement sounds.
type Tone uint8

// The tones.
const (
	Neutral Tone = iota // a figure
	Good                // as promised
	Caution             // not as promised
	Bad                 // does not hold
)

// String returns "neutral", "good", "caution" or "bad".
func (t Tone) String() string { return [...]string{"neutral", "good", "caution", "bad"}[t] }

// Verdict is the judgement of a plan.
type Verdict struct {
	Tone  Tone   // how bad it is
	Title string // whether the plan holds
	Text  string // why, with counts

	Cause  string // from when on and through what it does not hold; "" when it does
	Mended string // what would make it hold; "" when it does
}

// Headline is one figure that is looked at first.
type Headline struct {
	Label  string // what it is
	From   string // what it is today, if it changes; else empty
	Value  string // the figure
	Detail string // what to know about it; may be empty
	Tone   Tone   // of the figure
}

// verdict judges the plan: first whether it holds, by the rule of package holding
// that check denies by too, then by the limits that deny, as check does, then by
// what it promises: findings, limits that warn and claims.
func (v *view) verdict() Verdict {
	t := v.tally()
	out := Verdict{Tone: Good, Title: "The plan holds"}
	switch {
	case !v.holding.Holds:
		out.Tone, out.Title = Bad, "The plan does not hold"
	case t.denied > 0:
		out.Tone, out.Title = Bad, "The plan holds, but breaks its limits"
	case t.severities[0] > 0:
		out.Tone, out.Title = Bad, "The plan holds, but not what it promises"
	case t.severities[1] > 0 || t.broken > 0 || t.fails > 0:
		out.Tone, out.Title = Caution, "The plan holds, but not what it promises"
	}
	var found, parts []string
	for i, severity := range []string{"high", "medium", "low"} {
		if n := t.severities[i]; n > 0 {
			found = append(found, fmt.Sprintf("%d %s", n, severity))
		}
	}
	switch n := len(found); {
	case n == 0:
		parts = append(parts, "no findings")
	case n == 1 && t.findings() == 1:
		parts = append(parts, found[0]+" finding")
	default:
		parts = append(parts, strings.Join(found, ", ")+" findings")
	}
	if n := len(v.result.Limits); n > 0 {
		parts = append(parts, outOf(t.broken, n, "limit", "is broken", "are broken"))
	}
	if n := len(v.result.Claims); n > 0 {
		parts = append(parts, outOf(t.fails, n, "claim", "fails", "fail"))
	}
	out.Text = strings.Join(parts, " · ")
	if !v.holding.Holds {
		out.Cause, out.Mended = holding.Cause(v.holding, v.result), holding.Mended(v.holding)
	}
	return out
}

// tally counts what the verdict rests on.
type tally struct {
	severities            [3]int // findings by severity, worst first
	broken, denied, fails int    // limits, those among them that deny, claims
	open                  int    // limits that nothing can judge
}

func (t *tally) findings() int { return t.severities[0] + t.severities[1] + t.severities[2] }

func (v *view) tally() (t tally) {
	for _, f := range v.result.Findings {
		t.severities[f.Severity]++
	}
	for _, l := range v.result.Limits {
		if l.Open != "" {
			t.open++
			continue
		}
		if !l.Holds {
			t.broken++
			if l.Level == "deny" {
				t.denied++
			}
		}
	}
	for _, c := range v.result.Claims {
		if !c.Pass {
			t.fails++
		}
	}
	return t
}

// outOf is "2 of 3 limits are broken", "both limits are broken", "no limit is broken".
func outOf(n, of int, noun, one, many string) string {
	switch {
	case n == 0:
		return "no " + noun + " " + one
	case n == of && of == 1:
		return "the one " + noun + " " + one
	case n == of && of == 2:
		return "both " + noun + "s " + many
	case n == of:
		return fmt.Sprintf("all %d %ss %s", of, noun, many)
	case n == 1:
		return fmt.Sprintf("1 of %d %ss %s", of, noun, one)
	default:
		return fmt.Sprintf("%d of %d %ss %s", n, of, noun, many)
	}
}

// headlines are the figures that a manager asks for first.
func (v *view) headlines() []Headline {
	all := []Headline{v.costHeadline()}
	if v.counts() {
		all = append(all, v.userHeadline())
	}
	all = append(all, v.totalHeadline())
	if v.result.Series("margin") != nil {
		all = append(all, v.marginHeadline())
	}
	all = append(all, v.financeHeadlines()...)
	t := v.tally()
	if n := len(v.result.Limits); n > 0 {
		h := Headline{Label: "Limits", Value: outOfWords(n-t.broken-t.open, n, "hold"), Tone: Good}
		if t.open > 0 {
			h.Tone, h.Detail = Neutral, counted(t.open, "is open", "are open")
		}
		if t.broken > 0 {
			h.Tone = Caution
			h.Detail = "broken: " + strings.Join(v.brokenLimits(), ", ")
		}
		if t.denied > 0 {
			h.Tone = Bad
		}
		all = append(all, h)
	}
	if n := len(v.result.Claims); n > 0 {
		h := Headline{Label: "Claims", Value: outOfWords(n-t.fails, n, "hold"), Tone: Good}
		if t.fails > 0 {
			h.Tone, h.Detail = Caution, fmt.Sprintf("%d figures stated about the plan do not follow from it", t.fails)
			if t.fails == 1 {
				h.Detail = "1 figure stated about the plan does not follow from it"
			}
		}
		all = append(all, h)
	}
	return all
}

func outOfWords(n, of int, verb string) string { return fmt.Sprintf("%d of %d %s", n, of, verb) }

func (v *view) brokenLimits() []string {
	var names []string
	for _, l := range v.result.Limits {
		if l.Holds || l.Open != "" {
			continue
		}
		name := l.Name
		if l.Month != nil {
			name += fmt.Sprintf(" from month %d", *l.Month)
		}
		names = append(names, name)
	}
	return names
}

// changed is a figure at the horizon, with today's where that is another one.
func changed(label, today, value, detail string) Headline {
	if today == value {
		today = ""
	}
	return Headline{Label: label, From: today, Value: value, Detail: detail}
}

func (v *view) costHeadline() Headline {
	series, last := v.result.Series("cost.effective"), v.result.Months()
	cells := v.money.Column([]float64{series[0], series[last]}, wideCents)
	h := changed("Cost per month", cells[0], cells[1], "effective")
	if series[0] > 0 && h.From != "" {
		h.Detail += ", " + words.Short(series[last]/series[0], 1) + " times today's"
	}
	if v.counts() {
		h.Detail += "; per " + v.unit().One + " " + v.perUser(0).String() + " → " + v.perUser(last).String()
	}
	return h
}

func (v *view) userHeadline() Headline {
	series, last := v.counted(), v.result.Months()
	detail := "concurrent"
	if v.unit().Name != "users" {
		detail = ""
	}
	h := changed(capitalised(v.unit().Name), words.Decimal(series[0], 0), words.Decimal(series[last], 0), detail)
	if target := v.result.Scenario.Drivers.Users.Target; target != nil && v.unit().Name == "users" {
		h.Detail = v.target(words.Decimal(float64(*target), 0), v.result.Reached.Users, series, float64(*target))
		if v.result.Reached.Users == nil {
			h.Tone = Caution
		}
	}
	return h
}

// counted is what totals are divided by, by month; 0 where there is nothing.
func (v *view) counted() []float64 {
	if series := v.result.Series(plan.CountedSeries(v.result.Scenario)); series != nil {
		return series
	}
	return make([]float64, v.result.Months()+1)
}

func (v *view) marginHeadline() Headline {
	series, last := v.result.Series("margin"), v.result.Months()
	cells := v.money.Column([]float64{series[0], series[last]}, wideCents)
	h := changed("Margin per month", cells[0], cells[1], "revenue less the effective cost")
	if series[last] < 0 {
		h.Tone = Bad
	}
	return h
}

func (v *view) totalHeadline() Headline {
	total, saved, baseline := v.total("cost.effective"), v.total("cost.saved"), v.total("cost.baseline")
	h := Headline{Label: "Cost in all", Value: v.money.Column([]float64{total}, wideCents)[0], Detail: period{1, v.result.Months()}.span()}
	switch {
	case saved > 0 && baseline > 0:
		h.Detail += ", " + words.Percent(saved/baseline) + " less than the baseline"
	case saved < 0 && baseline > 0:
		h.Detail += ", " + words.Percent(-saved/baseline) + " more than the baseline"
		h.Tone = Caution
	}
	return h
}
