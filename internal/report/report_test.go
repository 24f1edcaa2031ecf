package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/finding"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/render"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

func ptr[T any](v T) *T { return &v }

// sample is a plan with everything in it that a report shows.
func sample(horizon, services int) *model.Scenario {
	month := unit.Growth{Per: 1}
	s := &model.Scenario{
		Version: 1, Name: "örnek", Description: "Güvenlik | <b>\x1b[31m\nİş", Start: unit.Date{Year: 2024, Month: 1},
		Horizon: unit.Months(horizon), Currency: "USD", Assumptions: model.Assumptions{HoursPerMonth: 730},
		Load:  model.Load{Requests: 1.0 / 6, Peak: ptr(unit.Factor(5)), Week: model.Week{Shape: "office-hours"}, Bytes: 10e3},
		Nodes: model.Nodes{Tiers: []string{"large"}, Spare: 1, LoadBalancers: 2},
		Prices: model.Prices{
			Trend:     unit.Growth{Per: 12},
			Servers:   []model.ServerTier{{Name: "large", CPU: 8, Memory: 16e9, Price: 200.07}},
			Databases: []model.DatabaseTier{{Name: "small", CPU: 2, Memory: 4e9, Storage: 50e9, Price: 100}, {Name: "big", CPU: 4, Memory: 8e9, Storage: 60e9, Price: 200}},
			Egress:    []model.TrafficPrice{{Price: 0.09e-9}}, CDN: []model.TrafficPrice{{Price: 0.05e-9}},
		},
		Savings: model.Savings{
			Autoscaling: &model.Lever{Claimed: ptr(unit.Ratio(0.4))},
			Reserved:    &model.Reserved{Discount: 0.3, Term: 12, Upfront: "all", Cover: 1},
		},
		Database: &model.Database{
			Tiers: []string{"small", "big"}, Reads: 3, Writes: 0.5, CPU: model.QueryCPU{Read: 0.0004, Write: 0.001},
			Utilization: 0.7, Overhead: 1, ReadReplicas: model.ReadReplicas{Max: 2},
		},
		CDN:     &model.CDN{Offload: 0.7},
		Phases:  []model.Phase{{Name: "one", Months: model.Span{First: 1, Last: 2}, Investment: 5000}},
		Finance: &model.Finance{DiscountRate: unit.Growth{Rate: 0.1, Per: 12}},
		Limits:  []model.Limit{{Name: "budget", Deny: &model.Condition{Text: "cost.effective <= $1,000", Metric: "cost.effective", Op: "<=", Value: 1000}}},
		Notes:   []string{"not modelled: yes"},
	}
	s.Drivers.Users = model.Driver{Now: 100, Growth: model.Growth{Compound: &unit.Growth{Rate: 0.5, Per: 3}}, Target: ptr(unit.Count(200))}
	s.Drivers.Database = &model.Stock{Now: ptr(unit.Bytes(10e9)), Growth: &unit.Growth{Rate: 1, Per: 12}, Target: ptr(unit.Bytes(1e15))}
	s.Drivers.Files = &model.Stock{Now: ptr(unit.Bytes(100e9)), Growth: &month}
	for i := range services {
		s.Services = append(s.Services, model.Service{
			Name: fmt.Sprintf("service-with-a-long-name-%d", i), Driver: "users", Calls: 1, CPU: 0.005,
			Replica: model.Replica{CPU: 0.5, Memory: 512e6}, Replicas: model.Replicas{Min: 2, Max: ptr(unit.Count(10))}, Targets: model.Targets{CPU: 0.7},
		})
	}
	s.Claims = []model.Claim{
		{Name: "payback", Says: "25 months", Of: "finance.payback", Value: 25, Given: []model.Given{{Name: "finance.savings", Value: "$2,000/month"}}, Within: 0.01},
		{Name: "total", Says: "$850", Of: "cost.effective", At: "target", Value: 850, Within: 0.01},
	}
	return s
}

// bare is the least that a plan can be.
func bare(horizon int) *model.Scenario {
	s := sample(horizon, 1)
	s.Description, s.Database, s.CDN, s.Drivers.Database, s.Drivers.Files = "", nil, nil, nil, nil
	s.Drivers.Users = model.Driver{}
	s.Phases, s.Finance, s.Limits, s.Claims, s.Notes, s.Savings = nil, nil, nil, nil, nil, model.Savings{}
	return s
}

