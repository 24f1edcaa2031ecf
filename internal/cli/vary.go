package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/line"
	"github.com/talimat/talimat-plan/internal/study/optimize"
	"github.com/talimat/talimat-plan/internal/study/solve"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// totalName is what people call the effective cost with the investments.
const totalName = "total"

// firstTier is the input that chooses among the tiers of the database.
const firstTier = "database.min"

// objective is the result that the flags choose.
func (o *optimizeOptions) objective(s *model.Scenario) (optimize.Objective, error) {
	flag, text := "--minimize", o.minimize
	if o.maximize != "" {
		flag, text = "--maximize", o.maximize
	}
	name, when, dated := strings.Cut(text, " in month ")
	if name = strings.TrimSpace(name); name == "" || name == totalName && !dated {
		all := optimize.TheTotal(s)
		all.Maximize = flag == "--maximize"
		return all, nil
	}
	objective := optimize.Objective{Maximize: flag == "--maximize"}
	var ok bool
	if objective.Metric, ok = metric.Find(s, name); !ok {
		names := []string{totalName}
		for _, m := range metric.Of(s) {
			names = append(names, m.Name)
		}
		if near := unit.Nearest(name, names); near != "" {
			return objective, usagef("%s: unknown result %q: did you mean %q?", flag, name, near)
		}
		return objective, usagef("%s: unknown result %q; \"%s explain\" lists all", flag, name, programName)
	}
	switch {
	case !dated && objective.Metric.Series:
		return objective, usagef("%s: %s has a value for each month: write '%s in month %d'", flag, name, name, s.Months())
	case dated && !objective.Metric.Series:
		return objective, usagef("%s: %s is a single figure and has no months", flag, name)
	case !dated:
		return objective, nil
	}
	month, err := strconv.Atoi(strings.TrimSpace(when))
	switch {
	case err != nil || month < 0:
		return objective, usagef("%s: %q is not a month: write 0 to %d", flag, when, s.Months())
	case month > s.Months():
		return objective, beyond(flag, month, s.Months())
	}
	objective.Month = &month
	return objective, nil
}

// axes are the inputs to vary, by the flags or, without any, the usual ones.
func (p *program) axes(in *input, specs []string) ([]optimize.Axis, error) {
	if len(specs) == 0 {
		if specs = in.usual(); specs == nil {
			return nil, usagef("the scenario has neither commitments nor a cache nor a database with several tiers: say what to vary, as in --vary nodes.headroom")
		}
		p.note("varying %s (see --vary)", words.List(specs))
	}
	var axes []optimize.Axis
	for _, spec := range specs {
		x, err := p.axis(in, spec)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(axes, func(y optimize.Axis) bool { return y.Path == x.Path }) {
			return nil, usagef("--vary: %s is varied twice", x.Path)
		}
		if len(x.Values) < 2 {
			return nil, usagef("--vary: %s can only be %s; name another value", x.Path, x.Values[0].Label)
		}
		if x.Uncertain {
			p.note("%s is uncertain in the scenario and certain here: today's is its median, %s", x.Path, x.Values[x.Today].Label)
		}
		axes = append(axes, x)
	}
	return axes, nil
}

// usual are the inputs that are varied unless told otherwise.
func (in *input) usual() (paths []string) {
	for _, path := range []string{"savings.reserved.cover", "cache.nodes"} {
		if in.Inputs.Find(path) != nil {
			paths = append(paths, path)
		}
	}
	if d := in.Scenario.Database; d != nil && len(d.Tiers) > 1 {
		paths = append(paths, firstTier)
	}
	return paths
}

