package compare

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/metric"
)

// SeriesChange is a series that differs in a common month.
type SeriesChange struct {
	Metric   metric.Metric // what it is
	Old, New []float64     // from month 0 to the last common one; nil where a side has none
}

// Differs reports whether the sides differ in a month.
func (c *SeriesChange) Differs(month int) bool {
	at := func(values []float64) float64 {
		if values == nil {
			return math.NaN()
		}
		return values[month]
	}
	return !same(at(c.Old), at(c.New))
}

// FigureChange is a single figure that differs.
type FigureChange struct {
	Metric   metric.Metric // what it is
	Old, New *float64      // nil where it does not exist
}

// WordsChange is a result in words that differs in a common month.
type WordsChange struct {
	Name     string   // what it is
	Old, New []string // from month 0 to the last common one; empty where there is none
}

// FaultChange is a fault that appeared (Old is nil), vanished (New is nil),
// begins in another month or is of another severity.
type FaultChange struct {
	Old, New *figures.Fault // before and after
}

// both pairs what two sides have by a key, in the order of the second side and
// then of the first.
func both[T any](old, new []T, key func(T) string) [][2]*T {
	var all [][2]*T
	used := make([]bool, len(old))
	for i := range new {
		pair := [2]*T{nil, &new[i]}
		at := -1
		for j := range old {
			if !used[j] && key(old[j]) == key(new[i]) {
				at = j
				break
			}
		}
		if at >= 0 {
			pair[0], used[at] = &old[at], true
		}
		all = append(all, pair)
	}
	for j := range old {
		if !used[j] {
			all = append(all, [2]*T{&old[j], nil})
		}
	}
	return all
}

func seriesChanges(old, new *figures.Snapshot, months int) []SeriesChange {
	var all []SeriesChange
	for _, p := range both(old.Rows, new.Rows, func(r figures.Row) string { return r.Metric.Name }) {
		c := SeriesChange{}
		if p[0] != nil {
			c.Metric, c.Old = p[0].Metric, p[0].Values[:months+1]
		}
		if p[1] != nil {
			c.Metric, c.New = p[1].Metric, p[1].Values[:months+1]
		}
		for month := range months + 1 {
			if c.Differs(month) {
				all = append(all, c)
				break
			}
		}
	}
	return all
}

// wordsChanges leaves out the words that are reasons: what set a size comes with the
// size, and what is short with the share that is served.
func wordsChanges(old, new *figures.Snapshot, months int) []WordsChange {
	var all []WordsChange
	for _, p := range both(old.Words, new.Words, func(w figures.Words) string { return w.Metric.Name }) {
		none := make([]string, months+1)
		c := WordsChange{Old: none, New: none}
		if p[0] != nil {
			c.Name, c.Old = p[0].Metric.Name, p[0].Values[:months+1]
		}
		if p[1] != nil {
			c.Name, c.New = p[1].Metric.Name, p[1].Values[:months+1]
		}
		if slices.Contains([]string{"database.tier", "database.wall"}, c.Name) && !slices.Equal(c.Old, c.New) {
			all = append(all, c)
		}
	}
	return all
}

func figureChanges(old, new *figures.Snapshot) []FigureChange {
	var all []FigureChange
	for _, p := range both(old.Singles, new.Singles, func(f figures.Single) string { return f.Metric.Name }) {
		c := FigureChange{}
		if p[0] != nil {
			c.Metric, c.Old = p[0].Metric, p[0].Value
		}
		if p[1] != nil {
			c.Metric, c.New = p[1].Metric, p[1].Value
		}
		if (c.Old == nil) != (c.New == nil) || c.Old != nil && *c.Old != *c.New {
			all = append(all, c)
		}
	}
	return all
}

func faultChanges(old, new *figures.Snapshot) []FaultChange {
	var all []FaultChange
	for _, p := range both(old.Faults, new.Faults, key) {
		c := FaultChange{p[0], p[1]}
		if c.Old == nil || c.New == nil || c.Old.Severity != c.New.Severity || !sameMonth(c.Old.Month, c.New.Month) {
			all = append(all, c)
		}
	}
	return all
}

// key tells faults apart. A finding about the claims as a whole stands at one of
// them, whichever fails first.
func key(f figures.Fault) string {
	key := f.Kind + "\n" + f.Name
	if !strings.HasPrefix(f.Path, "claims.") {
		key += "\n" + f.Path
	}
	return key
}

// same reports whether two values are one; what does not exist is NaN.
func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

func sameMonth(a, b *int) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// sum adds values up without the drift of floating point.
func sum(m metric.Metric, values []float64) float64 {
	total := new(big.Int)
	for _, v := range values {
		if q := quanta(m.Kind, v); q != nil {
			total.Add(total, q)
		}
	}
	return value(m.Kind, total)
}
