package scenario

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// table is a CSV file: rows with the same number of cells.
type table struct {
	rows      []tableRow
	separator rune       // between its cells
	at        *yaml.Node // where the scenario names it
}

// tableRow is a row with its line in the file. Spaces around cells are cut off.
type tableRow struct {
	line  int
	cells []string
}

// tableError is a fault in a CSV file; its line is 0 when it is the file's.
type tableError struct {
	line          int
	message, hint string
}

func (e *tableError) Error() string { return e.message }

// readTable reads a CSV file with at least one row. Cells are separated by
// commas, or by tabs or semicolons when the first line has them.
func readTable(text []byte) (*table, error) {
	text = bytes.TrimPrefix(text, []byte(bom))
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, &tableError{message: "not a text file in UTF-8", hint: "save it as UTF-8"}
	}
	if line := tooWide(text, separator(text)); line > 0 {
		return nil, &tableError{line, fmt.Sprintf("the line has more than %d cells", maxLineCells), "name a file with the figures alone"}
	}
	text = []byte(composed(string(text)))
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord = -1 // counted below, for a better message
	r.ReuseRecord = true
	t := &table{separator: r.Comma}
	for last := 0; ; {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvError(err)
		}
		line, _ := r.FieldPos(0)
		if line > last+1 {
			return nil, &tableError{last + 1, "the line is empty", "write a figure on each line"}
		}
		row := tableRow{line, make([]string, len(cells))}
		last = line
		for i, c := range cells {
			last += strings.Count(c, "\n")
			row.cells[i] = strings.TrimSpace(c)
		}
		if len(t.rows) > 0 && len(cells) != len(t.rows[0].cells) {
			return nil, &tableError{line, fmt.Sprintf("%s, but the first line has %d", count(len(cells), "cell"), len(t.rows[0].cells)), "put a figure with a comma in quotes"}
		}
		if len(t.rows) > maxSample {
			return nil, &tableError{line, fmt.Sprintf("more than %d values", maxSample), ""}
		}
		t.rows = append(t.rows, row)
	}
	if len(t.rows) == 0 {
		return nil, &tableError{message: "the file is empty"}
	}
	return t, nil
}

// maxLineCells is how many cells a line may have.
const maxLineCells = 10_000

// tooWide is the number of the first line with more cells than there may be, 0
// when there is none.
func tooWide(text []byte, separator rune) int {
	line := 1
	for part := range bytes.Lines(text) {
		if bytes.Count(part, []byte(string(separator))) >= maxLineCells {
			return line
		}
		line++
	}
	return 0
}

// separator is what the first line separates its cells by.
func separator(text []byte) rune {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	switch {
	case bytes.IndexByte(first, '\t') >= 0:
		return '\t'
	case bytes.IndexByte(first, ';') >= 0:
		return ';'
	}
	return ','
}

// csvError words a fault of the reader like the others.
func csvError(err error) error {
	var fault *csv.ParseError
	if !errors.As(err, &fault) {
		return err
	}
	hint := "a quote within a quoted cell is written twice"
	return &tableError{fault.Line, fault.Err.Error(), hint}
}
