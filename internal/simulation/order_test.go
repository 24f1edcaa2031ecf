package simulation_test

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
)

// reordered is one plan, its sections and named elements in another order.
func reordered(backwards bool) string {
	join := func(parts ...string) string {
		if backwards {
			slices.Reverse(parts)
		}
		return strings.Join(parts, ", ")
	}
	sections := []string{
		"drivers: {" + join("users: {now: 80 to 120, growth: 2%/month to 4%/month, volatility: 10%/year}", "database: {now: 9 GB to 12 GB, growth: 10%/year to 40%/year}",
			"other: {"+join("orders: {now: 100 to 200, volatility: 20%/year}", "parcels: {now: 10, volatility: 5%/year}")+"}") + "}",
		"load: {requests: 1/s to 2/s}",
		"services: {" + join("web: {calls: 1, cpu: 1 ms to 2 ms, replica: {cpu: 1, memory: 1 GB}}",
			"api: {driver: orders, requests: 1/min, cpu: 3 ms to 9 ms, replica: {cpu: 500m, memory: 1 GB}}",
			"job: {calls: 0.1, cpu: 7 ms to 11 ms, replica: {cpu: 300m, memory: 1 GB}}") + "}",
		"nodes: {tiers: [node]}",
		"database: {tiers: [db], reads: 1, writes: 0.1, cpu: {read: 0.1 ms to 0.3 ms, write: 1 ms}, overhead: 1.5x}",
		"prices: {servers: {node: {cpu: 4, memory: 8 GB, price: $100/month}}, databases: {db: {cpu: 8, memory: 32 GB, storage: 1 TB, price: $300/month}}}",
		"risks: {" + join("repair: {level: high, probability: 70%, from: month 5, to: month 7, impact: $1000 to $3000}",
			"slip: {level: low, probability: 80%, from: month 5, to: month 6, overrun: 50%, lasts: 3 months}",
			"fine: {level: low, probability: 90%, from: month 5, monthly: $0.1/month}",
			"delay: {level: low, probability: 60%, from: month 5, to: month 8, overrun: 33%, lasts: 3 months}") + "}",
		"correlations: {" + join("a: {between: [drivers.users.growth, drivers.database.growth], rank: 60%}",
			"b: {between: [services.web.cpu, services.api.cpu, services.job.cpu], rank: 40%}",
			"c: {between: [load.requests, services.api.cpu], rank: -30%}") + "}",
	}
	if backwards {
		slices.Reverse(sections)
	}
	return "version: 1\nname: toy\nstart: 2024-01\nhorizon: 12 months\ncurrency: USD\n" + strings.Join(sections, "\n") + "\n"
}

// The order in which a file lists things says nothing: every future is the same.
// Two risks in another order cost another amount when an overrun was a share of
// what others had cost, and correlated inputs were drawn in the order of the file.
func TestOrderChangesNothing(t *testing.T) {
	one := futures(t, decode(t, reordered(false)), options(1, 2, 64))
	two := futures(t, decode(t, reordered(true)), options(1, 2, 64))
	names := slices.Sorted(maps.Keys(one))
	if other := slices.Sorted(maps.Keys(two)); !slices.Equal(names, other) {
		t.Fatalf("%v\n%v", names, other)
	}
	for _, name := range names {
		for i, want := range one[name] {
			// Sums over services are in the order of the file: their last bits differ.
			if got := two[name][i]; !near(got, want, 1e-12) && !(math.IsNaN(got) && math.IsNaN(want)) && got != want {
				t.Fatalf("%s of future %d is %v, in another order %v", name, i, want, got)
			}
		}
	}
}

// Overruns stand side by side on the bill of the plan: $100 a month, 50 % and 20 %
// of it, a repair of $1,000.
func TestRisksTogether(t *testing.T) {
	f := decode(t, toy("risks: {repair: {level: low, probability: 100%, from: month 4, to: month 4, impact: $1000}, "+
		"a: {level: low, probability: 100%, from: month 4, to: month 4, overrun: 50%, lasts: 1 month}, b: {level: low, probability: 100%, from: month 4, to: month 4, overrun: 20%, lasts: 1 month}}"))
	for i, got := range futures(t, f, options(1, 1, 64))["total.effective"] {
		if want := 12*100.0 + 1000 + 50 + 20; !near(got, want, 1e-12) {
			t.Fatalf("future %d costs %g, want %g", i, got, want)
		}
	}
}