// axis reads PATH, PATH=A..B or PATH=A,B,C.
func (p *program) axis(in *input, spec string) (optimize.Axis, error) {
	path, values, valued := strings.Cut(spec, "=")
	path, values = strings.TrimSpace(path), strings.TrimSpace(values)
	section, _, _ := strings.Cut(path, ".")
	switch found := in.Inputs.Find(path); {
	case path == "":
		return optimize.Axis{}, usagef("--vary: %q names no input; write PATH, PATH=A..B or PATH=A,B,C", spec)
	case valued && values == "":
		return optimize.Axis{}, usagef("--vary: %q names no value; write PATH=A..B or PATH=A,B,C", spec)
	case solve.Fixed(path):
		return optimize.Axis{}, usagef("--vary: %s decides how the scenario is read, so that it cannot be chosen; try values with --set", path)
	case slices.Contains([]string{"limits", "claims", "objectives", "alerts"}, section):
		return optimize.Axis{}, usagef("--vary: %s is what a plan is held against, not a part of it", path)
	case found != nil:
		return p.numbers(in, found, values)
	}
	return in.choices(path, values)
}

// numbers are the values of a number: of a range, listed, or around it.
func (p *program) numbers(in *input, found *model.Input, values string) (optimize.Axis, error) {
	name, currency := "--vary "+found.Path, in.Scenario.Currency
	switch {
	case values == "":
		x, err := optimize.Around(found, currency)
		if err != nil {
			return x, usagef("--vary: %v", err)
		}
		return x, nil
	case strings.Contains(values, ".."):
		low, high, faults := in.Range(name, values, found)
		if err := p.refuse(faults, in); err != nil {
			return optimize.Axis{}, err
		}
		return optimize.Between(found, currency, line.Range{Low: low, High: high}), nil
	}
	var numbers []float64
	for _, text := range divide(values) {
		if grouped().MatchString(text) {
			return optimize.Axis{}, usagef("--vary: %s: commas are between values; write 1000,2000 and not 1,000,2,000", found.Path)
		}
		v, faults := in.Number(name, text, found)
		if err := p.refuse(faults, in); err != nil {
			return optimize.Axis{}, err
		}
		numbers = append(numbers, v)
	}
	return optimize.Among(found, currency, numbers), nil
}

// choices are the values of what is no number.
func (in *input) choices(path, values string) (optimize.Axis, error) {
	texts := divide(values)
	now, _ := in.Written(path)
	if d := in.Scenario.Database; path == firstTier && d != nil && len(d.Tiers) > 0 {
		if now == "" {
			now = d.Tiers[0]
		}
		if values == "" {
			texts = d.Tiers
		}
	}
	probe := "1"
	if len(texts) > 0 {
		probe = texts[0]
	}
	for _, d := range in.again(scenario.Override{Path: path, Value: probe}).Diagnostics {
		if strings.HasPrefix(d.Pos.File, "--set ") && d.Code == "unknown-path" {
			return optimize.Axis{}, usagef("--vary: %s", hinted(d))
		}
	}
	switch {
	case len(texts) == 0:
		if _, err := in.number(path); slices.ContainsFunc(in.Inputs, func(i model.Input) bool { return strings.HasPrefix(i.Path, path+".") }) {
			return optimize.Axis{}, err
		}
		if now != "" {
			return optimize.Axis{}, usagef("--vary: %s is %q, not a number: name its values, as in --vary %s=A,B,C", path, now, path)
		}
		return optimize.Axis{}, usagef("--vary: %s is not a number that the scenario states: name its values, as in --vary %s=A,B,C", path, path)
	case strings.Contains(values, ".."):
		return optimize.Axis{}, usagef("--vary: %s is not a number that the scenario states, so that it has no range: name its values, as in --vary %s=A,B,C", path, path)
	}
	label := now
	if label == "" {
		label = "as it is"
	}
	return optimize.Choices(path, now, label, texts), nil
}

// hinted is a diagnostic in a sentence.
func hinted(d diag.Diagnostic) string {
	if d.Hint == "" {
		return d.Message
	}
	return d.Message + ": " + d.Hint
}

// grouped is the end of a number such as 1,000 once it is cut at its comma.
var grouped = pattern.Lazy(`^0[0-9]{2}([^0-9]|$)`)

// divide cuts a list at its commas; those within brackets and quotes are none.
func divide(text string) (parts []string) {
	begin := 0
	for i, r := range text + "," {
		if r == ',' && balanced(text[begin:i]) {
			if part := strings.TrimSpace(text[begin:i]); part != "" {
				parts = append(parts, part)
			}
			begin = i + 1
		}
	}
	return parts
}
