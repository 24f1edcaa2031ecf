package pricebook

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Book is prices in the order of provider, region, family, SKU, terms, unit, day
// and steps.
type Book struct {
	Name   string  // for people; empty without one
	Note   string  // what its reader must know
	Prices []Price // at most 200,000
}

// order is that of a book.
func order(a, b *Price) int {
	return cmp.Or(cmp.Compare(a.Provider, b.Provider), cmp.Compare(a.Region, b.Region), cmp.Compare(a.Family, b.Family), cmp.Compare(a.SKU, b.SKU),
		sameTerms(a, b), cmp.Compare(a.AsOf, b.AsOf), cmp.Compare(a.From, b.From), cmp.Compare(a.Line, b.Line))
}

func sameTerms(a, b *Price) int {
	return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Term.Kind, b.Term.Kind), cmp.Compare(a.Term.Months, b.Term.Months),
		cmp.Compare(payment(a), payment(b)), cmp.Compare(a.Currency, b.Currency))
}

// payment is 0 for none upfront, 1 for a part, 2 for all.
func payment(p *Price) int {
	switch {
	case p.Upfront == 0:
		return 0
	case p.Amount > 0:
		return 1
	}
	return 2
}

// series reports whether two prices are of one thing on the same terms and day, and
// so steps of one list.
func series(a, b *Price) bool {
	return a.Provider == b.Provider && a.Region == b.Region && a.Family == b.Family && a.SKU == b.SKU && sameTerms(a, b) == 0 && a.AsOf == b.AsOf
}

// arrange sorts the prices and reports what is wrong with them, one by one and
// beside each other.
func (b *Book) arrange(f *faults) {
	for i := range b.Prices {
		b.Prices[i].check(f)
	}
	slices.SortFunc(b.Prices, func(x, y Price) int { return order(&x, &y) })
	for i := 0; i < len(b.Prices); {
		n := i + 1
		for n < len(b.Prices) && series(&b.Prices[i], &b.Prices[n]) {
			n++
		}
		steps(f, b.Prices[i:n])
		i = n
	}
	f.list.Sort()
}

// check reports what is wrong with a price.
func (p *Price) check(f *faults) {
	bad := func(hint, format string, args ...any) { f.of(p, codeValue, hint, format, args...) }
	for _, t := range []struct{ name, text string }{
		{"provider", p.Provider}, {"region", p.Region}, {"sku", p.SKU}, {"family", p.Family}, {"unit", p.Unit}, {"source", p.Source},
	} {
		if why := badText(t.text); why != "" {
			bad("", "the %s %s", t.name, why)
		}
	}
	for _, t := range []struct{ name, text string }{{"provider", p.Provider}, {"sku", p.SKU}, {"unit", p.Unit}, {"as_of", p.AsOf}} {
		if t.text == "" {
			bad("", "%s has no %s", cmp.Or(p.SKU, "a price"), t.name)
		}
	}
	for _, n := range []struct {
		name  string
		value float64
	}{{"price", p.Amount}, {"upfront", p.Upfront}, {"from", p.From}, {"to", p.To}, {"cpu", p.CPU}, {"memory", p.Memory}} {
		if !(n.value >= 0) || math.IsInf(n.value, 0) || n.value > 1e18 {
			bad("", "%s: %s %v is no amount from 0 on", p.SKU, n.name, n.value)
		}
	}
	if !slices.Contains(unit.Currencies(), p.Currency) {
		bad("write the ISO 4217 code, such as USD", "%s: %q is no currency", p.SKU, p.Currency)
	}
	if p.AsOf != "" && !isDay(p.AsOf) {
		bad("write the day of the price as 2026-11-01", "%s: %q is no date", p.SKU, p.AsOf)
	}
	if p.Upfront > 0 && p.Term.Months == 0 {
		bad("", "%s: %s has nothing upfront", p.SKU, p.Term)
	}
}

// isDay reports a date such as 2026-11-01.
func isDay(text string) bool {
	if len(text) != 10 || text[7] != '-' {
		return false
	}
	d, err := unit.ParseDate(text[:7])
	if err != nil || text[8] < '0' || text[8] > '9' || text[9] < '0' || text[9] > '9' {
		return false
	}
	day := int(text[8]-'0')*10 + int(text[9]-'0')
	return day >= 1 && day <= daysOf(d)
}

