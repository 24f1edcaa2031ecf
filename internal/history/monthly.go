package history

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Monthly is what a source says by calendar month, column by column. Memory grows with
// its months and columns, not with its rows.
type Monthly struct {
	Source   string    // its name
	Bill     bool      // a bill in FOCUS: the first column is the total, the others are categories
	Currency string    // of a bill, ISO 4217
	Columns  []Column  // in the order of the file; categories the dearest first
	Read     int       // rows there were
	Used     int       // of which have a number
	Total    float64   // of a bill the cost, else the sum of all numbers
	From     time.Time // first day of the first month
	To       time.Time // of the last
	Notes    []string  // what was found and done about it, a sentence each
}

// Column is the numbers under one heading.
type Column struct {
	Name     string // the heading
	Category bool   // of a bill
	Cells    []Cell // by month
}

// Cell is what the rows of a month come to.
type Cell struct {
	Month time.Time // its first day
	Sum   float64   // of the numbers
	Count int       // how many numbers, or days of a bill
}

// Mean is the mean of the numbers of the month.
func (c Cell) Mean() float64 { return c.Sum / float64(max(1, c.Count)) }

// mostColumns is how many columns of numbers a file may have.
const mostColumns = 500

// ReadMonthly reads a bill in FOCUS, or CSV with a column of times and any others of
// numbers, as a stream. It refuses what it cannot read, with the line.
func ReadMonthly(name string, from io.Reader, basis Basis) (*Monthly, error) {
	buffered := bufio.NewReaderSize(from, 64<<10)
	head, err := buffered.Peek(64 << 10)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if IsFocus(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))) {
		b, err := ReadFocus(name, buffered, basis)
		if err != nil {
			return nil, err
		}
		return b.monthly(), nil
	}
	records, err := newRecords(buffered)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s := &sheet{name: name, records: records, out: &Monthly{Source: name}}
	if err := s.begin(); err != nil {
		return nil, err
	}
	return s.read()
}

// sheet is a CSV file of several columns on its way.
type sheet struct {
	name    string
	records *records
	clock   clock
	time    int
	columns []int            // of the numbers, in the file
	sums    []map[int]*tally // by column, by month
	first   []string
	out     *Monthly
}

// tally is the numbers of a month on their way.
type tally struct {
	sum   exactSum
	count int
}

func (s *sheet) row() ([]string, error) {
	t := table{name: s.name, records: s.records}
	return t.row()
}

// begin finds the columns: the first with times, and all with numbers in the first row.
func (s *sheet) begin() error {
	head, err := s.row()
	if err != nil {
		return err
	}
	if s.first, err = s.row(); err != nil {
		return err
	}
	if head == nil || s.first == nil {
		return fmt.Errorf("%s: it takes headings, and rows below them", s.name)
	}
	s.time = -1
	var words []string
	for i, cell := range s.first {
		var fresh clock
		_, err := strconv.ParseFloat(cell, 64)
		_, _, isTime := fresh.read(cell)
		switch {
		case i >= len(head):
			return fmt.Errorf("%s:%d: the row has %d columns, and there are %d headings", s.name, s.records.line, len(s.first), len(head))
		case isTime && s.time < 0 && (err != nil || i == 0):
			s.time = i
		case err == nil || missing(cell) || strings.ContainsAny(cell, "0123456789") && !isTime:
			s.columns = append(s.columns, i)
			s.sums = append(s.sums, map[int]*tally{})
			s.out.Columns = append(s.out.Columns, Column{Name: head[i]})
		default:
			words = append(words, head[i])
		}
	}
	switch {
	case s.time < 0:
		return fmt.Errorf("%s:%d: no column has times such as 2026-03", s.name, s.records.line)
	case len(s.columns) == 0:
		return fmt.Errorf("%s:%d: no column has numbers", s.name, s.records.line)
	case len(s.columns) > mostColumns:
		return fmt.Errorf("%s: there are more than %d columns of numbers", s.name, mostColumns)
	}
	if len(words) > 0 {
		s.out.Notes = append(s.out.Notes, "Not numbers, and left out: "+strings.Join(words, ", ")+".")
	}
	return nil
}

// read reads all rows.
func (s *sheet) read() (*Monthly, error) {
	for row := s.first; row != nil; {
		if s.out.Read++; s.out.Read > mostRows {
			return nil, fmt.Errorf("%s: there are more than 5 million rows; aggregate them by month first", s.name)
		}
		if err := s.add(row); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", s.name, s.records.line, err)
		}
		var err error
		if row, err = s.row(); err != nil {
			return nil, err
		}
	}
	if s.out.Used == 0 {
		return nil, fmt.Errorf("%s: none of its %d rows has a number", s.name, s.out.Read)
	}
	for i, months := range s.sums {
		s.out.Columns[i].Cells = cellsOf(months)
	}
	s.out.period()
	s.out.trim()
	return s.out, nil
}

