package cli

import (
	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
)

// newFitUSL builds the command that fits the Universal Scalability Law.
func newFitUSL(p *program) *cobra.Command {
	output := newChoice("table", render.Formats()...)
	var columns width
	c := &cobra.Command{
		Use:   "usl FILE",
		Short: "Fit the Universal Scalability Law to measured throughput",
		Long: `Fit the Universal Scalability Law to measurements: CSV with the number of workers
in the first column and their throughput in the second. It says how much they
wait for each other, what each pair costs, and from how many on more give less.`,
		Example:           `  talimat-plan fit usl throughput.csv`,
		ValidArgsFunction: completeHistory,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("give one FILE with workers and throughput")
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
			s, err := fit.Scaling(pairs.X, pairs.Y)
			if err != nil {
				return usagef("%s: %v", args[0], err)
			}
			return p.show("", report.Scaling(s, pairs, report.Options{Tool: tool()}), prefs.Output, prefs)
		},
	}
	c.Flags().VarP(&output, "output", "o", "format: table, json, yaml, csv or markdown")
	c.Flags().Var(&columns, "width", "columns of text (default those of the terminal)")
	mustComplete(c, "output", fixed(output.words))
	mustComplete(c, "width", cobra.NoFileCompletions)
	return c
}
