package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/chart"
	"github.com/talimat/talimat-plan/internal/explain"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
)

// targetOptions are the flags that choose the figure of an analysis.
type targetOptions struct {
	metric string
	month  month
}

func (o *targetOptions) addFlags(flags *pflag.FlagSet, whose string) {
	flags.StringVar(&o.metric, "of", "cost.effective", "the figure"+whose+", as a `METRIC`; \"explain\" lists all")
	flags.Var(&o.month, "month", "month of the figure"+whose+" (default the last one)")
}

func (o *targetOptions) complete(c *cobra.Command) {
	mustComplete(c, "of", func(c *cobra.Command, _ []string, text string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return completeMetric(c, nil, text)
	})
	mustComplete(c, "month", cobra.NoFileCompletions)
}

// of is the figure of a scenario that the flags choose.
func (o *targetOptions) of(s *model.Scenario) (simulation.Target, error) {
	t := simulation.Target{Metric: o.metric, Month: s.Months()}
	m, ok := metric.Find(s, o.metric)
	if !ok {
		var names []string
		for _, m := range metric.Of(s) {
			names = append(names, m.Name)
		}
		unknown := &explain.UnknownError{Name: o.metric, Nearest: unit.Nearest(o.metric, names)}
		return t, usagef("--of: %v; \"%s explain\" lists all", unknown, programName)
	}
	if err := o.month.resolve("--month", s.Start); err != nil {
		return t, err
	}
	if at := o.month.value; at != nil {
		switch {
		case !m.Series:
			return t, usagef("--month: %s is a single figure and has no months", m.Name)
		case *at > s.Months():
			return t, beyond("--month", *at, s.Months())
		}
		t.Month = *at
	}
	return t, nil
}

// drawTornado draws what each uncertain input does alone to a figure.
func drawTornado(in *input, t simulation.Target, o report.Options, options chart.Options) (chart.Drawing, error) {
	bars, err := sensitivity.Alone(in.Scenario, in.Inputs, t)
	switch {
	case errors.Is(err, simulation.ErrCertain):
		return chart.Drawing{}, &chart.EmptyError{Reason: "nothing in the scenario is uncertain"}
	case err != nil:
		return chart.Drawing{}, &chart.EmptyError{Reason: err.Error()}
	}
	return chart.DrawTornado(report.NewTornado(in.Scenario, bars, o), options)
}