// add reads a row.
func (s *sheet) add(row []string) error {
	if s.time >= len(row) {
		return fmt.Errorf("the row has %d columns; a time is in column %d", len(row), s.time+1)
	}
	one, two, ok := s.clock.read(row[s.time])
	switch {
	case !ok:
		return fmt.Errorf("%q is not a time such as 2026-03", shortened(row[s.time], 40))
	case !one.Equal(two):
		return fmt.Errorf("%q may be day/month or month/day; write it as 2026-03-01", shortened(row[s.time], 40))
	}
	month, used := monthNumber(one), false
	for i, at := range s.columns {
		if at >= len(row) || missing(row[at]) {
			continue
		}
		v, err := strconv.ParseFloat(row[at], 64)
		switch text := row[at]; {
		case err != nil && strings.Contains(text, ","):
			return fmt.Errorf("%q has a comma; write decimals with a point and no separator of thousands, as in 1234.5", shortened(text, 40))
		case err != nil || math.IsNaN(v) || math.Abs(v) > 1e24:
			return fmt.Errorf("%q is not a number such as 1234.5", shortened(text, 40))
		}
		t := s.sums[i][month]
		if t == nil {
			t = &tally{}
			s.sums[i][month] = t
		}
		t.sum.add(v)
		t.count++
		s.out.Total += v
		used = true
	}
	if used {
		s.out.Used++
	}
	return nil
}

// monthNumber counts months from year 0 on.
func monthNumber(t time.Time) int { return 12*t.Year() + int(t.Month()) - 1 }

func cellsOf(months map[int]*tally) []Cell {
	var cells []Cell
	for month, t := range months {
		cells = append(cells, Cell{time.Date(month/12, time.Month(month%12+1), 1, 0, 0, 0, 0, time.UTC), t.sum.value(), t.count})
	}
	slices.SortFunc(cells, func(a, b Cell) int { return a.Month.Compare(b.Month) })
	return cells
}

// period sets the first and the last month.
func (m *Monthly) period() {
	for _, c := range m.Columns {
		if len(c.Cells) == 0 {
			continue
		}
		if first := c.Cells[0].Month; m.From.IsZero() || first.Before(m.From) {
			m.From = first
		}
		if last := c.Cells[len(c.Cells)-1].Month; last.After(m.To) {
			m.To = last
		}
	}
}

// trim leaves the first and the last month of each column out that have less than nine
// tenths of the usual number of values: a month that has just begun says nothing.
func (m *Monthly) trim() {
	cut := map[time.Time]bool{}
	for i := range m.Columns {
		cells := m.Columns[i].Cells
		counts := make([]int, len(cells))
		for k, c := range cells {
			counts[k] = c.Count
		}
		slices.Sort(counts)
		if len(cells) < 2 || counts[len(counts)/2] < 2 {
			continue
		}
		usual := counts[(len(counts)-1)/2]
		if len(cells) == 2 {
			usual = counts[1]
		}
		if last := cells[len(cells)-1]; last.Count*10 < usual*9 {
			cells, cut[last.Month] = cells[:len(cells)-1], true
		}
		if first := cells[0]; len(cells) > 0 && first.Count*10 < usual*9 {
			cells, cut[first.Month] = cells[1:], true
		}
		m.Columns[i].Cells = cells
	}
	var months []string
	for month := range cut {
		months = append(months, Month.Label(month))
	}
	slices.Sort(months)
	if len(months) > 0 {
		m.Notes = append(m.Notes, "Not whole, and left out: "+strings.Join(months, ", ")+".")
	}
}

// monthly is a bill by month: its total, and its categories.
func (b *Bill) monthly() *Monthly {
	m := &Monthly{Source: b.Source, Bill: true, Currency: b.Currency, Read: b.Read, Used: b.Used, Total: b.Import.Total(), Notes: b.Notes}
	days := map[time.Time]int{}
	total := map[int]*tally{}
	for _, p := range b.Points {
		month := monthNumber(p.At)
		days[Month.Floor(p.At)]++
		if total[month] == nil {
			total[month] = &tally{}
		}
		total[month].sum.add(p.Value)
		total[month].count++
	}
	m.Columns = append(m.Columns, Column{Name: b.Column, Cells: cellsOf(total)})
	for _, a := range b.Amounts {
		c := Column{Name: a.Category, Category: true}
		for _, cell := range a.Months {
			cell.Count = days[cell.Month] // a category need not have a line on each day
			c.Cells = append(c.Cells, cell)
		}
		m.Columns = append(m.Columns, c)
	}
	m.period()
	m.trim()
	return m
}
