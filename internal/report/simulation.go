package report

import (
	"fmt"
	"io"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/render/markdown"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/words"
)

// Simulation is the report on the outcome of a simulation.
type Simulation struct {
	Title    string  // name and description of the scenario
	Frame    string  // horizon, start, currency and file, on one line
	Design   string  // how the futures were drawn, on one line
	Verdicts []Line  // the answer in a few lines
	Tables   []Table // bands by month, at the horizon, single figures, limits, sources

	outcome *simulation.Outcome
	options Options
}

// Simulate arranges an outcome.
func Simulate(out *simulation.Outcome, o Options) *Simulation {
	s := out.Scenario
	f := &Simulation{Title: s.Name, outcome: out, options: o}
	if s.Description != "" {
		f.Title += ": " + s.Description
	}
	f.Frame = fmt.Sprintf("%s from %s · %s", words.Months(s.Months()), s.Start, s.Currency)
	if o.File != "" {
		f.Frame += " · " + o.File
	}
	f.Design = design(out)
	v := futures{out: out, scenario: s, money: words.Currency(s.Currency)}
	f.Verdicts = v.verdicts()
	for _, t := range []Table{v.bands(periods(s.Months(), o)), v.horizon(), v.figures(), v.limits(), v.breaking()} {
		if len(t.Rows) > 0 {
			f.Tables = append(f.Tables, t)
		}
	}
	return f
}

// design says how the futures were drawn.
func design(out *simulation.Outcome) string { return drawn(&out.Design, out.Futures()) }

// samplingOf says how so many futures of a design were drawn, in the words of --sampling.
func samplingOf(d *sampling.Design, futures int) Sampling {
	method := d.Method.String()
	if d.Method == sampling.Random {
		method = "mc"
	}
	return Sampling{method, d.Seed, d.Replicates, d.Points, futures}
}

// drawn says how so many futures of a design were drawn.
func drawn(d *sampling.Design, futures int) string {
	method := map[sampling.Method]string{
		sampling.Sobol: "scrambled Sobol' points", sampling.LatinHypercube: "Latin hypercube", sampling.Random: "independent draws",
	}[d.Method]
	return fmt.Sprintf("%s futures · %s, %d × %s · seed %d", words.Decimal(float64(futures), 0), method, d.Replicates, words.Decimal(float64(d.Points), 0), d.Seed)
}

// Text writes the report for a terminal. No line is wider than Options.Width.
func (f *Simulation) Text(w io.Writer) error { return f.brief().text(w, f.options) }

// Markdown writes the report in GitHub's flavour.
func (f *Simulation) Markdown(w io.Writer) error {
	return f.brief().markdown(w, "# "+markdown.Escape(f.Title), f.Frame, f.Design)
}

func (f *Simulation) brief() *brief {
	return &brief{head: []string{f.Title, f.Frame, f.Design, ""}, verdicts: f.Verdicts, tables: f.Tables}
}

// SimulatedMonthly lists the results of which Text and Markdown show every month;
// of the others they show the last one. JSON and CSV have all by month.
func SimulatedMonthly() []string { return []string{"cost.effective"} }

// futures is an outcome with what its tables have in common.
type futures struct {
	out      *simulation.Outcome
	scenario *model.Scenario
	money    words.Currency
}