func run(s *model.Scenario) *plan.Result {
	r := plan.Run(s)
	r.Findings = []finding.Finding{
		{Code: "replica-cap", Severity: finding.High, Month: ptr(1), Path: "services.a.replicas.max",
			Message: strings.Repeat("güvenliği İstanbul ", 12), Arithmetic: "33 > 20" + strings.Repeat("9", 200), Remedy: "raise it"},
		{Code: "note", Severity: finding.Low, Path: "x", Message: "m | <b>"},
	}
	return r
}

func locate(path string) diag.Pos { return diag.Pos{File: "plan.yaml", Line: len(path), Col: 3} }

func written(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Text, Markdown and CSV write a forecast as the command line does.
func (f *Forecast) Text(w io.Writer) error {
	return render.Write(w, f.Shown(nil), "table", terminal.Options{Width: f.options.Width, Color: f.options.Color})
}

func (f *Forecast) Markdown(w io.Writer) error {
	return render.Write(w, f.Shown(nil), "markdown", terminal.Options{})
}

func (f *Forecast) CSV(w io.Writer) error {
	return render.Write(w, f.Records(), "csv", terminal.Options{})
}

func scenarios() map[string]*model.Scenario {
	huge := sample(24, 2)
	huge.Drivers.Users.Growth.Compound = &unit.Growth{Rate: 10, Per: 1}
	huge.Currency, huge.Services[0].Replicas.Max = "CHF", nil
	return map[string]*model.Scenario{
		"full": sample(36, 3), "ten services": sample(36, 10), "one month": sample(1, 1), "240 months": sample(240, 2),
		"bare": bare(6), "bare month": bare(1), "huge": huge,
	}
}

func TestTextFits(t *testing.T) {
	for name, s := range scenarios() {
		r := run(s)
		for _, width := range []int{40, 60, 80, 120, 0} {
			for _, by := range []string{"", "quarter", "year"} {
				text := written(t, Build(r, Options{Width: width, By: by, File: strings.Repeat("dir/", 30) + "p.yaml", Locate: locate}).Text)
				if width == 0 {
					width = 80
				}
				for line := range strings.SplitSeq(text, "\n") {
					if terminal.Columns(line) > width {
						t.Errorf("%s at %d: line of %d: %q", name, width, terminal.Columns(line), line)
					}
					if strings.TrimRight(line, " ") != line || strings.ContainsRune(line, '\x1b') {
						t.Errorf("%s: %q", name, line)
					}
				}
			}
		}
	}
}

func TestColumnsLeaveByRank(t *testing.T) {
	r := run(sample(36, 3))
	for width, want := range map[int]string{
		120: "",
		80:  "Left out at 80 columns: Peak req/s, Data GB.",
		60:  "Left out at 60 columns: Saved, Per user, Nodes, Peak req/s, Data GB.",
	} {
		f := Build(r, Options{})
		lines, err := terminal.Lines(f.months(f.periods, f.options), terminal.Options{Width: width})
		if err != nil {
			t.Fatal(err)
		}
		notes := strings.Join(lines, " ")
		if !strings.Contains(notes, want) || want == "" && strings.Contains(notes, "Left out") {
			t.Errorf("at %d: %q", width, notes)
		}
	}
}

func TestTextOfBarePlan(t *testing.T) {
	text := written(t, Build(plan.Run(bare(1)), Options{}).Text)
	for _, unwanted := range []string{"Database", "Claims", "Limits", "Savings", "Target", "NPV", "months 1–1", "NaN", "Inf"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("has %q:\n%s", unwanted, text)
		}
	}
	for _, wanted := range []string{"1 month from 2024-01 · USD", "Investment  none", "Findings    none", words.None} {
		if !strings.Contains(text, wanted) {
			t.Errorf("lacks %q:\n%s", wanted, text)
		}
	}
}

func TestClaimedLeverIsLabelled(t *testing.T) {
	f := Build(run(sample(12, 1)), Options{})
	for name, text := range map[string]string{"text": written(t, f.Text), "markdown": written(t, f.Markdown)} {
		if !strings.Contains(text, "autoscaling (claimed)") || !strings.Contains(text, "Claimed, not modelled: autoscaling.") {
			t.Errorf("%s does not say that autoscaling is claimed", name)
		}
	}
}

