package cli

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/solve"
	"github.com/talimat/talimat-plan/internal/unit"
)

// question is what the flags ask of a scenario.
func (p *program) question(in *input, o *solveOptions) (*solve.Question, error) {
	varied, err := in.number(o.vary)
	if err != nil {
		return nil, err
	}
	q := &solve.Question{Scenario: in.Scenario, Inputs: in.Inputs, Path: varied.Path, Seed: uint64(o.seed)}
	if o.at.value != "" {
		percent, _ := strconv.ParseFloat(o.at.value[1:], 64)
		q.Level = percent / 100
	}
	if o.limit != "" {
		q.Goal, err = in.limit(o.limit)
	} else {
		var faults diag.List
		q.Goal, faults = in.Goal("--goal", o.goal)
		err = p.refuse(faults, in)
	}
	if err != nil {
		return nil, err
	}
	if o.between != "" {
		low, high, faults := in.Range("--between", o.between, varied)
		if err := p.refuse(faults, in); err != nil {
			return nil, err
		}
		q.Between = &solve.Range{Low: low, High: high}
	}
	q.Fits = in.fits(varied.Path)
	return q, nil
}

// refuse shows diagnostics and is an error when one of them is.
func (p *program) refuse(list diag.List, in *input) error {
	if err := p.showDiagnostics(list, in.Sources()); err != nil {
		return err
	}
	if list.HasErrors() {
		return shown{exitUsage}
	}
	return nil
}

// number is the input with a path; an error says what is there instead.
func (in *input) number(path string) (*model.Input, error) {
	if found := in.Inputs.Find(path); found != nil {
		return found, nil
	}
	var all, below []string
	for i := range in.Inputs {
		all = append(all, in.Inputs[i].Path)
		if strings.HasPrefix(in.Inputs[i].Path, path+".") {
			below = append(below, in.Inputs[i].Path)
		}
	}
	if len(below) > 4 {
		below = append(below[:4], "…")
	}
	text, _ := in.Written(path)
	switch near := unit.Nearest(path, all); {
	case len(below) > 0:
		return nil, usagef("--vary: %s is a section; name a number in it, such as %s", path, strings.Join(below, ", "))
	case text != "":
		return nil, usagef("--vary: %s is %q, not a number with a unit; only numbers can be solved for", path, text)
	case in.settable(path):
		return nil, usagef("--vary: the scenario does not state %s; give it a value to begin with, by --set %s=VALUE", path, path)
	case near != "":
		return nil, usagef("--vary: the scenario has no number %q: did you mean %q?", path, near)
	}
	return nil, usagef("--vary: the scenario has no number %q", path)
}

// settable reports whether a scenario may have a value at a path.
func (in *input) settable(path string) bool {
	tried := in.again(scenario.Override{Path: path, Value: "1"})
	return !slices.ContainsFunc(tried.Diagnostics, func(d diag.Diagnostic) bool {
		return strings.HasPrefix(d.Pos.File, "--set ") && d.Code == "unknown-path"
	})
}

// limit is a limit of the scenario as a goal: what denies, else what warns.
func (in *input) limit(name string) (*model.Limit, error) {
	var names []string
	for i := range in.Scenario.Limits {
		l := in.Scenario.Limits[i]
		if l.Name != name {
			names = append(names, l.Name)
			continue
		}
		if l.Deny == nil {
			l.Deny = l.Warn
		}
		l.Warn = nil
		return &l, nil
	}
	switch near := unit.Nearest(name, names); {
	case near != "":
		return nil, usagef("--limit: the scenario has no limit %q: did you mean %q?", name, near)
	case len(names) == 0:
		return nil, usagef("--limit: the scenario has no limits; write --goal 'cost.effective <= $3,700'")
	}
	return nil, usagef("--limit: the scenario has no limit %q; it has %s", name, strings.Join(names, ", "))
}

// fits says what is wrong with the scenario once an input is what the text says.
func (in *input) fits(path string) func(text string) error {
	return func(text string) error {
		for _, d := range in.again(scenario.Override{Path: path, Value: text}).Diagnostics {
			if d.Severity == diag.Error {
				return errors.New(d.Message)
			}
		}
		return nil
	}
}
