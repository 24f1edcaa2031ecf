package cli

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// fanChart is the chart that simulates.
const fanChart = "fan"

// needsFutures refuses the flags of the simulation where none is drawn.
func (o *plotOptions) needsFutures(c *cobra.Command) error {
	if slices.Contains(o.charts.names(), fanChart) {
		return nil
	}
	for _, flag := range []string{"samples", "seed"} {
		if c.Flags().Changed(flag) {
			return usagef("--%s is for the chart %s, which is not among those to be drawn", flag, fanChart)
		}
	}
	return nil
}

// fan simulates a scenario if the fan is among the charts. It is nil where
// nothing is uncertain.
func (p *program) fan(in *input, o *plotOptions) (*report.FanSeries, error) {
	if !slices.Contains(o.charts.names(), fanChart) {
		return nil, nil
	}
	design := o.sampling.design()
	progress := p.newProgress("simulating", design.Futures())
	defer progress.end()
	outcome, err := simulation.Run(in.Scenario, in.Inputs, simulation.Options{
		Design: design, Metrics: report.FanMetrics(), Progress: progress.report,
	})
	if errors.Is(err, simulation.ErrCertain) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return report.NewFan(outcome), nil
}
