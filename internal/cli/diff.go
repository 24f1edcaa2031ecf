package cli

import (
	"errors"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/study/compare"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/unit"
)

// diffOptions are the flags of the diff command.
type diffOptions struct {
	input    inputOptions
	output   choice
	by       choice
	of       string
	month    month
	months   months
	width    width
	out      string
	exitCode bool
	simulate bool
	sampling samplingOptions
}

func (o *diffOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", diffFormats()...)
	o.by = newChoice("month", periods()...)
	flags.Var(changeFlag{list: &o.input.set}, "set", "set an input of NEW by its `PATH=VALUE`; repeatable")
	flags.VarP(&o.output, "output", "o", "format: table, json, csv or markdown")
	flags.StringVar(&o.out, "out", "", "write to `FILE`; without -o, its extension chooses the format")
	flags.StringVar(&o.of, "of", "", "divide this `RESULT` among the changes (default cost.effective)")
	flags.Var(&o.month, "month", "divide the result of this month (default the last one, and the total)")
	flags.Var(&o.by, "by", "rows by month, quarter or year")
	flags.Var(&o.months, "months", "the rows with these months, as in 0,12,24 (default those that differ)")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
	flags.BoolVar(&o.simulate, "simulate", false, "also compare the two in the same futures, one by one")
	o.sampling.addFlags(flags)
	flags.BoolVar(&o.exitCode, "detailed-exitcode", false, "exit with code 5 when something changed")
}

// diffFormats are the formats that show a comparison.
func diffFormats() []string { return []string{"table", "json", "csv", "markdown"} }

// newDiff builds the command that compares two plans.
func newDiff(p *program) *cobra.Command {
	var o diffOptions
	c := &cobra.Command{
		Use:   "diff [OLD] NEW",
		Short: "Compare two plans: results, inputs, and which input caused what",
		Long: `Compare two plans: which results differ, which inputs do, and how much of the
difference each input causes, found by running the plan with the inputs swapped.

OLD and NEW are each a scenario, a forecast saved with "forecast -o json",
git:REV:PATH (a file as of a revision), or - for standard input. Without OLD it
is the file NEW as of git's HEAD.

A forecast is one future. --simulate runs both plans through the same thousands
of futures and tells how they differ in each: the same growth, prices and risks
happen to both, so that what is left of a difference is due to the plans. How
many futures, and which, say --samples, --sampling, --seed and --workers.`,
		GroupID: groupPlan,
		Example: `  talimat-plan diff scenario.yaml                        what is not committed
  talimat-plan diff git:main:plan.yaml plan.yaml -o markdown
  talimat-plan diff last-quarter.json plan.yaml --by year
  talimat-plan diff plan.yaml plan.yaml --set load.peak=8x
  talimat-plan diff old.yaml new.yaml --of services.web.replicas --month 24
  talimat-plan diff old.yaml new.yaml --simulate`,
		Args:              between(1, 2, "OLD and NEW"),
		ValidArgsFunction: completeSides,
		RunE:              func(c *cobra.Command, args []string) error { return p.diff(c, args, &o) },
	}
	o.addFlags(c.Flags())
	o.sampling.complete(c)
	mustComplete(c, "output", fixed(diffFormats()))
	mustComplete(c, "by", fixed(periods()))
	mustComplete(c, "set", completeInput)
	mustComplete(c, "of", func(c *cobra.Command, _ []string, text string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return completeMetric(c, nil, text)
	})
	for _, flag := range []string{"month", "months", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

// completeSides offers scenarios and saved forecasts for both arguments.
func completeSides(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return []cobra.Completion{"yaml", "yml", "json"}, cobra.ShellCompDirectiveFilterFileExt
}

// between accepts from least to most arguments.
func between(least, most int, usage string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("%s takes %s, but there is no argument", c.Name(), usage)
		case len(args) > most:
			return usagef("%s takes %s, but there are %d arguments", c.Name(), usage, len(args))
		}
		return nil
	}
}

// resolveMonths finds the months of dates in both plans.
func (o *diffOptions) resolveMonths(old, start unit.Date) error {
	if o.month.date == nil && o.months.dates == nil {
		return nil
	}
	if old != start {
		return usagef("a date is not the same month in plans that start in %s and %s; write its number, 0 being today", old, start)
	}
	if err := o.month.resolve("--month", start); err != nil {
		return err
	}
	return o.months.resolve("--months", start)
}

func (p *program) diff(c *cobra.Command, args []string, o *diffOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	format, err := formatFor(c, diffFormats(), o.out, prefs)
	if err != nil {
		return err
	}
	if err := o.onlyWithFutures(c.Flags()); err != nil {
		return err
	}
	old, new, err := p.readSides(args, o.input)
	if err != nil {
		return err
	}
	if err := o.resolveMonths(old.plan.Figures.Start, new.plan.Figures.Start); err != nil {
		return err
	}
	comparison, err := compare.Compare(old.plan, new.plan, compare.Question{Of: o.of, Month: o.month.value})
	if err != nil {
		return explainComparison(err)
	}
	if n := len(o.months.value); n > 0 && o.months.value[n-1] > comparison.Months {
		return usagef("--months: month %d lies beyond the last month that both plans have, month %d", o.months.value[n-1], comparison.Months)
	}
	var futures *decision.Contrast
	if o.simulate {
		if futures, err = p.inSameFutures(old, new, comparison, o); err != nil {
			return err
		}
	}
	comparisonReport := report.NewComparison(comparison, report.ComparisonOptions{
		Old: old.side, New: new.side, By: prefs.By, Months: o.months.value,
		Width: p.columns(prefs.Width), Color: toStdout(o.out) && p.colored(p.out, prefs.Color), Tool: tool(), Futures: futures,
	})
	if err := p.deliver(o.out, func(w io.Writer) error { return writeAs(w, comparisonReport, format) }); err != nil {
		return err
	}
	if o.exitCode && !comparison.IsEmpty() {
		return shown{exitChanged}
	}
	return nil
}

// explainComparison tells a bad question from plans that cannot be compared.
func explainComparison(err error) error {
	var question *compare.QuestionError
	if errors.As(err, &question) {
		return usagef("--%s: %v", question.About, err)
	}
	return invalidf("%v", err)
}
