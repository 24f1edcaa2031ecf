package finding_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/finding"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

const claudeTalimat = "../../scenarios/claude-talimat.yaml"

// find runs a scenario with overrides and returns its findings.
func find(t *testing.T, file string, overrides ...string) []finding.Finding {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []scenario.Override
	for _, o := range overrides {
		override, err := scenario.ParseOverride(o)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, override)
	}
	f := scenario.Decode(file, text, all...)
	if f.Scenario == nil {
		t.Fatalf("%s %v: %v", file, overrides, f.Diagnostics)
	}
	return plan.Run(f.Scenario).Findings
}

// Every rule has an example: each code that the package can give occurs in a test above.
func TestEveryCode(t *testing.T) {
	seen := map[string]bool{"review-overdue": true} // TestReviewOverdue: it takes a reader who says the month
	for _, f := range find(t, claudeTalimat) {
		seen[f.Code] = true
	}
	for _, c := range triggers {
		seen[c.code] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`Code: "([a-z-]+)"`).FindAllStringSubmatch(string(text), -1) {
			if !seen[m[1]] {
				t.Errorf("%s: no test makes %s", file, m[1])
			}
		}
	}
}

// What the strategy document contradicts itself in, and the figures that show it.
func TestClaudeTalimat(t *testing.T) {
	all := find(t, claudeTalimat)
	for _, want := range []struct{ code, path, figures string }{
		{"replica-cap", "services.frontend.replicas.max", "active_users asks for"},
		{"active-users-target", "services.frontend.targets.active_users", "10,000 ÷ 500 = 20 replicas"},
		{"connection-target", "services.frontend.targets.database_connections", "80 × 10 replicas = 800 connections, max_connections is 200"},
		{"connection-budget", "database.connections.max", "200 less 10 reserved = 190"},
		{"database-target", "drivers.database.target", "1 TB × 1.8x overhead ÷ (1 − 20% free) = 2.25 TB"},
		{"single-primary", "database.availability", "99.95% leaves 262.8 min a year, 99.99% allows 52.56 min a year"},
		{"write-latency", "regions.asia-pacific.rtt", "4 round trips of 165 ms + service 120.9 ms = 780.9 ms"},
		{"service-nowhere", "services.notification", "none of the 4 regions"},
		{"claim-arithmetic", "claims.roi", "($72,000.00 − $50,000.00) ÷ $50,000.00"},
		{"saving-above-bill", "claims.monthly-savings", "$2,000.00 > $850.00"},
		{"dependencies", "objectives.dependencies", "99.501%"},
		{"alert-after-objective", "alerts.HighResponseTime", "500 ms ÷ 200 ms = 2.5 times"},
		{"primary-moves", "regions.europe-west.database", "70% of the users"},
		{"remote-calls", "regions.americas.services", "90 ms"},
		{"database-memory", "database.settings.shared_buffers", "3.2% of the 8 GB of medium"},
		{"cdn-requests", "cdn.offload", "sized for all"},
		{"stale-reads", "regions.americas.database.lag", "10 s"},
		{"throughput-short", "objectives.throughput", "of that load = "},
		{"cache-too-small", "cache.memory", "usable 4.5 GB"},
		{"today-idle", "services.document.cpu", "= 0.39 cores at 83.33 requests/s; replicas.now request 4.75 cores, on servers of 16 (2.4%)"},
		{"small-replicas", "services.document.replica.cpu", "connections for 190; of 2 cores each, 59 × 20 = 1,180"},
		{"retention-idle", "drivers.database.retention", "10 GB in month 0, 80 GB in month 36"},
		{"target-not-reached", "drivers.database.target", "79.73 months"}, // 12·ln(1000/10)/ln 2
		{"claims-fail", "claims.scaled-infrastructure", "scaled-total"},
	} {
		i := slices.IndexFunc(all, func(f finding.Finding) bool { return f.Code == want.code && f.Path == want.path })
		if i < 0 {
			t.Errorf("no %s at %s", want.code, want.path)
		} else if !strings.Contains(all[i].Arithmetic, want.figures) {
			t.Errorf("%s: %q does not say %q", want.code, all[i].Arithmetic, want.figures)
		}
	}
}

