package optimize_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/study/optimize"
)

// Commitments on toy: six months of one server and six of two are $1,800 at list
// price, and what is committed is 30 % less, used or not: bought each month on what ran
// in the one before it, and so on two servers for the months with one.
func TestCommitments(t *testing.T) {
	flat := "drivers.users={now: 100}" // 2 servers in all twelve months: $2,400
	for _, c := range []struct {
		why         string
		set         []string
		axes        []string
		want        string
		today, best float64
		flat        bool
	}{
		{"a flat base is committed in full: 2,400 · (1 − 30 % · 50 %), · 70 %", []string{flat}, []string{"savings.reserved.cover"},
			"savings.reserved.cover=100%", 2040, 1680, false},
		{"without a discount all covers are one", []string{flat, "savings.reserved.discount=0%"}, []string{"savings.reserved.cover"},
			"", 2400, 2400, true},
		// One server of two for a month, then half of one: 6 · (70 + 35 + 150).
		{"half is best: more is not used when there is one server", nil, []string{"savings.reserved.cover"},
			"", 1530, 1530, false},
		// Two months: 140, 170, 140, 170, and then two servers all the time. Seven months
		// begin with two servers and end where two ran: 12 · 140.
		{"a long term keeps what ran", []string{"savings.reserved.cover=100%", "savings.reserved.term=2 months"}, []string{"savings.reserved.term"},
			"savings.reserved.term=7 months", 1740, 1680, false},
		{"both at once: one server all the time, 6 · 70 + 6 · 170", []string{"savings.reserved.term=2 months"}, []string{"savings.reserved.term=1..12 months", "savings.reserved.cover=0%..100%"},
			"savings.reserved.term=7 months", 1470, 1440, false},
	} {
		a := solved(t, question(t, toy, c.set, c.axes...))
		if got := set(a); got != c.want || a.Flat != c.flat || !a.All {
			t.Errorf("%s: %q, flat %t; want %q", c.why, got, a.Flat, c.want)
		}
		if math.Abs(a.Today.Figure-c.today) > 0.005 || math.Abs(a.Best.Figure-c.best) > 0.005 {
			t.Errorf("%s: %g → %g, want %g → %g", c.why, a.Today.Figure, a.Best.Figure, c.today, c.best)
		}
	}
}

// Within 1 % of 1,680: 2,400 · (1 − 30 % · c) ≤ 1,696.8 from c = 97.7 % on, of
// which 100 % is the only one of 5 % steps.
func TestNear(t *testing.T) {
	a := solved(t, question(t, toy, []string{"drivers.users={now: 100}"}, "savings.reserved.cover=90%,97%,98%,99%,100%"))
	var near []string
	for _, i := range a.Axes[0].Near {
		near = append(near, a.Axes[0].Values[i].Text)
	}
	if got := strings.Join(near, " "); got != "98% 99% 100%" {
		t.Errorf("near: %s", got)
	}
}

