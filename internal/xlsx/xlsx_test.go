package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// sheetOf is a book of one sheet with one row.
func sheetOf(cells ...Cell) *Book {
	return &Book{Title: "Başlık <&>", Tool: "talimat-plan 0", Sheets: []Sheet{{Name: "Özet", Rows: [][]Cell{cells}}}}
}

func written(t *testing.T, b *Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read opens what was written with another program's reader.
func read(t *testing.T, content []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// parts are the files of the archive.
func parts(t *testing.T, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range archive.File {
		if f.Modified.UTC().Format("2006-01-02 15:04:05") != "1980-01-01 00:00:00" {
			t.Errorf("%s is of %v", f.Name, f.Modified)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

// What users wrote stays text, whatever it begins with: no program computes it
// when it opens the book, nor when somebody edits the cell.
func TestTextIsNoFormula(t *testing.T) {
	for _, text := range []string{
		"=1+1", "+1", "-1", "@SUM(1)", "\t=1", "=cmd|' /C calc'!A0", `=HYPERLINK("http://x","y")`, "'=1", "1,5", "TRUE", "2024-01",
		"İş Güvenliği ₺ 👷", "<b>&amp;\"'</b>", " both ends ", "two\nlines", "_x0041_", "_x004_", "_X0041_", "a_x005F_x0041_", "",
	} {
		content := written(t, sheetOf(Text(text, Style{})))
		f := read(t, content)
		if got, err := f.GetCellValue("Özet", "A1"); err != nil || got != text {
			t.Errorf("%q came back as %q, %v", text, got, err)
		}
		if formula, err := f.GetCellFormula("Özet", "A1"); err != nil || formula != "" {
			t.Errorf("%q is the formula %q, %v", text, formula, err)
		}
		all := parts(t, content)
		if sheet := all["xl/worksheets/sheet1.xml"]; strings.Contains(sheet, "<f>") || !strings.Contains(sheet, `t="inlineStr"`) {
			t.Errorf("%q: %s", text, sheet)
		}
		quoted := strings.Contains(all["xl/styles.xml"], `quotePrefix="1"`)
		if risky := text != "" && strings.ContainsAny(text[:1], "=+-@\t"); quoted != risky {
			t.Errorf("%q: marked as text is %v", text, quoted)
		}
	}
}

// Characters that XML does not know are shown, and a text that is too long ends
// in an ellipsis.
func TestTextIsBounded(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a\x00b\x1b[31mc", "a·b·[31mc"}, {"\xff\xfe", "··"}, {"a\r\nb", "a\nb"}, {"\ufffe", "·"},
		{strings.Repeat("ş", MaxText), strings.Repeat("ş", MaxText)},
		{strings.Repeat("ş", MaxText+1), strings.Repeat("ş", MaxText-1) + "…"},
		{strings.Repeat("👷", MaxText), strings.Repeat("👷", (MaxText-1)/2) + "…"},
	} {
		got, err := read(t, written(t, sheetOf(Text(c.text, Style{})))).GetCellValue("Özet", "A1")
		if err != nil || got != c.want {
			t.Errorf("%.20q: got %.20q of %d bytes, want %.20q of %d, %v", c.text, got, len(got), c.want, len(c.want), err)
		}
	}
}

// Days are counted from 1899-12-30, which is day 0; the serial numbers are those
// that Excel shows for the same dates.
func TestDate(t *testing.T) {
	for _, c := range []struct {
		year, month int
		want        string
	}{
		{1900, 3, "61"}, {1970, 1, "25569"}, {2000, 1, "36526"}, {2024, 1, "45292"}, {2024, 3, "45352"}, {2027, 1, "46388"}, {9999, 12, "2958435"},
		{1900, 2, "1900-02"}, {1, 1, "0001-01"}, {10019, 1, "10019-01"},
	} {
		f := read(t, written(t, sheetOf(Date(c.year, c.month, Style{Format: "yyyy-mm"}))))
		got, err := f.GetCellValue("Özet", "A1", excelize.Options{RawCellValue: true})
		if err != nil || got != c.want {
			t.Errorf("%d-%d: %q, want %q, %v", c.year, c.month, got, c.want, err)
		}
	}
	f := read(t, written(t, sheetOf(Date(2024, 2, Style{Format: "yyyy-mm"}))))
	if got, _ := f.GetCellValue("Özet", "A1"); got != "2024-02" {
		t.Errorf("shown as %q", got)
	}
}

func TestNumbersAndFormulas(t *testing.T) {
	f := read(t, written(t, sheetOf(
		Number(1234.5, Style{Format: `[$₺-41F]#,##0.00`}), Number(math.Copysign(0, -1), Style{}), Number(1e21, Style{}), Number(0.1328, Style{Format: "0.0%"}),
		Formula("SUM(A1:B1)", 1234.5, Style{}), Formula("A1*2", 2469, Style{}), Blank(Style{Look: Strong}), Cell{},
	)))
	for cell, want := range map[string]string{"A1": "₺1,234.50", "B1": "0", "C1": "1E+21", "D1": "13.3%", "E1": "1234.5", "F1": "2469", "G1": "", "H1": ""} {
		if got, err := f.GetCellValue("Özet", cell); err != nil || got != want {
			t.Errorf("%s: %q, want %q, %v", cell, got, want, err)
		}
	}
	if got, err := f.CalcCellValue("Özet", "F1"); err != nil || !strings.Contains(got, "2,469") && got != "2469" {
		t.Errorf("F1 computes %q, %v", got, err)
	}
}

func TestFrozenAndFiltered(t *testing.T) {
	row := []Cell{Text("a", Style{Look: Heading}), Text("b", Style{Look: Heading})}
	for _, c := range []struct {
		rows, columns int
		corner, pane  string
	}{{1, 0, "A2", "bottomLeft"}, {0, 2, "C1", "topRight"}, {1, 2, "C2", "bottomRight"}} {
		content := written(t, &Book{Sheets: []Sheet{{
			Name: "It's", FrozenRows: c.rows, FrozenColumns: c.columns, Widths: []float64{12.5, 300}, Lines: []int{2},
			Rows: [][]Cell{row, row}, Filter: &Filter{Last: 1, Columns: 2},
		}}})
		f := read(t, content)
		panes, err := f.GetPanes("It's")
		if err != nil || !panes.Freeze || panes.TopLeftCell != c.corner || panes.ActivePane != c.pane {
			t.Errorf("%+v, %v", panes, err)
		}
		if height, _ := f.GetRowHeight("It's", 1); height != 30 {
			t.Errorf("a row of two lines is %g points high", height)
		}
		if width, _ := f.GetColWidth("It's", "B"); width != maxWidth {
			t.Errorf("a column is %g wide", width)
		}
		all := parts(t, content)
		if !strings.Contains(all["xl/worksheets/sheet1.xml"], `<autoFilter ref="A1:B2"/>`) || !strings.Contains(all["xl/workbook.xml"], "'It''s'!$A$1:$B$2") {
			t.Error(all["xl/workbook.xml"])
		}
	}
}

// What the format cannot hold is an error, and then nothing is written.
func TestImpossible(t *testing.T) {
	named := func(names ...string) *Book {
		b := &Book{}
		for _, n := range names {
			b.Sheets = append(b.Sheets, Sheet{Name: n})
		}
		return b
	}
	for want, b := range map[string]*Book{
		"needs a sheet":     {},
		"has 0 characters":  named(""),
		"has 32 characters": named(strings.Repeat("ş", 32)),
		"has 34 characters": named(strings.Repeat("👷", 17)),
		"holds one of":      named("a/b"),
		"apostrophe":        named("'a"),
		"can be named":      named("history"),
		"two sheets":        named("Özet", "ÖZET"),
		"A1: NaN":           sheetOf(Number(math.NaN(), Style{})),
		"B1: -Inf":          sheetOf(Cell{}, Formula("A1", math.Inf(-1), Style{})),
		"A1: 1.7":           sheetOf(Number(1.7e308, Style{})),
		"16385 columns":     sheetOf(make([]Cell, MaxColumns+1)...),
		"1048577 rows":      {Sheets: []Sheet{{Name: "a", Rows: make([][]Cell, MaxRows+1)}}},
	} {
		var out bytes.Buffer
		if err := Write(&out, b); err == nil || !strings.Contains(err.Error(), want) || out.Len() > 0 {
			t.Errorf("%d bytes and %v, want an error with %q", out.Len(), err, want)
		}
	}
	written(t, named(strings.Repeat("ş", 31), "Bütçe & <özet>"))
}

func TestLetters(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", MaxColumns - 1: "XFD"} {
		if got := Letters(column); got != want {
			t.Errorf("%d: %s, want %s", column, got, want)
		}
	}
}

// The same book gives the same bytes; every part is well-formed and says nothing
// of when it was made.
func TestDeterministic(t *testing.T) {
	b := sheetOf(Text("a", Style{Wrap: true}), Number(1, Style{Format: "0.0%"}), Number(2, Style{Format: `"€"0`, Look: Strong}), Text("=b", Style{Indent: true}))
	first := written(t, b)
	for range 20 {
		if !bytes.Equal(first, written(t, b)) {
			t.Fatal("two runs differ")
		}
	}
	for name, text := range parts(t, first) {
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if strings.Contains(text, "dcterms") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// Any text is well-formed XML that reads back as itself, but for what XML and
// the format cannot hold.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"=1", "_x0041_", "a\x00\r\n\t", "\xff", "ı İ 👷", "]]>", "__x005F__x0041_"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		b.WriteString("<t>")
		escape(&b, s)
		b.WriteString("</t>")
		var got string
		if err := xml.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if back := strings.ReplaceAll(got, "_x005F_", "_"); !strings.ContainsAny(s, "\r") && len([]rune(back)) > len([]rune(s)) {
			t.Errorf("%q came back as %q", s, back)
		}
		if strings.Contains(b.String()[3:b.Len()-4], "<") {
			t.Errorf("%q opens an element", s)
		}
	})
}
