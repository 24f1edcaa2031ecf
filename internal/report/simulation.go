package report

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/words"
)

// Simulation is what the futures of a scenario have in common: people read the cost
// by period, machines every result of every month.
func Simulation(out *simulation.Outcome, o Options) *document.Document {
	s, v := out.Scenario, newFutures(out)
	d := answer("simulation", s, o)
	entitle(d, fmt.Sprintf("%s from %s · %s", words.Months(s.Months()), s.Start, s.Currency), drawn(&out.Design, out.Futures()))
	d.Records = []string{"quantiles"}
	d.Add(samplingFields(&out.Design, out.Futures()), v.held(), &document.Lines{Lines: v.verdicts()},
		v.bands(periods(s.Months(), o)), v.horizon(), v.figures(), Quantiles(out), v.limits(), v.limitMonths(), v.breaking(), v.drivers())
	return d
}

// drawn says how so many futures of a design were drawn.
func drawn(d *sampling.Design, futures int) string {
	method := map[sampling.Method]string{
		sampling.Sobol: "scrambled Sobol' points", sampling.LatinHypercube: "Latin hypercube", sampling.Random: "independent draws",
	}[d.Method]
	return fmt.Sprintf("%s futures · %s, %d × %s · seed %d", words.Decimal(float64(futures), 0), method, d.Replicates, words.Decimal(float64(d.Points), 0), d.Seed)
}

// SimulatedMonthly lists the results of which people see every month; of the others
// they see the last one. Machines have all by month.
func SimulatedMonthly() []string { return []string{"cost.effective"} }

// futures is an outcome with what its tables have in common.
type futures struct {
	out      *simulation.Outcome
	scenario *model.Scenario
	money    words.Currency
}

func newFutures(out *simulation.Outcome) futures {
	return futures{out, out.Scenario, words.Currency(out.Scenario.Currency)}
}

func (v *futures) date(month int) string { return v.scenario.Start.Add(month).String() }

func (v *futures) when(month int) string { return words.When(month, v.scenario.Start) }
