package plan_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
)

// The laws of this file hold for every plan, whatever its figures.

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// fingerprint is everything a result says, as text: all metrics to the last
// bit, findings, limits and claims.
func fingerprint(t *testing.T, r *plan.Result) string {
	t.Helper()
	series, figures := map[string][]float64{}, map[string]*float64{}
	for _, m := range metric.Of(r.Scenario) {
		if m.Series {
			series[m.Name] = r.Series(m.Name)
		} else {
			figures[m.Name] = r.Figure(m.Name)
		}
	}
	text, err := json.Marshal([]any{figures, r.Findings, r.Limits, r.Claims})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(series) + string(text) // JSON has no NaN, of what does not exist
}

func TestDeterminism(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		want := fingerprint(t, plan.Run(w.scenario(t)))
		for i := range 20 {
			if got := fingerprint(t, plan.Run(w.scenario(t))); got != want {
				t.Fatalf("run %d differs:\n%s", i, cmp.Diff(want, got))
			}
		}
	})
}

// Months do not depend on later ones: a plan cut short is the beginning of the
// longer one. What the horizon itself means (complexity that is reached by the
// end) is written out first. Commitments are no exception: what is bought in a month
// depends on the months before it.
func TestCausality(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		long := rows(run(s))
		for _, months := range []int{1, 7, 12, s.Months() - 1} {
			if months >= s.Months() {
				continue
			}
			cut := w.scenario(t)
			if forgets(cut, months) {
				continue
			}
			if c := cut.Load.Complexity; c != nil {
				c.By = model.When{Month: c.By.Or(cut.Months()), Set: true}
			}
			cut.Horizon = unit.Months(months)
			short := rows(run(cut))
			for _, name := range sortedKeys(short) {
				if diff := cmp.Diff(long[name][:months+1], short[name][:months+1]); diff != "" {
					t.Fatalf("%s, cut at month %d:\n%s", name, months, diff)
				}
			}
		}
	})
}

// More users never take fewer replicas, cheaper servers, or a cheaper database.
// Servers are compared by what they are billed for the month, and databases by
// their price, because five small ones may give way to one large one.
func TestMonotoneInUsers(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		e := plan.Compile(s)
		now := s.Drivers.Users.Now
		var last map[string][]float64
		for _, factor := range []float64{1, 1.01, 1.5, 2, 3, 10, 100} {
			s.Drivers.Users.Now = unit.Count(max(float64(now), 1) * factor)
			e.Run()
			sizes := map[string][]float64{}
			for i := range e.Capacity.Deployments {
				d := &e.Capacity.Deployments[i]
				name := s.Services[d.Service].Name + " in " + e.Sizing().Regions()[d.Region].Name
				sizes["need of "+name], sizes["replicas of "+name], sizes["average of "+name] = d.Need, d.Replicas, d.Average
			}
			for r := range e.Capacity.Regions {
				reg := &e.Capacity.Regions[r]
				sizes["servers of "+e.Sizing().Regions()[r].Name] = billed(reg.Average, e.Sizing().Tiers(), reg.Tier, float64(e.Sizing().Regions()[r].Price), float64(s.Prices.Monitoring.PerNode))
			}
			sizes["database"], sizes["connections"] = instances(e), e.Capacity.Connections
			for _, name := range sortedKeys(last) {
				for m, v := range last[name] {
					if got := sizes[name][m]; got < v*(1-1e-9) {
						t.Fatalf("%s falls from %g to %g in month %d with %gx the users", name, v, got, m, factor)
					}
				}
			}
			last = map[string][]float64{}
			for name, row := range sizes {
				last[name] = slices.Clone(row)
			}
		}
	})
}

// billed is what so many servers cost, with monitoring.
func billed(nodes []float64, tiers []*model.ServerTier, tier []int, factor, watched float64) []float64 {
	row := make([]float64, len(nodes))
	for m, n := range nodes {
		row[m] = n * (float64(tiers[tier[m]].Price)*factor + watched)
	}
	return row
}

// instances are what the primary and the read replicas cost, each at its tier, and
// what is missing to carry the load.
func instances(e *plan.Engine) []float64 {
	db, tiers := &e.Capacity.Database, e.Sizing().Databases()
	row := make([]float64, len(db.Tier))
	for m, t := range db.Tier {
		if len(tiers) > 0 {
			row[m] = float64(tiers[t].Price)*(1+db.Replicas[m]-db.Fixed[m]) + float64(tiers[db.FixedTier[m]].Price)*db.Fixed[m] + db.Missing[m]
		}
	}
	return row
}

