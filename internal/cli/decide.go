package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/decision"
)

// decideOptions are the flags of the decide command.
type decideOptions struct {
	input    inputOptions
	variants []string
	sampling samplingOptions
	output   choice
	out      string
	width    width
}

func (o *decideOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", render.Formats()...)
	flags.StringArrayVar(&o.variants, "variant", nil, "a variant of the first file, as `'NAME: PATH=VALUE, ...'`, or by its name in the file; repeatable")
	flags.Var(changeFlag{list: &o.input.set}, "set", "set an input of all variants by its `PATH=VALUE`; repeatable")
	o.sampling.addFlags(flags)
	flags.VarP(&o.output, "output", "o", "format: table, json, csv or markdown")
	flags.StringVar(&o.out, "out", "", "write to `FILE`; without -o, its extension chooses the format")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// newDecide builds the command that weighs variants.
func newDecide(p *program) *cobra.Command {
	var o decideOptions
	c := &cobra.Command{
		Use:     "decide [FILE...]",
		Aliases: []string{"compare"},
		Short:   "Weigh variants of a plan against each other in the same futures",
		Long: `Run two to eight variants of a plan through the same futures and say which one
to take ("compare" is the same command). A variant is a scenario FILE, or the
first FILE with some inputs changed by --variant; a single FILE is weighed
against the variants that it states, or those of --variant NAME. The same
growth, prices and risks happen to all of them, so that what is left of a
difference is due to the plans. Plans of different lengths are weighed over the
months they share.

A variant is passed over when it breaks the limits that deny in at least one
future in a hundred more than another, beyond chance. Of the others the least
expected total counts, at present value where there is a discount rate, unless
the interval of a difference includes 0: then it cannot be told. Without FILE it
is the built-in scenario; - is standard input.`,
		GroupID: groupPlan,
		Example: `  talimat-plan decide today.yaml containers.yaml
  talimat-plan decide plan.yaml --variant 'spot: savings.spot.discount=60%'
  talimat-plan decide plan.yaml --variant 'lean: nodes.headroom=5%' \
      --variant 'late: nodes.headroom=5%, savings.autoscaling.from=month 9'`,
		Args:              atMost(decision.Most, "at most eight FILEs"),
		ValidArgsFunction: completeYAML,
		RunE:              func(c *cobra.Command, args []string) error { return p.decide(c, args, &o) },
	}
	o.addFlags(c.Flags())
	o.sampling.complete(c)
	mustComplete(c, "output", fixed(render.Formats()))
	mustComplete(c, "set", completeInput)
	for _, flag := range []string{"variant", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

func (p *program) decide(c *cobra.Command, args []string, o *decideOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	design := o.sampling.design()
	format, err := formatFor(c, o.output.words, o.out, prefs)
	if err != nil {
		return err
	}
	plans, err := p.readVariants(args, o)
	if err != nil {
		return err
	}
	variants, origins := make([]decision.Variant, len(plans)), make([]report.Origin, len(plans))
	for i := range plans {
		variants[i], origins[i] = plans[i].variant(), plans[i].origin()
	}
	progress := p.newProgress("simulating", design.Futures()*len(variants))
	table, err := decision.Weigh(variants, decision.Options{Design: design, Workers: int(o.sampling.workers), Progress: progress.report})
	progress.end()
	var mismatch *decision.MismatchError
	switch {
	case errors.Is(err, simulation.ErrCertain):
		return invalidf("nothing is uncertain in any variant, so that all futures are one: \"%s forecast\" tells the variants apart; "+
			"or write ranges, as in --set drivers.users.growth=\"40%% to 60%%/quarter\"", programName)
	case errors.As(err, &mismatch):
		return invalidf("%v", err)
	case err != nil:
		return err
	}
	return p.show(o.out, report.Decision(table, origins, report.Options{Tool: tool()}), format, prefs)
}
