package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/scenario"
)

// newSchema builds the command that prints the JSON Schema of scenarios.
func newSchema(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of scenarios, for editors",
		GroupID: groupScenario,
		Example: `  talimat-plan schema > scenario.schema.json

An editor for YAML then completes and checks a scenario that begins with
  # yaml-language-server: $schema=scenario.schema.json`,
		Args:              atMost(0, "no arguments"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			return p.deliver("", func(w io.Writer) error {
				_, err := w.Write(scenario.Schema())
				return err
			})
		},
	}
}
