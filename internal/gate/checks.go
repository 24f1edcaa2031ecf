package gate

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/finding"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// limits holds the limits of the scenario against its result.
func (j *judge) limits() {
	against := plan.Against{Odds: j.Odds}
	if j.Baseline != nil {
		against.Baseline = j.Baseline.Figures
	}
	for _, l := range plan.CheckLimits(j.Result, against) {
		bound := l.Limit
		c := Check{
			Kind: Limit, Name: l.Name, Level: l.Level, Text: limitText(&l, j.Result.Months()), Path: l.Path + "." + l.Level, Metric: l.Metric,
			Measures: l.Kind, Bound: &bound, Actual: l.Seen, From: l.From, To: l.To, Series: l.Series, condition: &l,
		}
		if l.Endless || l.Lacks == plan.LacksBaseline {
			c.Bound = nil
		}
		switch {
		case l.Open != "":
			j.unanswered(&c, &l)
		case !l.Holds:
			c.Month, c.Actual, c.Worst = l.Month, l.Actual, l.Worst
			c.Missing, c.Never = missing(&l, j.Result.Months()), l.Lacks == plan.LacksArrival
			held, known := true, true
			if j.policy.OnlyNew && j.Baseline != nil {
				held, known = l.HeldBy(j.Baseline.Figures, j.Result.Scenario)
			}
			j.settle(&c, map[string]Status{"deny": Denied, "warn": Warned}[l.Level], held, known)
		}
		if c.Absent = len(l.Absent) > 0; c.Absent && c.Reason == "" {
			c.Reason = fmt.Sprintf("%s has no value in %s, which %s left out", l.Metric, monthWords(l.Absent), map[bool]string{true: "is", false: "are"}[len(l.Absent) == 1])
		}
		if l.Spread > 0 {
			c.Reason = fmt.Sprintf("± %s", words.Percent(l.Spread))
		}
		j.checks = append(j.checks, c)
	}
}

// missing says what a broken limit lacks; "" when it has all that it compares.
func missing(l *plan.LimitCheck, horizon int) string {
	switch l.Lacks {
	case plan.LacksFigure:
		if !l.Series {
			return "it does not exist"
		}
		return fmt.Sprintf("it exists in no month from %d to %d", l.From, l.To)
	case plan.LacksPlan:
		return "it does not exist, and the baseline has it"
	case plan.LacksBaseline:
		return "it exists, and the baseline does not have it"
	case plan.LacksArrival:
		return notReached(horizon)
	case plan.LacksRate:
		return "it grows from nothing"
	}
	return ""
}

// notReached is said of a month that is looked for and does not come.
func notReached(horizon int) string {
	return fmt.Sprintf("it is not reached by month %d, the last", horizon)
}

// monthWords lists months, those that follow each other as a span.
func monthWords(months []int) string {
	var parts []string
	for i := 0; i < len(months); {
		j := i
		for j+1 < len(months) && months[j+1] == months[j]+1 {
			j++
		}
		part := strconv.Itoa(months[i])
		if j > i {
			part += "–" + strconv.Itoa(months[j])
		}
		parts, i = append(parts, part), j+1
	}
	word := "month "
	if len(months) > 1 {
		word = "months "
	}
	return word + strings.Join(parts, ", ")
}

// limitText is a condition with the months of its limit.
func limitText(l *plan.LimitCheck, horizon int) string {
	text := strings.TrimSpace(l.Text)
	if !l.Series {
		return text
	}
	from, to := l.Condition.From, l.Condition.To
	if !from.Set && l.From > 1 {
		text += fmt.Sprintf(" from month %d", l.From)
	}
	if !to.Set && l.To < horizon {
		text += fmt.Sprintf(" to month %d", l.To)
	}
	return text
}

// unanswered is a limit that cannot be evaluated: never silently passed. Where
// neither side of a comparison has the figure, nothing changed, and that is said.
func (j *judge) unanswered(c *Check, l *plan.LimitCheck) {
	c.Status, c.Reason, c.Actual, c.Bound = Failed, l.Open, nil, nil
	switch l.Fault {
	case plan.NoBaseline:
		c.Usage, c.Remedy = true, "name one: --baseline FILE, or --baseline git:REV"
		if j.policy.NewFile {
			c.Status, c.Reason, c.Remedy = Skipped, "the scenario is new: there is no baseline to compare with", ""
		}
	case plan.OnNeitherSide:
		c.Status = Skipped
	case plan.BadOverlap:
		c.Usage = true
	}
}

