package cli

import (
	"errors"
	"io"
	"math"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// simulateOptions are the flags of the simulate command.
type simulateOptions struct {
	input     inputOptions
	sampling  samplingOptions
	precision share
	output    choice
	by        choice
	out       string
	export    string
	shard     shardFlag
	width     width
}

func (o *simulateOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", render.Formats()...)
	o.by = newChoice("quarter", periods()...)
	o.input.addFlags(flags)
	o.sampling.addFlags(flags)
	flags.Var(&o.precision, "precision", "double the futures until the interval around P90 of the last month's cost is no wider than ± this share, such as 0.5%")
	flags.VarP(&o.output, "output", "o", "format: table, json, yaml, csv or markdown")
	flags.Var(&o.by, "by", "rows by month, quarter or year")
	flags.StringVar(&o.out, "out", "", "write to `FILE`; without -o, its extension chooses the format")
	flags.StringVar(&o.export, "export", "", "write every future to a CSV `FILE`")
	flags.Var(&o.shard, "shard", "simulate only this part, such as 2/4, into the file of --out; \"merge\" puts the parts together")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// newSimulate builds the command that runs a scenario's futures.
func newSimulate(p *program) *cobra.Command {
	var o simulateOptions
	c := &cobra.Command{
		Use:   "simulate [FILE]",
		Short: "Run thousands of futures: bands, odds of breaking limits, payback",
		Long: `Run a scenario through thousands of futures, drawn from the ranges of its
inputs, the volatility of its drivers and its risks, each by the same engine as
a forecast. The answer is how likely which result is: quantiles by month, the
chance of breaking each limit, the spread of payback and NPV, each with its 95 %
confidence interval, and what the futures that break a limit have in common.
The same seed gives the same bytes, on any number of processors. Without FILE it
is the built-in scenario; - is standard input.`,
		GroupID: groupPlan,
		Example: `  talimat-plan simulate scenario.yaml
  talimat-plan simulate scenario.yaml --samples 100k --seed 7 -o json
  talimat-plan simulate scenario.yaml --shard 2/4 --out part2.bin`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.simulate(c, args, &o) },
	}
	o.addFlags(c.Flags())
	o.sampling.complete(c)
	mustComplete(c, "output", fixed(o.output.words))
	mustComplete(c, "by", fixed(periods()))
	o.input.complete(c)
	for _, flag := range []string{"precision", "shard", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

func (p *program) simulate(c *cobra.Command, args []string, o *simulateOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	design := o.sampling.design()
	if err := o.contradictions(); err != nil {
		return err
	}
	format := o.output.value
	if o.shard.Of == 0 { // a part has a form of its own
		if format, err = formatFor(c, o.output.words, o.out, prefs); err != nil {
			return err
		}
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	options := simulation.Options{Design: design, Workers: int(o.sampling.workers), Effects: true}
	if o.shard.Of > 0 {
		options.Shard = simulation.Shard{Index: o.shard.Index - 1, Of: o.shard.Of}
	}
	if o.shard.Of == 0 && (format == "table" || format == "markdown") {
		options.Monthly = report.SimulatedMonthly() // what is not printed need not be counted
	}
	outcome, err := p.runFutures(in, options, o)
	if err != nil {
		return err
	}
	if o.export != "" {
		p.note("wrote %s", o.export)
	}
	if o.shard.Of > 0 {
		return p.deliver(o.out, func(w io.Writer) error { return writePart(w, in, options, outcome) })
	}
	return p.show(o.out, report.Simulation(outcome, report.Options{By: prefs.By, Tool: tool(), File: in.name, InputHash: in.hash}), format, prefs)
}

// contradictions refuses flags that exclude each other, and an export that would
// take the place of the scenario or of the result.
func (o *simulateOptions) contradictions() error {
	switch {
	case o.export != "" && sameFile(o.export, o.out):
		return usagef("--export and --out name the same file, %s", o.out)
	case o.shard.Of > 0 && o.out == "":
		return usagef("--shard: name the file of the part with --out, such as --out part%d.bin", o.shard.Index)
	case o.shard.Of > 0 && o.precision > 0:
		return usagef("--shard and --precision exclude each other: how precise it is shows when all parts are together")
	case o.shard.Of > 0 && o.export != "":
		return usagef("--shard and --export exclude each other")
	case o.shard.Of > usualReplicates:
		return usagef("--shard: there are %d replicates, so at most %d parts", usualReplicates, usualReplicates)
	}
	return nil
}

// runFutures simulates, with ever more futures until they are as precise as asked.
func (p *program) runFutures(in *input, options simulation.Options, o *simulateOptions) (*simulation.Outcome, error) {
	for {
		outcome, err := p.runOnce(in, options, o)
		if err != nil || o.precision == 0 {
			return outcome, err
		}
		off := imprecision(outcome)
		switch {
		case off <= float64(o.precision):
			return outcome, nil
		case 2*options.Design.Points > sampling.MaxPoints || 2*options.Design.Futures() > simulation.MaxFutures:
			p.note("stopped at %d futures: P90 is known to ± %.2g%%", outcome.Futures(), off*100)
			return outcome, nil
		}
		options.Design.Points *= 2
	}
}

// imprecision is the half width of the interval around P90 of the last month's
// cost, as a share of it.
func imprecision(outcome *simulation.Outcome) float64 {
	q, ok := outcome.Quantiles("cost.effective", outcome.Scenario.Months())
	if !ok || q[5].Value == 0 {
		return 0
	}
	return math.Abs(q[5].Half / q[5].Value)
}

// runOnce simulates with a display of the progress and, if asked, an export.
func (p *program) runOnce(in *input, options simulation.Options, o *simulateOptions) (*simulation.Outcome, error) {
	futures := options.Design.Futures()
	if n := options.Shard.Of; n > 1 {
		futures /= n
	}
	progress := p.newProgress("simulating", futures)
	options.Progress = progress.report
	defer progress.end()
	var file *export
	if o.export != "" {
		var err error
		if err := p.inputs.mustNotBe("--export", o.export); err != nil {
			return nil, err
		}
		if file, err = newExport(o.export, &p.scratch); err != nil {
			return nil, err
		}
		defer file.discard()
		options.Export = file.write
	}
	outcome, err := simulation.Run(in.Scenario, in.Inputs, options)
	switch {
	case errors.Is(err, simulation.ErrCertain):
		return nil, invalidf("%s: %v; write a range such as \"40%% to 60%%/quarter\" for what is not certain", in.name, err)
	case err != nil:
		return nil, err
	case file != nil:
		if err := file.finish(); err != nil {
			return nil, err
		}
	}
	return outcome, nil
}
