package scenario

import (
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
)

// Moments may be dates: a month (2026-11), a quarter of the calendar (2026-Q4), a fiscal
// year (FY2027) or a quarter of one (FY2027-Q1). A fiscal year has the number of the
// calendar year in which it ends.

// calendar is the months of the plan that a date stands for, both inclusive, as numbers
// that may lie outside of the plan.
func calendar(s *model.Scenario, text string) (first, last int, ok bool) {
	at := func(year, month int) int { return (year-s.Start.Year)*12 + month - s.Start.Month }
	year, rest, dashed := strings.Cut(text, "-")
	fiscal := strings.HasPrefix(year, "FY")
	n, err := strconv.Atoi(strings.TrimPrefix(year, "FY"))
	if err != nil || len(strings.TrimPrefix(year, "FY")) != 4 || n < 1 {
		return 0, 0, false
	}
	begin := at(n, 1)
	if fiscal {
		begin = at(n, s.FiscalMonth())
		if s.FiscalMonth() > 1 {
			begin -= 12
		}
	}
	quarter := strings.TrimPrefix(rest, "Q")
	switch {
	case !dashed && fiscal:
		return begin, begin + 11, true
	case dashed && len(rest) == 2 && rest[0] == 'Q' && quarter >= "1" && quarter <= "4":
		first = begin + 3*int(quarter[0]-'1')
		return first, first + 2, true
	case dashed && !fiscal && len(rest) == 2:
		if m, err := strconv.Atoi(rest); err == nil && m >= 1 && m <= 12 {
			return at(n, m), at(n, m), true
		}
	}
	return 0, 0, false
}

// spanOf is the months of a moment: of a phase, of a month of the plan or of a date.
func (c *checker) spanOf(text string) (first, last int, ok bool) {
	if p := c.s.Phase(text); p != nil {
		return p.Months.First, p.Months.Last, true
	}
	if month, ok := monthOf(text); ok {
		return month, month, true
	}
	return calendar(c.s, text)
}

// isDate reports a text that reads as a month, a quarter or a fiscal year.
func (c *checker) isDate(text string) bool {
	_, _, ok := calendar(c.s, text)
	return ok
}