// claims are figures that somebody stated: a wrong one warns.
func (j *judge) claims() {
	for i := range j.Result.Claims {
		claim := &j.Result.Claims[i]
		stated := claim.Claimed
		c := Check{
			Kind: Claim, Name: claim.Name, Level: "warn", Path: claim.Path, Metric: claim.Metric.Name,
			Measures: claim.Metric.Kind, Actual: claim.Computed, Bound: &stated, Series: claim.Metric.Series,
			Text: fmt.Sprintf("%s = %s", claim.Metric.Name, j.quantity(claim.Metric.Name, claim.Metric.Kind, stated)),
		}
		if !claim.Pass {
			c.Month, c.Worst = claim.Month, claim.Computed
			if claim.Computed == nil {
				c.Missing, c.Never = j.unclaimed(claim)
			}
			held, known := j.Baseline.claim(claim.Name)
			j.settle(&c, Warned, held, known)
		}
		j.checks = append(j.checks, c)
	}
}

// unclaimed says why there is no figure that a claim could be about.
func (j *judge) unclaimed(c *plan.ClaimCheck) (text string, never bool) {
	switch {
	case c.Metric.Series && c.Month == nil:
		return fmt.Sprintf("the users do not reach their target by month %d, the last", j.Result.Months()), false
	case c.Metric.Kind == unit.KindMonths && plan.Asked(j.Result.Scenario, c.Metric.Name):
		return notReached(j.Result.Months()), true
	}
	return "it does not exist", false
}

// findings are what contradicts itself in the plan. One that is worse than the
// policy tolerates denies.
func (j *judge) findings() {
	for i := range j.Result.Findings {
		f := &j.Result.Findings[i]
		c := Check{
			Kind: Finding, Name: f.Code, Level: f.Severity.String(), Status: Noted, Text: f.Message, Path: f.Path,
			Month: f.Month, Detail: f.Arithmetic, Remedy: f.Remedy,
		}
		if !tolerated(f.Severity, j.policy.MaxSeverity) {
			passed, known := j.Baseline.finding(f.Code, f.Path)
			j.settle(&c, Denied, passed, known)
		}
		j.checks = append(j.checks, c)
	}
}

func tolerated(s finding.Severity, worst string) bool {
	switch worst {
	case "none":
		return false
	case "low":
		return s >= finding.Low
	case "medium":
		return s >= finding.Medium
	}
	return true
}

// quantity writes a value of a result.
func (j *judge) quantity(name string, kind unit.Kind, v float64) string {
	return metric.As(name, kind).Text(v, j.Result.Scenario.Currency)
}

// hold is a check of a result by month, or of a single figure, against a bound.
func (j *judge) hold(name, path, metricName, op string, kind unit.Kind, bound float64, from int, values []float64) Check {
	condition := &model.Condition{Metric: metricName, Op: op, Value: bound}
	c := Check{
		Kind: Objective, Name: name, Level: "warn", Path: path, Metric: metricName, Measures: kind, Bound: &bound,
		From: from, To: from + len(values) - 1, Series: len(values) > 1,
		Text: fmt.Sprintf("%s %s %s", metricName, op, j.quantity(metricName, kind, bound)),
	}
	nearest := math.Inf(1)
	for i, v := range values {
		month := from + i
		off := math.Abs(v - bound)
		switch holds := condition.Holds(v, bound); {
		case holds && c.Status == Passed && off < nearest:
			nearest, c.Actual = off, &v
		case holds:
		case c.Status == Passed:
			c.Status, c.Actual, c.Worst, c.Month, nearest = Warned, &v, &v, &month, off
		case off > nearest:
			c.Worst, nearest = &v, off
		}
	}
	if from == 0 && len(values) == 1 {
		c.Month = nil // a single figure
	}
	return c
}
