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

// month is the value of a flag that takes a month of the plan.
type month struct{ value *int }

// Set is part of pflag.Value.
func (m *month) Set(text string) error {
	n, err := parseMonth(text)
	if err == nil {
		m.value = &n
	}
	return err
}

// String is part of pflag.Value.
func (m *month) String() string {
	if m.value == nil {
		return ""
	}
	return strconv.Itoa(*m.value)
}

// Type is part of pflag.Value.
func (m *month) Type() string { return "MONTH" }

// months is the value of a flag that takes months separated by commas.
type months struct{ value []int }

// Set is part of pflag.Value.
func (m *months) Set(text string) error {
	for part := range strings.SplitSeq(text, ",") {
		n, err := parseMonth(part)
		if err != nil {
			return err
		}
		m.value = append(m.value, n)
	}
	slices.Sort(m.value)
	m.value = slices.Compact(m.value)
	return nil
}

// String is part of pflag.Value.
func (m *months) String() string {
	texts := make([]string, len(m.value))
	for i, n := range m.value {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ",")
}

// Type is part of pflag.Value.
func (m *months) Type() string { return "MONTHS" }

func parseMonth(text string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is not a month; months are whole numbers, 0 being today", text)
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
