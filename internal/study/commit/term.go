package commit

import "fmt"

// TermName is the name of a term: "1 year", "3 years", "18 months".
func TermName(months int) string {
	n, word := months, "month"
	if n%12 == 0 {
		n, word = n/12, "year"
	}
	if n != 1 {
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}
