package pricebook

import "testing"

// Of several things the terms count that all are sold on, at the least discount.
func TestContracts(t *testing.T) {
	b := parse(t, "b.csv", `provider,sku,unit,price,currency,as_of,term,upfront
x,a,hour,1,USD,2026-01-01,,
x,a,hour,0.7,USD,2026-01-01,1 year,
x,a,hour,0,USD,2026-01-01,1 year,5694
x,a,hour,0.4,USD,2026-01-01,3 years,
x,b,hour,2,USD,2026-01-01,,
x,b,hour,1.2,USD,2026-01-01,1 year,
x,b,hour,0,USD,2026-01-01,1 year,10512
x,b,hour,0.8,USD,2026-01-01,savings plan 3 years,
x,c,hour,1,USD,2026-01-01,spot,
`)
	of := func(skus ...string) (list []Price) {
		for _, sku := range skus {
			p, err := b.Rate(sku, "")
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, *p)
		}
		return list
	}
	both := b.Contracts(of("a", "b"))
	if len(both) != 2 || both[0].Term != (Term{Reserved, 12}) || both[0].Upfront != 0 || both[1].Upfront != 1 {
		t.Fatalf("%+v", both)
	}
	near(t, "the less of 30 % and 40 %", both[0].Discount, 0.3)
	near(t, "the less of 35 % and 40 %", both[1].Discount, 0.35)
	alone := b.Contracts(of("a"))
	if len(alone) != 3 || alone[2].Term.Months != 36 {
		t.Fatalf("%+v", alone)
	}
	near(t, "three years", alone[2].Discount, 0.6)
	if none := b.Contracts(nil); len(none) != 0 {
		t.Errorf("of nothing: %+v", none)
	}
}
