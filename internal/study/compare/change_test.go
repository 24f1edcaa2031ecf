package compare_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/compare"
)

var (
	spread        = regexp.MustCompile(`\{p5: [^,}]+, p50: ([^,}]+), p95: [^}]+\}.*`)
	onlyUncertain = regexp.MustCompile(`(?m)^    volatility: .*\n|^correlations:\n( .*\n)+`)
)

// file is the text of a scenario of the project, with the middle of every
// uncertain number in its place.
func file(t testing.TB, name string) string {
	t.Helper()
	return spread.ReplaceAllString(onlyUncertain.ReplaceAllString(uncertain(t, name), ""), "$1")
}

// uncertain is the text of a scenario of the project as it stands.
func uncertain(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../../scenarios/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// edit replaces texts that must be there, once each.
func edit(t testing.TB, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if strings.Count(text, pairs[i]) == 0 {
			t.Fatalf("%q is not in the text", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

// side runs a scenario, which must be valid.
func side(t testing.TB, text string) compare.Side {
	t.Helper()
	f := scenario.Decode("plan.yaml", []byte(text))
	if f.Scenario == nil {
		var b bytes.Buffer
		if err := diag.Render(&b, f.Diagnostics, f.Sources(), false); err != nil {
			t.Fatal(err)
		}
		t.Fatalf("not valid:\n%s", b.String())
	}
	return compare.Side{Figures: plan.Run(f.Scenario).Snapshot(), Outline: scenario.Outline("plan.yaml", []byte(text))}
}

// between compares two scenarios.
func between(t testing.TB, old, new string, q compare.Question) *compare.Comparison {
	t.Helper()
	c, err := compare.Compare(side(t, old), side(t, new), q)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// told is each change in one line.
func told(changes []compare.Change) []string {
	var all []string
	for _, c := range changes {
		text := fmt.Sprintf("%s %s", c.Op, c.Path)
		if c.Op == compare.Changed {
			for _, p := range []*scenario.Part{c.Old, c.New} {
				text += " | " + p.String()
				if p.Default {
					text += " by default"
				}
			}
		}
		switch {
		case c.Spread:
			text += " (inert, spread)"
		case c.Inert:
			text += " (inert)"
		}
		all = append(all, text)
	}
	return all
}

func TestChanges(t *testing.T) {
	for _, c := range []struct {
		name string
		edit []string
		want []string
	}{
		{"a comment", []string{"version: 1", "version: 1   # of the language"}, nil},
		{"another unit", []string{"requests: 10/min\n", "requests: 600/hour\n"}, nil},
		{"another unit of time", []string{"retention: 7 years\n", "retention: 84 months\n"}, nil},
		{"another unit of size", []string{"now: 10 GB", "now: 10000 MB"}, nil},
		{"another number", []string{"requests: 10/min\n", "requests: 0.1667/s\n"}, []string{"changed load.requests | 10/min | 0.1667/s"}},
		{"shorthand written out", []string{"growth: 50%/quarter", "growth: {compound: 50%/quarter}", "caching: modelled", "caching: {mode: modelled}"}, nil},
		{"a default written", []string{"currency: USD", "currency: USD\nassumptions: {hours_per_month: 730}"}, nil},
		{"a default replaced", []string{"currency: USD", "currency: USD\nassumptions: {hours_per_month: 720}"}, []string{"changed assumptions.hours_per_month | 730 by default | 720"}},
		{"back to the default", []string{"  fallback: 10%", "  #fallback: 10%"}, nil},
		{"keys in another order", []string{"    now: 100\n    growth: 50%/quarter\n", "    growth: 50%/quarter\n    now: 100\n"}, nil},
		{"a section", []string{"cdn:\n  offload: 70%", "#cdn\n#  offload: 70%", "  from: geographic-expansion\n\nregions", "\nregions"}, []string{"removed cdn"}},
		{"a list of words", []string{"tiers: [large, xlarge, xxlarge]", "tiers: [large, xlarge]"}, []string{"changed nodes.tiers | [large, xlarge, xxlarge] | [large, xlarge]"}},
		{"a curve", []string{"growth: 50%/quarter", "growth: {linear: 400/month}"}, []string{"changed drivers.users.growth | 50%/quarter | {linear: 400/month}"}},
		{"a named shape", []string{"week: office-hours", "week: {levels: [{hours: 20, load: 100%}, {hours: 148, load: 5%}]}"},
			[]string{"changed load.week | office-hours | {levels: [{hours: 20, load: 100%}, {hours: 148, load: 5%}]}"}},
		{"a section in place of a bare value", []string{"caching: modelled", "caching: {mode: modelled, from: month 9}"}, []string{"added savings.caching.from"}},
		{"a certain number", []string{"growth: 50%/quarter", "growth: 40% to 62%/quarter"}, []string{"changed drivers.users.growth | 50%/quarter | 40% to 62%/quarter"}},
		{"an optional number", []string{"    retention: 7 years\n    target: 1 TB", "    target: 1 TB"}, []string{"removed drivers.database.retention"}},
		{"words", []string{"name: claude-talimat", "name: other", "deny: cost.effective <= $3,700", "deny: cost.effective <= $4,000"},
			[]string{"changed name | claude-talimat | other (inert)", "changed limits.budget.deny | cost.effective <= $3,700 | cost.effective <= $4,000 (inert)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			old := file(t, "claude-talimat")
			got := told(between(t, old, edit(t, old, c.edit...), compare.Question{}).Inputs)
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// The order of regions says where users go before a region opens; that of
// services says nothing.
func TestOrderCountsWhereFiguresRestOnIt(t *testing.T) {
	old := edit(t, file(t, "claude-talimat"), "    database: primary\n    cdn: true\n    from: geographic-expansion\n", "    database: primary\n    cdn: true\n")
	west := old[strings.Index(old, "  europe-west:\n"):strings.Index(old, "  asia-pacific:\n")]
	swapped := strings.Replace(strings.Replace(old, west, "", 1), "  europe-east:\n", west+"  europe-east:\n", 1)
	c := between(t, old, swapped, compare.Question{})
	if got := told(c.Inputs); fmt.Sprint(got) != "[reordered regions]" || len(c.Series) == 0 {
		t.Errorf("regions: %q, %d series differ", got, len(c.Series))
	}
	if a := c.Attribution; a.Total[1] == 0 || a.Shares[0].Amount[1] != a.Total[1] {
		t.Errorf("regions: total %v, shares %v", a.Total, a.Shares)
	}
	both := between(t, old, edit(t, swapped, "    rtt: 90 ms ", "    price: 3x\n    rtt: 90 ms "), compare.Question{})
	if len(both.Attribution.Shares) != 2 || len(both.Inputs) != 2 {
		t.Errorf("regions and a price: %q", told(both.Inputs))
	}
	checkSum(t, 2, both)
	notification := old[strings.Index(old, "  notification:  "):strings.Index(old, "\nnodes:")]
	swapped = strings.Replace(strings.Replace(old, notification, "", 1), "  auth:  ", notification+"  auth:  ", 1)
	if c := between(t, old, swapped, compare.Question{}); !c.IsEmpty() {
		t.Errorf("services: %q, %d series differ", told(c.Inputs), len(c.Series))
	}
}

// When the rates of exchange differ, equal prices may come from unequal texts.
func TestPricesUnderOtherRatesAreComparedAsWritten(t *testing.T) {
	base := file(t, "claude-talimat")
	old := edit(t, base, "currency: USD", "currency: USD\nfx: {as_of: 2024-01-01, rates: {EUR: 1.25}}", "load_balancer: $50/month", "load_balancer: €40/month")
	new := edit(t, base, "currency: USD", "currency: USD\nfx: {as_of: 2024-01-01, rates: {EUR: 1.6}}")
	want := []string{"changed fx.rates.EUR | 1.25 | 1.6", "changed prices.load_balancer | €40/month | $50/month"}
	c := between(t, old, new, compare.Question{})
	if got := told(c.Inputs); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(c.Series) > 0 || c.Attribution.Total[1] != 0 {
		t.Errorf("%d series differ, by %v in all", len(c.Series), c.Attribution.Total)
	}
}

// A forecast takes the middle of what is uncertain, and leaves out what only a
// simulation looks at.
func TestWhatOnlyASimulationLooksAt(t *testing.T) {
	old := uncertain(t, "claude-talimat")
	for _, c := range []struct {
		name string
		edit []string
		want string
	}{
		{"a spread", []string{"{p5: 4x, p50: 5x, p95: 7x}", "{p5: 3x, p50: 5x, p95: 9x}"}, "changed load.peak | {p5: 4x, p50: 5x, p95: 7x} | {p5: 3x, p50: 5x, p95: 9x} (inert, spread)"},
		{"certainty", []string{"{p5: 4x, p50: 5x, p95: 7x}", "5x"}, "changed load.peak | {p5: 4x, p50: 5x, p95: 7x} | 5x (inert, spread)"},
		{"volatility", []string{"volatility: 15%/year", "volatility: 30%/year"}, "changed drivers.users.volatility | 15%/year | 30%/year (inert)"},
		{"a correlation", []string{"rank: 60%", "rank: 20%"}, "changed correlations.data-follows-users.rank | 60% | 20% (inert)"},
		{"a risk", []string{"probability: 30%, from: month 12", "probability: 60%, from: month 12"}, "changed risks.database-bottleneck.probability | 30% | 60% (inert)"},
		{"an objective", []string{"latency_p95: 200 ms", "latency_p95: 300 ms"}, "changed objectives.latency_p95 | 200 ms | 300 ms (inert)"},
	} {
		got := between(t, old, edit(t, old, c.edit...), compare.Question{})
		if texts := told(got.Inputs); len(texts) != 1 || texts[0] != c.want {
			t.Errorf("%s: got %q, want %q", c.name, texts, c.want)
		}
		if len(got.Series)+len(got.Figures) != 0 || got.Attribution != nil {
			t.Errorf("%s moves %d series and %d figures, shares %v", c.name, len(got.Series), len(got.Figures), got.Attribution)
		}
	}
}

// The availability that is promised is an objective; what the plan depends on
// makes a result.
func TestDependenciesBearOnAvailability(t *testing.T) {
	old := file(t, "claude-talimat")
	c := between(t, old, edit(t, old, "    availability: 99.9% ", "    availability: 99% "), compare.Question{Of: "availability"})
	want := 0.9995 * (math.Pow(0.99, 5) - math.Pow(0.999, 5)) // of 50 dependencies 5 are critical; the primary has 99.95 %
	if len(c.Inputs) != 1 || c.Inputs[0].Inert || len(c.Figures) != 1 || c.Attribution == nil || math.Abs(c.Attribution.Total[0]-want) > 1e-5 {
		t.Errorf("inputs %q, figures %v, shares %+v, want %g", told(c.Inputs), c.Figures, c.Attribution, want)
	}
}
