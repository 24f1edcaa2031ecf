package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// newSchema builds the command that prints the JSON Schema of scenarios, or that of
// forecasts.
func newSchema(p *program) *cobra.Command {
	forecast := false
	c := &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of scenarios, for editors",
		GroupID: groupScenario,
		Example: `  talimat-plan schema > scenario.schema.json

An editor for YAML then completes and checks a scenario that begins with
  # yaml-language-server: $schema=scenario.schema.json

What forecast -o json writes has a schema as well:
  talimat-plan schema --forecast > forecast.schema.json`,
		Args:              atMost(0, "no arguments"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			return p.deliver("", func(w io.Writer) error {
				text := scenario.Schema()
				if forecast {
					text = report.Schema()
				}
				_, err := w.Write(text)
				return err
			})
		},
	}
	c.Flags().BoolVar(&forecast, "forecast", false, "the schema of forecasts as JSON, rather than of scenarios")
	return c
}
