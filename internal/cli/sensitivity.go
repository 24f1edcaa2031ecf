package cli

import (
	"errors"
	"fmt"
	"math/bits"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
)

// sensitivityOptions are the flags of the sensitivity command.
type sensitivityOptions struct {
	input    inputOptions
	sampling samplingOptions
	target   targetOptions
	sobol    basePoints
	output   choice
	out      string
	width    width
}

func (o *sensitivityOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", sensitivityFormats()...)
	o.input.addFlags(flags)
	o.target.addFlags(flags, "")
	o.sampling.addFlags(flags)
	flags.Var(&o.sobol, "sobol", "Sobol' indices too, from N base points: N·(inputs + 2) further runs")
	flags.Lookup("sobol").NoOptDefVal = "4096"
	flags.VarP(&o.output, "output", "o", "format: table, json, csv or markdown")
	flags.StringVar(&o.out, "out", "", "write to `FILE`; without -o, its extension chooses the format")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

func sensitivityFormats() []string { return render.Formats() }

// newSensitivity builds the command that says what matters.
func newSensitivity(p *program) *cobra.Command {
	var o sensitivityOptions
	c := &cobra.Command{
		Use:   "sensitivity [FILE]",
		Short: "Say which uncertain inputs matter, and what to measure first",
		Long: `Say which uncertain inputs and risks a figure hangs on: what each does alone,
its share of the variance, the bad tail and the limits broken with it low and
high, and what it is worth to know it. All but the first, and --sobol, come from
the futures of one simulation. Without FILE it is the built-in scenario; - is
standard input.`,
		GroupID: groupPlan,
		Example: `  talimat-plan sensitivity scenario.yaml
  talimat-plan sensitivity scenario.yaml --of finance.npv
  talimat-plan sensitivity scenario.yaml --month 12 -o json
  talimat-plan sensitivity scenario.yaml --set correlations={} --sobol`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.sensitivity(c, args, &o) },
	}
	o.addFlags(c.Flags())
	o.sampling.complete(c)
	o.target.complete(c)
	mustComplete(c, "output", fixed(sensitivityFormats()))
	o.input.complete(c)
	mustComplete(c, "sobol", cobra.NoFileCompletions)
	mustComplete(c, "width", cobra.NoFileCompletions)
	return c
}

func (p *program) sensitivity(c *cobra.Command, args []string, o *sensitivityOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	design := o.sampling.design()
	format, err := formatFor(c, o.output.words, o.out, prefs)
	if err != nil {
		return err
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	target, err := o.target.of(in.Scenario)
	if err != nil {
		return err
	}
	progress := p.newProgress("simulating", design.Futures())
	analysis, err := sensitivity.Analyse(in.Scenario, in.Inputs, sensitivity.Options{
		Design: design, Target: target, Sobol: o.sobol.design(design.Seed), Workers: int(o.sampling.workers), Progress: progress.report,
	})
	progress.end()
	if err != nil {
		return explainAnalysis(err)
	}
	return p.show(o.out, report.Sensitivity(analysis, report.Options{Tool: tool(), File: in.name, InputHash: in.hash}), format, prefs)
}

// explainAnalysis says what to do about a scenario that cannot be analysed.
func explainAnalysis(err error) error {
	var correlated *sensitivity.CorrelatedError
	var constant *sensitivity.ConstantError
	var missing *sensitivity.MissingError
	var lone *sensitivity.LoneError
	switch {
	case errors.Is(err, simulation.ErrCertain):
		return invalidf("nothing in the scenario is uncertain; write ranges for its inputs, as in --set drivers.users.growth=\"40%% to 60%%/quarter\"")
	case errors.As(err, &correlated):
		return usagef("--sobol: %v; the shares of the variance that are shown without --sobol hold for correlated inputs too; "+
			"--set correlations={} takes all inputs for independent", err)
	case errors.As(err, &constant), errors.As(err, &missing):
		return usagef("--of: %v", err)
	case errors.As(err, &lone):
		return invalidf("%v", err)
	}
	return err
}

// basePoints is the value of --sobol: points of all replicates, 0 for none.
type basePoints int

const (
	sobolReplicates = 8
	leastBase       = 128
	mostBase        = 1 << 20
)

// Set is part of pflag.Value.
func (b *basePoints) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < leastBase || n > mostBase || bits.OnesCount(uint(n)) != 1 {
		return fmt.Errorf("%q is not a number of base points: write a power of two from %d to %d", text, leastBase, mostBase)
	}
	*b = basePoints(n)
	return nil
}

// String is part of pflag.Value.
func (b *basePoints) String() string {
	if *b == 0 {
		return ""
	}
	return strconv.Itoa(int(*b))
}

// Type is part of pflag.Value.
func (b *basePoints) Type() string { return "N" }

// design is that of the indices.
func (b *basePoints) design(seed uint64) sampling.Design {
	if *b == 0 {
		return sampling.Design{}
	}
	return sampling.Design{Seed: seed, Replicates: sobolReplicates, Points: int(*b) / sobolReplicates}
}
