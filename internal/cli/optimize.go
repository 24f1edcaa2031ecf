package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/study/optimize"
)

// optimizeOptions are the flags of the optimize command.
type optimizeOptions struct {
	input    inputOptions
	vary     []string
	minimize string
	maximize string
	simulate bool
	sampling samplingOptions
	output   choice
	out      string
	width    width
}

func (o *optimizeOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", render.Formats()...)
	o.input.addFlags(flags)
	flags.StringArrayVar(&o.vary, "vary", nil, "input to choose, by its `PATH`, or PATH=A..B, or PATH=A,B,C; up to 6 times")
	flags.StringVar(&o.minimize, "minimize", "", "`RESULT` that is to be least, or 'RESULT in month N' (default the total)")
	flags.StringVar(&o.maximize, "maximize", "", "`RESULT` that is to be greatest, such as finance.npv")
	flags.BoolVar(&o.simulate, "simulate", false, "weigh the best and today's plan in the same futures")
	o.sampling.addFlags(flags)
	flags.VarP(&o.output, "output", "o", "format: table, json, csv or markdown")
	flags.StringVar(&o.out, "out", "", "write to `FILE`; without -o, its extension chooses the format")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// newOptimize builds the command that chooses the values of inputs.
func newOptimize(p *program) *cobra.Command {
	var o optimizeOptions
	c := &cobra.Command{
		Use:   "optimize [FILE]",
		Short: "Find the values of some inputs that make the plan cheapest",
		Long: `Find the values of some inputs that make the plan cheapest: how much to commit,
how many cache nodes, which database tier. The total is the effective cost up to
the horizon with the investments or, with a discount rate, the present value of
both. A plan that breaks a limit which today's plan
keeps does not count, and of the others fewer broken limits go before cost.
Without --vary it is savings.reserved.cover, cache.nodes and database.min, as
far as the scenario has them; without FILE the built-in scenario; - is standard
input.

The forecast is searched, with all other inputs at their medians. --simulate
then weighs the best plans and today's in the same futures, as decide does. An
input that is varied is certain in all of them.`,
		GroupID: groupPlan,
		Example: `  talimat-plan optimize scenario.yaml
  talimat-plan optimize scenario.yaml --vary savings.reserved.cover --simulate
  talimat-plan optimize scenario.yaml --minimize 'cost.effective in month 24' \
      --vary nodes.headroom=5%..30% --vary 'nodes.tiers=[large],[large, xlarge]'`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.optimize(c, args, &o) },
	}
	c.AddCommand(newCommitments(p))
	o.addFlags(c.Flags())
	o.sampling.complete(c)
	mustComplete(c, "output", fixed(render.Formats()))
	o.input.complete(c)
	mustComplete(c, "vary", completePath)
	for _, flag := range []string{"minimize", "maximize"} {
		mustComplete(c, flag, func(c *cobra.Command, _ []string, text string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return completeMetric(c, nil, text)
		})
	}
	mustComplete(c, "width", cobra.NoFileCompletions)
	return c
}

func (p *program) optimize(c *cobra.Command, args []string, o *optimizeOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	if err := o.check(c.Flags()); err != nil {
		return err
	}
	format, err := formatFor(c, o.output.words, o.out, prefs)
	if err != nil {
		return err
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	answer, err := p.best(in, o)
	if err != nil {
		return err
	}
	table, err := p.weighed(answer, o)
	if err != nil {
		return err
	}
	chosen, _, err := in.with(answer.Settings(&answer.Best))
	if err != nil {
		return err
	}
	shown := report.Optimum(answer, plan.Run(in.Scenario), plan.Run(chosen), table, report.Options{Tool: tool(), File: in.name, InputHash: in.hash})
	return p.show(o.out, shown, format, prefs)
}

// check refuses flags that do not go together.
func (o *optimizeOptions) check(flags *pflag.FlagSet) error {
	switch {
	case o.minimize != "" && o.maximize != "":
		return usagef("give one result: --minimize, or --maximize")
	case len(o.vary) > optimize.Most:
		return usagef("%d inputs are too many to vary: at most %d", len(o.vary), optimize.Most)
	case o.simulate && (o.minimize != "" && o.minimize != totalName || o.maximize != ""):
		return usagef("--simulate weighs plans by their total: leave --minimize and --maximize out")
	}
	for _, flag := range []string{"samples", "seed", "sampling"} {
		if flags.Changed(flag) && !o.simulate {
			return usagef("--%s is about futures: write --simulate too", flag)
		}
	}
	return nil
}

// best searches the forecast.
func (p *program) best(in *input, o *optimizeOptions) (*optimize.Answer, error) {
	objective, err := o.objective(in.Scenario)
	if err != nil {
		return nil, err
	}
	axes, err := p.axes(in, o.vary)
	if err != nil {
		return nil, err
	}
	shown := p.trials()
	q := optimize.Question{
		Scenario: in.Scenario, Inputs: in.Inputs, Axes: axes, Objective: objective,
		Workers: int(o.sampling.workers), Read: in.with, Progress: shown.tell,
	}
	if o.simulate {
		q.Finalists = decision.Most - 1
	}
	answer, err := optimize.Optimize(q)
	shown.clear()
	var fault *unfit
	var invalid *optimize.InvalidError
	switch {
	case errors.As(err, &invalid) && errors.As(err, &fault):
		if err := p.showDiagnostics(fault.list, fault.sources); err != nil {
			return nil, err
		}
		return nil, invalidf("none of the values to choose from makes a valid scenario")
	case err != nil:
		return nil, usagef("%v", err)
	}
	return answer, nil
}

// weighed weighs the finalists when the flags say so; else there is no table.
func (p *program) weighed(a *optimize.Answer, o *optimizeOptions) (*decision.Table, error) {
	if !o.simulate {
		return nil, nil
	}
	if len(a.Finalists) == 0 {
		p.note("no plan is left to be weighed against today's")
		return nil, nil
	}
	design := o.sampling.design()
	progress := p.newProgress("simulating", design.Futures()*(len(a.Finalists)+1))
	table, err := a.Weigh(decision.Options{Design: design, Workers: int(o.sampling.workers), Progress: progress.report})
	progress.end()
	if errors.Is(err, simulation.ErrCertain) {
		return nil, invalidf("nothing is uncertain once these inputs are chosen, so that all futures are one: leave --simulate out; " +
			"or write ranges, as in --set drivers.users.growth=\"40%% to 60%%/quarter\"")
	}
	return table, err
}

// unfit says why a scenario is not valid with some of its values set.
type unfit struct {
	list    diag.List
	sources map[string]diag.Source
}

func (u *unfit) Error() string { return u.list[0].Message }

// with reads the scenario once more, with some of its values set.
func (in *input) with(set []optimize.Setting) (*model.Scenario, model.Inputs, error) {
	if len(set) == 0 {
		return in.Scenario, in.Inputs, nil
	}
	var overrides []scenario.Override
	for _, s := range set {
		overrides = append(overrides, scenario.Override{Path: s.Path, Value: s.Text})
	}
	f := in.again(overrides...)
	if f.Scenario == nil {
		return nil, nil, &unfit{onlyErrors(f.Diagnostics), f.Sources()}
	}
	return f.Scenario, f.Inputs, nil
}
