package monitor

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The names of what is recorded. Each has the labels plan and metric.
const (
	planned = "talimat_plan"        // what is planned in the month it is
	low     = "talimat_plan_low"    // the lower end of its band
	high    = "talimat_plan_high"   // the upper end
	actual  = "talimat_plan_actual" // what it really is
)

// Rules is a file of rules for Prometheus.
func (p *Plan) Rules() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# The plan %s from %s on, for rule_files of Prometheus.\n", oneLine(p.Name), p.Start)
	fmt.Fprintf(&b, "groups:\n  - name: %s\n    rules:\n", quoted("talimat-plan: "+p.Name))
	for i := range p.Series {
		s := &p.Series[i]
		p.record(&b, planned, s, p.expression(s.Values))
		p.record(&b, low, s, p.expression(s.Low))
		p.record(&b, high, s, p.expression(s.High))
		if s.Query != "" {
			p.record(&b, actual, s, "sum(\n  "+strings.ReplaceAll(strings.TrimSpace(s.Query), "\n", "\n  ")+"\n)")
		}
	}
	if slices.ContainsFunc(p.Series, func(s Series) bool { return s.Query != "" }) {
		p.alert(&b, "PlanBandExceeded", ">", high, "above")
		p.alert(&b, "PlanBandUndercut", "<", low, "below")
	}
	return []byte(b.String())
}

// record writes a recording rule.
func (p *Plan) record(b *strings.Builder, name string, s *Series, expression string) {
	fmt.Fprintf(b, "      - record: %s\n        labels: {plan: %s, metric: %s}\n        expr: |-\n", name, quoted(p.Name), quoted(s.Metric.Name))
	for line := range strings.SplitSeq(expression, "\n") {
		fmt.Fprintf(b, "          %s\n", line)
	}
}

// alert writes an alert for when what is leaves the band on one side.
func (p *Plan) alert(b *strings.Builder, name, operator, bound, side string) {
	selector := "{plan=" + quoted(p.Name) + "}"
	fmt.Fprintf(b, "      - alert: %s\n        expr: |-\n          %s%s\n          %s on (plan, metric) %s%s\n", name, actual, selector, operator, bound, selector)
	fmt.Fprintf(b, "        for: %s\n        labels: {severity: warning}\n        annotations:\n", p.For)
	fmt.Fprintf(b, "          summary: \"{{ $labels.metric }} is {{ $value | humanize }}, %s the band of the plan {{ $labels.plan }}\"\n", side)
	fmt.Fprintf(b, "          description: \"The plan no longer says what happens: hold it against what did with talimat-plan track.\"\n")
}

// quoted is a text in double quotes, as YAML, PromQL and JSON read it alike.
func quoted(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		return `""` // not for a string
	}
	return strings.TrimSpace(b.String())
}

// oneLine is a text without line breaks, for a comment.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// number is a value as PromQL reads it, with all its digits.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// sorted are the keys of a map.
func sorted(m map[string]string) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