func TestColor(t *testing.T) {
	r := run(sample(12, 1))
	plain, coloured := written(t, Build(r, Options{}).Text), written(t, Build(r, Options{Color: true}).Text)
	if !strings.Contains(coloured, "\x1b[1;31mhigh\x1b[0m") {
		t.Error("no colour on a severity")
	}
	clean := &strings.Builder{}
	for i, part := range strings.Split(coloured, "\x1b[") {
		if i > 0 {
			_, part, _ = strings.Cut(part, "m")
		}
		clean.WriteString(part)
	}
	if clean.String() != plain {
		t.Errorf("colour changes the layout:\n%s", clean)
	}
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{}, "0 1 2 3 4 5 6 7"},
		{Options{By: "quarter"}, "0 1–3 4–6 7"},
		{Options{By: "year"}, "0 1–7"},
		{Options{Months: []int{7, 0, 0, 99}}, "0 7"},
		{Options{From: ptr(2), To: ptr(3)}, "2 3"},
		{Options{By: "quarter", From: ptr(3), To: ptr(4)}, "1–3 4–6"},
		{Options{By: "quarter", Months: []int{5}}, "4–6"},
		{Options{Months: []int{5}, To: ptr(4)}, ""},
	} {
		if got := strings.Join(each(periods(7, c.o), period.String), " "); got != c.want {
			t.Errorf("%+v: %q, want %q", c.o, got, c.want)
		}
	}
}

func TestPeriodValue(t *testing.T) {
	series := []float64{0, 0.1, 0.2, 0.3}
	peak := []float64{2, 16, math.NaN(), 3} // the last month hides it
	for name, want := range map[string]float64{"nodes": 16, "served": 3, "users": 3} {
		m, _ := metric.Find(&model.Scenario{}, name)
		if got := (period{1, 3}).value(m, peak); got != want {
			t.Errorf("%s: %v, want %v", m.Name, got, want)
		}
	}
	for name, want := range map[string]float64{
		"cost.effective": 0.6, // and not 0.6000000000000001
		"cost.per_user":  0.3,
		"users":          0.3,
		"traffic_bytes":  series[1] + series[2] + series[3],
		"file_bytes":     0.3,
	} {
		m, _ := metric.Find(&model.Scenario{}, name)
		if got := (period{1, 3}).value(m, series); got != want {
			t.Errorf("%s: %v, want %v", m.Name, got, want)
		}
	}
}

func TestDocument(t *testing.T) {
	for name, s := range scenarios() {
		r := run(s)
		text := written(t, Build(r, Options{By: "year", Months: []int{0}, InputHash: "sha256:abc", Locate: locate}).JSON)
		var d Document
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			t.Fatal(name, err)
		}
		if len(d.Months) != r.Months()+1 || d.SchemaVersion != "2.0" || d.Scenario.SHA256 != "abc" {
			t.Errorf("%s: %d months, version %q", name, len(d.Months), d.SchemaVersion)
		}
		if (d.Months[0].Get("database", "tier") == nil) != (s.Database == nil) || (d.Months[0].Get("cost", "per_user") == nil) != (s.Drivers.Users.Now == 0) {
			t.Errorf("%s: database %v, cost per user %v", name, d.Months[0].Get("database", "tier"), d.Months[0].Get("cost", "per_user"))
		}
		for _, m := range d.Months {
			at := func(path ...string) float64 { return m.Get(path...).(float64) }
			parts, saved := -at("cost", "effective"), at("cost", "baseline")-at("cost", "effective")
			for _, category := range model.Categories() {
				parts += at("cost", "categories", category)
			}
			for _, lever := range metric.Levers() {
				saved -= at("cost", "savings", lever)
			}
			if !zero(parts, at("cost", "effective")) || !zero(saved, at("cost", "baseline")) {
				t.Errorf("%s month %v: categories are off by %v, savings by %v", name, m.Get("month"), parts, saved)
			}
		}
		for _, key := range []string{`"limits": null`, `"findings": null`, `"claims": null`, `"services": null`, `"given": null`, `"notes": null`} {
			if strings.Contains(text, key) {
				t.Errorf("%s: %s", name, key)
			}
		}
	}
}

// zero tells a difference below a tenth of a cent from one above it, as far as
// floats of that size hold cents at all.
func zero(off, size float64) bool { return math.Abs(off) <= max(1e-3, size*1e-14) }

func TestDocumentRefusesNaN(t *testing.T) {
	r := run(sample(2, 1))
	f := Build(r, Options{})
	if !strings.Contains(written(t, f.JSON), `"payback": null`) {
		t.Error("a payback that does not exist is not null")
	}
	d := f.document()
	d.Months[0].Set(math.Inf(1), "users")
	var b bytes.Buffer
	if encode(&b, d) == nil || b.Len() > 0 {
		t.Error("an infinite number was written")
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		kind unit.Kind
		v    float64
		want string
	}{
		{unit.KindMoney, 3700.1000000000004, "3700.1"}, {unit.KindMoney, -0.001, "0"}, {unit.KindMoney, 1e20, "100000000000000000000"},
		{unit.KindBytes, 10.4e9 + 0.4, "10400000000"}, {unit.KindRatio, 1.0 / 3, "0.333333"}, {unit.KindCount, 1e24, "1e+24"},
		{unit.KindCount, 12974.6337890625, "12974.633789"},
	} {
		got, err := json.Marshal(words.Currency("USD").Round(c.kind, c.v))
		if err != nil || string(got) != c.want {
			t.Errorf("%v: %s, want %s (%v)", c.v, got, c.want, err)
		}
	}
}

