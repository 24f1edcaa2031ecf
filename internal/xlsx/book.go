// Package xlsx writes workbooks of typed cells as Office Open XML (ISO/IEC
// 29500), which Excel, LibreOffice and other spreadsheets read.
//
// It writes and does not read, and knows no more of the format than that takes:
// texts are inline strings, which no program takes for a formula; there are no
// shared strings, themes or macros. The same book gives the same bytes, because
// the archive and its properties carry no time.
package xlsx

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf16"
)

// The limits of the format.
const (
	MaxRows      = 1 << 20     // rows of a sheet
	MaxColumns   = 1 << 14     // columns of a sheet
	MaxText      = 1<<15 - 1   // UTF-16 units of a cell's text
	MaxSheetName = 31          // UTF-16 units of a sheet's name
	maxNumber    = 9.99999e307 // largest magnitude that a cell holds
	maxWidth     = 255         // characters of a column's width
)

// Book is a workbook.
type Book struct {
	Title  string  // of the document
	Tool   string  // the program that made it
	Sheets []Sheet // at least one, in the order of the tabs
}

// Sheet is a table of cells.
type Sheet struct {
	Name          string    // of the tab: 1 to 31 characters, unique in any case
	Widths        []float64 // of columns, in characters; further columns have that of the program
	Rows          [][]Cell  // from the first row on; they may differ in length
	Lines         []int     // of text in rows; 1 where it is 0 or missing
	FrozenRows    int       // rows that stay in sight; they are repeated on every printed page
	FrozenColumns int       // columns that stay in sight
	Filter        *Filter   // the table that readers can filter; nil for none
	Tones         []Toned   // cells that are coloured by what they hold
}

// Toned is cells of a column that are coloured where they hold a text, or a number
// below zero.
type Toned struct {
	Column      int    // from 0
	First, Last int    // rows, from 0, both inclusive
	Equals      string // the text; without quotes in it
	Below       bool   // a number below zero instead
	Tone        Tone   // the colour
}

// Tone is a colour that judges.
type Tone uint8

// The tones.
const (
	Bad Tone = iota
	Caution
	Good
)

// Filter is the place of a table with headings.
type Filter struct {
	Row     int // of the headings, from 0
	Last    int // row of the last entry
	Columns int // from the first column on
}

// Cell is one cell; the zero Cell is empty.
type Cell struct {
	kind   kind
	text   string
	number float64
	style  Style
}

type kind uint8

const (
	empty kind = iota
	text
	number
	formula
)

// Style is how a cell looks.
type Style struct {
	Format string // code of the number format, as in "0.0%"; as the program likes when empty
	Look   Look   // of letters and background
	Wrap   bool   // long text goes on in further lines
	Right  bool   // text stands at the right, as numbers do
	Indent bool   // text keeps off the column before it
}

// Look is one of the few ways in which cells look.
type Look uint8

// The looks.
const (
	Plain   Look = iota
	Heading      // of a column: bold on a dark ground
	Title        // of a sheet: large and bold
	Label        // bold
	Strong       // totals: bold, with a line above
	Muted        // remarks: grey
)

// Blank is an empty cell with a look.
func Blank(s Style) Cell { return Cell{style: s} }

// Text is a cell that holds a text, whatever it begins with.
func Text(value string, s Style) Cell { return Cell{kind: text, text: value, style: s} }

// Number is a cell that holds a number.
func Number(value float64, s Style) Cell { return Cell{kind: number, number: value, style: s} }

// Formula is a cell that computes; value is what it yields, for programs that
// do not compute. The code has no equals sign before it. Never make it of text
// that somebody else wrote.
func Formula(code string, value float64, s Style) Cell {
	return Cell{kind: formula, text: code, number: value, style: s}
}

// Date is a cell that holds the first day of a month. Months before March 1900
// and after 9999, which spreadsheets do not know or count differently, are text
// such as "1899-12".
func Date(year, month int, s Style) Cell {
	if year < 1900 || year == 1900 && month < 3 || year > 9999 {
		s.Format = ""
		return Text(fmt.Sprintf("%04d-%02d", year, month), s)
	}
	const day = 24 * 60 * 60
	epoch := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return Number(float64((first.Unix()-epoch.Unix())/day), s)
}

// check reports what the format cannot hold.
func (b *Book) check() error {
	if len(b.Sheets) == 0 {
		return fmt.Errorf("xlsx: a book needs a sheet")
	}
	seen := map[string]bool{}
	for i := range b.Sheets {
		s := &b.Sheets[i]
		if err := checkName(s.Name); err != nil {
			return err
		}
		folded := strings.ToLower(s.Name)
		if seen[folded] {
			return fmt.Errorf("xlsx: two sheets are named %q", s.Name)
		}
		seen[folded] = true
		if err := s.check(); err != nil {
			return fmt.Errorf("xlsx: sheet %q: %w", s.Name, err)
		}
	}
	return nil
}

// checkName holds the name of a sheet against the rules of Excel.
func checkName(name string) error {
	size := len(utf16.Encode([]rune(name)))
	switch {
	case size == 0 || size > MaxSheetName:
		return fmt.Errorf("xlsx: the name %q of a sheet has %d characters; 1 to %d are possible", name, size, MaxSheetName)
	case strings.ContainsAny(name, `[]:*?/\`) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }):
		return fmt.Errorf(`xlsx: the name %q of a sheet holds one of []:*?/\ or a control character`, name)
	case strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'"):
		return fmt.Errorf("xlsx: the name %q of a sheet begins or ends with an apostrophe", name)
	case strings.EqualFold(name, "History"):
		return fmt.Errorf("xlsx: no sheet can be named %q", name)
	}
	return nil
}

func (s *Sheet) check() error {
	if len(s.Rows) > MaxRows {
		return fmt.Errorf("%d rows; %d are possible", len(s.Rows), MaxRows)
	}
	for r, row := range s.Rows {
		if len(row) > MaxColumns {
			return fmt.Errorf("row %d has %d columns; %d are possible", r+1, len(row), MaxColumns)
		}
		for c := range row {
			if cell := &row[c]; cell.kind >= number && !(math.Abs(cell.number) <= maxNumber) {
				return fmt.Errorf("%s: %v is no number that a cell can hold", Name(r, c), cell.number)
			}
		}
	}
	return nil
}

// Name is the name of a cell by its row and column from 0: "A1", "AB12".
func Name(row, column int) string { return fmt.Sprintf("%s%d", Letters(column), row+1) }

// Letters is the name of a column by its number from 0: "A", "Z", "AA".
func Letters(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
