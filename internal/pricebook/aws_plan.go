package pricebook

import "strings"

// awsPlanRate is what one thing costs under a savings plan.
type awsPlanRate struct {
	DiscountedSKU          string `json:"discountedSku"`
	DiscountedUsageType    string `json:"discountedUsageType"`
	DiscountedOperation    string `json:"discountedOperation"`
	DiscountedInstanceType string `json:"discountedInstanceType"`
	DiscountedRegionCode   string `json:"discountedRegionCode"`
	Unit                   string `json:"unit"`
	DiscountedRate         struct {
		Price    string `json:"price"`
		Currency string `json:"currency"`
	} `json:"discountedRate"`
}

// plan reads one savings plan of a list: unlike other terms these have no map. What
// it costs by the hour is paid by the hour, or upfront as its description says.
func (a *awsReader) plan() error {
	var description, effective string
	var length struct {
		Duration int    `json:"duration"`
		Unit     string `json:"unit"`
	}
	line := a.line()
	first := len(a.out.Book.Prices)
	err := a.object(func(key string) error {
		switch key {
		case "description":
			return a.value(&description)
		case "effectiveDate":
			return a.value(&effective)
		case "leaseContractLength":
			return a.value(&length)
		case "rates":
			return a.jsonStream.list(a.planRate)
		}
		return a.skip()
	})
	if err != nil {
		return err
	}
	kept := a.out.Book.Prices[first:]
	months := length.Duration
	if strings.EqualFold(length.Unit, "year") || strings.EqualFold(length.Unit, "years") {
		months *= 12
	}
	if months < 1 || months > maxTerm {
		if len(kept) > 0 {
			a.add(line, codeValue, "", "%s: %d %s is no term", quoted(description), length.Duration, length.Unit)
		}
		return nil
	}
	share := 0.0
	switch {
	case strings.Contains(description, "All Upfront"):
		share = 1
	case strings.Contains(description, "Partial Upfront"):
		share = 0.5
	}
	for k := range kept {
		p := &kept[k]
		p.Term, p.AsOf = Term{SavingsPlan, months}, day(or(effective, a.version))
		p.Upfront = p.Amount * share * p.Term.Hours()
		p.Amount *= 1 - share
	}
	a.out.Book.Prices = append(a.out.Book.Prices[:first], a.inTerms(kept)...)
	return nil
}

// inTerms are the prices that are asked for now that their terms are known.
func (a *awsReader) inTerms(list []Price) []Price {
	kept := list[:0]
	for i := range list {
		if a.options.Filter.term(list[i].Term) {
			kept = append(kept, list[i])
			continue
		}
		a.leave("not asked for")
	}
	return kept
}

// planRate reads what one thing costs. Of servers those are kept that are plain: with
// Linux, shared, and used.
func (a *awsReader) planRate() error {
	var r awsPlanRate
	if err := a.value(&r); err != nil {
		return err
	}
	a.out.Read++
	line := a.jsonStream.line()
	server := r.DiscountedInstanceType != "" && strings.HasPrefix(r.DiscountedOperation, "RunInstances")
	switch {
	case server && r.DiscountedOperation != "RunInstances":
		a.leave("another operating system")
		return nil
	case server && !strings.Contains(r.DiscountedUsageType, "BoxUsage"):
		a.leave("dedicated")
		return nil
	}
	product := &awsProduct{attributes: map[string]string{"instanceType": r.DiscountedInstanceType, "usagetype": r.DiscountedUsageType}}
	amount, err := number(r.DiscountedRate.Price)
	if err != nil {
		a.add(line, codeValue, "", "%s: the price %q is no number", r.DiscountedSKU, r.DiscountedRate.Price)
		return nil
	}
	unit, times := unitOf(r.Unit, "aws")
	p := Price{
		Provider: "aws", Region: r.DiscountedRegionCode, SKU: awsSKU(product), Unit: unit, Amount: amount / times,
		Currency: r.DiscountedRate.Currency, Source: "AWS savings plan " + r.DiscountedSKU,
	}
	if server {
		p.Family = "compute"
	}
	asked := a.options.Filter
	asked.Terms = nil
	if !asked.Keeps(&p) {
		a.leave("not asked for")
		return nil
	}
	if a.full() {
		return a.wrong("the rest of the file was not read")
	}
	terms := a.options.Filter.Terms
	a.options.Filter.Terms = nil // they are known when the plan has been read
	a.keep(p, line)
	a.options.Filter.Terms = terms
	return nil
}
