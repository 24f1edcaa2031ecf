package history

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Columns name the columns of a CSV file; empty ones are found: the first with times,
// and the first other one with numbers.
type Columns struct {
	Time  string // with the times
	Value string // with the numbers
}

// mostRows is how many rows of a CSV file are read as a series.
const mostRows = 5_000_000

// ReadCSV reads a series from CSV with any of the delimiters comma, semicolon, tab and
// bar, with or without headings. It refuses what it cannot read, with the line.
func ReadCSV(name string, from io.Reader, want Columns) (*Import, error) {
	r, err := newRecords(from)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	t := &table{name: name, records: r, out: &Import{Source: name}}
	if err := t.begin(want); err != nil {
		return nil, err
	}
	if err := t.rows(); err != nil {
		return nil, err
	}
	return t.finish()
}

// table is a CSV file on its way to a series.
type table struct {
	name                 string
	records              *records
	out                  *Import
	time, value          int
	heading              []string
	first                []string // a row of data that was read while looking for the headings
	clock                clock
	other                []Point // the same, with day and month the other way round
	empty                int     // rows without a number
	monthFirst, dayFirst bool    // that way of reading them was possible for all rows
}

// begin finds the columns.
func (t *table) begin(want Columns) error {
	head, err := t.row()
	if err != nil {
		return err
	}
	if head == nil {
		return fmt.Errorf("%s: there is nothing in it", t.name)
	}
	t.monthFirst, t.dayFirst = true, true
	t.first = head
	if t.dateIn(head) < 0 { // no time: these are headings
		t.heading = head
		if t.first, err = t.row(); err != nil {
			return err
		}
		if t.first == nil {
			return fmt.Errorf("%s: there are headings, and no rows below them", t.name)
		}
	}
	if t.time, err = t.named(want.Time, t.dateIn(t.first)); err != nil {
		return err
	}
	if t.time < 0 {
		return fmt.Errorf("%s:%d: no column has times such as 2026-03-01; say which has them", t.name, t.records.line)
	}
	number := -1
	for i, c := range t.first {
		if _, err := strconv.ParseFloat(strings.TrimSpace(c), 64); err == nil && i != t.time {
			number = i
			break
		}
	}
	if number < 0 && len(t.first) == 2 {
		number = 1 - t.time // the only other one; its first value may be missing
	}
	if t.value, err = t.named(want.Value, number); err != nil {
		return err
	}
	if t.value < 0 {
		return fmt.Errorf("%s:%d: no column has numbers; say which has them", t.name, t.records.line)
	}
	t.out.Column = "value"
	if t.value < len(t.heading) {
		t.out.Column = t.heading[t.value]
	}
	return nil
}

// row is the next row as words.
func (t *table) row() ([]string, error) {
	fields, err := t.records.record()
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", t.name, t.records.line, err)
	}
	var out []string
	for _, f := range fields {
		out = append(out, strings.TrimSpace(string(f)))
	}
	return out, nil
}

// dateIn is the first column with a time in a row, or -1.
func (t *table) dateIn(row []string) int {
	for i, c := range row {
		var fresh clock
		if _, _, ok := fresh.read(c); ok {
			return i
		}
	}
	return -1
}

// named is the column of a name, or the one found where there is no name.
func (t *table) named(name string, found int) (int, error) {
	if name == "" {
		return found, nil
	}
	for i, h := range t.heading {
		if strings.EqualFold(h, name) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%s: there is no column %q; there are %s", t.name, name, strings.Join(t.heading, ", "))
}

// rows reads all rows.
func (t *table) rows() error {
	for row := t.first; row != nil; {
		if t.out.Read++; t.out.Read > mostRows {
			return fmt.Errorf("%s: there are more than 5 million rows; aggregate them by day first", t.name)
		}
		if err := t.add(row); err != nil {
			return err
		}
		var err error
		if row, err = t.row(); err != nil {
			return err
		}
	}
	return nil
}

// add reads a row. One without a number is counted and left out.
func (t *table) add(row []string) error {
	place := func(format string, args ...any) error {
		return fmt.Errorf("%s:%d: "+format, append([]any{t.name, t.records.line}, args...)...)
	}
	if t.time >= len(row) || t.value >= len(row) {
		return place("the row has %d columns; a time is in column %d and a number in column %d", len(row), t.time+1, t.value+1)
	}
	one, two, ok := t.clock.read(row[t.time])
	if !ok {
		return place("%q is not a time such as 2026-03-01", shortened(row[t.time], 40))
	}
	v, err := strconv.ParseFloat(row[t.value], 64)
	switch text := row[t.value]; {
	case missing(text) || err == nil && (math.IsNaN(v) || math.IsInf(v, 0)):
		t.empty++
		return nil
	case err != nil && strings.ContainsAny(text, ","):
		return place("%q has a comma; write decimals with a point and no separator of thousands, as in 1234.5", shortened(text, 40))
	case err != nil:
		return place("%q is not a number", shortened(text, 40))
	}
	t.monthFirst, t.dayFirst = t.monthFirst && !one.IsZero(), t.dayFirst && !two.IsZero()
	t.out.Points = append(t.out.Points, Point{one, v})
	t.other = append(t.other, Point{two, v})
	return nil
}

// missing says that a cell has no value, in the words of those who write it.
func missing(text string) bool {
	switch strings.ToLower(text) {
	case "", "-", "na", "n/a", "null", "none", "nan":
		return true
	}
	return false
}

// finish chooses the way to read the dates, and puts the points in order.
func (t *table) finish() (*Import, error) {
	differs := false
	for i, p := range t.out.Points {
		differs = differs || !p.At.Equal(t.other[i].At)
	}
	switch {
	case t.monthFirst == t.dayFirst && (differs || !t.monthFirst):
		return nil, fmt.Errorf("%s: its dates may be day/month or month/day; write them as 2026-03-01", t.name)
	case !t.monthFirst:
		t.out.Points = t.other
	}
	t.out.Used = len(t.out.Points)
	if t.out.Used == 0 {
		return nil, fmt.Errorf("%s: none of its %d rows has a number in column %q", t.name, t.out.Read, t.out.Column)
	}
	if t.empty > 0 {
		t.out.Notes = append(t.out.Notes, plural(t.empty, "row has no number", "rows have no number")+"; left out.")
	}
	t.out.arrange(false)
	return t.out, nil
}

// plural is a count with its words.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
