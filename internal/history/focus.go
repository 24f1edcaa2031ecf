package history

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"time"
)

// Basis says which cost of a bill is meant.
type Basis uint8

// The bases, in the words of FOCUS: what is invoiced, and what is used up of it with
// purchases spread over what they cover. They are never added to each other.
const (
	Billed Basis = iota
	Effective
)

// Bases are the names of the bases, by number.
func Bases() []string { return []string{"billed", "effective"} }

// Amount is the cost of a category.
type Amount struct {
	Category string  // as ServiceCategory has it; "other" where it has none
	Cost     float64 // in the currency of the bill
	Months   []Cell  // by calendar month; their sum is the cost
}

// Bill is a bill by day.
type Bill struct {
	Import            // the cost by day, at the start of the charge period
	Currency string   // ISO 4217 code
	Amounts  []Amount // by category, the dearest first; their sum is the total
}

// IsFocus says whether the beginning of a file is the heading of a bill in FOCUS.
func IsFocus(head []byte) bool {
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		head = head[:i]
	}
	return bytes.Contains(head, []byte("BilledCost")) && bytes.Contains(head, []byte("ChargePeriodStart"))
}

// ReadFocus reads a bill in FOCUS 1.0 to 1.4 as CSV: columns by the name of their
// heading, unknown ones ignored, NULL and empty cells alike, times with or without zone.
// It is read as a stream; memory does not grow with the file.
func ReadFocus(name string, from io.Reader, basis Basis) (*Bill, error) {
	r, err := newRecords(from)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f := &focus{records: r, name: name, basis: basis, days: map[int64]*exactSum{}, categories: map[string]map[int]*tally{}}
	if err := f.head(); err != nil {
		return nil, err
	}
	for {
		row, err := r.record()
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, r.line, err)
		}
		if row == nil {
			return f.bill()
		}
		if err := f.add(row); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, r.line, err)
		}
	}
}

// focus is a bill on its way.
type focus struct {
	records    *records
	name       string
	basis      Basis
	columns    [5]int // costs by basis, start, currency, category; -1 where there is none
	currency   string
	read, used int
	days       map[int64]*exactSum
	categories map[string]map[int]*tally
	both       [2]exactSum // by basis
	day        int64       // of the row before
	month      int         // that it is in
}

// The columns that are read.
const (
	startColumn = iota + 2
	currencyColumn
	categoryColumn
)

func (f *focus) head() error {
	row, err := f.records.record()
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	for i, want := range []string{"BilledCost", "EffectiveCost", "ChargePeriodStart", "BillingCurrency", "ServiceCategory"} {
		f.columns[i] = slices.IndexFunc(row, func(h []byte) bool { return string(bytes.TrimSpace(h)) == want })
		if f.columns[i] < 0 && (i == int(f.basis) || i == startColumn) {
			return fmt.Errorf("%s: there is no column %s; is this a bill in FOCUS?", f.name, want)
		}
	}
	return nil
}

// cell is a cell of a row; nil where it is missing, empty or NULL.
func (f *focus) cell(row [][]byte, column int) []byte {
	at := f.columns[column]
	if at < 0 || at >= len(row) || len(row[at]) == 0 || string(row[at]) == "NULL" {
		return nil
	}
	return row[at]
}