// triggers make findings that the strategy document does not, and what unmakes them.
var triggers = []struct {
	code   string
	set    []string
	unless string // an override that makes it go away
}{
	{code: "database-wall", set: []string{"database.writes=5"}, unless: "database.writes=0.01"},
	{code: "stale-prices", set: []string{"start=2028-01", "prices.book={file: illustrative, region: frankfurt}", "nodes.tiers=[db-xlarge]"}, unless: "start=2027-11; prices.book={file: illustrative, region: frankfurt}; nodes.tiers=[db-xlarge]"},
	{code: "not-paid-back", set: []string{"phases.foundation.investment=$900000"}, unless: "finance.savings=$90,000/month"},
	{code: "savings-before-investment", set: []string{"savings.reserved.from=month 0", "savings.spot.from=month 3", "savings.autoscaling.from=month 3", "cache.from=month 3", "cdn.from=month 5"},
		unless: "savings.spot.from=horizontal-scaling"},
	{code: "spot-dearer", set: []string{"savings.spot.discount=20%"}, unless: "savings.spot.discount=60%"},
	{code: "lever-costs", set: []string{"prices.cache_node=$900/month"}, unless: "prices.cache_node=$0/month; drivers.users.now=3000"},
	{code: "target-above-objective", set: []string{"services.auth.targets.cpu=90%"}, unless: "services.auth.targets.cpu=70%"},
	{code: "growth-clamped", set: []string{"drivers.users.growth=100000000%/month"}, unless: "drivers.users.growth=50%/quarter"},
	{code: "today-overloaded", set: []string{"load.requests=1000/min"}, unless: "load.requests=10/min"},
	{code: "today-idle", set: []string{"load.requests=1/min"}, unless: "load.requests=100/min"},
	{code: "small-replicas", set: []string{"services.analytics.replica.cpu=250m"}, unless: "database.connections.pooler=100"},
	{code: "memory-target", set: []string{"services.frontend.memory.base=250 MB"}, unless: "services.frontend.memory.base=100 MB"}, // 80% of 256 MB: 204.8 MB
	{code: "database-cache-size", set: []string{"database.settings.effective_cache_size=20 GB"}, unless: "database.settings.effective_cache_size=3 GB"},
	{code: "work-memory", set: []string{"database.settings.work_mem=1 GB"}, unless: "database.settings.work_mem=4 MB"},
	{code: "pooler-too-large", set: []string{"database.connections.pooler=5000"}, unless: "database.connections.pooler=100"},
	{code: "pooler-too-small", set: []string{"database.connections.pooler=1"}, unless: "database.connections.pooler=100"},
	{code: "latency-below-cpu", set: []string{"services.document.latency=1 ms", "services.document.cpu=300 ms"}, unless: "load.complexity.target=1x"},
	{code: "slow-under-load", set: []string{"services.document.targets.cpu=95%"}, unless: "services.document.targets={cpu: 95%, latency: 100 ms}; services.analytics.cpu=0.1 ms"},
	{code: "latency-target", set: []string{"services.document.targets.latency=60 ms"}, unless: "services.document.targets.latency=61 ms"},
	{code: "ceiling-below-today", set: []string{"drivers.users.growth={logistic: {rate: 50%/quarter, ceiling: 80}}"}, unless: "drivers.users.growth={logistic: {rate: 50%/quarter, ceiling: 12000}}"},
	{code: "ceiling-passed", set: []string{"drivers.users.growth={logistic: {rate: 50%/quarter, ceiling: 2000}}", "drivers.users.seasonality={dec: 1.6x}"}, unless: "drivers.users.growth={logistic: {rate: 50%/quarter, ceiling: 12000}}"},
	{code: "driver-gone", set: []string{"drivers.users.growth={steps: [{month: 5, add: -100}]}"}, unless: "drivers.users.growth={steps: [{month: 5, add: -90}]}"},
	{code: "target-not-reached", set: []string{"drivers.users.target=20000"}, unless: "drivers.database.target=50 GB"},
}

