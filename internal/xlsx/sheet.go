package xlsx

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
)

// part is the XML of a sheet. The order of its elements is that of CT_Worksheet.
func (s *Sheet) part(b *bytes.Buffer, st *styles, first bool) {
	b.WriteString(declaration + `<worksheet xmlns="` + mainSpace + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	fmt.Fprintf(b, `<dimension ref="A1:%s"/>`, Name(max(len(s.Rows), 1)-1, max(s.columns(), 1)-1))
	s.view(b, first)
	if len(s.Widths) > 0 {
		b.WriteString(`<cols>`)
		for i, w := range s.Widths {
			fmt.Fprintf(b, `<col min="%d" max="%d" width="%s" customWidth="1"/>`, i+1, i+1, decimal(min(max(w, 1), maxWidth)))
		}
		b.WriteString(`</cols>`)
	}
	b.WriteString(`<sheetData>`)
	for r, row := range s.Rows {
		if len(row) == 0 {
			continue
		}
		lines := 1
		if r < len(s.Lines) {
			lines = max(s.Lines[r], 1)
		}
		writeRow(b, st, r, row, min(lineHeight*lines, maxHeight))
	}
	b.WriteString(`</sheetData>`)
	if s.Filter != nil {
		b.WriteString(`<autoFilter ref="` + s.Filter.reference(Name) + `"/>`)
	}
	s.tones(b)
	b.WriteString(`<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>` +
		`<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`)
}

// tones are the rules that colour cells, in the order of their precedence.
func (s *Sheet) tones(b *bytes.Buffer) {
	for i, t := range s.Tones {
		fmt.Fprintf(b, `<conditionalFormatting sqref="%s:%s"><cfRule type="cellIs" dxfId="%d" priority="%d" operator=`,
			Name(t.First, t.Column), Name(t.Last, t.Column), t.Tone, i+1)
		if t.Below {
			b.WriteString(`"lessThan"><formula>0</formula>`)
		} else {
			b.WriteString(`"equal"><formula>`)
			escape(b, `"`+t.Equals+`"`)
			b.WriteString(`</formula>`)
		}
		b.WriteString(`</cfRule></conditionalFormatting>`)
	}
}

// columns is the length of the longest row.
func (s *Sheet) columns() int {
	most := 0
	for _, row := range s.Rows {
		most = max(most, len(row))
	}
	return most
}

// view is what of the sheet stays in sight.
func (s *Sheet) view(b *bytes.Buffer, first bool) {
	b.WriteString(`<sheetViews><sheetView showGridLines="0" workbookViewId="0"`)
	if first {
		b.WriteString(` tabSelected="1"`)
	}
	if s.FrozenRows == 0 && s.FrozenColumns == 0 {
		b.WriteString(`/></sheetViews>`)
		return
	}
	b.WriteString(`><pane`)
	if s.FrozenColumns > 0 {
		fmt.Fprintf(b, ` xSplit="%d"`, s.FrozenColumns)
	}
	pane := "topRight"
	if s.FrozenRows > 0 {
		fmt.Fprintf(b, ` ySplit="%d"`, s.FrozenRows)
		pane = "bottomLeft"
		if s.FrozenColumns > 0 {
			pane = "bottomRight"
		}
	}
	fmt.Fprintf(b, ` topLeftCell="%s" activePane="%s" state="frozen"/><selection pane="%s"/></sheetView></sheetViews>`,
		Name(s.FrozenRows, s.FrozenColumns), pane, pane)
}

// The height of a line of text and of the highest row, in points.
const (
	lineHeight = 15
	maxHeight  = 409
)

// writeRow writes a row and says how high it is, because not every program
// measures its text.
func writeRow(b *bytes.Buffer, st *styles, r int, row []Cell, height int) {
	number := strconv.Itoa(r + 1)
	b.WriteString(`<row r="` + number + `" ht="` + strconv.Itoa(height) + `" customHeight="1">`)
	for c := range row {
		cell := &row[c]
		if cell.kind == empty && cell.style == (Style{}) {
			continue
		}
		b.WriteString(`<c r="` + Letters(c) + number + `"`)
		if i := st.of(cell); i > 0 {
			b.WriteString(` s="` + strconv.Itoa(i) + `"`)
		}
		cell.content(b)
	}
	b.WriteString(`</row>`)
}

// content is what follows the attributes that all cells have.
func (c *Cell) content(b *bytes.Buffer) {
	switch c.kind {
	case text:
		b.WriteString(` t="inlineStr"><is><t xml:space="preserve">`)
		escape(b, bounded(c.text))
		b.WriteString(`</t></is></c>`)
	case number:
		b.WriteString(`><v>` + decimal(c.number) + `</v></c>`)
	case formula:
		b.WriteString(`><f>`)
		escape(b, c.text)
		b.WriteString(`</f><v>` + decimal(c.number) + `</v></c>`)
	default:
		b.WriteString(`/>`)
	}
}

// decimal is the shortest number that reads back as the same; there is no −0.
func decimal(v float64) string {
	format := byte('f')
	if size := math.Abs(v); size >= 1e15 || size < 1e-5 && size > 0 {
		format = 'e'
	}
	return strconv.FormatFloat(v+0, format, -1, 64)
}

// reference is the range of a filter in the notation of a cell's name.
func (f *Filter) reference(name func(row, column int) string) string {
	return name(f.Row, 0) + ":" + name(max(f.Last, f.Row), max(f.Columns, 1)-1)
}
