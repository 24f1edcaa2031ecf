package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/render"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
)

// sensitive is what is said of a sample whose users and one risk are uncertain.
func sensitive(t *testing.T) *document.Document {
	t.Helper()
	return Sensitivity(analysis(t), Options{Tool: "talimat-plan 0", File: "plan.yaml", InputHash: "sha256:abc"})
}

// analysis is that of the sample.
func analysis(t *testing.T) *sensitivity.Analysis {
	t.Helper()
	s := sample(12, 1)
	between, err := distribution.Interval(80, 400)
	if err != nil {
		t.Fatal(err)
	}
	discount, err := distribution.Uniform(0.05, 0.15)
	if err != nil {
		t.Fatal(err)
	}
	s.Drivers.Users.Now = unit.Count(between.Median())
	p, overrun := unit.Ratio(0.3), unit.Ratio(0.5)
	s.Risks = []model.Risk{{Name: "fırtına|x", Probability: &p, Overrun: &overrun}}
	s.Limits = []model.Limit{{Name: "budget", Deny: &model.Condition{Text: "cost.effective <= $1,000", Metric: "cost.effective", Op: "<=", Value: 1000}}}
	inputs := model.Inputs{
		{Path: "drivers.users.now", Kind: unit.KindCount, Text: "80 to 400", At: (*float64)(&s.Drivers.Users.Now), High: math.Inf(1), Distribution: between},
		{Path: "idle", Kind: unit.KindGrowth, Text: "{uniform: [5%/year, 15%/year]}", At: &s.Finance.DiscountRate.Rate, High: 1, Distribution: discount},
	}
	a, err := sensitivity.Analyse(s, inputs, sensitivity.Options{
		Design: sampling.Design{Seed: 1, Replicates: 4, Points: 256}, Sobol: sampling.Design{Seed: 1, Replicates: 4, Points: 32},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Every table fits every width, and says nothing that is not a number.
func TestSensitivityFits(t *testing.T) {
	for _, width := range []int{40, 60, 80, 200} {
		out := rendered(t, sensitive(t), "table", width)
		for line := range strings.SplitSeq(out, "\n") {
			if terminal.Columns(line) > width {
				t.Errorf("%d columns: %q", width, line)
			}
		}
		if strings.Contains(out, "NaN") || strings.Contains(out, "Inf") {
			t.Error(out)
		}
	}
}

// rendered is a document in a format.
func rendered(t *testing.T, d *document.Document, format string, width int) string {
	t.Helper()
	var out bytes.Buffer
	if err := render.Write(&out, d, format, terminal.Options{Width: width}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Machines are told what the tables say, in base units.
func TestSensitivityDocument(t *testing.T) {
	type end struct {
		Value  *float64
		Target float64
	}
	var d struct {
		Metric, Unit string
		Month        int
		Sampling     struct{ Futures int }
		Sobol        []struct{ Factor string }
		Sources      []struct {
			Source, Verdict string
			Rank            int `json:"measure_rank"`
			Worth           *float64
			Risk            bool
			Low, High       end
			Swing           float64
			Broken          map[string]map[string]*float64
		}
	}
	if err := json.Unmarshal([]byte(rendered(t, sensitive(t), "json", 80)), &d); err != nil {
		t.Fatal(err)
	}
	if d.Metric != "cost.effective" || d.Month != 12 || d.Unit != "USD" || d.Sampling.Futures != 1024 || len(d.Sobol) != 3 {
		t.Errorf("%+v", d)
	}
	users := d.Sources[0]
	if users.Source != "drivers.users.now" || users.Verdict != "decides, measure first" || users.Rank != 1 || !(*users.Worth > 0) || *users.Low.Value >= *users.High.Value {
		t.Errorf("%+v", users)
	}
	if cents := math.Abs(users.Swing - math.Abs(users.High.Target-users.Low.Target)); cents > 0.011 {
		t.Errorf("the swing %g is not between its ends", users.Swing)
	}
	storm := d.Sources[1]
	if !storm.Risk || storm.Low.Value != nil || *storm.High.Value != 6 || len(storm.Broken) != 2 {
		t.Errorf("%+v", storm)
	}
	if idle := d.Sources[2]; idle.Verdict != "does not matter" || idle.Swing != 0 || idle.Worth != nil {
		t.Errorf("%+v", idle)
	}
}

// A row of the CSV for each source, all as wide as the heading; cells of Markdown
// hold no markup of the user's.
func TestSensitivityRows(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(rendered(t, sensitive(t), "csv", 80))).ReadAll()
	if err != nil || len(rows) != 1+3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if at := slices.Index(rows[0], "high.value"); rows[2][0] != "risks.fırtına|x" || rows[2][at] != "6" || rows[2][at-2] != "" {
		t.Errorf("%q", rows[2])
	}
	if text := rendered(t, sensitive(t), "markdown", 80); !strings.Contains(text, `| risks.fırtına\|x | does not | month 6 |`) || !strings.Contains(text, "## Sobol' indices") {
		t.Error(text)
	}
}

// A value of an input is written in the unit of the scenario.
func TestInputValue(t *testing.T) {
	for _, c := range []struct {
		kind unit.Kind
		text string
		x    float64
		want string
	}{
		{unit.KindGrowth, "36% to 69.4%/quarter", 0.38712, "38.7%/quarter"},
		{unit.KindGrowth, "{p5: -5%/year, p50: 0%/year, p95: 6%/year}", -0.0123, "−1.23%/year"},
		{unit.KindGrowth, "{p5: 5%/quarter, p50: 20%/year}", 0.1234, "12.3%"},
		{unit.KindGrowth, "{sample: growth.csv}", 0.5, "50%"},
		{unit.KindPerSecond, "{p5: 7/min, p50: 10/min, p95: 15/min}", 0.2255, "13.5/min"},
		{unit.KindSeconds, "{p5: 0.2 ms, p50: 0.4 ms, p95: 0.8 ms}", 0.000238, "0.238 ms"},
		{unit.KindBytes, "2.4 KB to 6.5 KB", 5823, "5.82 KB"},
		{unit.KindFactor, "{triangular: [3x, 5x, 8x]}", 4, "4x"},
		{unit.KindRatio, "{uniform: [35%, 65%]}", 0.62, "62%"},
		{unit.KindRatio, "{beta: [2, 5]}", 0.31, "31%"},
		{unit.KindCount, "80 to 400", 123.456, "123"},
		{unit.KindMoney, "$5,000 to $20,000", 12345, "$12,300"},
		{unit.KindMoneyPerMonth, "$1,000 to $1,200/month", 1099, "$1,100/month"},
		{unit.KindBytes, "{sample: sizes.csv}", 5823, "5.82 kB"},
	} {
		if got := inputValue(&model.Input{Kind: c.kind, Text: c.text}, c.x, "USD"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

// What a table has no room for is not said to matter little or to be chance.
func TestNoRoom(t *testing.T) {
	a := analysis(t)
	first := a.Sources[0]
	for len(a.Sources) < manyRows+3 {
		a.Sources = append(a.Sources, first)
	}
	v := newWeights(a)
	for _, table := range []*document.Table{v.sources().Seen(), v.tails()} {
		notes := strings.Join(table.Notes, "\n")
		if len(table.Rows) != manyRows || !strings.Contains(notes, noRoom+": "+first.Path) {
			t.Errorf("%s: %d rows, notes\n%s", table.Name, len(table.Rows), notes)
		}
		for _, label := range []string{"Hardly matter: ", "No change that could not be chance: "} {
			if strings.Contains(notes, label+first.Path) {
				t.Errorf("%s: %q holds what has no room", table.Name, label)
			}
		}
	}
}
