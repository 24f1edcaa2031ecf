package pricebook

import (
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Parse reads a book: YAML when its name ends in .yaml or .yml, else CSV. The book is
// nil when anything is wrong with it.
func Parse(name string, text []byte) (*Book, diag.List) {
	f := &faults{file: name}
	b := new(Book)
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	lower := strings.ToLower(name)
	switch {
	case !utf8.Valid(text):
		f.add(0, codeFormat, "save it as UTF-8", "not a text file in UTF-8")
	case strings.HasSuffix(lower, ".yaml") || strings.HasSuffix(lower, ".yml"):
		b.readYAML(text, f)
	default:
		b.readCSV(text, f)
	}
	if !f.list.HasErrors() && len(b.Prices) == 0 {
		f.add(0, codeFormat, "", "the book has no price")
	}
	for i := range b.Prices {
		b.Prices[i].file = name
	}
	b.arrange(f)
	if f.list.HasErrors() {
		return nil, f.list
	}
	return b, f.list
}

// readCSV reads a book whose first line names the columns, all of them known. Lines
// that begin with # are notes.
func (b *Book) readCSV(text []byte, f *faults) {
	b.notes(text)
	t := csv.NewReader(bytes.NewReader(text))
	t.FieldsPerRecord, t.Comment = -1, '#'
	names, err := t.Read()
	if err != nil {
		f.csvFault(err, "the file is empty")
		return
	}
	if !columnsKnown(names, f) {
		return
	}
	for !f.full() {
		row, err := t.Read()
		if err != nil {
			if err != io.EOF {
				f.csvFault(err, "")
			}
			return
		}
		line, _ := t.FieldPos(0)
		if len(row) != len(names) {
			f.add(line, codeFormat, "", "%d cells, but there are %d columns", len(row), len(names))
			continue
		}
		p := Price{Line: line}
		for k, name := range names {
			if why := p.set(name, strings.TrimSpace(row[k])); why != "" {
				f.add(line, codeValue, "", "%s", why)
			}
		}
		b.put(p, f)
	}
}

// put adds a price.
func (b *Book) put(p Price, f *faults) {
	if len(b.Prices) >= maxPrices {
		if len(b.Prices) == maxPrices {
			f.add(p.Line, codeTooMany, "keep what the plan needs", "more than %d prices", maxPrices)
		}
		return
	}
	b.Prices = append(b.Prices, p)
}

// notes are the lines at the beginning that begin with #: the first is the name.
func (b *Book) notes(text []byte) {
	var lines []string
	for line := range bytes.Lines(text) {
		if !bytes.HasPrefix(line, []byte("#")) {
			break
		}
		lines = append(lines, strings.TrimSpace(strings.TrimLeft(string(line), "#")))
	}
	if len(lines) > 0 {
		b.Name, b.Note = lines[0], strings.Join(lines[1:], " ")
	}
}

// columnsKnown reports columns that are unknown, lack or stand twice.
func columnsKnown(names []string, f *faults) bool {
	before := len(f.list)
	for k, name := range names {
		name = strings.TrimSpace(name)
		names[k] = name
		switch {
		case !slices.Contains(columns(), name):
			f.add(1, codeKey, unknownHint(name), "unknown column %s", quoted(name))
		case slices.Contains(names[:k], name):
			f.add(1, codeKey, "keep one", "two columns %q", name)
		}
	}
	for _, must := range []string{"provider", "sku", "unit", "price", "currency", "as_of"} {
		if !slices.Contains(names, must) {
			f.add(1, codeKey, "a book has the columns "+strings.Join(columns(), ", "), "there is no column %q", must)
		}
	}
	return len(f.list) == before
}

func unknownHint(name string) string {
	if near := unit.Nearest(name, columns()); near != "" {
		return "did you mean " + strconv.Quote(near) + "?"
	}
	return "known are " + strings.Join(columns(), ", ")
}

// WriteCSV writes a book as Parse reads it. Columns that no price fills are left out,
// but for those that a book must have.
func (b *Book) WriteCSV(w io.Writer) error {
	var text bytes.Buffer
	for _, line := range []string{b.Name, b.Note} {
		if line != "" {
			text.WriteString("# " + line + "\n")
		}
	}
	names := slices.DeleteFunc(columns(), func(name string) bool {
		return !slices.Contains([]string{"provider", "region", "sku", "unit", "price", "currency", "term", "as_of"}, name) &&
			!slices.ContainsFunc(b.Prices, func(p Price) bool { return p.get(name) != "" })
	})
	t := csv.NewWriter(&text)
	rows := [][]string{names}
	for i := range b.Prices {
		row := make([]string, len(names))
		for k, name := range names {
			row[k] = b.Prices[i].get(name)
		}
		rows = append(rows, row)
	}
	if err := t.WriteAll(rows); err != nil {
		return err
	}
	_, err := w.Write(text.Bytes())
	return err
}

// get is the value of a column; empty where it says nothing.
func (p *Price) get(name string) string {
	optional := func(v float64) string {
		if v == 0 {
			return ""
		}
		return Number(v)
	}
	switch name {
	case "provider":
		return p.Provider
	case "region":
		return p.Region
	case "sku":
		return p.SKU
	case "family":
		return p.Family
	case "unit":
		return p.Unit
	case "price":
		return Number(p.Amount)
	case "currency":
		return p.Currency
	case "term":
		return p.Term.String()
	case "upfront":
		return optional(p.Upfront)
	case "from":
		return optional(p.From)
	case "to":
		return optional(p.To)
	case "cpu":
		return optional(p.CPU)
	case "memory":
		if p.Memory == 0 {
			return ""
		}
		return Number(p.Memory/GiB) + " GiB"
	case "source":
		return p.Source
	case "as_of":
		return p.AsOf
	}
	return ""
}

// Number writes a number with all its digits, as a book has it.
func Number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
