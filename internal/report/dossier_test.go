package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// dossierOf is the dossier of a sample in which every path is in line 7, but
// those of services stand in an override.
func dossierOf(s *model.Scenario) *Dossier {
	o := Options{Tool: "talimat-plan 0", File: "plan.yaml", Locate: func(path string) diag.Pos {
		if strings.HasPrefix(path, "services.") {
			return diag.Pos{File: "--set " + path, Line: 1}
		}
		return diag.Pos{File: "plan.yaml", Line: 7}
	}}
	return NewDossier(plan.Run(s), o, Given{Text: "a\r\nb # c", Changes: []string{"x=1"}, Inputs: model.Inputs{
		{Path: "drivers.users.now", Text: "100"}, {Path: "services.x.cpu", Text: "5 ms"}, {Path: "load.peak", Text: "1x", Default: true},
	}})
}

// A horizon has rows by month up to a year, by quarter up to five, then by year.
func TestDossierSuitsItsHorizon(t *testing.T) {
	for _, c := range []struct {
		horizon, rows int
		title         string
	}{
		{1, 2, "Month by month"}, {12, 13, "Month by month"}, {13, 6, "Quarter by quarter"}, {60, 21, "Quarter by quarter"},
		{61, 7, "Year by year"}, {240, 21, "Year by year"},
	} {
		d := dossierOf(sample(c.horizon, 1))
		if got := d.Forecast.Months; got.Title != c.title || len(got.Rows) != c.rows || len(d.Costs.Rows) != c.rows {
			t.Errorf("%d months: %s in %d rows, costs in %d", c.horizon, got.Title, len(got.Rows), len(d.Costs.Rows))
		}
		if byMonth := c.title == "Month by month"; (d.Monthly == nil) != byMonth || !byMonth && len(d.Monthly.Rows) != c.horizon+1 {
			t.Errorf("%d months: the table by month is there: %t", c.horizon, d.Monthly != nil)
		}
	}
}

// The rows of a table of money add up to its footer, to the cent where cents
// are shown: of today's row what is paid for later months counts. The
// categories of a row add up to its effective cost.
func TestDossierCostsFoot(t *testing.T) {
	s := sample(14, 1)
	s.Phases[0].Investment, s.Prices.Servers[0].Price = 500, 1.37
	s.Prices.Databases[0].Price, s.Prices.Databases[1].Price = 1.11, 2.23
	s.Prices.Egress, s.Prices.CDN = []model.TrafficPrice{{Price: 1e-12}}, []model.TrafficPrice{{Price: 1e-12}}
	d := dossierOf(s)
	opening := figures.Opening(plan.Run(s), "cost.billed")
	if opening == 0 {
		t.Fatal("nothing is paid in month 0 for later months")
	}
	for _, table := range []Table{d.Costs, *d.CostsEach, d.Cash} {
		if len(table.Rows) < 5 || !strings.Contains(table.Footer[2], ".") {
			t.Fatalf("%s shows no cents: %v", table.Name, table.Footer)
		}
		for column := 2; column < len(table.Columns); column++ {
			total := 0.0
			if table.Columns[column].Title == "Billed" {
				total = opening
			}
			for _, row := range table.Rows {
				if row[0] != "0" || table.Name == d.Cash.Name { // the bill of month 0 is today's
					total += parseAmount(t, row[column])
				}
			}
			if want := table.Footer[column]; want != "" && words.Currency("USD").Exact(total) != want {
				t.Errorf("%s, %s: rows add up to %.2f, the footer says %s", table.Name, table.Columns[column].Title, total, want)
			}
		}
	}
	for _, row := range d.Costs.Rows {
		total, last := 0.0, len(row)-2 // the last two are effective and billed
		for _, cell := range row[2:last] {
			total += parseAmount(t, cell)
		}
		if words.Currency("USD").Exact(total) != row[last] {
			t.Errorf("month %s: the categories add up to %.2f, effective is %s", row[0], total, row[last])
		}
	}
	last := d.Cash.Rows[len(d.Cash.Rows)-1]
	if d.Cash.Footer[4] != last[5] {
		t.Errorf("the cash flow adds up to %s, its cumulative sum ends with %s", d.Cash.Footer[4], last[5])
	}
}

func parseAmount(t *testing.T, cell string) float64 {
	t.Helper()
	var v float64
	if _, err := fmt.Sscanf(strings.NewReplacer("$", "", ",", "", words.Minus, "-").Replace(cell), "%g", &v); err != nil {
		t.Fatalf("%q: %v", cell, err)
	}
	return v
}

