package words

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Months writes a span: "1 month", "36 months".
func Months(n int) string {
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}

// When names a month of a plan that starts in the given one, and its date:
// "month 35 (2026-12)". Month 0 is the start itself.
func When(month int, start unit.Date) string {
	return fmt.Sprintf("month %d (%s)", month, start.Add(month))
}

// MonthName is "Jan 2027".
func MonthName(d unit.Date) string { return fmt.Sprintf("%s %04d", ShortMonth(d), d.Year) }

// ShortMonth is "Jan".
func ShortMonth(d unit.Date) string {
	return [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}[d.Month-1]
}

// Phrase turns the name of a constant or a constraint into words.
func Phrase(name string) string { return strings.ReplaceAll(name, "_", " ") }

// List writes words as a list in a sentence: "a", "a and b", "a, b and c".
func List(words []string) string {
	if n := len(words) - 1; n > 0 {
		return strings.Join(words[:n], ", ") + " and " + words[n]
	}
	return strings.Join(words, "")
}