// Twice the prices are twice the costs, to the last bit: doubling rounds nothing.
func TestLinearInPrices(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		f := w.decode()
		e := run(f.Scenario)
		once := rows(e)
		doubled := 0
		for _, in := range f.Inputs {
			if in.Kind.Money() && slices.Contains([]string{"prices", "charges", "pools", "stores", "commitments"}, strings.SplitN(in.Path, ".", 2)[0]) {
				*in.At *= 2
				doubled++
			}
		}
		if doubled == 0 {
			t.Fatal("no price is an input")
		}
		again(e)
		twice := rows(e)
		for _, name := range sortedKeys(once) {
			factor := 1.0
			if isMoney(name) {
				factor = 2
			}
			for m, v := range once[name] {
				if twice[name][m] != v*factor {
					t.Fatalf("%s, month %d: %g becomes %g, not %g times as much", name, m, v, twice[name][m], factor)
				}
			}
		}
	})
}

// isMoney reports a row of amounts.
func isMoney(name string) bool {
	return strings.HasPrefix(name, "Statement.") || strings.HasSuffix(name, ".Missing") || strings.HasPrefix(name, "Capacity.Stores") && strings.HasSuffix(name, ".List")
}

func TestConservation(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		st := run(w.scenario(t)).Statement
		bill := st.Round()
		for m := range st.Effective {
			var categories, saved, billCategories, billSaved float64
			for c := range st.Categories {
				categories += st.Categories[c][m]
				billCategories += bill.Categories[c][m]
			}
			for c := range st.Charges {
				categories += st.Charges[c][m]
				billCategories += bill.Charges[c][m]
			}
			for l := range st.Savings {
				saved += st.Savings[l][m]
				billSaved += bill.Savings[l][m]
			}
			for _, c := range []struct {
				law       string
				got, want float64
				slack     float64
			}{
				{"Σ categories + Σ charges = effective", categories, st.Effective[m], 1e-9 * st.Baseline[m]},
				{"baseline − Σ savings = effective", st.Baseline[m] - saved, st.Effective[m], 1e-9 * st.Baseline[m]},
				{"list − commitments − spot = effective", st.List[m] - st.Savings[cost.Reserved][m] - st.Savings[cost.Spot][m], st.Effective[m], 1e-9 * st.Baseline[m]},
				{"on the bill: Σ categories + Σ charges = effective", billCategories, bill.Effective[m], 0.001},
				{"on the bill: baseline − Σ savings = effective", bill.Baseline[m] - billSaved, bill.Effective[m], 0.001},
				{"the bill is the statement, rounded", bill.Effective[m], st.Effective[m], 0.005*float64(int(cost.Categories)+len(st.Charges)) + 1e-9*st.Baseline[m]},
			} {
				if !(math.Abs(c.got-c.want) <= c.slack+1e-12*st.Baseline[m]) {
					t.Errorf("month %d: %s: %.6f, want %.6f", m, c.law, c.got, c.want)
				}
			}
		}
	})
}

// The single figure is the sum of its months.
func TestTotalIsTheSumOfItsMonths(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		r := plan.Run(w.scenario(t))
		total := 0.0
		for _, v := range r.Series("cost.effective")[1:] {
			total += v
		}
		if got := *r.Figure("total.effective"); math.Abs(got-total) > 0.001+1e-12*total {
			t.Errorf("got %.2f, want %.2f", got, total)
		}
	})
}

// A plan in which nothing grows, begins or ends says the same in every month.
func TestZeroGrowthIsAFixedPoint(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		still(s)
		s.Savings, s.Commitments = model.Savings{}, nil
		constant(t, rows(run(s)), 0)
	})
}

// The same with levers that act from the start, except for the months in which
// contracts are paid upfront.
func TestZeroGrowthWithLevers(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		still(s)
		s.Commitments = nil // they have dates
		all := rows(run(s))
		delete(all, "Statement.Billed")
		constant(t, all, 1e-9)
	})
}

// forgets reports whether a plan that is cut short no longer knows of spot capacity that
// begins later, which the policies of the whole one do: they know the plan, and its past.
func forgets(s *model.Scenario, months int) bool {
	return s.Savings.Spot != nil && s.Savings.Spot.From.Or(0) > months
}

