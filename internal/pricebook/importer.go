package pricebook

import (
	"cmp"
	"io"
	"slices"

	"github.com/talimat/talimat-plan/internal/diag"
)

// Options say what to import, and what a file does not say itself.
type Options struct {
	Filter   Filter // what to keep
	Currency string // of files that name none; "" is none
	Region   string // the same
	AsOf     string // the same
}

// Import is what came of reading files.
type Import struct {
	Book    Book      // what was kept
	Read    int       // prices in the files
	Left    []LeftOut // why the others are not in the book
	Pending bool      // whether a file says that there are further pages
}

// LeftOut counts the prices that were left out for one reason.
type LeftOut struct {
	Reason string // in a few words
	Count  int    // prices
}

// importer reads files of one format into a book.
type importer struct {
	faults
	options Options
	out     Import
	left    map[string]int
}

// keep adds a price to the book, if the filter keeps it.
func (i *importer) keep(p Price, line int) {
	p.file, p.Line = i.file, line
	if !i.options.Filter.Keeps(&p) {
		i.leave("not asked for")
		return
	}
	if len(i.out.Book.Prices) == maxPrices {
		i.add(line, codeTooMany, "ask for less: --region, --sku, --family, --term", "more than %d prices", maxPrices)
	}
	if len(i.out.Book.Prices) < maxPrices {
		i.out.Book.Prices = append(i.out.Book.Prices, p)
	}
}

func (i *importer) leave(reason string) { i.left[reason]++ }

// Formats are the names of what can be imported.
func Formats() []string { return []string{"aws", "azure", "infracost", "csv"} }

// File is one of the files of an import.
type File struct {
	Name string    // as the user gave it
	Text io.Reader // read once
}

// Read imports files of a format: whole or, where anything is wrong with them, not
// at all.
func Read(format string, files []File, o Options) (*Import, diag.List) {
	i := &importer{options: o, left: map[string]int{}}
	for _, f := range files {
		i.file = f.Name
		i.one(format, f.Text)
	}
	book := &i.out.Book
	switch format {
	case "azure":
		azureSteps(book.Prices)
	case "infracost":
		i.once()
	}
	i.free()
	book.arrange(&i.faults)
	if i.list.HasErrors() {
		return nil, i.list
	}
	for reason, n := range i.left {
		i.out.Left = append(i.out.Left, LeftOut{reason, n})
	}
	slices.SortFunc(i.out.Left, func(a, b LeftOut) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Reason, b.Reason)) })
	return &i.out, i.list
}

func (i *importer) one(format string, text io.Reader) {
	text, first := peek(text)
	switch {
	case format == "aws" && first == '{':
		i.awsJSON(text)
	case format == "aws":
		i.awsCSV(text)
	case format == "azure":
		i.azure(text)
	case format == "infracost":
		i.infracost(text)
	case format == "csv":
		i.csv(text)
	default:
		i.add(0, codeFormat, "", "there is no format %q", format)
	}
}

// free leaves out prices of 0, but for those that a step follows or leads to: they
// are a free allowance.
func (i *importer) free() {
	type thing struct{ provider, region, sku, unit, term, asOf string }
	of := func(p *Price) thing {
		return thing{p.Provider, p.Region, p.SKU, p.Unit, p.Term.String(), p.AsOf}
	}
	paid := map[thing]bool{}
	book := &i.out.Book
	for k := range book.Prices {
		if p := &book.Prices[k]; p.Amount > 0 || p.Upfront > 0 {
			paid[of(p)] = true
		}
	}
	book.Prices = slices.DeleteFunc(book.Prices, func(p Price) bool {
		free := p.Amount == 0 && p.Upfront == 0 && !(paid[of(&p)] && (p.From > 0 || p.To > 0))
		if free {
			i.leave("a price of 0")
		}
		return free
	})
}

// once keeps one of prices that are repeated.
func (i *importer) once() {
	book := &i.out.Book
	slices.SortFunc(book.Prices, func(a, b Price) int { return order(&a, &b) })
	n := len(book.Prices)
	book.Prices = slices.CompactFunc(book.Prices, func(a, b Price) bool { return series(&a, &b) && a.Amount == b.Amount })
	if repeated := n - len(book.Prices); repeated > 0 {
		i.left["repeated"] += repeated
	}
}