// Whatever is chosen is the best of all valid forecasts with --set.
func TestBruteForce(t *testing.T) {
	for _, name := range []string{"claude-talimat", "shop"} {
		text, err := os.ReadFile("../../../scenarios/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		q := question(t, string(text), nil, "cache.nodes=1..9", "database.min="+strings.Join(read(t, string(text)).Scenario.Database.Tiers, ","))
		a := solved(t, q)
		least := math.Inf(1)
		for _, nodes := range q.Axes[0].Values {
			for _, tier := range q.Axes[1].Values {
				changed := []optimize.Setting{{Path: "cache.nodes", Text: nodes.Text}}
				if tier.Text != "" {
					changed = append(changed, optimize.Setting{Path: "database.min", Text: tier.Text})
				}
				s, _, err := q.Read(changed)
				if err != nil {
					continue
				}
				r := plan.Run(s)
				broken := slices.ContainsFunc(r.Limits, func(l plan.LimitCheck) bool { return l.Level == "deny" && l.Condition.Chance == nil && !l.Holds })
				if broken && a.Today.Count() == 0 {
					continue
				}
				least = min(least, total(s))
			}
		}
		if math.Abs(a.Best.Figure-least) > 0.005 {
			t.Errorf("%s: %s comes to %.2f, the least of all is %.2f", name, set(a), a.Best.Figure, least)
		}
		s, _, err := q.Read(a.Settings(&a.Best))
		if err != nil || math.Abs(total(s)-a.Best.Figure) > 0.005 {
			t.Errorf("%s: with %s a forecast has %.2f, not %.2f (%v)", name, set(a), total(s), a.Best.Figure, err)
		}
	}
}

// A cheaper plan that breaks a limit is not chosen; of plans that all break some
// the one that breaks fewer is.
func TestLimits(t *testing.T) {
	base := []string{"drivers.users={now: 40}", "services.web.replicas.min=3"} // as many servers as are asked for
	for _, c := range []struct {
		limits, want string
		broken       int
	}{
		{"{}", "services.web.replicas.min=1", 0},
		{"{a: {deny: services.web.replicas >= 2}}", "services.web.replicas.min=2", 0},
		{"{a: {deny: services.web.replicas >= 3}}", "", 0},
		{"{a: {warn: services.web.replicas >= 3}}", "services.web.replicas.min=1", 0},
		{"{a: {deny: services.web.replicas >= 4}, b: {deny: services.web.replicas >= 9}}", "services.web.replicas.min=4", 1},
		{"{a: {deny: 'P(services.web.replicas < 3) <= 10%'}}", "services.web.replicas.min=1", 0},
	} {
		a := solved(t, question(t, toy, append(base, "limits="+c.limits), "services.web.replicas.min=1..6"))
		if got := set(a); got != c.want || a.Best.Count() != c.broken {
			t.Errorf("%s: %q breaks %d, want %q and %d", c.limits, got, a.Best.Count(), c.want, c.broken)
		}
	}
}

// Other results, the greatest of them, and months.
func TestObjectives(t *testing.T) {
	q := question(t, toy, nil, "savings.reserved.cover")
	month := 1
	for _, c := range []struct {
		name     string
		month    *int
		maximize bool
		want     string
		figure   float64
	}{
		{"cost.effective", &month, false, "", 70},
		{"cost.effective", &month, true, "savings.reserved.cover=100%", 140},
		{"total.effective", nil, true, "savings.reserved.cover=100%", 6*140 + 6*170},
		{"nodes", &month, false, "", 1},
	} {
		m, ok := metric.Find(q.Scenario, c.name)
		q.Objective = optimize.Objective{Metric: m, Month: c.month, Maximize: c.maximize}
		if a := solved(t, q); !ok || set(a) != c.want || a.Best.Figure != c.figure {
			t.Errorf("%s: %q, %g; want %q, %g", c.name, set(a), a.Best.Figure, c.want, c.figure)
		}
	}
}

// Values that are not valid are left out, also of choices; with none left it is
// an error.
func TestInvalid(t *testing.T) {
	text, err := os.ReadFile("../../../scenarios/claude-talimat.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a := solved(t, question(t, string(text), nil, "cache.nodes=1,3,4,6", "database.min=tiny,small"))
	if a.Invalid == 0 || a.Fault == nil || !strings.Contains(set(a), "database.min=small") {
		t.Errorf("%s: %d left out: %v", set(a), a.Invalid, a.Fault)
	}
	for _, axis := range []string{"cache.nodes=1,3", "database.min=tiny,huge"} {
		var invalid *optimize.InvalidError
		if _, err := optimize.Optimize(question(t, string(text), nil, axis)); !errors.As(err, &invalid) {
			t.Errorf("%s: %v", axis, err)
		}
	}
}

// The number of workers changes nothing, and the question stays as it was.
func TestWorkers(t *testing.T) {
	text, err := os.ReadFile("../../../scenarios/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var first string
	for _, workers := range []int{1, 2, 5} {
		q := question(t, string(text), nil, "cache.nodes=1..9", "nodes.headroom=0%..40%", "savings.reserved.cover=50%,90%,100%")
		q.Workers, q.Finalists = workers, 7
		before := fmt.Sprint(q.Axes)
		a := solved(t, q)
		if fmt.Sprint(q.Axes) != before || !reflect.DeepEqual(q.Scenario, read(t, string(text)).Scenario) {
			t.Errorf("%d workers: the question changed", workers)
		}
		got := fmt.Sprint(set(a), a.Best, a.Finalists, a.Candidates, a.Ruled)
		if first == "" {
			first = got
		}
		if got != first {
			t.Errorf("%d workers: %s, want %s", workers, got, first)
		}
	}
}

// In futures: a price between $100 and $200, each as likely, so $150 expected. Half
// committed is 6 · 1.5 · (30 + 15) less than nothing committed, 90 less for a tenth
// less, and 110 for a tenth more.
func TestWeigh(t *testing.T) {
	uncertain := []string{"prices.servers.vm.price={uniform: [$100/month, $200/month]}", "savings.reserved.cover=0%"}
	options := decision.Options{Design: sampling.Design{Seed: 1, Replicates: 8, Points: 128}}
	q := question(t, toy, uncertain, "savings.reserved.cover")
	q.Finalists = 7
	a := solved(t, q)
	if len(a.Finalists) != 7 {
		t.Fatalf("%d finalists", len(a.Finalists))
	}
	for i, trial := range a.Finalists { // a tenth of the range apart
		if got := a.Axes[0].Values[trial.At[0]].Number; math.Abs(got-[]float64{0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8}[i]) > 1e-9 {
			t.Errorf("finalist %d has a cover of %g", i+1, got)
		}
	}
	table, err := a.Weigh(options)
	if err != nil {
		t.Fatal(err)
	}
	if d := table.Between(1, 0).Total.Mean; set(a) != "savings.reserved.cover=50%" || math.Abs(d.Value-405) > 3 {
		t.Errorf("%s saves %g, want 405", set(a), d.Value)
	}
	// An input that is varied is certain, so that nothing is left here.
	q = question(t, toy, uncertain, "prices.servers.vm.price=$90/month,$100/month")
	q.Finalists = 7
	if _, err := solved(t, q).Weigh(options); !errors.Is(err, simulation.ErrCertain) {
		t.Errorf("all is certain: %v", err)
	}
}