// still takes everything out of a scenario that depends on the month.
func still(s *model.Scenario) {
	s.Drivers.Users.Growth, s.Drivers.Users.Seasonality = model.Growth{}, nil
	for i := range s.Drivers.Other {
		s.Drivers.Other[i].Growth, s.Drivers.Other[i].Seasonality = model.Growth{}, nil
	}
	for _, stock := range []*model.Stock{s.Drivers.Database, s.Drivers.Files} {
		if stock != nil {
			stock.Growth, stock.Ingest, stock.Retention = nil, nil, nil
		}
	}
	for i := range s.Load.Streams {
		s.Load.Streams[i].Growth, s.Load.Streams[i].Seasonality = nil, nil
	}
	for i := range s.Stores {
		if h := s.Stores[i].Holds; h != nil && h.Now == nil && h.Ingest != nil {
			h.Growth = nil
		} else if h != nil && !h.Written() && h.Of == "" {
			h.Growth, h.Ingest, h.Retention = nil, nil, nil
		}
	}
	s.Events = nil
	s.Load.Complexity = nil
	s.Prices.Trend.Rate = 0
	for i := range s.Charges {
		s.Charges[i].Growth.Rate = 0
	}
	for _, r := range s.Moving() {
		r.Growth.Rate = 0
	}
	for i := range s.Stores {
		s.Stores[i].Now = "" // what runs today need not be what is cheapest
	}
	s.Phases = nil
	open(reflect.ValueOf(s).Elem())
}

// open clears every moment of a scenario: what has none is there from the start.
func open(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			open(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			open(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[model.When]() {
			v.SetZero()
			return
		}
		for i := range v.NumField() {
			open(v.Field(i))
		}
	}
}

func constant(t *testing.T, all map[string][]float64, tolerance float64) {
	t.Helper()
	for _, name := range sortedKeys(all) {
		for m, v := range all[name] {
			if math.Abs(v-all[name][0]) > tolerance*math.Abs(all[name][0]) {
				t.Errorf("%s is %g today and %g in month %d", name, all[name][0], v, m)
				break
			}
		}
	}
}

// Nothing of a run remains in the engine, the scenario, or what a stage was given.
func TestPurity(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		e := run(s)
		first := rows(e)
		again(e)
		if diff := cmp.Diff(first, rows(e)); diff != "" {
			t.Errorf("a second run says otherwise:\n%s", diff)
		}
		plan.Run(s)
		if diff := cmp.Diff(w.scenario(t), s); diff != "" {
			t.Errorf("a run changes the scenario:\n%s", diff)
		}
	})
}

func TestStagesDoNotChangeWhatTheyAreGiven(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		f, c := forecast.Compile(s), capacity.Compile(s)
		k := cost.Compile(s, c)
		d, p, st := f.NewDemand(), c.NewPlan(), k.NewStatement()
		f.Project(d)

		before := map[string][]float64{}
		collect(before, "Demand", reflect.ValueOf(d))
		c.Size(d, p)
		c.Pool(p)
		collect(before, "Capacity", reflect.ValueOf(p))
		k.Price(d, p, st)
		k.Breakdown(d, p, st, 0)
		collect(before, "Statement", reflect.ValueOf(st))
		st.Round()
		cost.Judge(s, cost.Spending{Effective: st.Effective, Billed: st.Billed}, st.Baseline, nil)

		after := map[string][]float64{}
		collect(after, "Demand", reflect.ValueOf(d))
		collect(after, "Capacity", reflect.ValueOf(p))
		collect(after, "Statement", reflect.ValueOf(st))
		if diff := cmp.Diff(before, after); diff != "" {
			t.Error(diff)
		}
	})
}

func TestNumbersAreSound(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		sound(t, rows(run(s)))
		soundResult(t, plan.Run(s))
	})
}

// sound reports numbers that are not finite, or negative where only savings may
// be. An amount may miss zero by the rounding of the amounts it is left from.
func sound(t testing.TB, all map[string][]float64) {
	t.Helper()
	for _, name := range sortedKeys(all) {
		for m, v := range all[name] {
			slack := 0.0
			if strings.HasPrefix(name, "Statement.") {
				slack = 1e-12 * all["Statement.Baseline"][m]
			}
			switch {
			case math.IsNaN(v) || math.IsInf(v, 0):
				t.Errorf("%s, month %d: %g", name, m, v)
			case v < -slack && !strings.HasPrefix(name, "Statement.Savings"):
				t.Errorf("%s, month %d: %g is negative, with a baseline of %g", name, m, v, all["Statement.Baseline"][m])
			default:
				continue
			}
			break
		}
	}
}