func daysOf(d unit.Date) int {
	switch {
	case d.Month == 2 && d.Year%4 == 0 && (d.Year%100 != 0 || d.Year%400 == 0):
		return 29
	case d.Month == 2:
		return 28
	case d.Month == 4 || d.Month == 6 || d.Month == 9 || d.Month == 11:
		return 30
	}
	return 31
}

// steps reports prices of one thing that overlap, or leave a gap between them.
func steps(f *faults, list []Price) {
	if list[0].From != 0 {
		f.of(&list[0], codeTiers, "", "%s costs nothing up to %s: the first step begins there", list[0].SKU, Number(list[0].From))
	}
	for i := 1; i < len(list); i++ {
		before, p := &list[i-1], &list[i]
		switch {
		case before.From == p.From:
			f.of(p, codeTwice, "keep one, or filter by what tells them apart", "a second price of %s; the first is on line %d", describe(p), before.Line)
		case before.To == 0 || before.To > p.From:
			f.of(p, codeTiers, "", "the steps of %s overlap at %s; the one before is on line %d", describe(p), Number(p.From), before.Line)
		case before.To < p.From:
			f.of(p, codeTiers, "", "the steps of %s leave a gap from %s to %s", describe(p), Number(before.To), Number(p.From))
		}
	}
	for i := range list {
		if p := &list[i]; p.To != 0 && p.To <= p.From {
			f.of(p, codeTiers, "", "a step of %s ends at %s, where it begins or before", describe(p), Number(p.To))
		}
	}
}

// describe names a price: "c6i.large in eu-central-1, 1 year, on 2026-07-20".
func describe(p *Price) string {
	parts := []string{p.SKU}
	if p.Region != "" {
		parts[0] += " in " + p.Region
	}
	parts = append(parts, p.Term.String())
	if p.AsOf != "" {
		parts = append(parts, "on "+p.AsOf)
	}
	return strings.Join(parts, ", ")
}

// Newest are the prices without those that a later day replaced.
func (b *Book) Newest() *Book {
	kept := &Book{Name: b.Name, Note: b.Note}
	for i := range b.Prices {
		p := &b.Prices[i]
		for k := len(kept.Prices) - 1; k >= 0; k-- {
			q := &kept.Prices[k]
			if older := *q; older.AsOf != p.AsOf {
				older.AsOf = p.AsOf
				if series(&older, p) {
					kept.Prices = slices.Delete(kept.Prices, k, k+1)
					continue
				}
			}
			break
		}
		kept.Prices = append(kept.Prices, *p)
	}
	return kept
}

// Select are the prices that a filter keeps.
func (b *Book) Select(f *Filter) *Book {
	kept := &Book{Name: b.Name, Note: b.Note}
	for i := range b.Prices {
		if f.Keeps(&b.Prices[i]) {
			kept.Prices = append(kept.Prices, b.Prices[i])
		}
	}
	return kept
}

// SKUs are the names of all that is sold, by the alphabet.
func (b *Book) SKUs() []string {
	var names []string
	for i := range b.Prices {
		names = append(names, b.Prices[i].SKU)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Rate is the price on demand by the hour or the month of something, in the region
// that is named or in the only one. The error says what lacks, or what else fits.
func (b *Book) Rate(sku, region string) (*Price, error) {
	var found []*Price
	newest := b.Newest()
	for i := range newest.Prices {
		p := &newest.Prices[i]
		if p.SKU == sku && p.Term.Kind == OnDemand && (region == "" || p.Region == region) && (p.Unit == "hour" || p.Unit == "month") {
			found = append(found, p)
		}
	}
	switch {
	case len(found) == 0 && region != "":
		return nil, fmt.Errorf("the book has no price by the hour or month of %s in %s", sku, region)
	case len(found) == 0:
		return nil, fmt.Errorf("the book has no price by the hour or month of %s", sku)
	case len(found) > 1:
		var places []string
		for _, p := range found {
			places = append(places, strings.TrimSpace(p.Provider+" "+p.Region))
		}
		return nil, fmt.Errorf("the book has several prices of %s: %s", sku, strings.Join(places, ", "))
	}
	return found[0], nil
}

// Oldest is the earliest day of a price; empty without prices.
func (b *Book) Oldest() string {
	oldest := ""
	for i := range b.Prices {
		if d := b.Prices[i].AsOf; oldest == "" || d < oldest {
			oldest = d
		}
	}
	return oldest
}

// Latest is the last day of a price; empty without prices.
func (b *Book) Latest() string {
	latest := ""
	for i := range b.Prices {
		latest = max(latest, b.Prices[i].AsOf)
	}
	return latest
}
