package metric

import "github.com/talimat/talimat-plan/internal/model"

// Words lists the results by month that are words, named as metrics are: tiers, and
// what set a size. Limits and claims are about numbers and do not know them.
func Words() []Metric {
	all := []Metric{
		{Name: "services.*.binding", Doc: "The constraint that set the replicas, or the maximum that caps them."},
		{Name: "stores.*.tier", Doc: "Machines of a store."},
		{Name: "stores.*.binding", Doc: "The constraint that set the size of a store."},
		{Name: "database.tier", Doc: "Tier of the database."},
		{Name: "database.binding", Doc: "The constraint that set the size of the database."},
		{Name: "database.wall", Doc: "What the largest database tier cannot carry; none while it carries everything."},
		{Name: "database.short", Doc: "What leaves the database less than its peak load; none while it carries all of it."},
	}
	for i := range all {
		all[i].Family, all[i].Series = all[i].Name, true
	}
	return all
}

// WordsOf lists the words that the scenario yields, with component names filled in.
func WordsOf(s *model.Scenario) []Metric {
	var all []Metric
	for _, m := range Words() {
		all = append(all, In(s, m)...)
	}
	return all
}