func soundResult(t testing.TB, r *plan.Result) {
	t.Helper()
	for _, m := range metric.Of(r.Scenario) {
		values := r.Series(m.Name)
		if v := r.Figure(m.Name); v != nil {
			values = append(values, *v)
		}
		for month, v := range values {
			if math.IsNaN(v) && !m.Partial || math.IsInf(v, 0) {
				t.Errorf("%s, month %d: %g", m.Name, month, v)
				break
			}
		}
	}
}

// The order in which services and prices are listed means nothing.
func TestOrderInvariance(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		forward, backward := w.scenario(t), w.scenario(t)
		slices.Reverse(backward.Services)
		slices.Reverse(backward.Prices.Servers)
		slices.Reverse(backward.Prices.Databases)
		slices.Reverse(backward.Drivers.Other)
		want, got := plan.Run(forward), plan.Run(backward)
		for _, m := range metric.Of(forward) {
			if !m.Series {
				continue
			}
			series := want.Series(m.Name)
			for month, v := range got.Series(m.Name) {
				slack := 0.0
				if m.Kind == unit.KindMoney {
					slack = 0.0101 // an amount may lie on the edge of a cent
				}
				if !near(v, series[month]) && math.Abs(v-series[month]) > slack {
					t.Errorf("%s, month %d: %g forward, %g backward", m.Name, month, series[month], v)
					break
				}
			}
		}
	})
}

// The unit in which a figure is written means nothing.
func TestUnitInvariance(t *testing.T) {
	for _, spelling := range []struct {
		path   string
		values []string
	}{
		{"load.requests", []string{"10/min", "600/hour", "14400/day"}},
		{"load.bytes", []string{"8 KiB", "8192 B", "8.192 kB"}},
		{"drivers.users.growth", []string{"50%/quarter", "1.5x/quarter"}},
		{"drivers.database.now", []string{"10 GB", "10000 MB", "0.01 TB"}},
		{"nodes.headroom", []string{"10%", "10.0%"}},
		{"services.SERVICE.cpu", []string{"5 ms", "0.005 s", "5000 us"}},
		{"services.SERVICE.replica.cpu", []string{"500m", "0.5"}},
		{"services.SERVICE.replica.memory", []string{"1 GiB", "1024 MiB", "1Gi", "1073741824 B"}},
		{"savings.reserved", []string{"{discount: 30%, term: 1 year}", "{discount: 30%, term: 12 months}", "{discount: 30%, term: 4 quarters}"}},
		{"prices.trend", []string{"-50%/year", "0.5x/year"}},
	} {
		for _, w := range files() {
			path := strings.Replace(spelling.path, "SERVICE", w.scenario(t).Services[0].Name, 1)
			var want map[string][]float64
			for _, value := range spelling.values {
				t.Run(w.String()+" "+path+"="+value, func(t *testing.T) {
					f := w.decode(scenario.Override{Path: path, Value: value})
					if f.Scenario == nil {
						t.Skip("not a value for this scenario")
					}
					got := rows(run(f.Scenario))
					if want != nil {
						compare(t, got, want)
					}
					want = got
				})
			}
		}
	}
}

// Every metric in the registry is a result that can be had, and nothing else is.
func TestEveryMetricHasAValue(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		r := plan.Run(w.scenario(t))
		for _, m := range metric.Of(r.Scenario) {
			series, figure := r.Series(m.Name), r.Figure(m.Name)
			switch {
			case m.Series && len(series) != r.Months()+1:
				t.Errorf("%s has %d values, want %d", m.Name, len(series), r.Months()+1)
			case m.Series && figure != nil || !m.Series && series != nil:
				t.Errorf("%s is both a series and a figure", m.Name)
			}
		}
	})
}

func TestUnknownMetrics(t *testing.T) {
	r := plan.Run(read(claude).scenario(t))
	for _, name := range []string{
		"", "cost", "user", "services.frontend", "services.nobody.replicas", "services..replicas", "drivers.users",
		"cost.categories.rent", "cost.savings.luck", "cost.savings_rate.", "finance",
	} {
		if r.Series(name) != nil || r.Figure(name) != nil {
			t.Errorf("there is a result called %q", name)
		}
	}
}
