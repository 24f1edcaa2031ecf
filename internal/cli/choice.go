package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// choice is the value of a flag that takes one of some words.
type choice struct {
	value string
	words []string
}

func newChoice(value string, words ...string) choice { return choice{value, words} }

// Set is part of pflag.Value.
func (c *choice) Set(word string) error {
	if err := oneOf(c.words)(word); err != nil {
		return err
	}
	c.value = word
	return nil
}

// String is part of pflag.Value.
func (c *choice) String() string { return c.value }

// Type is part of pflag.Value.
func (c *choice) Type() string { return "WORD" }

// oneOf checks that a text is one of the words.
func oneOf(words []string) func(string) error {
	return func(word string) error {
		if slices.Contains(words, word) {
			return nil
		}
		if near := unit.Nearest(word, words); len(near) > 1 {
			return fmt.Errorf("%q is not known: did you mean %q?", word, near)
		}
		return fmt.Errorf("%q is none of %s", word, strings.Join(words, ", "))
	}
}

// month is the value of a flag that takes a month of the plan: its number, or
// its date, whose number is known once the plan is.
type month struct {
	value *int
	date  *unit.Date
}

// Set is part of pflag.Value.
func (m *month) Set(text string) error {
	n, date, err := parseMonth(text)
	if err != nil {
		return err
	}
	m.value, m.date = &n, date
	return nil
}

// resolve finds the number of a date in a plan that starts in another.
func (m *month) resolve(flag string, start unit.Date) error {
	if m.date == nil {
		return nil
	}
	n, err := numberOf(flag, *m.date, start)
	m.value = &n
	return err
}

// String is part of pflag.Value.
func (m *month) String() string {
	switch {
	case m.date != nil:
		return m.date.String()
	case m.value == nil:
		return ""
	}
	return strconv.Itoa(*m.value)
}

// Type is part of pflag.Value.
func (m *month) Type() string { return "MONTH" }

// months is the value of a flag that takes months separated by commas.
type months struct {
	value []int // in order, each once
	dates []unit.Date
}

// Set is part of pflag.Value.
func (m *months) Set(text string) error {
	for part := range strings.SplitSeq(text, ",") {
		n, date, err := parseMonth(part)
		switch {
		case err != nil:
			return err
		case date != nil:
			m.dates = append(m.dates, *date)
		default:
			m.value = append(m.value, n)
		}
	}
	m.order()
	return nil
}

func (m *months) order() {
	slices.Sort(m.value)
	m.value = slices.Compact(m.value)
}

// resolve finds the numbers of the dates in a plan.
func (m *months) resolve(flag string, start unit.Date) error {
	for _, date := range m.dates {
		n, err := numberOf(flag, date, start)
		if err != nil {
			return err
		}
		m.value = append(m.value, n)
	}
	m.order()
	return nil
}

// String is part of pflag.Value.
func (m *months) String() string {
	var texts []string
	for _, n := range m.value {
		texts = append(texts, strconv.Itoa(n))
	}
	for _, date := range m.dates {
		texts = append(texts, date.String())
	}
	return strings.Join(texts, ",")
}

// Type is part of pflag.Value.
func (m *months) Type() string { return "MONTHS" }

// parseMonth reads the number of a month, or its date.
func parseMonth(text string) (int, *unit.Date, error) {
	text = strings.TrimSpace(text)
	if date, err := unit.ParseDate(text); err == nil {
		return 0, &date, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, nil, fmt.Errorf("%q is not a month; write its number, 0 being today, or its date, such as 2027-03", text)
	}
	return n, nil, nil
}

// numberOf is the month of a plan that has a date.
func numberOf(flag string, date, start unit.Date) (int, error) {
	n := (date.Year-start.Year)*12 + date.Month - start.Month
	if n < 0 {
		return 0, usagef("%s: %s lies before the start of the scenario, %s", flag, date, start)
	}
	return n, nil
}

// width is the value of a flag that takes a number of columns.
type width struct{ value int }

// Set is part of pflag.Value.
func (w *width) Set(text string) error {
	if err := checkWidth(text); err != nil {
		return err
	}
	w.value, _ = strconv.Atoi(text)
	return nil
}

// String is part of pflag.Value; 0 is no width.
func (w *width) String() string {
	if w.value == 0 {
		return ""
	}
	return strconv.Itoa(w.value)
}

// Type is part of pflag.Value.
func (w *width) Type() string { return "COLUMNS" }
