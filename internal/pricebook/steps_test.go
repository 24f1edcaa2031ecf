package pricebook

import "testing"

// Bills of infracost for graduated prices of AWS, at each edge and beside it:
// internet egress of Frankfurt, and CloudFront in Europe, with steps in GiB.
func TestBill(t *testing.T) {
	steps := func(edges []float64, prices ...float64) (list []Price) {
		from := 0.0
		for i, amount := range prices {
			p := Price{Amount: amount, From: from}
			if i < len(edges) {
				p.To, from = edges[i], edges[i]
			}
			list = append(list, p)
		}
		return list
	}
	egress := steps([]float64{10240, 51200, 153600}, 0.09, 0.085, 0.07, 0.05)
	cdn := steps([]float64{10240, 51200, 153600, 512000, 1048576, 5242880}, 0.085, 0.08, 0.06, 0.04, 0.03, 0.025, 0.02)
	for _, c := range []struct {
		steps          []Price
		quantity, want float64
	}{
		{egress, 0, 0}, {egress, 10240, 921.60}, {egress, 10241, 921.685}, {egress, 100_000, 7819.20}, {egress, 157_000, 11_741.20},
		{cdn, 153_600, 10_291.20}, {cdn, 512_000, 24_627.20}, {cdn, 5_242_880, 145_582.08},
	} {
		near(t, "bill", Bill(c.steps, c.quantity), c.want)
	}
}

func TestOffers(t *testing.T) {
	b := BuiltIn().Select(&Filter{Regions: []string{"frankfurt"}, SKUs: []string{"egress", "small"}})
	offers := b.Offers()
	if len(offers) != 5 || len(offers[4]) != 4 {
		t.Fatalf("%d offers: %v", len(offers), offers)
	}
	near(t, "egress", Bill(offers[4], 100_000), 7819.20)
}
