package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
)

// forecastOptions are the flags of the forecast command.
type forecastOptions struct {
	input  inputOptions
	output choice
	by     choice
	months months
	from   month
	to     month
	width  width
	out    string
	plot   bool
	all    bool
	show   []string
}

func (o *forecastOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", formats()...)
	o.by = newChoice("month", periods()...)
	o.input.addFlags(flags)
	flags.VarP(&o.output, "output", "o", "format: table, json, yaml, csv or markdown")
	flags.StringVar(&o.out, "out", "", "write to `FILE`; without -o, its extension chooses the format")
	flags.Var(&o.by, "by", "rows by month, quarter or year")
	flags.Var(&o.months, "months", "only the rows with these months, as in 0,12,24")
	flags.Var(&o.from, "from", "only from this month on")
	flags.Var(&o.to, "to", "only up to this month")
	flags.BoolVar(&o.plot, "plot", false, "draw cost and users with characters, below the summary")
	flags.BoolVar(&o.all, "all", false, "everything: all sections, not the answer on one screen")
	flags.StringSliceVar(&o.show, "show", nil, "sections: "+strings.Join(report.SectionNames(), ", "))
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// newForecast builds the main command.
func newForecast(p *program) *cobra.Command {
	var o forecastOptions
	c := &cobra.Command{
		Use:   "forecast [FILE]",
		Short: "Forecast what a scenario needs and costs",
		Long: `Forecast a scenario month by month: what it needs, what that costs, and where
the plan contradicts itself. Without FILE it is the built-in scenario; - is
standard input.`,
		GroupID: groupPlan,
		Example: `  talimat-plan forecast scenario.yaml
  talimat-plan forecast --by quarter --set drivers.users.growth=40%/quarter
  talimat-plan forecast scenario.yaml --plot --by year
  talimat-plan forecast scenario.yaml --out forecast.md`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.forecast(c, args, &o) },
	}
	o.addFlags(c.Flags())
	mustComplete(c, "output", fixed(formats()))
	mustComplete(c, "by", fixed(periods()))
	o.input.complete(c)
	for _, flag := range []string{"months", "from", "to", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

func (p *program) forecast(c *cobra.Command, args []string, o *forecastOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	format, err := formatFor(c, formats(), o.out, prefs)
	if err != nil {
		return err
	}
	if o.plot && format != "table" {
		return usagef("--plot draws into tables only, not into %s; talimat-plan plot draws charts into files", format)
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	if err := o.checkMonths(in.Scenario.Start, in.Scenario.Months()); err != nil {
		return err
	}
	show, screen, err := o.sections(c, prefs.By)
	if err != nil {
		return err
	}
	options := report.Options{
		By: prefs.By, Months: o.months.value, From: o.from.value, To: o.to.value,
		Width: p.columns(prefs.Width), Color: toStdout(o.out) && p.colored(p.out, prefs.Color),
		Tool: tool(), File: in.name, InputHash: "sha256:" + in.hash, Locate: in.Locate,
	}
	result := plan.Run(in.Scenario)
	forecast := report.Build(result, options)
	switch {
	case screen && format == "table":
		forecast.Pictures = p.brief(result, options)
	case o.plot:
		forecast.Pictures = p.pictures(result, options)
	}
	switch {
	case format == "json":
		return p.deliver(o.out, forecast.JSON)
	case format == "yaml":
		return p.deliver(o.out, forecast.YAML)
	case format == "csv":
		return p.show(o.out, forecast.Records(), format, prefs)
	case format == "markdown":
		return p.show(o.out, forecast.Shown(nil), format, prefs)
	case screen:
		return p.deliver(o.out, forecast.Screen)
	}
	return p.show(o.out, forecast.Shown(show), format, prefs)
}

// sections are the sections that the flags ask for; screen is whether they ask for
// none, so that the answer on one screen is enough. What chooses rows asks for
// the table of months, and --plot for the pictures.
func (o *forecastOptions) sections(c *cobra.Command, by string) (show []string, screen bool, err error) {
	if o.all {
		return nil, false, nil
	}
	for _, name := range o.show {
		if !slices.Contains(report.SectionNames(), name) {
			if near := unit.Nearest(name, report.SectionNames()); near != "" {
				return nil, false, usagef("--show: no section %q: did you mean %q?", name, near)
			}
			return nil, false, usagef("--show: no section %q: it is one of %s", name, strings.Join(report.SectionNames(), ", "))
		}
	}
	show = slices.Clone(o.show)
	if o.plot {
		show = append(show, "summary", "chart", "months")
	}
	flags := c.Flags()
	if by != "month" || flags.Changed("by") || flags.Changed("months") || flags.Changed("from") || flags.Changed("to") {
		show = append(show, "months")
	}
	return show, len(show) == 0, nil
}

// checkMonths finds the months of dates, and refuses those that the plan does
// not have.
func (o *forecastOptions) checkMonths(start unit.Date, horizon int) error {
	for _, err := range []error{o.from.resolve("--from", start), o.to.resolve("--to", start), o.months.resolve("--months", start)} {
		if err != nil {
			return err
		}
	}
	for _, named := range []struct {
		flag  string
		month *int
	}{{"--from", o.from.value}, {"--to", o.to.value}} {
		if named.month != nil && *named.month > horizon {
			return beyond(named.flag, *named.month, horizon)
		}
	}
	if len(o.months.value) > 0 && slices.Max(o.months.value) > horizon {
		return beyond("--months", slices.Max(o.months.value), horizon)
	}
	if o.from.value != nil && o.to.value != nil && *o.from.value > *o.to.value {
		return usagef("--from %d lies behind --to %d", *o.from.value, *o.to.value)
	}
	return nil
}

func beyond(flag string, month, horizon int) error {
	if month >= 1900 { // no plan is that long: the number is a year
		return usagef("%s: month %d lies beyond the horizon of the scenario, month %d; a date is written as %d-01", flag, month, horizon, month)
	}
	return usagef("%s: month %d lies beyond the horizon of the scenario, month %d", flag, month, horizon)
}
