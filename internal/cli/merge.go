package cli

import (
	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
)

// newMerge builds the command that puts the shards of a simulation together.
func newMerge(p *program) *cobra.Command {
	var o struct {
		output choice
		by     choice
		out    string
		width  width
	}
	c := &cobra.Command{
		Use:   "merge PART...",
		Short: "Put the parts of a simulation together that shards have written",
		Long: `Put the parts of a simulation together that "simulate --shard" has written, on
one machine or on many. The result is that of a single run, to the last byte.`,
		GroupID: groupPlan,
		Example: `  for i in 1 2 3 4; do
    talimat-plan simulate plan.yaml --shard $i/4 --out part$i.bin
  done
  talimat-plan merge part*.bin -o json`,
		RunE: func(c *cobra.Command, args []string) error {
			prefs, err := p.preferences(c)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return usagef("merge takes the files that \"simulate --shard\" has written")
			}
			format, err := formatFor(c, o.output.words, o.out, prefs)
			if err != nil {
				return err
			}
			var parts []*part
			for _, file := range args {
				part, err := p.readPart(file)
				if err != nil {
					return err
				}
				parts = append(parts, part)
			}
			in, outcome, err := mergeParts(parts)
			if err != nil {
				return err
			}
			return p.show(o.out, report.Simulation(outcome, report.Options{By: prefs.By, Tool: tool(), File: in.name, InputHash: in.hash}), format, prefs)
		},
	}
	o.output, o.by = newChoice("table", render.Formats()...), newChoice("quarter", periods()...)
	c.Flags().VarP(&o.output, "output", "o", "format: table, json, yaml, csv or markdown")
	c.Flags().Var(&o.by, "by", "rows by month, quarter or year")
	c.Flags().StringVar(&o.out, "out", "", "write to `FILE`; without -o, its extension chooses the format")
	c.Flags().Var(&o.width, "width", "columns of text (default those of the terminal)")
	mustComplete(c, "output", fixed(o.output.words))
	mustComplete(c, "by", fixed(periods()))
	mustComplete(c, "width", cobra.NoFileCompletions)
	return c
}
