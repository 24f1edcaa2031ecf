package cli

import (
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/contract"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/study/commit"
	"github.com/talimat/talimat-plan/internal/unit"
)

// commitmentFutures are enough for a calendar, and decided in a fraction of a second.
const commitmentFutures = 256

// commitmentOptions are the flags of optimize commitments.
type commitmentOptions struct {
	input     inputOptions
	products  []string
	horizon   choice
	simulate  bool
	sampling  samplingOptions
	calendar  string
	contracts string
	output    choice
	out       string
	width     width
}

func (o *commitmentOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", render.Formats()...)
	o.horizon = newChoice(contract.ToHorizon.String(), contract.Horizons()...)
	o.input.addFlags(flags)
	flags.StringArrayVar(&o.products, "product", nil, "what may be bought, as `TERM=DISCOUNT[,UPFRONT]`: '3 years=50%,all'; repeatable")
	flags.Var(&o.horizon, "horizon", "count fees beyond the plan: to the horizon, in full, or less their residual use")
	flags.BoolVar(&o.simulate, "simulate", false, "decide once for many futures, in place of the forecast")
	o.sampling.method = newChoice("sobol", samplingMethods()...)
	o.sampling.addCount(flags)
	o.sampling.futures = commitmentFutures
	flags.Lookup("samples").DefValue = o.sampling.futures.String()
	flags.StringVar(&o.calendar, "calendar", "", "write the purchases to `FILE`.ics, for a calendar program")
	flags.StringVar(&o.contracts, "contracts", "", "write the purchases to `FILE`.yaml: the plan with them as its commitments")
	flags.VarP(&o.output, "output", "o", "format: table, json, csv or markdown")
	flags.StringVar(&o.out, "out", "", "write to `FILE`; without -o, its extension chooses the format")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

func newCommitments(p *program) *cobra.Command {
	var o commitmentOptions
	c := &cobra.Command{
		Use:   "commitments [FILE]",
		Short: "Find which commitments to buy, and when",
		Long: `Find which commitments to buy, and when: the cheapest calendar for what the plan
runs, hour by hour of the week and month by month, exact over the horizon. It is
compared with paying for everything on demand, with each product alone, with
savings.reserved, with a rule that sees the past only and, of many futures, with
hindsight. Products are those of --product, else that of savings.reserved, else
those of the price book, else 1 year at 30% off and 3 years at 50% off.

With --simulate the calendar is decided once, for many futures together, and held
against each of them: a commitment is paid whether it is used or not.`,
		Example: `  talimat-plan optimize commitments scenario.yaml
  talimat-plan optimize commitments scenario.yaml --simulate \
      --product '1 year=31%' --product '3 years=52%,all' --calendar buy.ics`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.commitments(c, args, &o) },
	}
	o.addFlags(c.Flags())
	mustComplete(c, "output", fixed(render.Formats()))
	mustComplete(c, "horizon", fixed(contract.Horizons()))
	o.input.complete(c)
	for _, flag := range []string{"product", "samples", "seed", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

func (p *program) commitments(c *cobra.Command, args []string, o *commitmentOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	format, err := formatFor(c, o.output.words, o.out, prefs)
	if err != nil {
		return err
	}
	if !o.simulate && (c.Flags().Changed("samples") || c.Flags().Changed("seed")) {
		return usagef("--samples and --seed are of futures: add --simulate")
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	q := commit.Question{Scenario: in.Scenario, Inputs: in.Inputs}
	if q.Products, err = o.productsFor(in.Scenario); err != nil {
		return err
	}
	q.Horizon, _ = contract.HorizonOf(o.horizon.value)
	if o.simulate {
		design := o.sampling.design()
		q.Design = &design
	}
	answer, err := commit.Find(q)
	if err != nil {
		return usagef("%v", err)
	}
	options := report.Options{Tool: tool(), File: in.name, InputHash: in.hash}
	if o.calendar != "" {
		if err := p.deliver(o.calendar, func(w io.Writer) error {
			_, err := io.WriteString(w, report.Appointments(answer, options))
			return err
		}); err != nil {
			return err
		}
	}
	if o.contracts != "" {
		if err := p.deliver(o.contracts, func(w io.Writer) error {
			_, err := io.WriteString(w, report.Contracts(answer, beside(o.contracts, in.name)))
			return err
		}); err != nil {
			return err
		}
	}
	return p.show(o.out, report.Commitments(answer, options), format, prefs)
}

// beside is the name of a scenario as a file beside it has it; empty of one that is in no
// file, and where the files have no common folder.
func beside(file, scenario string) string {
	if info, err := os.Stat(scenario); err != nil || !info.Mode().IsRegular() || file == "-" {
		return ""
	}
	name, err := filepath.Rel(filepath.Dir(file), scenario)
	if err != nil {
		return ""
	}
	return filepath.ToSlash(name)
}

// productsFor are what may be bought.
func (o *commitmentOptions) productsFor(s *model.Scenario) (all []commit.Product, err error) {
	for _, text := range o.products {
		p, err := parseProduct(text)
		if err != nil {
			return nil, err
		}
		for _, other := range all {
			if other.Name == p.Name {
				return nil, usagef("--product: %s is there twice", p.Name)
			}
		}
		all = append(all, p)
	}
	switch {
	case len(all) > 0:
		return all, nil
	case s.Savings.Reserved != nil && s.Savings.Reserved.Discount > 0:
		return []commit.Product{commit.Of(s.Savings.Reserved)}, nil
	}
	if all = commit.OfBook(s.Prices.Book); len(all) > 0 {
		return all, nil
	}
	return []commit.Product{{Name: commit.TermName(12), Term: 12, Discount: 0.3}, {Name: commit.TermName(36), Term: 36, Discount: 0.5}}, nil
}

// parseProduct reads a product such as "3 years=50%,all".
func parseProduct(text string) (p commit.Product, err error) {
	const hint = "write TERM=DISCOUNT, as in '1 year=30%' or '3 years=50%,all'"
	term, rest, ok := strings.Cut(text, "=")
	discount, upfront, _ := strings.Cut(rest, ",")
	if !ok {
		return p, usagef("--product: %q is no product: %s", text, hint)
	}
	months, err := unit.Parse(unit.KindMonths, strings.TrimSpace(term), unit.Options{})
	if err != nil || months.Number < 1 || months.Number > 240 || months.Number != math.Trunc(months.Number) {
		return p, usagef("--product: %q is no term from a month to 20 years: %s", term, hint)
	}
	share, err := unit.Parse(unit.KindRatio, strings.TrimSpace(discount), unit.Options{})
	if err != nil || !(share.Number > 0 && share.Number < 1) {
		return p, usagef("--product: %q is no discount between 0%% and 100%%: %s", discount, hint)
	}
	p = commit.Product{Term: int(months.Number), Discount: share.Number}
	p.Name = commit.TermName(p.Term)
	switch strings.TrimSpace(upfront) {
	case "", "none":
	case "partial":
		p.Upfront, p.Name = 0.5, p.Name+", part prepaid"
	case "all":
		p.Upfront, p.Name = 1, p.Name+", prepaid"
	default:
		return p, usagef("--product: %q is none of none, partial and all", upfront)
	}
	return p, nil
}
