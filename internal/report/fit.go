package report

import (
	"slices"
	"strings"
)

// The room that the first column keeps before others may stay: before those that
// leave by rank, before those that should stay, and before the only other one.
const (
	nameWidth = 24
	shortName = 13
	leastName = 6
)

// leastImportant is the column that leaves next: that of the highest rank, the
// first of equals, never the first of all.
func (t *Table) leastImportant() int {
	least := 1
	for i, c := range t.Columns {
		if c.Rank > t.Columns[least].Rank {
			least = i
		}
	}
	return least
}

// room is what the first column keeps before another one leaves.
func (t *Table) room(column int) int {
	switch {
	case len(t.Columns) == 2:
		return leastName
	case t.Columns[column].Rank == 0:
		return shortName
	}
	return nameWidth
}

// shed takes the intervals out of the cells, and the note that says what they
// are; it reports whether there were any. The table is a copy that may change.
func (t *Table) shed() bool {
	found := false
	for _, row := range t.Rows {
		for i := 1; i < len(row); i++ {
			value, _, ok := strings.Cut(row[i], " ±")
			row[i], found = value, found || ok
		}
	}
	t.Notes = slices.DeleteFunc(slices.Clone(t.Notes), func(note string) bool { return strings.HasPrefix(note, "± is ") })
	return found
}
