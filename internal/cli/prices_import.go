package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/pricebook"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// importOptions are the flags of prices import.
type importOptions struct {
	priceOptions
	currency, asOf, system string
	engines                []string
	out                    string
}

func newPricesImport(p *program) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:   "import FORMAT FILE...",
		Short: "Make a price book of what a provider publishes",
		Long: `Make a price book of what a provider publishes. FORMAT is one of

  aws        AWS Price List of an offer and region, JSON or CSV, of any size
  azure      Azure Retail Prices, JSON, one page or several
  infracost  JSON of "infracost breakdown --format json"
  csv        a table whose first line names its columns

Of servers those are kept that have the price of a plain one: shared, with Linux
or --os, without software. What is left out is counted. A file is imported whole
or, if anything in it cannot be understood, not at all; two prices for one thing on
one day are never a choice that is made for you.`,
		Example: `  talimat-plan prices import aws index.json --sku 'c6i.*' --out book.csv
  talimat-plan prices import azure page1.json page2.json --region westeurope
  talimat-plan prices import infracost breakdown.json --region eu-central-1 --as-of 2026-11-01`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usagef("say what to import: %s", words.List(pricebook.Formats()))
			case len(args) == 1:
				return usagef("say which FILE to import; - is standard input")
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return pricebook.Formats(), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.importPrices(args[0], args[1:], &o) },
	}
	o.addFilter(c.Flags())
	c.Flags().StringVar(&o.system, "os", "", "operating `SYSTEM` of servers (default Linux)")
	c.Flags().StringSliceVar(&o.engines, "engine", nil, "`ENGINES` of databases and caches (default PostgreSQL,Redis)")
	c.Flags().StringVar(&o.currency, "currency", "", "`CODE` of a file that names no currency")
	c.Flags().StringVar(&o.asOf, "as-of", "", "`DAY` of prices in a file that names none, as 2026-11-01")
	c.Flags().StringVar(&o.out, "out", "", "write the book to `FILE` (default standard output)")
	for _, flag := range []string{"provider", "region", "sku", "family", "currency", "as-of"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	mustComplete(c, "term", fixed([]string{"on demand", "spot", "reserved", "1 year", "3 years"}))
	mustComplete(c, "os", fixed([]string{"Linux", "Windows", "RHEL", "SUSE"}))
	mustComplete(c, "engine", fixed([]string{"PostgreSQL", "MySQL", "MariaDB", "Redis", "Valkey", "Memcached"}))
	return c
}

func (p *program) importPrices(format string, names []string, o *importOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	if !strings.Contains(" "+strings.Join(pricebook.Formats(), " ")+" ", " "+format+" ") {
		hint := ""
		if near := unit.Nearest(format, pricebook.Formats()); near != "" {
			hint = fmt.Sprintf(": did you mean %q?", near)
		}
		return usagef("there is no format %q%s; known are %s", format, hint, words.List(pricebook.Formats()))
	}
	var files []pricebook.File
	for _, name := range names {
		text, err := p.openPrices(name)
		if err != nil {
			return err
		}
		defer text.Close()
		files = append(files, pricebook.File{Name: name, Text: text})
	}
	options := pricebook.Options{Filter: o.filter, Currency: o.currency, AsOf: o.asOf}
	options.Filter.System, options.Filter.Engines = o.system, o.engines
	if len(o.filter.Regions) == 1 {
		options.Region = o.filter.Regions[0]
	}
	got, list := pricebook.Read(format, files, options)
	if err := p.showPrices(list, "", nil); err != nil {
		return err
	}
	p.tellImport(got)
	if len(got.Book.Prices) == 0 {
		return usagef("no price is left to import")
	}
	return p.deliver(o.out, got.Book.WriteCSV)
}

// openPrices opens a file that is read as a stream; - is standard input.
func (p *program) openPrices(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(p.in), nil
	}
	f, err := p.inputs.open(name)
	return f, suggestFile(name, err)
}

// tellImport says on standard error what was kept, and why the rest was not.
func (p *program) tellImport(got *pricebook.Import) {
	p.note("kept %s of %s prices", words.Count(float64(len(got.Book.Prices))), words.Count(float64(got.Read)))
	for _, l := range got.Left {
		p.note("  left out %s: %s", words.Count(float64(l.Count)), l.Reason)
	}
	if got.Pending {
		p.note("the last file says that there are further pages: import all of them together")
	}
}

// showPrices shows what is wrong with price files; there is an error when they
// cannot be used.
func (p *program) showPrices(list diag.List, name string, text []byte) error {
	sources := map[string]diag.Source{}
	if name != "" {
		sources[name] = diag.Source{Name: name, Text: text}
	}
	if err := p.showDiagnostics(list, sources); err != nil {
		return err
	}
	if list.HasErrors() {
		return shown{exitUsage}
	}
	return nil
}
