package cost_test

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// 4,380 GB a month at $0.09, of which a CDN at $0.085 is claimed to take 70 %: it
// saves 0.7 · 4,380 · (0.09 − 0.085) = 15.33, from the month on in which it acts.
func TestClaimedCDNPaysForWhatItSends(t *testing.T) {
	s := base(3)
	s.Prices.Egress = []model.TrafficPrice{{Price: 0.09e-9}}
	s.Prices.CDN = []model.TrafficPrice{{Price: 0.085e-9}}
	s.Savings.CDN = &model.Lever{Claimed: ptr(unit.Ratio(0.7)), From: month(2)}
	st := price(s, func(d *forecast.Demand, _ *capacity.Plan) {
		for m := range d.TrafficBytes {
			d.TrafficBytes[m] = 4380e9
		}
	})
	if before := st.Savings[cost.Offload][1]; before != 0 || st.Categories[cost.CDN][1] != 0 {
		t.Errorf("month 1: saved %g, the CDN costs %g", before, st.Categories[cost.CDN][1])
	}
	if saved, fee := st.Savings[cost.Offload][2], st.Categories[cost.CDN][2]; !near(saved, 15.33, 1e-9) || !near(fee, 260.61, 1e-9) {
		t.Errorf("month 2: saved %g, the CDN costs %g; want 15.33 and 260.61", saved, fee)
	}
}
