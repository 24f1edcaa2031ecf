package history

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

func month(year int, m time.Month) time.Time { return time.Date(year, m, 1, 0, 0, 0, 0, time.UTC) }

func TestMonthlyOfManyColumns(t *testing.T) {
	const text = "users;month;note;cost.billed\n100;2026-01;go;50.5\n;2026-02;;60\n120;2026-03;x;NULL\n"
	m, err := ReadMonthly("a.csv", strings.NewReader(text), Billed)
	if err != nil {
		t.Fatal(err)
	}
	if m.Read != 3 || m.Used != 3 || m.Total != 330.5 || !m.From.Equal(month(2026, 1)) || !m.To.Equal(month(2026, 3)) || len(m.Columns) != 2 {
		t.Errorf("%+v", m)
	}
	if users := m.Columns[0]; users.Name != "users" || len(users.Cells) != 2 || users.Cells[1] != (Cell{month(2026, 3), 120, 1}) {
		t.Errorf("%+v", users)
	}
	if len(m.Notes) != 1 || !strings.Contains(m.Notes[0], "note") {
		t.Errorf("%q", m.Notes)
	}
}

// Days of a level have a mean, and a month that has just begun is left out.
func TestMonthlyOfDays(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,users\n")
	for d := range 31 + 28 + 5 {
		fmt.Fprintf(&b, "%s,%d\n", time.Date(2026, 1, 1+d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), 100+d)
	}
	m, err := ReadMonthly("a.csv", strings.NewReader(b.String()), Billed)
	if err != nil {
		t.Fatal(err)
	}
	cells := m.Columns[0].Cells
	if len(cells) != 2 || cells[0].Mean() != 115 || cells[1].Count != 28 {
		t.Errorf("%+v", cells)
	}
	if len(m.Notes) != 1 || !strings.Contains(m.Notes[0], "2026-03") {
		t.Errorf("%q", m.Notes)
	}
}

func TestMonthlyRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "headings",
		"month,users\n":                       "headings",
		"a,b\n1,2\n":                          "no column has times",
		"month,name\n2026-01,x\n":             "no column has numbers",
		"month;users\n2026-01;1,5\n":          "comma",
		"month,users\n2026-01,1\nsoon,2\n":    "a.csv:3: \"soon\"",
		"month,users\n1/2/2026,1\n":           "day/month or month/day",
		"month,users\n2026-01,1\n2026-02,x\n": "a.csv:3: \"x\" is not a number",
	} {
		if _, err := ReadMonthly("a.csv", strings.NewReader(text), Billed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// A bill in categories and as a whole comes to the same.
func TestMonthlyOfABill(t *testing.T) {
	text := bill + "7,e,USD,2026-02-01,Compute,1\n8,e,USD,2026-02-02,Compute,1\n9,e,USD,2026-03-01,Storage,1\n"
	m, err := ReadMonthly("focus.csv", strings.NewReader(text), Billed)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Bill || m.Currency != "USD" || len(m.Columns) != 4 || len(m.Columns[0].Cells) != 2 {
		t.Fatalf("%+v", m)
	}
	for i, total := range m.Columns[0].Cells {
		sum := 0.0
		for _, c := range m.Columns[1:] {
			for _, cell := range c.Cells {
				if cell.Month.Equal(total.Month) {
					sum += cell.Sum
				}
			}
		}
		if want := []float64{0.25, 15}[i]; math.Abs(sum-want) > 1e-12 || math.Abs(total.Sum-want) > 1e-12 {
			t.Errorf("%v: categories %g, total %g, want %g", total.Month, sum, total.Sum, want)
		}
	}
	if cut := strings.Join(m.Notes, " "); !strings.Contains(cut, "left out: 2026-03") {
		t.Errorf("March has one day: %q", cut)
	}
}

func FuzzMonthly(f *testing.F) {
	f.Add("month,users\n2026-01,5\n2026-02,6\n")
	f.Add("\xef\xbb\xbfBilledCost,ChargePeriodStart,ServiceCategory\n1.5,2026-01-02 00:00:00,Compute\nNULL,2026-01-03T00:00:00Z,\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ReadMonthly("f.csv", strings.NewReader(text), Billed)
		if err != nil {
			return
		}
		for _, c := range m.Columns {
			for _, cell := range c.Cells {
				if math.IsNaN(cell.Sum) || math.IsInf(cell.Sum, 0) || cell.Count < 1 {
					t.Errorf("%q: %+v", text, cell)
				}
			}
		}
	})
}