// add adds a row. One without a cost is counted, and not used.
func (f *focus) add(row [][]byte) error {
	f.read++
	var costs [2]float64
	for basis := range costs {
		text := f.cell(row, basis)
		if text == nil {
			if basis == int(f.basis) {
				return nil
			}
			continue
		}
		v, err := strconv.ParseFloat(string(text), 64)
		if err != nil || math.IsNaN(v) || math.Abs(v) > 1e15 {
			return fmt.Errorf("%q is no amount such as 12.50", shortened(string(text), 40))
		}
		costs[basis] = v
		f.both[basis].add(v)
	}
	start := f.cell(row, startColumn)
	day, ok := dayOf(start)
	if !ok {
		return fmt.Errorf("%q is not the start of a charge period such as 2026-03-01T00:00:00Z", shortened(string(start), 40))
	}
	if currency := f.cell(row, currencyColumn); currency != nil && string(currency) != f.currency {
		if f.currency != "" {
			return fmt.Errorf("the bill is in %s and in %s; take one file for each currency", f.currency, shortened(string(currency), 8))
		}
		f.currency = string(currency)
	}
	category := f.cell(row, categoryColumn)
	if category == nil {
		category = []byte("other")
	}
	cost := costs[f.basis]
	sumOf(f.days, day).add(cost)
	months, ok := f.categories[string(category)] // does not allocate
	if !ok {
		if len(f.categories) >= 1000 {
			return fmt.Errorf("there are more than 1,000 service categories; is the file one in FOCUS?")
		}
		months = map[int]*tally{}
		f.categories[string(category)] = months
	}
	month := f.monthOf(day)
	t := months[month]
	if t == nil {
		t = &tally{}
		months[month] = t
	}
	t.sum.add(cost)
	t.count++
	f.used++
	return nil
}

func sumOf(m map[int64]*exactSum, key int64) *exactSum {
	s, ok := m[key]
	if !ok {
		s = &exactSum{}
		m[key] = s
	}
	return s
}

// monthOf is the month of a day; rows beside each other mostly have the same.
func (f *focus) monthOf(day int64) int {
	if day != f.day || f.month == 0 {
		f.day, f.month = day, monthNumber(time.Unix(day*86400, 0).UTC())
	}
	return f.month
}

// dayOf is the day that a time begins with, in days since 1970.
func dayOf(text []byte) (int64, bool) {
	if len(text) < 10 || text[4] != '-' || text[7] != '-' {
		return 0, false
	}
	number := func(digits []byte) (n int) {
		for _, d := range digits {
			if d < '0' || d > '9' {
				return -1 << 20
			}
			n = 10*n + int(d-'0')
		}
		return n
	}
	y, m, d := number(text[:4]), number(text[5:7]), number(text[8:10])
	if y < 1970 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400, true
}

// bill puts the sums in order.
func (f *focus) bill() (*Bill, error) {
	b := &Bill{Import: Import{Source: f.name, Column: Bases()[f.basis] + "_cost", Read: f.read, Used: f.used}, Currency: f.currency}
	if f.used == 0 {
		return nil, fmt.Errorf("%s: none of its %d rows has a cost", f.name, f.read)
	}
	for day, sum := range f.days {
		b.Points = append(b.Points, Point{time.Unix(day*86400, 0).UTC(), sum.value()})
	}
	slices.SortFunc(b.Points, func(x, y Point) int { return x.At.Compare(y.At) })
	for category, months := range f.categories {
		a := Amount{Category: category, Months: cellsOf(months)}
		var sum exactSum
		for _, c := range a.Months {
			sum.add(c.Sum)
		}
		a.Cost = sum.value()
		b.Amounts = append(b.Amounts, a)
	}
	slices.SortFunc(b.Amounts, func(x, y Amount) int {
		if x.Cost != y.Cost {
			return -cmpFloat(x.Cost, y.Cost)
		}
		return bytes.Compare([]byte(x.Category), []byte(y.Category))
	})
	if left := f.read - f.used; left > 0 {
		b.Notes = append(b.Notes, plural(left, "row has no cost", "rows have no cost")+"; left out.")
	}
	if billed, effective := f.both[Billed].value(), f.both[Effective].value(); f.columns[Effective] >= 0 && math.Abs(billed-effective) > 0.2*math.Abs(billed) {
		b.Notes = append(b.Notes, "EffectiveCost and BilledCost differ by more than a fifth: purchases, or amounts that the exporter has rounded.")
	}
	return b, nil
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// exactSum adds amounts without losing small ones beside large ones (Neumaier, ZAMM 54,
// 1974).
type exactSum struct{ sum, lost float64 }

func (s *exactSum) add(v float64) {
	t := s.sum + v
	if math.Abs(s.sum) >= math.Abs(v) {
		s.lost += (s.sum - t) + v
	} else {
		s.lost += (v - t) + s.sum
	}
	s.sum = t
}

func (s *exactSum) value() float64 { return s.sum + s.lost }
