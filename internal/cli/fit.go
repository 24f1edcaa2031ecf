package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/study/learn"
	"github.com/talimat/talimat-plan/internal/words"
)

// tokenVariable names the environment variable with the token of a Prometheus server.
const tokenVariable = "TALIMAT_PLAN_PROMETHEUS_TOKEN"

// fitOptions are the flags of the fit command.
type fitOptions struct {
	columns history.Columns
	server  string
	query   string
	since   string
	until   string
	step    span
	timeout span
	by      choice
	basis   choice
	method  choice
	horizon stepCount
	output  choice
	width   width
}

func (o *fitOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", render.Formats()...)
	o.by = newChoice("", history.Steps()...)
	o.basis = newChoice("billed", history.Bases()...)
	o.method = newChoice(fit.Combination.String(), fit.Methods()...)
	flags.StringVar(&o.columns.Value, "column", "", "`NAME` of the column with the values (default the first one with numbers)")
	flags.StringVar(&o.columns.Time, "time-column", "", "`NAME` of the column with the times (default the first one with times)")
	flags.StringVar(&o.server, "prometheus", "", "ask the Prometheus server at `URL`; its token, if any, is in "+tokenVariable)
	flags.StringVar(&o.query, "query", "", "what to ask it, in `PROMQL`; one series comes of it")
	flags.StringVar(&o.since, "since", "", "first `DAY` to ask for, as in 2026-01-31 (default 365 days before --until)")
	flags.StringVar(&o.until, "until", "", "last `DAY` to ask for (default today)")
	o.step, o.timeout = span(time.Hour), span(30*time.Second)
	flags.Var(&o.step, "step", "time between two samples, as in 5m")
	flags.Var(&o.timeout, "timeout", "time to wait for an answer, as in 30s")
	flags.Var(&o.by, "by", "length of a step: hour, day, week, month, quarter or year (default what the data have)")
	flags.Var(&o.basis, "basis", "cost of a bill: billed or effective")
	flags.Var(&o.method, "method", "how to forecast: combination, ets, pool, theta, log-theta, ses, naive, seasonal-naive, naive2, drift, linear, exponential or logistic")
	flags.Var(&o.horizon, "horizon", "how many steps ahead (default a year, 90 days or two days of hours)")
	flags.VarP(&o.output, "output", "o", "format: table, json, yaml, csv or markdown")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// newFit builds the command that learns growth from a history.
func newFit(p *program) *cobra.Command {
	var o fitOptions
	c := &cobra.Command{
		Use:   "fit [FILE]",
		Short: "Learn growth from what happened: CSV, or a Prometheus server",
		Long: `Learn growth from what happened, with its intervals, how wrong the same forecast
would have been before, and a piece of a scenario to paste.

FILE is CSV with times and numbers, with any delimiter, a bill in FOCUS
format (CSV, of any size), or a saved answer of Prometheus' query_range; - is
standard input. With --prometheus a server is
asked, and nothing else: this is the only command that opens a connection.`,
		GroupID: groupScenario,
		Example: `  talimat-plan fit users.csv
  talimat-plan fit orders.csv --column orders --by month --horizon 24
  talimat-plan fit --prometheus http://localhost:9090 --query 'sum(app_users)'`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeHistory,
		RunE:              func(c *cobra.Command, args []string) error { return p.fit(c, args, &o) },
	}
	c.AddCommand(newFitUSL(p), newFitLoad(p), newFitService(p))
	o.addFlags(c.Flags())
	for flag, known := range map[string][]string{"output": o.output.words, "by": o.by.words, "basis": o.basis.words, "method": o.method.words} {
		mustComplete(c, flag, fixed(known))
	}
	for _, flag := range []string{"column", "time-column", "prometheus", "query", "since", "until", "step", "timeout", "horizon", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

// completeHistory offers files that hold a history.
func completeHistory(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return []cobra.Completion{"csv", "json"}, cobra.ShellCompDirectiveFilterFileExt
}

func (p *program) fit(c *cobra.Command, args []string, o *fitOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	if err := o.check(args); err != nil {
		return err
	}
	got, err := p.history(c.Context(), args, o)
	if err != nil {
		return err
	}
	q := learn.Question{Import: got, Horizon: int(o.horizon), Method: fit.Method(slices.Index(fit.Methods(), o.method.String()))}
	if by := slices.Index(history.Steps(), o.by.String()); by >= 0 {
		step := history.Step(by)
		q.By = &step
	}
	answer, err := learn.Learn(q)
	if err != nil {
		return usagef("%v", err)
	}
	picture := p.learnedPicture(answer, p.columns(prefs.Width))
	return p.show("", report.Learned(answer, picture, report.Options{Tool: tool()}), prefs.Output, prefs)
}

// check refuses flags that do not make a question.
func (o *fitOptions) check(args []string) error {
	switch {
	case len(args) == 0 && o.server == "":
		return usagef("say what to learn from: a FILE, or --prometheus URL --query Q")
	case len(args) > 0 && o.server != "":
		return usagef("give a FILE or --prometheus, not both")
	case (o.server == "") != (o.query == ""):
		return usagef("--prometheus and --query go together")
	}
	return nil
}

// history reads what happened.
func (p *program) history(ctx context.Context, args []string, o *fitOptions) (*history.Import, error) {
	if o.server != "" {
		return p.ask(ctx, o)
	}
	from, err := p.openPrices(args[0])
	if err != nil {
		return nil, err
	}
	defer from.Close()
	name := args[0]
	if name == "-" {
		name = "<stdin>"
	}
	got, err := history.Read(name, from, o.columns, history.Basis(slices.Index(history.Bases(), o.basis.String())))
	var failed *fs.PathError
	if err != nil && !errors.As(err, &failed) {
		return nil, usagef("%v", err)
	}
	return got, err
}

// ask asks a Prometheus server.
func (p *program) ask(ctx context.Context, o *fitOptions) (*history.Import, error) {
	end := time.Now().UTC()
	if o.until != "" {
		day, err := time.Parse(time.DateOnly, o.until)
		if err != nil {
			return nil, usagef("--until: %q is not a day such as 2026-01-31", o.until)
		}
		end = day.AddDate(0, 0, 1).Add(-time.Duration(o.step))
	}
	start := end.AddDate(0, 0, -365)
	if o.since != "" {
		day, err := time.Parse(time.DateOnly, o.since)
		if err != nil {
			return nil, usagef("--since: %q is not a day such as 2026-01-31", o.since)
		}
		start = day
	}
	got, err := history.Ask(ctx, history.Query{
		URL: o.server, Expr: o.query, Start: start, End: end, Step: time.Duration(o.step), Timeout: time.Duration(o.timeout),
		Token: strings.TrimSpace(p.getenv(tokenVariable)),
	})
	if err != nil {
		return nil, err
	}
	p.note("%s samples from %s", words.Count(float64(got.Read)), got.Source)
	return got, nil
}