// Settings against the tier, at both ends; today's has 8 GB, the last one 32.
func TestDatabaseMemory(t *testing.T) {
	for set, want := range map[string]string{
		"256 MB": "leave most of the database server's memory unused",
		"2 GB":   "leave most of the database server's memory unused",
		"7 GB":   "leave too little of the memory of medium",
		"9 GB":   "are more than medium has: the server does not start",
	} {
		all := find(t, claudeTalimat, "database.settings.shared_buffers="+set)
		i := slices.IndexFunc(all, func(f finding.Finding) bool { return f.Code == "database-memory" })
		if i < 0 || !strings.Contains(all[i].Message, want) {
			t.Errorf("%s: want a finding that they %s", set, want)
		}
	}
}

// 12 GB + 800 × 32 MB × 1.5 + 3 × 2 GB = 56.4 GB.
func TestWorkMemoryAddsUp(t *testing.T) {
	all := find(t, claudeTalimat, "database.settings={shared_buffers: 12 GB, work_mem: 32 MB, maintenance_work_mem: 2 GB}", "database.connections.max=800", "database.min=xlarge")
	i := slices.IndexFunc(all, func(f finding.Finding) bool { return f.Code == "work-memory" })
	if want := "shared_buffers 12 GB + 800 connections × work_mem 32 MB × 1.5 + 3 vacuums × maintenance_work_mem 2 GB = 56.4 GB"; i < 0 || !strings.Contains(all[i].Arithmetic, want) {
		t.Errorf("want %s", want)
	}
}

func TestTriggers(t *testing.T) {
	has := func(code string, overrides ...string) bool {
		return slices.ContainsFunc(find(t, claudeTalimat, overrides...), func(f finding.Finding) bool { return f.Code == code })
	}
	for _, c := range triggers {
		if !has(c.code, c.set...) {
			t.Errorf("%v does not make %s", c.set, c.code)
		}
		if c.code != "target-not-reached" && has(c.code, strings.Split(c.unless, "; ")...) {
			t.Errorf("%s makes %s", c.unless, c.code)
		}
	}
}

// Findings come worst first, and each one says where, why and what to do.
func TestForm(t *testing.T) {
	files, err := filepath.Glob("../../scenarios/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	code := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	for _, file := range files {
		all := find(t, file)
		if !slices.IsSortedFunc(all, func(a, b finding.Finding) int { return int(a.Severity) - int(b.Severity) }) {
			t.Errorf("%s: not worst first", file)
		}
		for _, f := range all {
			if !code.MatchString(f.Code) || f.Path == "" || f.Message == "" || f.Arithmetic == "" || f.Remedy == "" {
				t.Errorf("%s: incomplete: %+v", file, f)
			}
			if regexp.MustCompile(`NaN|Inf|%!`).MatchString(f.Message + f.Arithmetic + f.Remedy) {
				t.Errorf("%s: not a figure: %+v", file, f)
			}
		}
	}
}

// What would make the claimed return true: each of the three, put into its formula,
// gives 300 %.
func TestWhatWouldMakeTheClaimTrue(t *testing.T) {
	for _, f := range find(t, claudeTalimat) {
		if f.Code == "claim-arithmetic" && f.Path == "claims.roi" {
			for _, want := range []string{"$5,555.56 saved a month", "an investment of $18,000.00", "100 months of this saving"} {
				if !strings.Contains(f.Remedy, want) {
					t.Errorf("%s: want %s", f.Remedy, want)
				}
			}
			return
		}
	}
	t.Error("the claim of 300% passes")
}
