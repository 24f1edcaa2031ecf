package cli

import (
	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/study/learn"
)

// newFitLoad builds the command that measures the week of a load.
func newFitLoad(p *program) *cobra.Command {
	var o fitOptions
	c := &cobra.Command{
		Use:   "load FILE",
		Short: "Measure the week of a load: its shape, its peak, its trough",
		Long: `Measure the week of a load: CSV with times and a rate, or a saved answer of
Prometheus' query_range, an hour apart or closer and a week long at least. It says
how high the peak is over the average, how quiet the quietest hour is, and in how
many hours of the week the load is how high, as a piece of a scenario.`,
		Example:           `  talimat-plan fit load requests.csv --column rps`,
		ValidArgsFunction: completeHistory,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("give one FILE with times and a rate")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			prefs, err := p.preferences(c)
			if err != nil {
				return err
			}
			got, err := p.history(c.Context(), args, &o)
			if err != nil {
				return err
			}
			week, err := learn.LoadOf(got)
			if err != nil {
				return usagef("%s: %v", args[0], err)
			}
			return p.show("", report.MeasuredWeek(week, report.Options{Tool: tool()}), prefs.Output, prefs)
		},
	}
	o.output, o.basis = newChoice("table", render.Formats()...), newChoice("billed", history.Bases()...)
	c.Flags().StringVar(&o.columns.Value, "column", "", "`NAME` of the column with the rate (default the first one with numbers)")
	c.Flags().StringVar(&o.columns.Time, "time-column", "", "`NAME` of the column with the times (default the first one with times)")
	c.Flags().VarP(&o.output, "output", "o", "format: table, json, yaml, csv or markdown")
	c.Flags().Var(&o.width, "width", "columns of text (default those of the terminal)")
	mustComplete(c, "output", fixed(o.output.words))
	for _, flag := range []string{"column", "time-column", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

// newFitService builds the command that measures the CPU of a call.
func newFitService(p *program) *cobra.Command {
	output := newChoice("table", render.Formats()...)
	var columns width
	name := "web"
	c := &cobra.Command{
		Use:   "service FILE",
		Short: "Measure the CPU time of a call by regression",
		Long: `Measure the CPU time of a call: CSV with calls a second in the first column and
busy cores in the second, in the order of time. The slope of the line through them
is the CPU time of a call, with its interval; what is busy without any call is the
base.`,
		Example:           `  talimat-plan fit service measured.csv --name web`,
		ValidArgsFunction: completeHistory,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("give one FILE with calls a second and cores")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			prefs, err := p.preferences(c)
			if err != nil {
				return err
			}
			from, err := p.openPrices(args[0])
			if err != nil {
				return err
			}
			defer from.Close()
			pairs, err := history.ReadPairs(args[0], from)
			if err != nil {
				return usagef("%v", err)
			}
			line, err := fit.Straight(pairs.X, pairs.Y)
			if err != nil {
				return usagef("%s: %v", args[0], err)
			}
			return p.show("", report.CPUOfCall(line, pairs, name, report.Options{Tool: tool()}), prefs.Output, prefs)
		},
	}
	c.Flags().StringVar(&name, "name", name, "`NAME` of the service in the piece of a scenario")
	c.Flags().VarP(&output, "output", "o", "format: table, json, yaml, csv or markdown")
	c.Flags().Var(&columns, "width", "columns of text (default those of the terminal)")
	mustComplete(c, "output", fixed(output.words))
	for _, flag := range []string{"name", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}
