package report

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/pricebook"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// PriceOptions say how to show what one thing costs.
type PriceOptions struct {
	Hours    float64 // of a month
	Quantity float64 // of which the cost is asked, a month; 0 is of none
}

// Price is what one thing costs everywhere and on all terms of a book: by the month,
// against the price on demand, and from how many hours on a contract is worth it.
func Price(sku string, b *pricebook.Book, o Options, q PriceOptions) *document.Document {
	d := book("price", b, o)
	d.Title = sku + " · " + d.Title
	t := &document.Table{Name: "prices", Columns: termColumns(b, q)}
	offers := b.Offers()
	for _, steps := range offers {
		for k := range steps {
			t.Add(termRow(steps, k, beside(offers, &steps[0]), q)...)
		}
	}
	d.Add(t)
	if len(b.Select(&pricebook.Filter{Terms: []string{"reserved"}}).Prices) > 0 {
		t.Notes = []string{fmt.Sprintf("A month has %s hours. Off is against on demand; a contract is worth it for what runs longer than its hours.", words.Digits(q.Hours, 6))}
	}
	return d
}

// beside is the price on demand of the same thing in the same place; nil without one.
func beside(offers [][]pricebook.Price, p *pricebook.Price) *pricebook.Price {
	for _, steps := range offers {
		d := &steps[0]
		if d.Term.Kind == pricebook.OnDemand && len(steps) == 1 && d.Provider == p.Provider && d.Region == p.Region && d.Unit == p.Unit && d.Currency == p.Currency && d.Family == p.Family {
			return d
		}
	}
	return nil
}

func termColumns(b *pricebook.Book, q PriceOptions) []document.Column {
	exact := document.Form{Exact: true}
	hourly := func(p *pricebook.Price) bool { return p.Unit == "hour" }
	stepped := func(p *pricebook.Price) bool { return p.From > 0 || p.To > 0 }
	dear := func(p *pricebook.Price) bool { return p.Term.Kind != pricebook.OnDemand }
	paid := func(p *pricebook.Price) bool { return p.Upfront > 0 }
	columns := []document.Column{
		{Title: "Region", Key: "region", About: "as the provider names it"},
		{Title: "Provider", Key: "provider", Rank: 4, About: "who sells it"},
		{Title: "Terms", Key: "term", About: "on demand, spot, or how long a contract is"},
		seen(b, document.Column{Title: "From", Key: "from", Form: exact, Align: document.Right, About: "units a month from which the price is asked"}, stepped),
		{Title: "Price", Key: "price", Form: exact, Align: document.Right, About: "of one unit, what is upfront spread over the term"},
		{Title: "per", Key: "unit", About: "what is counted"},
		seen(b, document.Column{Title: "Upfront", Key: "upfront", Form: exact, Align: document.Right, Rank: 3, About: "paid at the purchase of a contract"}, paid),
		seen(b, document.Column{Title: "A month", Key: "month", Align: document.Right, About: "of what is counted by the hour, all hours of the month"}, hourly),
		seen(b, document.Column{Title: "Off", Key: "discount", Form: document.Of(unit.KindRatio, ""), Align: document.Right, About: "share less than on demand"}, dear),
		seen(b, document.Column{Title: "Hours", Key: "break_even_hours", Form: document.Decimals(0), Align: document.Right, About: "of a month, from which on a contract is worth it"}, dear),
		{Key: "currency", For: document.Machines, About: "ISO 4217 code"},
		{Title: "As of", Key: "as_of", Rank: 1, About: "day of the price"},
	}
	if q.Quantity > 0 {
		columns = append(columns, document.Column{Title: "Quantity\ncosts", Key: "cost", Align: document.Right, About: "of the quantity that was asked for, all steps together"})
	}
	return columns
}

// termRow is one step of an offer.
func termRow(steps []pricebook.Price, k int, demand *pricebook.Price, q PriceOptions) []document.Cell {
	p, c := &steps[k], words.Currency(steps[k].Currency)
	exact, each := document.Form{Exact: true}, p.Effective()
	money := func(v float64) document.Cell { return document.Number(exact, v).Reads(c.Price(v)) }
	month, off, hours, paid, from := document.Empty(), document.Empty(), document.Empty(), document.Empty(), document.Empty()
	if p.Unit == "hour" {
		month = document.Number(document.Form{}, each*q.Hours).Reads(c.Exact(each * q.Hours))
	}
	if demand != nil && p.Term.Kind != pricebook.OnDemand && demand.Amount > 0 {
		off = document.Number(document.Of(unit.KindRatio, ""), 1-each/demand.Amount)
		if p.Term.Months > 0 && p.Unit == "hour" {
			hours = document.Number(document.Decimals(0), q.Hours*each/demand.Amount)
		}
	}
	if p.Upfront > 0 {
		paid = money(p.Upfront)
	}
	if len(steps) > 1 {
		from = document.Number(exact, p.From).Reads(words.Digits(p.From, 9))
	}
	row := []document.Cell{
		document.Word(p.Region), document.Word(p.Provider), document.Word(p.Term.String()), from, money(each), document.Word(p.Unit), paid, month, off, hours,
		document.Word(p.Currency), document.Word(p.AsOf),
	}
	if q.Quantity > 0 {
		cost := document.Empty()
		if k == 0 {
			v := pricebook.Bill(steps, q.Quantity)
			cost = document.Number(document.Form{}, v).Reads(c.Exact(v))
		}
		row = append(row, cost)
	}
	return row
}
