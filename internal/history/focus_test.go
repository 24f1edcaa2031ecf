package history

import (
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
)

const bill = `"BilledCost","x_extra","BillingCurrency","ChargePeriodStart","ServiceCategory","EffectiveCost"
0.1,a,USD,2026-01-01T00:00:00Z,Compute,0.2
0.2,"b, ""c""",USD,2026-01-01 05:00:00,Storage,NULL
NULL,c,USD,2026-01-02 00:00:00,Compute,5
-0.05,d,USD,2026-01-02,NULL,1
`

func TestFocus(t *testing.T) {
	b, err := ReadFocus("bill.csv", strings.NewReader(bill), Billed)
	if err != nil || b.Read != 4 || b.Used != 3 || b.Currency != "USD" || len(b.Points) != 2 || len(b.Amounts) != 3 || len(b.Notes) != 2 {
		t.Fatalf("%+v %v", b, err)
	}
	if math.Abs(b.Total()-0.25) > 1e-15 || b.Amounts[0].Category != "Storage" || b.Amounts[2].Category != "other" || math.Abs(b.Points[0].Value-0.3) > 1e-15 {
		t.Errorf("%+v", b)
	}
	if b, err := ReadFocus("bill.csv", strings.NewReader(bill), Effective); err != nil || math.Abs(b.Total()-6.2) > 1e-12 || b.Used != 3 {
		t.Errorf("%+v %v", b, err)
	}
	if !IsFocus([]byte(bill)) || IsFocus([]byte("month,users\nBilledCost,ChargePeriodStart")) {
		t.Error("a bill is known by its heading")
	}
	for text, want := range map[string]string{
		"":                               "no column BilledCost",
		"BilledCost,ChargePeriodStart\n": "none of its 0 rows",
		"BilledCost,ChargePeriodStart\nx,2026-01-01\n":                                             `b.csv:2: "x" is no amount`,
		"BilledCost,ChargePeriodStart\n1,soon\n":                                                   `"soon" is not the start`,
		"BilledCost,ChargePeriodStart,BillingCurrency\n1,2026-01-01,USD\n1,2026-01-01,EUR\n":       "in USD and in EUR",
		"BilledCost,ChargePeriodStart\n1,2026-01-01\n\"1,2026-01-01\n1,2026-01-01\n1,2026-01-01\n": "is a quote open",
	} {
		if _, err := ReadFocus("b.csv", strings.NewReader(text), Billed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

// rows repeats rows of a bill without end, up to a size.
type rows struct {
	head, row string
	left      int
	pending   string
}

func (r *rows) Read(p []byte) (int, error) {
	if r.left <= 0 && r.pending == "" {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) {
		if r.pending == "" {
			if r.left <= 0 {
				break
			}
			r.pending = r.row
		}
		k := copy(p[n:], r.pending)
		r.pending = r.pending[k:]
		n += k
		r.left -= k
	}
	return n, nil
}

// large is a bill of so many bytes, with 44 columns of which five are read.
func large(size int) *rows {
	head := "\"BilledCost\",\"BillingCurrency\",\"ChargePeriodStart\",\"ServiceCategory\",\"EffectiveCost\""
	row := "0.0123,\"USD\",\"2026-01-15 00:00:00\",\"Compute\",0.01"
	for i := range 39 {
		head += fmt.Sprintf(",\"Column%d\"", i)
		row += ",\"arn:aws:ec2:eu-central-1\""
	}
	return &rows{head: head, row: row + "\n", left: size, pending: head + "\n"}
}

// However long the bill, memory stays as it is.
func TestFocusIsAStream(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b, err := ReadFocus("b.csv", large(64<<20), Billed)
	runtime.ReadMemStats(&after)
	if err != nil || b.Used < 50_000 || after.TotalAlloc-before.TotalAlloc > 32<<20 {
		t.Errorf("%v, %d MB allocated", err, (after.TotalAlloc-before.TotalAlloc)>>20)
	}
	if want := 0.0123 * float64(b.Used); math.Abs(b.Total()-want) > 1e-9*want {
		t.Errorf("%g, want %g", b.Total(), want)
	}
}

// The official sample of FOCUS 1.0, where it is at hand: its sums were computed by others.
func TestOfficialSample(t *testing.T) {
	name := os.Getenv("FOCUS_SAMPLE")
	if name == "" {
		t.Skip("FOCUS_SAMPLE names the sample of 1,000 rows of the FOCUS project")
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := ReadFocus(name, f, Billed)
	if err != nil || b.Read != 1000 || math.Abs(b.Total()-20.52022672899) > 1e-10 {
		t.Errorf("%+v %v", b, err)
	}
}

func FuzzReadFocus(f *testing.F) {
	f.Add(bill)
	f.Add("BilledCost;ChargePeriodStart\r1;2026-01-01\r\"")
	f.Fuzz(func(t *testing.T, text string) {
		if b, err := ReadFocus("f", strings.NewReader(text), Billed); err == nil && (b.Used > b.Read || len(b.Points) == 0 || math.IsNaN(b.Total())) {
			t.Fatalf("%+v", b)
		}
	})
}

func BenchmarkReadFocus(b *testing.B) {
	const size = 64 << 20
	b.SetBytes(size)
	for b.Loop() {
		if _, err := ReadFocus("b.csv", large(size), Billed); err != nil {
			b.Fatal(err)
		}
	}
}
