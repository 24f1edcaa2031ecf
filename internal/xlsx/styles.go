package xlsx

import (
	"bytes"
	"fmt"
)

// styles numbers the styles of a book in the order in which they come.
type styles struct {
	index   map[xf]int
	list    []xf
	formats []string // own number formats, from firstFormat on
}

// xf is a style as the format knows it.
type xf struct {
	Style
	quoted bool // the text stays text when somebody edits it
}

// firstFormat is the first number of a format that is not built in.
const firstFormat = 164

func newStyles() *styles {
	s := &styles{index: map[xf]int{}}
	s.of(&Cell{}) // number 0 is what empty cells have
	return s
}

// of is the number of a cell's style.
func (s *styles) of(c *Cell) int {
	key := xf{c.style, c.kind == text && isRisky(c.text)}
	if i, ok := s.index[key]; ok {
		return i
	}
	i := len(s.list)
	s.index[key], s.list = i, append(s.list, key)
	if f := c.style.Format; f != "" && s.format(f) == 0 {
		s.formats = append(s.formats, f)
	}
	return i
}

// format is the number of a format; 0 is none.
func (s *styles) format(code string) int {
	for i, f := range s.formats {
		if f == code {
			return firstFormat + i
		}
	}
	return 0
}

// The fonts, fills and borders of the looks, by their number.
const looks = `<fonts count="5">` +
	`<font><sz val="11"/><color rgb="FF1B2330"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><b/><sz val="16"/><color rgb="FF1B2330"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><b/><sz val="11"/><color rgb="FF1B2330"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><sz val="11"/><color rgb="FF667085"/><name val="Calibri"/><family val="2"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FF2F5D9B"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
	`<border><left/><right/><top style="thin"><color rgb="FF98A2B3"/></top><bottom/><diagonal/></border></borders>`

// The colours of the tones, by their number.
const tones = `<dxfs count="3">` +
	`<dxf><font><color rgb="FFB42D24"/></font><fill><patternFill patternType="solid"><bgColor rgb="FFFBEBEA"/></patternFill></fill></dxf>` +
	`<dxf><font><color rgb="FF85500A"/></font><fill><patternFill patternType="solid"><bgColor rgb="FFFBF1E0"/></patternFill></fill></dxf>` +
	`<dxf><font><color rgb="FF1F5AA8"/></font><fill><patternFill patternType="solid"><bgColor rgb="FFE9F0F9"/></patternFill></fill></dxf></dxfs>`

// part is styles.xml.
func (s *styles) part(b *bytes.Buffer) {
	b.WriteString(declaration + `<styleSheet xmlns="` + mainSpace + `">`)
	if len(s.formats) > 0 {
		fmt.Fprintf(b, `<numFmts count="%d">`, len(s.formats))
		for i, f := range s.formats {
			fmt.Fprintf(b, `<numFmt numFmtId="%d" formatCode="`, firstFormat+i)
			escape(b, f)
			b.WriteString(`"/>`)
		}
		b.WriteString(`</numFmts>`)
	}
	b.WriteString(looks + `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyAlignment="1"><alignment vertical="top"/></xf></cellStyleXfs>`)
	fmt.Fprintf(b, `<cellXfs count="%d">`, len(s.list))
	for _, x := range s.list {
		s.xf(b, x)
	}
	b.WriteString(`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>` + tones + `</styleSheet>`)
}

func (s *styles) xf(b *bytes.Buffer, x xf) {
	fill, border := 0, 0
	font := [...]int{Plain: 0, Heading: 1, Title: 2, Label: 3, Strong: 3, Muted: 4}[x.Look]
	switch x.Look {
	case Heading:
		fill = 2
	case Strong:
		border = 1
	}
	fmt.Fprintf(b, `<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0"`, s.format(x.Format), font, fill, border)
	if x.quoted {
		b.WriteString(` quotePrefix="1"`)
	}
	b.WriteString(` applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="`)
	if x.Look == Heading {
		b.WriteString("center")
	} else {
		b.WriteString("top")
	}
	b.WriteByte('"')
	if x.Right {
		b.WriteString(` horizontal="right"`)
	}
	if x.Indent && !x.Right {
		b.WriteString(` horizontal="left" indent="1"`)
	}
	if x.Wrap {
		b.WriteString(` wrapText="1"`)
	}
	b.WriteString(`/></xf>`)
}
