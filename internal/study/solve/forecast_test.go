package solve_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/solve"
	"github.com/talimat/talimat-plan/internal/unit"
)

// What an answer states is what a forecast with --set shows.
func TestEdgesFlipTheForecast(t *testing.T) {
	for _, c := range []struct{ file, path, goal, between string }{
		{claude, "drivers.users.growth", "cost.effective <= $4,200 in month 24", ""},
		{claude, "drivers.users.growth", "cost.effective <= $6,000 from month 12", ""},
		{claude, "drivers.users.now", "cost.effective <= $4,200 in month 24", ""},
		{claude, "drivers.users.now", "cost.effective <= $4,200 + 2%/month to month 24", ""},
		{claude, "load.requests", "total(cost.effective) <= $200,000", ""},
		{claude, "savings.reserved.discount", "finance.baseline.payback <= 28 months", ""},
		{claude, "services.document.cpu", "nodes <= 70", ""},
		{claude, "cache.hit_ratio", "database.cpu_utilization <= 22% in month 24", ""},
		{claude, "services.frontend.targets.active_users", "services.frontend.need <= 10 in month 24", ""},
		{shop, "drivers.users.now", "peak(cost.effective) <= ₺1,000,000", ""},
		{shop, "nodes.headroom", "nodes <= 20", ""},
		{saas, "drivers.users.now", "database.cpu_utilization <= 50%", ""},
		{saas, "finance.discount_rate", "finance.npv >= €0", "0%/year..200%/year"},
		{tp36, "drivers.users.growth", "cost.effective <= $3,700", ""},
		{tp36, "cdn.offload", "cost.categories.network <= $60", ""},
	} {
		f := read(t, c.file)
		if f.Inputs.Find(c.path) == nil {
			t.Errorf("%s: no %s", c.file, c.path)
			continue
		}
		a := solved(t, question(t, f, c.path, c.goal, c.between))
		if len(a.Edges) == 0 {
			t.Errorf("%s, %s: no edge: now %+v", c.path, c.goal, a.Present)
		}
		for _, e := range a.Edges {
			for _, trial := range []solve.Trial{e.Below, e.Above, e.Shown[0], e.Shown[1]} {
				set := read(t, c.file, scenario.Override{Path: c.path, Value: a.Text(trial.At)})
				goal, _ := set.Goal("--goal", c.goal)
				set.Scenario.Limits = []model.Limit{*goal}
				check := plan.Run(set.Scenario).Limits[0]
				if check.Holds != trial.Holds || !reflect.DeepEqual(check.Month, trial.First) {
					t.Errorf("%s, %s: at %s holds %t from %v, want %t from %v", c.path, c.goal, a.Text(trial.At), check.Holds, check.Month, trial.Holds, trial.First)
				}
			}
			if e.Below.Holds == e.Above.Holds || e.Above.At-e.Below.At > 1e-9*math.Abs(e.Above.At) {
				t.Errorf("%s, %s: no edge between %.12g and %.12g", c.path, c.goal, e.Below.At, e.Above.At)
			}
		}
	}
}

// Every number that may be varied acts through the engine just as it does when
// the file says it. Those that do not are Fixed. An input that several files have
// is varied in the first one.
func TestVaryingIsSetting(t *testing.T) {
	seen := map[string]bool{}
	for _, file := range []string{tp36, saas, shop, claude} {
		f := read(t, file)
		for _, in := range f.Inputs {
			if seen[in.Path] || solve.Fixed(in.Path) || strings.HasPrefix(in.Path, "claims.") || strings.HasPrefix(in.Path, "alerts.") || strings.HasPrefix(in.Path, "objectives.") {
				continue
			}
			seen[in.Path] = true
			v := in.Legal(*in.At * 1.27)
			value := unit.Value{Number: v, Per: in.Per}
			text := unit.Format(in.Kind, value)
			if strings.HasPrefix(in.Kind.Name(), "money") || in.Kind == unit.KindMoney {
				value.Currency = f.Scenario.Currency
				text = unit.Format(in.Kind, value)
			}
			set := scenario.Decode(file, mustRead(t, file), scenario.Override{Path: "claims", Value: "{}"}, scenario.Override{Path: in.Path, Value: text})
			if set.Scenario == nil {
				continue // does not fit by itself
			}
			s, inputs := model.Clone(f.Scenario, f.Inputs)
			*inputs.Find(in.Path).At = v
			got, want := plan.Compile(s).Project(), plan.Compile(set.Scenario).Project()
			for _, m := range metric.Of(s) {
				if !m.Series {
					continue
				}
				a, b := got.Series(m.Name), want.Series(m.Name)
				for month := range a {
					if math.IsNaN(a[month]) && math.IsNaN(b[month]) {
						continue // it does not exist, in either
					}
					if !(math.Abs(a[month]-b[month]) <= 1e-9*math.Abs(b[month])+0.011) {
						t.Errorf("%s: %s = %s: %s in month %d is %g, with --set %g", file, in.Path, text, m.Name, month, a[month], b[month])
						break
					}
				}
			}
		}
	}
}
