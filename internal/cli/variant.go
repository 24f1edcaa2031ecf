package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/decision"
)

// variantPlan is a plan that is weighed: a scenario as it is, or with changes.
type variantPlan struct {
	source
	name    string   // in reports
	set     []string // changes, "PATH=VALUE" each: those of all, then its own
	own     int      // how many of them are its own
	horizon int      // months that it is cut to; 0 for its own
	file    *scenario.File
	hash    string
}

func (v *variantPlan) variant() decision.Variant {
	return decision.Variant{Name: v.name, Scenario: v.file.Scenario, Inputs: v.file.Inputs}
}

func (v *variantPlan) origin() report.Origin {
	return report.Origin{File: v.source.name, InputHash: v.hash, Set: v.set}
}

// readVariants reads the files of the arguments, and makes of the first one the
// variants of the flags. All are valid, and of one horizon, when there is no error.
func (p *program) readVariants(args []string, o *decideOptions) ([]*variantPlan, error) {
	if _, err := parseOverrides(o.input); err != nil {
		return nil, err
	}
	plans, err := p.variantSources(args, o)
	if err != nil {
		return nil, err
	}
	switch n := len(plans); {
	case n < decision.Least:
		if err := p.decodeVariants(plans, &diag.List{}); err != nil { // one that is not valid says no variants
			return nil, err
		}
		return nil, usagef("a single plan is no choice: name another FILE, write --variant 'NAME: PATH=VALUE', or give the scenario variants")
	case n > decision.Most:
		return nil, usagef("%d variants are too many to weigh: at most %d, the files and every --variant counted", n, decision.Most)
	}
	var known diag.List
	if err := p.decodeVariants(plans, &known); err != nil {
		return nil, err
	}
	return plans, p.commonMonths(plans, &known)
}

// variantSources lists what is weighed, in the order of the files and the flags.
func (p *program) variantSources(args []string, o *decideOptions) (plans []*variantPlan, err error) {
	if slices.Index(args, "-") != lastIndex(args, "-") {
		return nil, usagef("standard input can be read once only")
	}
	for i := range max(len(args), 1) {
		src, err := p.readSource(args[min(i, len(args)):])
		if err != nil {
			return nil, err
		}
		plans = append(plans, &variantPlan{source: src, name: shortName(src.name, args), set: o.input.set})
	}
	for _, text := range o.variants {
		if !strings.ContainsAny(text, ":=") {
			plans = append(plans, plans[0].stated(text, o.input.set))
			continue
		}
		name, set, err := parseVariant(text)
		if err != nil {
			return nil, usagef("--variant: %v", err)
		}
		for _, v := range plans {
			if v.name == name {
				return nil, usagef("--variant: there are two variants with the name %q", name)
			}
		}
		plans = append(plans, &variantPlan{source: plans[0].source, name: name, set: slices.Concat(o.input.set, set), own: len(set)})
	}
	if len(plans) == 1 {
		plans = append(plans, plans[0].variants(o.input.set)...)
	}
	for i, v := range plans {
		for n := 2; slices.ContainsFunc(plans[:i], func(w *variantPlan) bool { return w.name == v.name }); n++ {
			v.name = fmt.Sprintf("%s (%d)", shortName(v.source.name, args), n)
		}
	}
	return plans, nil
}

// variants are those that the scenario of a plan states.
func (v *variantPlan) variants(set []string) (all []*variantPlan) {
	file, _ := v.decode()
	if file.Scenario == nil {
		return nil
	}
	for i := range file.Scenario.Variants {
		all = append(all, v.stated(file.Scenario.Variants[i].Name, set))
	}
	return all
}

// stated is a variant that the scenario of a plan states, with changes of all.
func (v *variantPlan) stated(name string, set []string) *variantPlan {
	return &variantPlan{source: v.source, name: name, set: slices.Concat([]string{scenario.VariantPath + "=" + name}, set)}
}

func lastIndex(args []string, arg string) int {
	for i := len(args) - 1; i >= 0; i-- {
		if args[i] == arg {
			return i
		}
	}
	return -1
}

// decodeVariants decodes every plan and shows what is wrong, each fault once. What
// is wrong with the plan that others vary is shown of itself only.
func (p *program) decodeVariants(plans []*variantPlan, known *diag.List) error {
	failed := map[string]bool{} // files that are not valid as they are
	var invalid []string
	for _, v := range plans {
		if failed[v.source.name] {
			continue
		}
		if err := p.decodeVariant(v, known); err != nil {
			return err
		}
		if v.file.Scenario == nil {
			failed[v.source.name] = v.own == 0
			invalid = append(invalid, v.name)
		}
	}
	if invalid != nil {
		return invalidf("not valid: %s", strings.Join(invalid, ", "))
	}
	return nil
}

func (p *program) decodeVariant(v *variantPlan, known *diag.List) error {
	overrides, err := parseOverrides(inputOptions{set: v.set})
	if err != nil {
		return err
	}
	if v.horizon > 0 {
		overrides = append(overrides, scenario.Override{Path: "horizon", Value: fmt.Sprintf("%d months", v.horizon)})
	}
	file, files := v.decode(overrides...)
	v.file, v.hash = file, hash(v.text, v.set, files.all...)
	var fresh diag.List
	sources := v.places(file.Sources())
	for _, d := range file.Diagnostics {
		d.Pos.File = v.place(d.Pos.File)
		if !slices.Contains(*known, d) {
			fresh = append(fresh, d)
		}
	}
	*known = append(*known, fresh...)
	return p.showDiagnostics(fresh, sources)
}

// place is what messages call the source of a change: those of --variant by the
// variant.
func (v *variantPlan) place(name string) string {
	path, ok := strings.CutPrefix(name, "--set ")
	switch {
	case !ok:
		return name
	case path == "horizon" && v.horizon > 0:
		return v.source.name + " cut to the common horizon"
	}
	for _, set := range v.set[len(v.set)-v.own:] {
		if before, _, _ := strings.Cut(set, "="); strings.TrimSpace(before) == path {
			return fmt.Sprintf("--variant %s: %s", v.name, path)
		}
	}
	return name
}

func (v *variantPlan) places(sources map[string]diag.Source) map[string]diag.Source {
	all := map[string]diag.Source{}
	for name, s := range sources {
		s.Name = v.place(name)
		all[s.Name] = s
	}
	return all
}

// commonMonths cuts the plans to the shortest horizon of any.
func (p *program) commonMonths(plans []*variantPlan, known *diag.List) error {
	shortest := plans[0]
	for _, v := range plans {
		if v.file.Scenario.Months() < shortest.file.Scenario.Months() {
			shortest = v
		}
	}
	months := shortest.file.Scenario.Months()
	for _, v := range plans {
		own := v.file.Scenario.Months()
		if own == months {
			continue
		}
		v.horizon = months
		if err := p.decodeVariant(v, known); err != nil {
			return err
		}
		if v.file.Scenario == nil {
			return invalidf("%s has %d months and %s %d: cut to %d, %s is not valid", v.name, own, shortest.name, months, months, v.name)
		}
		p.note("%s has %d months and %s %d: they are weighed over %d", v.name, own, shortest.name, months, months)
	}
	return nil
}
