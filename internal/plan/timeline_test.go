package plan_test

import (
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
)

// The timeline tells each thing in the month in which the series show it.
func TestTimeline(t *testing.T) {
	for _, name := range worlds() {
		r := plan.Run(name.scenario(t))
		last := -1
		for _, c := range r.Timeline() {
			if c.Month < last || c.Month > r.Months() {
				t.Errorf("%s: %+v stands behind month %d", name, c, last)
			}
			last = c.Month
			switch c.Kind {
			case plan.DatabaseTier:
				tiers, at := r.Engine().Sizing().Databases(), r.Capacity.Database.Tier
				if tiers[at[c.Month]].Name != c.To || tiers[at[c.Month-1]].Name != c.From {
					t.Errorf("%s: %+v is not what is provisioned", name, c)
				}
			case plan.ReadReplicas:
				if n := r.Series("database.read_replicas"); n[c.Month] != c.After || n[c.Month-1] != c.Before {
					t.Errorf("%s: %+v is not what is provisioned", name, c)
				}
			case plan.ServersDoubled:
				if n := r.Series("nodes"); n[c.Month] != c.After || c.After < 2*c.Before && c.After > c.Before/2 {
					t.Errorf("%s: %+v is no doubling", name, c)
				}
			case plan.LimitBroken:
				i := slices.IndexFunc(r.Limits, func(l plan.LimitCheck) bool { return l.Name == c.Subject && l.Level == "deny" })
				if i < 0 || r.Limits[i].Holds || *r.Limits[i].Month != c.Month {
					t.Errorf("%s: %+v is not broken then", name, c)
				}
			}
		}
	}
}
