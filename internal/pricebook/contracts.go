package pricebook

import (
	"cmp"
	"slices"
)

// Contract is terms on which several things are sold.
type Contract struct {
	Term     Term    // how long
	Upfront  float64 // share that is paid at the purchase
	Discount float64 // on the price on demand: the least of those of the things
}

// Contracts are the terms on which all of some things are sold that the book has on
// demand, by length and payment. Where their discounts differ, the least counts: no
// plan is promised more than each of its parts gets.
func (b *Book) Contracts(of []Price) []Contract {
	var all []Contract
	var fit []int
	for i := range of {
		for k := range b.Prices {
			p := &b.Prices[k]
			if p.Term.Months == 0 || !besides(p, &of[i]) {
				continue
			}
			discount := 1 - p.Effective()/of[i].Amount
			at := slices.IndexFunc(all, func(c Contract) bool { return c.Term == p.Term && payment(p) == paid(c.Upfront) })
			if at < 0 {
				all, fit = append(all, Contract{p.Term, p.UpfrontShare(), discount}), append(fit, 0)
				at = len(all) - 1
			}
			if fit[at] == i { // the first of this one on these terms
				fit[at]++
			}
			all[at].Discount, all[at].Upfront = min(all[at].Discount, discount), max(all[at].Upfront, p.UpfrontShare())
		}
	}
	kept := all[:0]
	for i, c := range all {
		if fit[i] == len(of) && c.Discount > 0 {
			kept = append(kept, c)
		}
	}
	slices.SortFunc(kept, func(x, y Contract) int {
		return cmp.Or(cmp.Compare(x.Term.Months, y.Term.Months), cmp.Compare(x.Term.Kind, y.Term.Kind), cmp.Compare(x.Upfront, y.Upfront))
	})
	return kept
}

// besides reports whether two prices are of one thing on different terms.
func besides(p, demand *Price) bool {
	return p.Provider == demand.Provider && p.Region == demand.Region && p.Family == demand.Family && p.SKU == demand.SKU &&
		p.Unit == demand.Unit && p.Currency == demand.Currency && demand.Amount > 0
}

// paid is the payment of a share that is upfront, as payment has it.
func paid(upfront float64) int {
	switch {
	case upfront == 0:
		return 0
	case upfront < 1:
		return 1
	}
	return 2
}
