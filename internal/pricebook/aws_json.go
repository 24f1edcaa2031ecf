package pricebook

import (
	"io"
	"slices"
	"strings"
)

// awsReader reads the JSON form of the AWS Price List as a stream: of the products
// it keeps those that are asked for, and of the terms those of kept products.
type awsReader struct {
	*importer
	jsonStream
	products map[string]*awsProduct
	dropped  map[string]bool
	version  string
	before   bool // whether the terms stand before the products
}

func (i *importer) awsJSON(r io.Reader) {
	a := &awsReader{importer: i, jsonStream: newStream(r), products: map[string]*awsProduct{}, dropped: map[string]bool{}}
	var seen []string
	err := a.object(func(key string) error {
		if slices.Contains(seen, key) {
			return a.wrong("a second %q", key)
		}
		seen = append(seen, key)
		switch key {
		case "products":
			return a.either(a.product) // of savings plans it is a list
		case "terms":
			a.before = !slices.Contains(seen, "products")
			return a.object(a.terms)
		case "publicationDate":
			return a.value(&a.version)
		}
		return a.skip()
	})
	if err == nil {
		err = a.end()
	}
	if err == nil && (!slices.Contains(seen, "products") || !slices.Contains(seen, "terms")) {
		err = a.wrong("this is no AWS Price List: it has no products and terms")
	}
	i.stream(err, &a.jsonStream)
}

// product reads one product.
func (a *awsReader) product(sku string) error {
	var p struct {
		SKU           string            `json:"sku"`
		ProductFamily string            `json:"productFamily"`
		Attributes    map[string]string `json:"attributes"`
	}
	if err := a.value(&p); err != nil {
		return err
	}
	product := &awsProduct{p.ProductFamily, p.Attributes}
	if a.products[sku] != nil || a.dropped[sku] {
		return a.wrong("a second product %s", sku)
	}
	if why := a.awsKeep(product); why != "" {
		a.leave(why)
		a.dropped[sku] = true
		return nil
	}
	region := or(p.Attributes["regionCode"], p.Attributes["location"])
	probe := Price{Provider: "aws", Region: region, SKU: awsSKU(product), Family: awsFamily(product)}
	f := a.options.Filter
	f.Terms = nil
	if !f.Keeps(&probe) {
		a.leave("not asked for")
		a.dropped[sku] = true
		return nil
	}
	if len(a.products) >= maxPrices {
		return a.wrong("more than %d products: ask for less with --region, --sku or --family", maxPrices)
	}
	a.products[sku] = product
	return nil
}

// terms reads the prices of a kind.
func (a *awsReader) terms(kind string) error {
	switch {
	case kind == "savingsPlan":
		return a.list(a.plan)
	case kind != "OnDemand" && kind != "Reserved":
		return a.skip()
	case a.before:
		return a.wrong("terms stand before products")
	}
	return a.object(func(sku string) error {
		product := a.products[sku]
		if product == nil {
			if !a.dropped[sku] {
				a.leave("of no product")
			}
			return a.skip()
		}
		return a.object(func(string) error { return a.term(kind, sku, product) })
	})
}

// awsTerm is one offer: on demand, or a contract, with its prices.
type awsTerm struct {
	EffectiveDate   string
	TermAttributes  struct{ LeaseContractLength, OfferingClass, PurchaseOption string }
	PriceDimensions map[string]struct {
		Unit, BeginRange, EndRange, Description string
		PricePerUnit                            map[string]string
	}
}

func (a *awsReader) term(kind, sku string, product *awsProduct) error {
	line := a.line()
	var t awsTerm
	if err := a.value(&t); err != nil {
		return err
	}
	if strings.EqualFold(t.TermAttributes.OfferingClass, "convertible") {
		a.leave("convertible")
		return nil
	}
	var codes []string
	for code := range t.PriceDimensions {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	var rates []awsRate
	for _, code := range codes {
		d := t.PriceDimensions[code]
		a.out.Read++
		if len(d.PricePerUnit) != 1 {
			a.add(line, codeAmbiguous, "", "%s has a price in %d currencies", sku, len(d.PricePerUnit))
			return nil
		}
		for currency, price := range d.PricePerUnit {
			rates = append(rates, awsRate{
				sku: sku, kind: kind, effective: t.EffectiveDate, begin: d.BeginRange, end: d.EndRange, unit: d.Unit, price: price, currency: currency,
				length: t.TermAttributes.LeaseContractLength, purchase: t.TermAttributes.PurchaseOption, class: t.TermAttributes.OfferingClass,
			})
		}
	}
	a.offer(kind, product, rates, line)
	return nil
}

// offer keeps the prices of an offer.
func (i *importer) offer(kind string, product *awsProduct, rates []awsRate, line int) {
	if kind == "Reserved" {
		if p, ok := i.awsContract(product, rates, line); ok {
			i.keep(p, line)
		}
		return
	}
	for k := range rates {
		if p, ok := i.awsPrice(product, &rates[k], line); ok {
			i.keep(p, line)
		}
	}
}
