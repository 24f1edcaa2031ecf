package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/pricebook"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
)

// maxBook is the largest price book in bytes.
const maxBook = 64 << 20

// priceOptions are the flags of the commands about prices.
type priceOptions struct {
	filter pricebook.Filter
	output choice
	width  width
}

// addFilter adds the flags that choose prices.
func (o *priceOptions) addFilter(flags *pflag.FlagSet) {
	flags.StringSliceVar(&o.filter.Providers, "provider", nil, "only of these `PROVIDERS`, as in aws,azure")
	flags.StringSliceVar(&o.filter.Regions, "region", nil, "only in these `REGIONS`, as in eu-central-1")
	flags.StringSliceVar(&o.filter.SKUs, "sku", nil, "only what fits these `PATTERNS`, as in 'c6i.*'")
	flags.StringSliceVar(&o.filter.Families, "family", nil, "only of these `FAMILIES`, as in compute")
	flags.StringSliceVar(&o.filter.Terms, "term", nil, "only on these `TERMS`: on demand, spot, reserved, 1 year, …")
}

func (o *priceOptions) addOutput(flags *pflag.FlagSet) {
	o.output = newChoice("table", render.Formats()...)
	flags.VarP(&o.output, "output", "o", "format: table, json, csv or markdown")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// check refuses terms that are none.
func (o *priceOptions) check() error {
	for _, text := range o.filter.Terms {
		if _, err := pricebook.ParseTerm(text); err != nil && text != "reserved" {
			return usagef("--term: %v; write on demand, spot, reserved, 1 year, savings plan 3 years …", err)
		}
	}
	return nil
}

// newPrices builds the commands about price books.
func newPrices(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "prices",
		Short: "Look up prices, and import them from what providers publish",
		Long: `Look up prices, and import them from what providers publish.

A price book is a file that you own: CSV or YAML, with provider, region, SKU,
unit, price, currency, terms, steps, source and day of each price. Without one
the program has an illustrative book: try it, and import real prices before you
decide anything.`,
		GroupID: groupScenario,
		Example: `  talimat-plan prices list --region frankfurt
  talimat-plan prices import aws index.json --sku 'c6i.*' --out book.csv
  talimat-plan prices show c6i.large book.csv`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return c.Help()
		},
	}
	c.AddCommand(newPricesList(p), newPricesShow(p), newPricesImport(p))
	return c
}

func newPricesList(p *program) *cobra.Command {
	var o priceOptions
	c := &cobra.Command{
		Use:   "list [BOOK]",
		Short: "List the prices of a book",
		Example: `  talimat-plan prices list
  talimat-plan prices list book.csv --region eu-central-1 --term 'on demand' -o csv`,
		Args:              atMost(1, "one BOOK"),
		ValidArgsFunction: completeBook,
		RunE: func(c *cobra.Command, args []string) error {
			prefs, err := p.preferences(c)
			if err == nil {
				err = o.check()
			}
			if err != nil {
				return err
			}
			b, options, err := p.readBook(args)
			if err != nil {
				return err
			}
			return p.show("", report.Prices(b.Select(&o.filter), options), prefs.Output, prefs)
		},
	}
	o.addFilter(c.Flags())
	o.addOutput(c.Flags())
	completePrices(c)
	return c
}

func newPricesShow(p *program) *cobra.Command {
	var o priceOptions
	var q report.PriceOptions
	c := &cobra.Command{
		Use:   "show SKU [BOOK]",
		Short: "Show what one thing costs, everywhere and on all terms",
		Long: `Show what one thing costs everywhere and on all terms of a book: by the month,
how much less than on demand, and from how many hours on a contract is worth it.`,
		Example: `  talimat-plan prices show small --region frankfurt
  talimat-plan prices show egress --region frankfurt --quantity 100000`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("say what to show, as in \"prices show small\"; \"prices list\" has all")
			}
			return atMost(2, "an SKU and one BOOK")(c, args)
		},
		ValidArgsFunction: completeSKU,
		RunE: func(c *cobra.Command, args []string) error {
			prefs, err := p.preferences(c)
			if err == nil {
				err = o.check()
			}
			if err != nil {
				return err
			}
			b, options, err := p.readBook(args[1:])
			if err != nil {
				return err
			}
			o.filter.SKUs = []string{args[0]}
			found := b.Newest().Select(&o.filter)
			if len(found.Prices) == 0 {
				return unknownSKU(args[0], b)
			}
			return p.show("", report.Price(args[0], found, options, q), prefs.Output, prefs)
		},
	}
	o.addFilter(c.Flags())
	o.addOutput(c.Flags())
	c.Flags().Float64Var(&q.Quantity, "quantity", 0, "what so many `UNITS` a month cost, by steps")
	c.Flags().Float64Var(&q.Hours, "hours", 730, "`HOURS` of a month")
	completePrices(c, "quantity", "hours")
	return c
}

// unknownSKU is the error about something that is not in the book.
func unknownSKU(sku string, b *pricebook.Book) error {
	all := b.SKUs()
	if near := unit.Nearest(sku, all); near != "" && near != sku {
		return usagef("the book has no price of %q: did you mean %q?", sku, near)
	}
	const few = 12
	list := strings.Join(all[:min(len(all), few)], ", ")
	if len(all) > few {
		list += ", …"
	}
	return usagef("the book has no such price of %q; it has %s", sku, list)
}

// readBook reads the book that the arguments name, or the one of the program.
func (p *program) readBook(args []string) (*pricebook.Book, report.Options, error) {
	if len(args) == 0 {
		p.note("no BOOK given: using the illustrative one that is part of the program")
		return pricebook.BuiltIn(), report.Options{Tool: tool(), InputHash: hash(pricebook.BuiltInText(), nil)}, nil
	}
	text, err := p.inputs.readFileUpTo(args[0], maxBook)
	if err != nil {
		return nil, report.Options{}, suggestFile(args[0], err)
	}
	b, list := pricebook.Parse(args[0], text)
	if err := p.showPrices(list, args[0], text); err != nil {
		return nil, report.Options{}, err
	}
	return b, report.Options{Tool: tool(), File: args[0], InputHash: hash(text, nil)}, nil
}

// completeBook offers files.
func completeBook(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return []cobra.Completion{"csv", "yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeSKU offers what the illustrative book has, then files.
func completeSKU(c *cobra.Command, args []string, text string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return completeBook(c, args, text)
	}
	return pricebook.BuiltIn().SKUs(), cobra.ShellCompDirectiveNoFileComp
}

func completePrices(c *cobra.Command, more ...string) {
	for _, flag := range append([]string{"provider", "region", "sku", "family", "width"}, more...) {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	mustComplete(c, "output", fixed(render.Formats()))
	mustComplete(c, "term", fixed([]string{"on demand", "spot", "reserved", "1 year", "3 years"}))
}