// The verdict follows the worst of findings and limits, and the claims.
func TestVerdict(t *testing.T) {
	limit := func(level string, bound float64) model.Limit {
		c := &model.Condition{Text: "users <= x", Metric: "users", Op: "<=", Value: bound}
		if level == "warn" {
			return model.Limit{Name: "l", Warn: c}
		}
		return model.Limit{Name: "l", Deny: c}
	}
	for _, c := range []struct {
		limits []model.Limit
		tone   Tone
		title  string
		text   string
	}{
		{nil, Good, "The plan holds", "no findings"},
		{[]model.Limit{limit("deny", 1e9)}, Good, "The plan holds", "no findings · no limit is broken"},
		{[]model.Limit{limit("warn", 1)}, Caution, "The plan holds, but not what it promises", "no findings · the one limit is broken"},
		{[]model.Limit{limit("deny", 1), limit("warn", 1)}, Bad, "The plan holds, but breaks its limits", "no findings · both limits are broken"},
		{[]model.Limit{limit("deny", 1), limit("warn", 1e9), limit("warn", 1)}, Bad, "The plan holds, but breaks its limits", "no findings · 2 of 3 limits are broken"},
	} {
		r := plan.Run(quiet(c.limits...))
		r.Findings = nil
		v := newView(r)
		if got := v.verdict(); got.Tone != c.tone || got.Title != c.title || got.Text != c.text {
			t.Errorf("%d limits: %+v", len(c.limits), got)
		}
	}
}

// quiet is a plan that is nothing but users and servers.
func quiet(limits ...model.Limit) *model.Scenario {
	s := sample(3, 1)
	s.Database, s.CDN, s.Phases, s.Finance, s.Savings = nil, nil, nil, nil, model.Savings{}
	s.Drivers.Database, s.Drivers.Files, s.Drivers.Users.Target = nil, nil, nil
	s.Limits, s.Claims = limits, nil
	return s
}

// Figures that a plan does not have are not among the headlines.
func TestHeadlines(t *testing.T) {
	labels := func(s *model.Scenario) (all []string) {
		for _, h := range dossierOf(s).Headlines {
			if h.Label == "" || h.Value == "" || strings.Contains(h.String()+h.Detail, "NaN") {
				t.Errorf("%+v", h)
			}
			all = append(all, h.Label)
		}
		return all
	}
	if got := strings.Join(labels(quiet()), ", "); got != "Cost per month, Users, Cost in all" {
		t.Errorf("a small plan: %s", got)
	}
	full := sample(36, 1)
	full.Finance.Revenue = ptr(unit.MoneyPerMonth(3))
	if got := strings.Join(labels(full), ", "); got != "Cost per month, Users, Cost in all, Margin per month, Payback, ROI, NPV, Limits, Claims" {
		t.Errorf("a full plan: %s", got)
	}
	nobody := quiet()
	nobody.Drivers.Users.Now = 0
	if h := dossierOf(nobody).Headlines[0]; !strings.HasSuffix(h.Detail, "per user – → –") {
		t.Errorf("without users: %+v", h)
	}
}

// Rows lead to the scenario's own text, not to overrides and defaults.
func TestDossierLines(t *testing.T) {
	d := dossierOf(sample(3, 2))
	if got := fmt.Sprint(d.Inputs.Lines, d.Inputs.Rows); got != "[7 0 0] [[drivers.users.now 100 line 7] [services.x.cpu 5 ms override] [load.peak 1x default]]" {
		t.Error(got)
	}
	if got := fmt.Sprint(d.Services.Lines, d.Limits.Lines, d.Phases.Lines); got != "[0 0] [7] [7]" {
		t.Error(got)
	}
}

// A comment of YAML begins with a # that nothing quotes, and that a space or
// nothing stands before.
func TestSource(t *testing.T) {
	for line, want := range map[string]string{
		"a: 1 # b": "# b", "# all": "# all", "a: b#c": "", `a: "x # y" # z`: "# z", `a: 'it # is'`: "", "a: it's # so": "# so",
		`a: "\" # x"`: "", `says: {"#": 1} # y`: "# y", "": "", "a:\t# tab": "# tab", `a: ["b", 'c # d'] #e`: "#e",
	} {
		if at := commentAt(line); line[at:] != want {
			t.Errorf("%s: the comment is %q", line, line[at:])
		}
	}
	s := dossierOf(quiet()).Source
	if len(s.Lines) != 2 || s.Lines[0].Text != "a" || s.Lines[1].Text != "b " || s.Lines[1].Comment != "# c" || s.Name != "plan.yaml" {
		t.Errorf("%+v", s)
	}
}

// The description of a change says the verdict first, and nothing in it is markup.
func TestDossierMarkdown(t *testing.T) {
	var b strings.Builder
	if err := dossierOf(sample(36, 1)).Markdown(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	lines := strings.Split(text, "\n")
	if !strings.HasPrefix(lines[0], "# örnek") || !strings.HasPrefix(lines[2], "**The plan does not hold**: ") {
		t.Errorf("it begins with %q", lines[:3])
	}
	for _, want := range []string{"| Figure | Value | Note |", "## Limits", "## Phases", "## Quarter by quarter", "## Findings", "<details>\n<summary>"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not hold %q", want)
		}
	}
	if strings.Contains(text, "<b>") || strings.Contains(text, "\x1b") || strings.Count(text, "<details>") != strings.Count(text, "</details>") {
		t.Error("names are not escaped, or what is folded does not end")
	}
	for i, line := range lines { // every row of a table has the cells of its heading
		if i > 0 && strings.HasPrefix(line, "|") && strings.HasPrefix(lines[i-1], "|") && cellsIn(line) != cellsIn(lines[i-1]) {
			t.Errorf("line %d: %s", i+1, line)
		}
	}
}

func cellsIn(row string) int { return strings.Count(strings.ReplaceAll(row, `\|`, ""), "|") }
