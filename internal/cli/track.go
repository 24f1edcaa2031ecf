package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/track"
)

// usualTolerance is how far a bill may be from its forecast: 12 %, which the FinOps
// Foundation names for teams that have come far.
const usualTolerance = share(0.12)

// actualsOptions are the flags that say what happened.
type actualsOptions struct {
	files   []string
	columns []string
	basis   choice
}

func (o *actualsOptions) addFlags(flags *pflag.FlagSet) {
	o.basis = newChoice("billed", history.Bases()...)
	flags.StringArrayVar(&o.files, "actuals", nil, "what happened: CSV by date, or a bill in FOCUS; `FILE` may be -, repeatable (default those of the scenario)")
	flags.StringArrayVar(&o.columns, "column", nil, "`HEADING=METRIC`: what a column or a category of the bill is in the plan, repeatable")
	flags.Var(&o.basis, "basis", "cost of bills: billed or effective")
}

func (o *actualsOptions) complete(c *cobra.Command) {
	mustComplete(c, "basis", fixed(o.basis.words))
	mustComplete(c, "column", cobra.NoFileCompletions)
}

// names are the metrics by heading.
func (o *actualsOptions) names() (map[string]string, error) {
	names := map[string]string{}
	for _, text := range o.columns {
		heading, name, ok := strings.Cut(text, "=")
		if heading, name = strings.TrimSpace(heading), strings.TrimSpace(name); !ok || heading == "" || name == "" {
			return nil, usagef("--column: %q says nothing; write HEADING=METRIC, such as seats=drivers.seats", text)
		}
		names[heading] = name
	}
	return names, nil
}

// basisOf is the basis that was asked for.
func (o *actualsOptions) basisOf() history.Basis {
	return history.Basis(slices.Index(history.Bases(), o.basis.String()))
}

// read reads the files.
func (p *program) actuals(o *actualsOptions) ([]*history.Monthly, error) {
	var all []*history.Monthly
	for _, file := range o.files {
		got, err := p.readActuals(file, o.basisOf())
		if err != nil {
			return nil, err
		}
		all = append(all, got)
	}
	return all, nil
}

func (p *program) readActuals(file string, basis history.Basis) (*history.Monthly, error) {
	from, err := p.openPrices(file)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	name := file
	if name == "-" {
		name = "<stdin>"
	}
	got, err := history.ReadMonthly(name, from, basis)
	var failed *fs.PathError
	if err != nil && !errors.As(err, &failed) {
		return nil, usagef("%v", err)
	}
	return got, err
}

// whatHappened reads the files of the flags or, without any, those that the scenario
// names, and adds what their columns are to names.
func (p *program) whatHappened(in *input, o *actualsOptions, names map[string]string) ([]*history.Monthly, error) {
	if len(o.files) > 0 {
		return p.actuals(o)
	}
	var all []*history.Monthly
	for _, a := range in.Scenario.Actuals {
		text, err := in.read(a.File)
		if err != nil {
			return nil, err
		}
		got, err := history.ReadMonthly(a.File, bytes.NewReader(text), o.basisOf())
		if err != nil {
			return nil, usagef("%v", err)
		}
		for _, c := range a.Columns {
			if _, said := names[c.Name]; !said {
				names[c.Name] = c.Metric
			}
		}
		all = append(all, got)
	}
	if len(all) == 0 {
		return nil, usagef("say what happened: --actuals FILE, or actuals: FILE in the scenario, with a column of times and others headed users, cost.billed or alike")
	}
	return all, nil
}

// trackOptions are the flags of the track command.
type trackOptions struct {
	input     inputOptions
	actuals   actualsOptions
	tolerance share
	sql       choice
	output    choice
	width     width
}

func (o *trackOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", render.Formats()...)
	o.sql = newChoice("", history.Dialects()...)
	o.tolerance = usualTolerance
	o.input.addFlags(flags)
	o.actuals.addFlags(flags)
	flags.Var(&o.tolerance, "tolerance", "share that the bill and the drivers may be off, beyond which the exit code is 3")
	flags.Var(&o.sql, "print-sql", "print what to ask duckdb, athena or bigquery of a bill that is too large to read, and nothing else")
	flags.VarP(&o.output, "output", "o", "format: table, json, yaml, csv or markdown")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// newTrack builds the command that holds a plan against what happened.
func newTrack(p *program) *cobra.Command {
	var o trackOptions
	c := &cobra.Command{
		Use:   "track [FILE]",
		Short: "Hold the plan against what happened",
		Long: `Hold a plan against what happened: month by month the users, the data and the
cost by category beside the plan and the band that nine of ten of its futures
lie in; how wrong it was; which driver makes how much of the difference; and
when limits break from where reality is.

Actual values are CSV with a column of times and others headed with drivers,
metrics or categories, or bills in FOCUS (CSV, of any size, read as a stream).
The exit code is 3 when the bill or a driver is off by more than --tolerance.`,
		GroupID: groupPlan,
		Example: `  talimat-plan track scenario.yaml --actuals users.csv --actuals bill.csv
  talimat-plan track scenario.yaml --actuals bill.csv --basis effective \
      --column Analytics=cost.categories.data
  talimat-plan track --print-sql duckdb`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.track(c, args, &o) },
	}
	o.addFlags(c.Flags())
	o.input.complete(c)
	o.actuals.complete(c)
	mustComplete(c, "output", fixed(o.output.words))
	mustComplete(c, "print-sql", fixed(o.sql.words))
	for _, flag := range []string{"tolerance", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

func (p *program) track(c *cobra.Command, args []string, o *trackOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	if engine := o.sql.String(); engine != "" {
		return p.deliver("", func(w io.Writer) error {
			_, err := io.WriteString(w, history.SQL(engine))
			return err
		})
	}
	names, err := o.actuals.names()
	if err != nil {
		return err
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	actuals, err := p.whatHappened(in, &o.actuals, names)
	if err != nil {
		return err
	}
	answer, err := track.Track(track.Question{
		Scenario: in.Scenario, Inputs: in.Inputs, Actuals: actuals, Names: names, Basis: o.actuals.basisOf(), Tolerance: float64(o.tolerance),
		Band: func(metrics []string) (*simulation.Outcome, error) {
			design := sampling.Design{Seed: usualSeed, Replicates: usualReplicates, Points: usualFutures / usualReplicates}
			return simulation.Run(in.Scenario, in.Inputs, simulation.Options{Design: design, Metrics: metrics})
		},
	})
	if err != nil {
		return usagef("%v", err)
	}
	if err := p.show("", report.Tracked(answer, report.Options{Tool: tool(), File: in.name, InputHash: in.hash}), prefs.Output, prefs); err != nil {
		return err
	}
	if len(answer.Off()) > 0 {
		return shown{exitDenied}
	}
	return nil
}
