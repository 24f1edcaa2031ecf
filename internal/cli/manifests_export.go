package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
)

// exportOptions are the flags of the commands that export.
type exportOptions struct {
	input inputOptions
	month month
	out   string
}

// newManifests builds the command that writes what clusters are told.
func newManifests(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "export",
		Short: "Write what the plan says for Kubernetes, Prometheus and Grafana",
		Long: `Write what the plan says for the tools that run and watch the system that it is
of: manifests of Kubernetes, each with the month that it is for in a comment;
rules and alerts of Prometheus; a dashboard of Grafana.`,
		GroupID:           groupPlan,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return c.Help()
		},
	}
	c.AddCommand(newExportPrometheus(p), newExportGrafana(p))
	c.AddCommand(
		p.newExporter("hpa", "Write the autoscalers of the plan (autoscaling/v2)",
			`Write the autoscalers of the plan (autoscaling/v2): minimum, maximum and targets
of each service. The maximum of a service without one is twice what the month
needs. What "autoscale --hpa" reads of it is what the plan has.`, report.Autoscalers),
		p.newExporter("requests", "Write what replicas request, as patches of Deployments",
			`Write what replicas request, as patches of Deployments. A container has the name
of its service; how many run at the peak of the month is in a comment.`, report.Requests),
	)
	return c
}

// newExporter builds one of the commands that export.
func (p *program) newExporter(name, short, long string, text func(*plan.Result, int) string) *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:               name + " [FILE]",
		Short:             short,
		Long:              long,
		Example:           "  talimat-plan export " + name + " scenario.yaml --month 12",
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.exportManifests(c, args, &o, text) },
	}
	o.input.addFlags(c.Flags())
	c.Flags().Var(&o.month, "month", "month that it is for (default the last one)")
	c.Flags().StringVar(&o.out, "out", "", "write to a file at `PATH` (default standard output)")
	o.input.complete(c)
	mustComplete(c, "month", cobra.NoFileCompletions)
	return c
}

func (p *program) exportManifests(c *cobra.Command, args []string, o *exportOptions, text func(*plan.Result, int) string) error {
	if _, err := p.preferences(c); err != nil {
		return err
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	if err := o.month.resolve("--month", in.Scenario.Start); err != nil {
		return err
	}
	at := in.Scenario.Months()
	if o.month.value != nil {
		at = *o.month.value
	}
	if last := in.Scenario.Months(); at > last {
		return usagef("--month: the plan ends with month %d", last)
	}
	result := plan.Run(in.Scenario)
	return p.deliver(o.out, func(w io.Writer) error {
		_, err := io.WriteString(w, text(result, at))
		return err
	})
}
