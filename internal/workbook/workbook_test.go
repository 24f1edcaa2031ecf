package workbook_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/words"
	"github.com/talimat/talimat-plan/internal/workbook"
	"github.com/talimat/talimat-plan/scenarios"
)

var look = flag.String("look", "", "write the workbooks of the tests into this directory, to look at them")

// book is a workbook that was written and read back, with what it is of.
type book struct {
	*excelize.File
	t       testing.TB
	name    string
	content []byte
	result  *plan.Result
	file    *scenario.File
	futures *simulation.Outcome // nil when nothing is uncertain
}

// simulate is a small simulation of a scenario.
func simulate(t testing.TB, f *scenario.File) *simulation.Outcome {
	t.Helper()
	out, err := simulation.Run(f.Scenario, f.Inputs, simulation.Options{Design: sampling.Design{Seed: 1, Replicates: 2, Points: 32}, Effects: true})
	if errors.Is(err, simulation.ErrCertain) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// quantiles are those of a simulation; nil when there is none.
func quantiles(out *simulation.Outcome) *document.Table {
	if out == nil {
		return nil
	}
	return report.Quantiles(out)
}

// write is the workbook of a scenario.
func write(t testing.TB, name string, text []byte) *book {
	t.Helper()
	f := scenario.Decode(name+".yaml", text)
	if f.Scenario == nil {
		t.Fatalf("%s: %v", name, f.Diagnostics)
	}
	b := &book{t: t, name: name, result: plan.Run(f.Scenario), file: f}
	var out bytes.Buffer
	b.futures = simulate(t, f)
	if err := workbook.Write(&out, b.result, f.Inputs, quantiles(b.futures), options(f)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	b.content = out.Bytes()
	if *look != "" {
		if err := os.WriteFile(filepath.Join(*look, name+".xlsx"), b.content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	file, err := excelize.OpenReader(bytes.NewReader(b.content))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	t.Cleanup(func() { file.Close() })
	b.File = file
	return b
}

func options(f *scenario.File) report.Options {
	return report.Options{Tool: "talimat-plan 0", File: "plan.yaml", InputHash: "sha256:0", Locate: f.Locate}
}

// builtIn are the workbooks of the built-in scenarios.
func builtIn(t *testing.T) (all []*book) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		all = append(all, write(t, name, text))
	}
	return all
}

// raw is the rows of a sheet as they are stored.
func (b *book) raw(sheet string) [][]string {
	b.t.Helper()
	rows, err := b.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		b.t.Fatal(err)
	}
	return rows
}

// column is the numbers below a heading in rows 1 to last, from 0.
func (b *book) column(sheet, heading string, last int) []float64 {
	b.t.Helper()
	rows := b.raw(sheet)
	at := slices.Index(rows[0], heading)
	if at < 0 {
		b.t.Fatalf("%s: no column %q in %q", sheet, heading, rows[0])
	}
	var values []float64
	for _, row := range rows[1 : last+1] {
		v, err := strconv.ParseFloat(row[at], 64)
		if err != nil {
			b.t.Fatalf("%s: %s: %v", sheet, heading, err)
		}
		values = append(values, v)
	}
	return values
}

func TestSheets(t *testing.T) {
	for _, b := range builtIn(t) {
		want := []string{"Summary", "Monthly", "Quarters", "Components", "Savings", "Finance", "Cash flow", "Futures", "Inputs", "Assumptions", "Checks", "Findings"}
		if got := b.GetSheetList(); !slices.Equal(got, want) {
			t.Errorf("%s: %q", b.name, got)
		}
		for _, sheet := range want[1:] {
			panes, err := b.GetPanes(sheet)
			if err != nil || !panes.Freeze || panes.YSplit != 1 {
				t.Errorf("%s: headings of %s stay not in sight: %+v, %v", b.name, sheet, panes, err)
			}
		}
	}
}

// A quarter hides no peak: what must run is its highest month, money the sum, and
// the month and the value of a check belong together.
func TestQuartersAndChecks(t *testing.T) {
	for _, b := range builtIn(t) {
		spans := report.Quarters(b.result)
		cost, nodes := b.column("Quarters", "Effective cost", len(spans)), b.column("Quarters", "Nodes at peak", len(spans))
		for i, q := range spans {
			sum, high := 0.0, 0.0
			for m := q.First; m <= q.Last; m++ {
				sum += b.result.Bill.Effective[m]
				high = max(high, b.result.Series("nodes")[m])
			}
			if math.Abs(cost[i]-sum) > 0.005 || nodes[i] != high {
				t.Errorf("%s, months %d to %d: %g and %g, want %g and %g", b.name, q.First, q.Last, cost[i], nodes[i], sum, high)
			}
		}
		rows := b.raw("Checks")
		for i, l := range b.result.Limits {
			if l.Actual == nil || l.Month == nil || !l.Series {
				continue
			}
			got, err := strconv.ParseFloat(rows[i+1][5], 64)
			if want := *l.Actual; err != nil || math.Abs(got-want) > 1e-9*math.Abs(want) || rows[i+1][3] != strconv.Itoa(*l.Month) {
				t.Errorf("%s, %s: %v in month %s, want %g in month %d", b.name, l.Name, rows[i+1][5], rows[i+1][3], want, *l.Month)
			}
		}
	}
}

// The sheet of futures holds every quantile of the simulation as a number, and
// its half width; it is left out when nothing is uncertain.
func TestFutures(t *testing.T) {
	for _, b := range builtIn(t) {
		money := words.Currency(b.result.Scenario.Currency)
		want := map[string][]float64{}
		var single []string
		for _, m := range b.futures.Metrics {
			if !m.Series {
				single = append(single, m.Name)
				continue
			}
			for month := range b.result.Months() + 1 {
				q, _ := b.futures.Quantiles(m.Name, month)
				for heading, v := range map[string]float64{"P10": q[1].Value, "P90": q[5].Value, "± P50": q[3].Half} {
					want[heading] = append(want[heading], money.Round(m.Kind, v))
				}
			}
		}
		n := len(want["P10"])
		if n < 10*(b.result.Months()+1) || len(single) < 3 {
			t.Fatalf("%s: only %d rows, %d single figures", b.name, n, len(single))
		}
		for heading, values := range want {
			for i, got := range b.column("Futures", heading, n) {
				if v := values[i]; math.Abs(got-v) > 1e-11*math.Abs(v) {
					t.Errorf("%s: %s in row %d is %v, not %v", b.name, heading, i+2, got, v)
				}
			}
		}
		for i, row := range b.raw("Futures")[n+1 : n+1+len(single)] {
			if row[0] != single[i] || len(row) > 1 && row[1] != "" {
				t.Errorf("%s: row %d of a single figure is %q", b.name, n+i+2, row)
			}
		}
	}
	if certain := write(t, "small", small(2, 1, "TRY", "x")); slices.Contains(certain.GetSheetList(), "Futures") {
		t.Error("a plan without anything uncertain has futures")
	}
}

// The cells hold the result, not its text: to the cent and to 12 digits.
func TestHoldsResult(t *testing.T) {
	for _, b := range builtIn(t) {
		n := b.result.Months() + 1
		for heading, series := range map[string]string{
			"Users": "users", "Requests/s, peak": "peak_rps", "Baseline cost": "cost.baseline", "Effective cost": "cost.effective",
			"Billed": "cost.billed", "Saved": "cost.saved", "Nodes at peak": "nodes",
		} {
			want := b.result.Series(series)
			if heading == "Users" && b.result.Scenario.Drivers.Users.Absent {
				continue
			}
			for m, got := range b.column("Monthly", heading, n) {
				if math.Abs(got-want[m]) > 1e-11*math.Abs(want[m]) {
					t.Errorf("%s: %s in month %d is %v, not %v", b.name, heading, m, got, want[m])
				}
			}
		}
		d := b.result.Scenario.Start
		if got, _ := b.GetCellValue("Monthly", fmt.Sprintf("B%d", n+1)); got != d.Add(n-1).String() {
			t.Errorf("%s: the last month is %q", b.name, got)
		}
		rows := b.raw("Components")
		if got, want := len(rows)-1, n*components(b.result); got != want {
			t.Errorf("%s: %d rows of components, want %d", b.name, got, want)
		}
		if got, want := len(b.raw("Inputs"))-1, len(b.file.Inputs); got != want {
			t.Errorf("%s: %d inputs, want %d", b.name, got, want)
		}
		if got, want := len(b.raw("Findings"))-1, len(b.result.Findings); got != want {
			t.Errorf("%s: %d findings, want %d", b.name, got, want)
		}
		if got, want := len(b.raw("Checks"))-1, len(b.result.Limits)+len(b.result.Claims); got != want {
			t.Errorf("%s: %d checks, want %d", b.name, got, want)
		}
	}
}

// components counts services, regions, database and cache.
func components(r *plan.Result) int {
	n := len(r.Services) + max(len(r.Scenario.Regions), 1)
	if r.Scenario.Database != nil {
		n++
	}
	if r.Scenario.Cache != nil {
		n++
	}
	return n
}

// A value times its unit is the input.
func TestInputs(t *testing.T) {
	text, _ := scenarios.Text("claude-talimat")
	b := write(t, "claude-talimat", text)
	rows := map[string][]string{}
	for _, row := range b.raw("Inputs") {
		rows[row[0]] = row[1:]
	}
	for path, want := range map[string][]string{
		"drivers.users.growth":         {"50", "%/quarter", "30", "65", "{p5: 30%/quarter, p50: 50%/quarter, p95: 65%/quarter}", "scenario"},
		"drivers.database.now":         {"10", "GB", "", "", "10 GB", "scenario"},
		"services.frontend.cpu":        {"250", "us", "100", "600", "{p5: 0.1 ms, p50: 0.25 ms, p95: 0.6 ms}", "scenario"},
		"prices.files":                 {"0.2", "USD/GB-month", "", "", "$0.20/GB-month", "scenario"},
		"phases.foundation.investment": {"12500", "USD", "", "", "$12,500", "scenario"},
		"regions.europe-east.price":    {"1", "x", "", "", "1x", "default"},
	} {
		got := rows[path]
		if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
		if line := got[len(want):]; want[5] == "scenario" && line[0] != strconv.Itoa(b.file.Locate(path).Line) {
			t.Errorf("%s: line %q", path, line)
		}
	}
	text, _ = scenarios.Text("shop")
	b = write(t, "shop", text)
	for _, row := range b.raw("Inputs") {
		if row[0] == "cache.hit_ratio" && !slices.Equal(row[1:7], []string{"85", "%", "70", "92", "{p5: 70%, p50: 85%, p95: 92%}", "scenario"}) {
			t.Errorf("%q", row)
		}
	}
}

// The checks agree with our figures: as another program computes them or, where
// that program lacks the function, as the cash flows on the sheet say.
func TestChecksAgree(t *testing.T) {
	compared := map[string]int{}
	for _, b := range builtIn(t) {
		for r, row := range b.raw("Finance")[1:] {
			cell := fmt.Sprintf("D%d", r+2)
			formula, err := b.GetCellFormula("Finance", cell)
			if err != nil {
				t.Fatal(err)
			}
			if formula == "" {
				continue
			}
			want, _ := strconv.ParseFloat(row[1], 64)
			got, byHand := b.byHand(row[0])
			if !byHand {
				text, err := b.CalcCellValue("Finance", cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatalf("%s: %s: %v", b.name, formula, err)
				}
				got, _ = strconv.ParseFloat(text, 64)
			}
			if math.Abs(got-want) > 1e-6*max(math.Abs(want), 1) {
				t.Errorf("%s: %s is %v, its check %s = %v", b.name, row[0], want, formula, got)
			}
			compared[row[0]]++
		}
	}
	for _, figure := range []string{"Investment", "Savings over the period", "Monthly savings", "ROI", "NPV", "IRR, per year", "Payback, month", "Discounted payback, month"} {
		if compared[figure] == 0 {
			t.Errorf("no check of %s was computed", figure)
		}
	}
}

// byHand is a figure from the cash flows on their sheet.
func (b *book) byHand(figure string) (value float64, known bool) {
	n := b.result.Finance.Months + 1
	flows, rate := b.column("Cash flow", "Cash flow", n), 0.0
	if f := b.result.Scenario.Finance; f != nil {
		rate = f.DiscountRate.MonthlyFactor() - 1
	}
	total := 0.0
	for m, flow := range flows {
		total += flow / math.Pow(1+rate, float64(m))
	}
	return total, figure == "NPV"
}

var formulas = regexp.MustCompile(`<c r="([A-Z]+)([0-9]+)"[^>]*><f>([^<]*)</f>`)

// Another spreadsheet computes what this program does: the values that formulas
// carry are what Gnumeric makes of them.
func TestGnumericAgrees(t *testing.T) {
	ssconvert := need(t, "ssconvert")
	dir, n := t.TempDir(), 0
	for _, b := range builtIn(t) {
		from, to := filepath.Join(dir, b.name+".xlsx"), filepath.Join(dir, b.name+"-computed.xlsx")
		if err := os.WriteFile(from, b.content, 0o666); err != nil {
			t.Fatal(err)
		}
		c := exec.Command(ssconvert, "--recalc", from, to)
		c.Env = append(os.Environ(), "HOME="+dir, "LC_ALL=C.UTF-8")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		computed, err := excelize.OpenFile(to)
		if err != nil {
			t.Fatal(err)
		}
		for i, sheet := range b.GetSheetList() {
			part, _ := b.Pkg.Load(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
			for _, f := range formulas.FindAllSubmatch(part.([]byte), -1) {
				cell := string(f[1]) + string(f[2])
				stored, _ := b.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				anew, _ := computed.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				want, err1 := strconv.ParseFloat(stored, 64)
				got, err2 := strconv.ParseFloat(anew, 64)
				if err1 != nil || err2 != nil || math.Abs(got-want) > 1e-6*max(math.Abs(want), 1) {
					t.Errorf("%s: %s!%s = %s is %q in Gnumeric, %q here", b.name, sheet, cell, f[3], anew, stored)
				}
				n++
			}
		}
		computed.Close()
	}
	if n < 100 {
		t.Errorf("only %d formulas were computed", n)
	}
}

// need finds a program. Where the tests are to be complete it must be there.
func need(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is not installed, and CI=true says that nothing may be left out; .ci/run installs it", name)
	default:
		t.Skipf("%s is not installed; .ci/run installs it", name)
	}
	return path
}

// Totals are what their formulas compute. There are no other formulas than
// totals and checks, so none comes from a user.
func TestFormulasAreOurs(t *testing.T) {
	n := 0
	for _, b := range builtIn(t) {
		for i, sheet := range b.GetSheetList() {
			part, _ := b.Pkg.Load(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
			rows := b.raw(sheet)
			for _, f := range formulas.FindAllSubmatch(part.([]byte), -1) {
				column, cell, formula := string(f[1]), string(f[1])+string(f[2]), string(f[3])
				row, _ := strconv.Atoi(string(f[2]))
				n++
				switch {
				case sheet == "Finance" && column == "D":
					continue
				case sheet == "Cash flow" && (column == "K" || column == "L") && strings.HasPrefix(formula, "IF(ROUND("):
				case (sheet == "Monthly" || sheet == "Savings") && rows[row-1][0] == "Total" && strings.HasPrefix(formula, "SUM("):
				default:
					t.Errorf("%s: %s!%s is the formula %s", b.name, sheet, cell, formula)
					continue
				}
				text, err := b.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				got, _ := strconv.ParseFloat(text, 64)
				at, _ := excelize.ColumnNameToNumber(column)
				want, _ := strconv.ParseFloat(rows[row-1][at-1], 64)
				if err != nil || math.Abs(got-want) > 1e-9*max(math.Abs(want), 1) {
					t.Errorf("%s: %s!%s = %s is %v, stored is %v, %v", b.name, sheet, cell, formula, got, want, err)
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d formulas were found", n)
	}
}

func TestDeterministic(t *testing.T) {
	text, _ := scenarios.Text("shop")
	first := write(t, "shop", text).content
	for range 5 {
		if !bytes.Equal(first, write(t, "shop", text).content) {
			t.Fatal("two runs differ")
		}
	}
}

// small is a scenario of so many months and services in a currency, with a
// description as somebody wrote it.
func small(months, services int, currency, description string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "version: 1\nname: small\ndescription: %q\nstart: 2026-01\nhorizon: %d months\ncurrency: %s\n", description, months, currency)
	b.WriteString("drivers: {users: {now: 10, growth: 5%/month, target: 400}}\nload: {requests: 1/min}\nservices:\n")
	for i := range services {
		fmt.Fprintf(&b, "  %s: {cpu: 10 ms, replica: {cpu: 100m, memory: 128Mi}, targets: {cpu: 70%%}}\n", serviceName(i))
	}
	fmt.Fprintf(&b, "nodes: {tiers: [vm]}\nprices: {servers: {vm: {cpu: 2, memory: 4 GB, price: %s 100/month}}}\n", currency)
	fmt.Fprintf(&b, "notes: [%q]\n", description)
	return []byte(b.String())
}

// serviceName is as long as names of services get.
func serviceName(i int) string {
	return fmt.Sprintf("iş-güvenliği-%02d-%s", i, "çok-uzun-adlı-şantiye-hizmeti-ığüşöç-İstanbul")
}

func TestLargeAndSmall(t *testing.T) {
	for _, c := range []struct {
		months, services int
	}{{240, 40}, {1, 1}} {
		b := write(t, fmt.Sprintf("m%d", c.months), small(c.months, c.services, "TRY", "İş Güvenliği"))
		if got := len(b.raw("Components")) - 1; got != (c.months+1)*(c.services+1) {
			t.Errorf("%d months: %d rows of components", c.months, got)
		}
		if got := b.column("Monthly", "Effective cost", c.months+1); len(got) != c.months+1 {
			t.Errorf("%d months: %d amounts", c.months, len(got))
		}
		if slices.Contains(b.GetSheetList(), "Checks") {
			t.Error("a sheet of checks without any")
		}
		if got, _ := b.GetCellValue("Finance", "B7"); got != "nothing is invested" {
			t.Errorf("payback of nothing is %q", got)
		}
	}
}

// Amounts have the sign of their currency, or its code.
func TestCurrencies(t *testing.T) {
	for code, want := range map[string]string{"USD": "$200.00", "EUR": "€200.00", "TRY": "₺200.00", "GBP": "£200.00", "JPY": "¥200", "CHF": "200.00 CHF"} {
		b := write(t, code, small(1, 1, code, "x"))
		at := slices.Index(b.raw("Monthly")[0], "Effective cost")
		cell, _ := excelize.CoordinatesToCellName(at+1, 2)
		b.SetCellValue("Monthly", cell, 200)
		if got, err := b.GetCellValue("Monthly", cell); err != nil || got != want {
			t.Errorf("%s: %q, want %q, %v", code, got, want, err)
		}
	}
}

// A description that a program would compute stays text.
func TestTextStaysText(t *testing.T) {
	const formula = `=HYPERLINK("http://x","y")`
	b := write(t, "text", small(3, 1, "USD", formula))
	found := false
	for _, sheet := range b.GetSheetList() {
		for _, row := range b.raw(sheet) {
			found = found || slices.ContainsFunc(row, func(cell string) bool { return strings.Contains(cell, formula) })
		}
	}
	if !found {
		t.Error("the description is nowhere")
	}
}

func BenchmarkWrite(b *testing.B) {
	claude, _ := scenarios.Text("claude-talimat")
	for _, c := range []struct {
		name string
		text []byte
	}{{"36-months", claude}, {"240-months-40-services", small(240, 40, "TRY", "x")}} {
		f := scenario.Decode("x", c.text)
		r, futures := plan.Run(f.Scenario), quantiles(simulate(b, f))
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := workbook.Write(&bytes.Buffer{}, r, f.Inputs, futures, options(f)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