// What a program reads has the decimals of its currency: a bill of 6.172 dinars was 6.17.
func TestNumberHasTheDigitsOfItsCurrency(t *testing.T) {
	for code, want := range map[words.Currency]float64{"USD": 6.17, "JPY": 6.17, "KWD": 6.172, "CLF": 6.1725} {
		if got := code.Round(unit.KindMoney, 6.17249); got != want {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
}

func TestYAMLIsTheJSON(t *testing.T) {
	s := sample(3, 1)
	s.Name, s.Notes = "on", []string{"~", "1:20", "a: b", "line\nbreak\x7f\u0085", "2024-01-01", "", "- x", "*a", "{}"}
	f := Build(run(s), Options{Locate: locate})
	var fromJSON, fromYAML any
	if err := json.Unmarshal([]byte(written(t, f.JSON)), &fromJSON); err != nil {
		t.Fatal(err)
	}
	text := written(t, f.YAML)
	if err := yaml.Unmarshal([]byte(text), &fromYAML); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(fromYAML)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again, &fromYAML); err != nil {
		t.Fatal(err)
	}
	if a, b := fmt.Sprint(fromJSON), fmt.Sprint(fromYAML); a != b {
		t.Errorf("they differ:\n%s\n%s", a, b)
	}
	for _, want := range []string{"schema_version: \"2.0\"\ntool: \"\"\nscenario:\n  name: \"on\"\n", "start: \"2024-01\"\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%.300s", want, text)
		}
	}
}

func TestCSVColumnsAreTheRegistry(t *testing.T) {
	for name, s := range scenarios() {
		r := run(s)
		rows, err := csv.NewReader(strings.NewReader(written(t, Build(r, Options{}).CSV))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"month", "date"}
		for _, m := range metric.Of(s) {
			if m.Series {
				want = append(want, m.Name)
			}
		}
		for _, m := range metric.WordsOf(s) {
			want = append(want, m.Name)
		}
		if got := strings.Join(rows[0], " "); got != strings.Join(want, " ") {
			t.Errorf("%s: %s", name, got)
		}
		if len(rows) != r.Months()+2 {
			t.Errorf("%s: %d rows", name, len(rows))
		}
	}
}

// The totals of the periods are the totals of the months, whatever the period.
func TestCSVPeriodsAddUp(t *testing.T) {
	r := run(sample(36, 2))
	total := func(by string) (sum float64) {
		f := Build(r, Options{By: by})
		for _, p := range f.periods {
			m, _ := metric.Find(r.Scenario, "cost.effective")
			sum += p.value(m, r.Series("cost.effective"))
		}
		return sum
	}
	if a, b, c := total("month"), total("quarter"), total("year"); !zero(a-b, a) || !zero(a-c, a) {
		t.Errorf("months %v, quarters %v, years %v", a, b, c)
	}
}

func TestMarkdown(t *testing.T) {
	text := written(t, Build(run(sample(3, 2)), Options{File: "a|b.yaml", Locate: locate}).Markdown)
	for _, want := range []string{`# örnek: Güvenlik \| &lt;b&gt;·\[31m<br>İş`, "<details>\n<summary>Month by month</summary>\n\n| Month |", "m \\| &lt;b&gt;", "| **effective** |"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	columns := 0
	for line := range strings.SplitSeq(text, "\n") {
		if !strings.HasPrefix(line, "|") {
			columns = 0
			continue
		}
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if columns != 0 && n != columns {
			t.Errorf("%d columns, not %d: %s", n, columns, line)
		}
		columns = n
	}
}

func TestDeterminism(t *testing.T) {
	want := ""
	for i := range 20 {
		f := Build(run(sample(12, 3)), Options{Locate: locate})
		got := written(t, f.Text) + written(t, f.Markdown) + written(t, f.JSON) + written(t, f.YAML) + written(t, f.CSV)
		if i > 0 && got != want {
			t.Fatal("two runs differ")
		}
		want = got
	}
}
