package metric_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

func TestDefinitions(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range metric.Definitions() {
		switch {
		case m.Name == "" || seen[m.Name]:
			t.Errorf("%q is defined twice", m.Name)
		case strings.Count(m.Name, "*") > 1:
			t.Errorf("%s stands for more than one component", m.Name)
		case m.Kind == unit.KindNone:
			t.Errorf("%s has no unit", m.Name)
		case !strings.HasSuffix(m.Doc, ".") || strings.Count(m.Doc, ". ") > 0:
			t.Errorf("%s: %q is not one sentence", m.Name, m.Doc)
		}
		seen[m.Name] = true
	}
}

// shop has two services, a driver of its own and a price per user.
func shop() *model.Scenario {
	revenue := unit.MoneyPerMonth(3)
	return &model.Scenario{
		Services: []model.Service{{Name: "web", Latency: 0.1}, {Name: "order desk"}},
		Regions:  []model.Region{{Name: "north"}},
		Drivers:  model.Drivers{Other: []model.Driver{{Name: "orders"}}},
		Finance:  &model.Finance{Revenue: &revenue},
		Database: &model.Database{Availability: new(unit.Ratio)},
	}
}

func TestOfFillsInTheComponents(t *testing.T) {
	var names []string
	for _, m := range metric.Of(shop()) {
		names = append(names, m.Name)
	}
	for _, want := range []string{
		"users", "drivers.orders", "services.web.replicas", "services.order desk.cpu_utilization",
		"cost.categories.infrastructure", "cost.savings.spot", "cost.savings_rate.cdn", "finance.roi", "margin",
	} {
		if n := len(slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name != want })); n != 1 {
			t.Errorf("%q occurs %d times", want, n)
		}
	}
	for _, name := range names {
		if strings.Contains(name, "*") {
			t.Errorf("%q is not filled in", name)
		}
	}
}

// Each definition with a * stands for as many metrics as there are components.
func TestOfCounts(t *testing.T) {
	s := shop()
	s.Phases, s.CDN = []model.Phase{{Name: "launch"}}, &model.CDN{From: model.When{Text: "launch", Set: true}}
	want := 0
	for _, m := range metric.Definitions() {
		switch prefix, _, star := strings.Cut(m.Name, "*"); {
		case strings.HasPrefix(m.Name, "committed."): // nothing is committed
		case !star:
			want++
		case strings.HasSuffix(m.Name, ".gpu_utilization"): // no service has GPUs
		case strings.Contains(m.Name, ".latency_"): // of the one that says how long a call takes
			want++
		case prefix == "services.":
			want += len(s.Services)
		case prefix == "drivers.":
			want += len(s.Drivers.Other)
		case prefix == "load.", prefix == "cost.per.":
			want += len(s.Load.Streams)
			if prefix == "cost.per." {
				want += len(s.Drivers.Other)
			}
		case prefix == "fx.":
			want += len(s.Moving())
		case prefix == "pools.":
			want += len(s.Pools)
		case prefix == "stores.":
			want += len(s.Stores)
		case prefix == "charges.":
			want += len(s.Charges)
		case prefix == "commitments.":
			want += len(s.Committed())
		case prefix == "cost.lines.":
			want += len(metric.Lines(s))
		case prefix == "cost.regions.":
			want += len(s.Regions)
		case prefix == "cost.categories.":
			want += len(model.Categories())
		default:
			want += len(metric.Levers())
		}
	}
	if got := len(metric.Of(s)); got != want {
		t.Errorf("got %d metrics, want %d", got, want)
	}
}

func TestFind(t *testing.T) {
	s := shop()
	if m, ok := metric.Find(s, "services.web.replicas"); !ok || m.Name != "services.web.replicas" || m.Kind != unit.KindCount || !m.Series {
		t.Errorf("got %+v, %t", m, ok)
	}
	for _, name := range []string{"", "services.*.replicas", "services.nobody.replicas", "cost.categories", "user", "drivers.users"} {
		if m, ok := metric.Find(s, name); ok {
			t.Errorf("%q finds %+v", name, m)
		}
	}
}

// Without a price per user there is no revenue and no margin to ask for.
func TestRevenueNeedsAPrice(t *testing.T) {
	for _, f := range []*model.Finance{nil, {}} {
		for _, name := range []string{"revenue", "margin"} {
			if _, ok := metric.Find(&model.Scenario{Finance: f}, name); ok {
				t.Errorf("finance %v has %s", f, name)
			}
		}
	}
}
