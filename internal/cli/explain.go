package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/explain"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
)

// explainOptions are the flags of the explain command.
type explainOptions struct {
	input  inputOptions
	output choice
	month  month
	width  width
}

func (o *explainOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", render.Formats()...)
	o.input.addFlags(flags)
	flags.VarP(&o.output, "output", "o", "format: table, json, yaml, csv or markdown")
	flags.Var(&o.month, "month", "month of the figure (default the last one)")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// newExplain builds the command that shows the arithmetic behind a figure.
func newExplain(p *program) *cobra.Command {
	var o explainOptions
	c := &cobra.Command{
		Use:     "explain [WHAT] [FILE]",
		Short:   "Show the arithmetic behind a figure, with its inputs",
		Long:    "Show the arithmetic behind a figure, with its inputs and their lines. Without\nWHAT it lists the figures of the scenario.",
		GroupID: groupPlan,
		Example: `  talimat-plan explain
  talimat-plan explain cost.effective scenario.yaml --month 12
  talimat-plan explain services.frontend.replicas --month 18`,
		Args:              atMost(2, "WHAT and one FILE"),
		ValidArgsFunction: completeMetric,
		RunE:              func(c *cobra.Command, args []string) error { return p.explain(c, args, &o) },
	}
	o.addFlags(c.Flags())
	mustComplete(c, "output", fixed(o.output.words))
	o.input.complete(c)
	mustComplete(c, "month", cobra.NoFileCompletions)
	mustComplete(c, "width", cobra.NoFileCompletions)
	return c
}

func (p *program) explain(c *cobra.Command, args []string, o *explainOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	what := ""
	if len(args) > 0 && (len(args) == 2 || !isYAML(args[0])) {
		what, args = args[0], args[1:]
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	options := report.Options{Tool: tool(), File: in.name, InputHash: in.hash, Locate: in.Locate}
	if what == "" {
		return p.show("", report.Vocabulary(in.Scenario, options), prefs.Output, prefs)
	}
	if err := o.month.resolve("--month", in.Scenario.Start); err != nil {
		return err
	}
	at := in.Scenario.Months()
	if o.month.value != nil {
		at = *o.month.value
	}
	explanation, err := explain.Explain(plan.Run(in.Scenario), what, at)
	var unknown *explain.UnknownError
	switch {
	case errors.As(err, &unknown):
		return usagef("%v; \"%s explain\" lists all", err, programName)
	case err != nil:
		return usagef("--month: %v", err)
	}
	explanation.Resolve(in.Inputs)
	return p.show("", report.Explanation(explanation, in.Scenario, options), prefs.Output, prefs)
}
