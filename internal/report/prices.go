package report

import (
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/pricebook"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// mostPrices is how many prices people are shown.
const mostPrices = 60

// Prices is what stands in a price book.
func Prices(b *pricebook.Book, o Options) *document.Document {
	d := book("prices", b, o)
	t := &document.Table{Name: "prices", Head: mostPrices, Columns: priceColumns(b), Empty: "No price fits."}
	for i := range b.Prices {
		t.Add(priceRow(&b.Prices[i])...)
	}
	if more := len(b.Prices) - mostPrices; more > 0 {
		t.Notes = []string{"… and " + words.Count(float64(more)) + " more: --region, --sku, --family and --term choose; -o csv has all."}
	}
	d.Add(t)
	return d
}

// book begins a document about a price book: what it is, and how old.
func book(kind string, b *pricebook.Book, o Options) *document.Document {
	d := &document.Document{Kind: kind, Tool: o.Tool, Title: strings.Trim(b.Name+" · "+o.File, " ·"), Records: []string{"prices"}}
	oldest, newest := b.Oldest(), b.Latest()
	days := "as of " + oldest
	if oldest != newest {
		days = "from " + oldest + " to " + newest
	}
	if oldest != "" {
		d.Frame = append(d.Frame, words.Count(float64(len(b.Prices)))+" "+plural(float64(len(b.Prices)), "price", "prices")+", "+days)
	}
	if b.Note != "" {
		d.Frame = append(d.Frame, b.Note)
	}
	d.Add(&document.Fields{Name: "book", Fields: []document.Field{
		{Key: "name", Cell: document.Word(b.Name)},
		{Key: "note", Cell: document.Word(b.Note)},
		{Key: "file", Cell: document.Word(o.File)},
		{Key: "sha256", Cell: document.Word(strings.TrimPrefix(o.InputHash, "sha256:"))},
		{Key: "oldest", Cell: document.Word(oldest)},
		{Key: "newest", Cell: document.Word(newest)},
	}})
	return d
}

// seen is a column that people see when any price has something in it.
func seen(b *pricebook.Book, c document.Column, has func(*pricebook.Price) bool) document.Column {
	if !slices.ContainsFunc(b.Prices, func(p pricebook.Price) bool { return has(&p) }) {
		c.For = document.Machines
	}
	return c
}

// priceColumns are those of a list of prices.
func priceColumns(b *pricebook.Book) []document.Column {
	exact := document.Form{Exact: true}
	return []document.Column{
		{Title: "SKU", Key: "sku", About: "what is sold"},
		{Title: "Provider", Key: "provider", Rank: 4, About: "who sells it"},
		seen(b, document.Column{Title: "Region", Key: "region", About: "as the provider names it"}, func(p *pricebook.Price) bool { return p.Region != "" }),
		seen(b, document.Column{Title: "Family", Key: "family", Rank: 5, About: "to which it belongs"}, func(p *pricebook.Price) bool { return p.Family != "" }),
		seen(b, document.Column{Title: "CPU", Key: "cpu", Form: exact, Align: document.Right, Rank: 3, About: "cores; null where they are not known"}, func(p *pricebook.Price) bool { return p.CPU > 0 }),
		seen(b, document.Column{Title: "Memory", Key: "memory", Form: document.Of(unit.KindBytes, ""), Align: document.Right, Rank: 3, About: "bytes; null where they are not known"}, func(p *pricebook.Price) bool { return p.Memory > 0 }),
		{Title: "Price", Key: "price", Form: exact, Align: document.Right, About: "of one unit, in its own currency"},
		{Key: "currency", For: document.Machines, About: "ISO 4217 code"},
		{Title: "per", Key: "unit", About: "what is counted"},
		{Title: "Terms", Key: "term", About: "on demand, spot, or how long a contract is"},
		seen(b, document.Column{Title: "Upfront", Key: "upfront", Form: exact, Align: document.Right, About: "paid at the purchase of a contract"}, func(p *pricebook.Price) bool { return p.Upfront > 0 }),
		seen(b, document.Column{Title: "From", Key: "from", Form: exact, Align: document.Right, About: "units a month from which the price is asked"}, func(p *pricebook.Price) bool { return p.From > 0 || p.To > 0 }),
		{Key: "to", Form: exact, For: document.Machines, About: "and up to which; null without end"},
		{Title: "As of", Key: "as_of", Rank: 1, About: "day of the price"},
		{Title: "Source", Key: "source", Rank: 6, For: document.Machines, About: "where it was read"},
	}
}

func priceRow(p *pricebook.Price) []document.Cell {
	c := words.Currency(p.Currency)
	optional := func(f document.Form, v float64) document.Cell {
		if v == 0 {
			return document.Empty()
		}
		return document.Number(f, v)
	}
	exact := document.Form{Exact: true}
	return []document.Cell{
		document.Word(p.SKU), document.Word(p.Provider), document.Word(p.Region), document.Word(p.Family),
		optional(exact, p.CPU), optional(document.Of(unit.KindBytes, ""), p.Memory).Reads(gibibytes(p.Memory)),
		document.Number(exact, p.Amount).Reads(c.Price(p.Amount)), document.Word(p.Currency), document.Word(p.Unit), document.Word(p.Term.String()),
		optional(exact, p.Upfront).Reads(upfront(p)), document.Number(exact, p.From).Reads(step(p)), optional(exact, p.To),
		document.Word(p.AsOf), document.Word(p.Source),
	}
}

// step is from where on a graduated price is asked; empty of others.
func step(p *pricebook.Price) string {
	if p.From == 0 && p.To == 0 {
		return " " // a number that people do not see
	}
	return words.Digits(p.From, 9)
}

func upfront(p *pricebook.Price) string {
	if p.Upfront == 0 {
		return ""
	}
	return words.Currency(p.Currency).Price(p.Upfront)
}

// gibibytes is a memory as price lists have it; empty when it is not known.
func gibibytes(v float64) string {
	if v == 0 {
		return ""
	}
	return words.Digits(v/pricebook.GiB, 4) + " GiB"
}
