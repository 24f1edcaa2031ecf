package cli

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/monitor"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// monitorOptions are the flags of the exports for those who watch the system.
type monitorOptions struct {
	input     inputOptions
	metrics   []string
	queries   []string
	tolerance share
	wait      span
	out       string
}

func (o *monitorOptions) addFlags(flags *pflag.FlagSet) {
	o.tolerance, o.wait = usualTolerance, span(6*time.Hour)
	o.input.addFlags(flags)
	flags.StringArrayVar(&o.metrics, "metric", nil, "a result to export by its `NAME`, repeatable (default drivers, rates, servers, replicas and the bill)")
	flags.StringArrayVar(&o.queries, "query", nil, "`METRIC=PROMQL`: what a result really is, as in 'users=sum(app_users)', repeatable")
	flags.Var(&o.tolerance, "tolerance", "the band around a plan in which nothing is uncertain")
	flags.StringVar(&o.out, "out", "", "write to `FILE` (default standard output)")
}

func (o *monitorOptions) complete(c *cobra.Command) {
	o.input.complete(c)
	for _, flag := range []string{"metric", "query", "tolerance"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
}

// newExportPrometheus builds the command that writes rules of Prometheus.
func newExportPrometheus(p *program) *cobra.Command {
	var o monitorOptions
	c := &cobra.Command{
		Use:   "prometheus [FILE]",
		Short: "Write the plan as rules of Prometheus, with alerts",
		Long: `Write the plan as recording rules of Prometheus: talimat_plan, talimat_plan_low
and talimat_plan_high, with the labels plan and metric, are what is planned in the
month it is, and the band that nine of ten futures lie in. With --query a result
is recorded as it really is too, and an alert fires when it leaves the band.`,
		Example: `  talimat-plan export prometheus plan.yaml --out plan-rules.yml
  talimat-plan export prometheus plan.yaml --query 'users=sum(app_users)'`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE: func(c *cobra.Command, args []string) error {
			watched, err := p.watched(args, &o)
			if err != nil {
				return err
			}
			return p.deliver(o.out, func(w io.Writer) error {
				_, err := w.Write(watched.Rules())
				return err
			})
		},
	}
	o.addFlags(c.Flags())
	c.Flags().Var(&o.wait, "for", "how long reality must be outside of the band before an alert fires, as in 6h")
	mustComplete(c, "for", cobra.NoFileCompletions)
	o.complete(c)
	return c
}

// newExportGrafana builds the command that writes a dashboard of Grafana.
func newExportGrafana(p *program) *cobra.Command {
	var o monitorOptions
	c := &cobra.Command{
		Use:   "grafana [FILE]",
		Short: "Write a dashboard of Grafana: plan, band and what is",
		Long: `Write a dashboard of Grafana as JSON, with a panel for each result: the plan, its
band and what it really is, as the rules of "export prometheus" record them.
Give both commands the same --metric and --query.`,
		Example:           `  talimat-plan export grafana plan.yaml --query 'users=sum(app_users)' --out plan.json`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE: func(c *cobra.Command, args []string) error {
			watched, err := p.watched(args, &o)
			if err != nil {
				return err
			}
			text, err := watched.Dashboard()
			if err != nil {
				return err
			}
			return p.deliver(o.out, func(w io.Writer) error {
				_, err := w.Write(text)
				return err
			})
		},
	}
	o.addFlags(c.Flags())
	o.complete(c)
	return c
}

// watched is what is exported of a plan.
func (p *program) watched(args []string, o *monitorOptions) (*monitor.Plan, error) {
	queries := map[string]string{}
	for _, text := range o.queries {
		name, query, ok := strings.Cut(text, "=")
		if name, query = strings.TrimSpace(name), strings.TrimSpace(query); !ok || name == "" || query == "" {
			return nil, usagef("--query: %q says nothing; write METRIC=PROMQL, such as 'users=sum(app_users)'", text)
		}
		queries[name] = query
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return nil, err
	}
	q := monitor.Question{
		Result: plan.Run(in.Scenario), Metrics: o.metrics, Queries: queries, Tolerance: float64(o.tolerance), For: o.wait.String(),
	}
	first, err := monitor.New(q)
	if err != nil {
		return nil, usagef("%v", err)
	}
	var names []string
	for i := range first.Series {
		names = append(names, first.Series[i].Metric.Name)
	}
	design := sampling.Design{Seed: usualSeed, Replicates: usualReplicates, Points: usualFutures / usualReplicates}
	q.Outcome, err = simulation.Run(in.Scenario, in.Inputs, simulation.Options{Design: design, Metrics: names})
	if errors.Is(err, simulation.ErrCertain) {
		return first, nil
	}
	if err != nil {
		return nil, err
	}
	return monitor.New(q)
}
