package pricebook

import (
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/diag"
)

// The kinds of faults.
const (
	codeFormat    = "price-format"    // the file is not what it should be
	codeValue     = "price-value"     // a value cannot be a price, a date, a unit …
	codeTwice     = "price-twice"     // two prices for one thing
	codeTiers     = "price-tiers"     // steps that overlap or leave a gap
	codeKey       = "price-key"       // a column or key that nothing reads, or one that lacks
	codeTooMany   = "price-too-many"  // more than a book holds
	codeAmbiguous = "price-ambiguous" // several things fit one name
)

// maxFaults is how many faults of a file are collected.
const maxFaults = 50

// maxPrices is how many prices a book has at most. A provider's whole list is more
// than anybody plans with; what is imported is filtered.
const maxPrices = 200_000

// maxText is how long a text of a price may be.
const maxText = 300

// faults collects what is wrong with a file.
type faults struct {
	file string
	list diag.List
}

func (f *faults) add(line int, code, hint, format string, args ...any) {
	f.list.Add(diag.Diagnostic{Code: code, Pos: diag.Pos{File: f.file, Line: line}, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// of adds a fault of a price.
func (f *faults) of(p *Price, code, hint, format string, args ...any) {
	f.list.Add(diag.Diagnostic{Code: code, Pos: diag.Pos{File: p.file, Line: p.Line}, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// full reports whether there are so many that the rest is not read.
func (f *faults) full() bool { return len(f.list) >= maxFaults }

// lineCounter knows the line of each place in what it has read. What was asked for
// is forgotten, so that it holds no more than the reader before it has buffered.
type lineCounter struct {
	r      io.Reader
	read   int64   // bytes
	breaks []int64 // places of the line breaks that have not been asked for yet
	line   int     // of the place that was asked for last
}

func (l *lineCounter) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			l.breaks = append(l.breaks, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

// at is the line of a place, which is none before the last one asked for.
func (l *lineCounter) at(offset int64) int {
	n := 0
	for n < len(l.breaks) && l.breaks[n] < offset {
		n++
	}
	l.breaks = l.breaks[:copy(l.breaks, l.breaks[n:])]
	l.line += n
	return l.line + 1
}

// badText says why a text may not stand in a book: it is printed in tables, and
// opened in spreadsheets, which compute what looks like a formula.
func badText(text string) string {
	switch {
	case len(text) > maxText:
		return "is too long"
	case !utf8.ValidString(text):
		return "is not UTF-8"
	case text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@'):
		return "begins as a formula does"
	}
	for _, r := range text {
		if !unicode.IsPrint(r) {
			return "has a character that cannot be printed"
		}
	}
	return ""
}
