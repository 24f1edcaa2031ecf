package unit

import "unicode/utf8"

// Nearest is the candidate most like word, for "did you mean": at most max(1, len/4) edits away, counted in runes,
// where an edit inserts, drops or replaces a rune or swaps two neighbours. It is "" if none is so near; ties go to the first.
func Nearest(word string, candidates []string) string {
	return nearestWithin(max(1, utf8.RuneCountInString(word)/4), word, candidates)
}

func nearestWithin(limit int, word string, candidates []string) string {
	best := ""
	for _, c := range candidates {
		if d := distance([]rune(word), []rune(c)); d <= limit {
			best, limit = c, d-1
		}
	}
	return best
}

// distance is the Damerau–Levenshtein distance in its optimal-string-alignment form: no part is edited twice.
func distance(a, b []rune) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
