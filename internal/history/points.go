package history

import (
	"slices"
	"time"
)

// Point is a value at a time.
type Point struct {
	At    time.Time // in UTC
	Value float64   // finite
}

// Import is what a source gave, in the order of time, one point a time.
type Import struct {
	Source string   // its name
	Column string   // of the values: a heading, or a query
	Points []Point  // by time, no time twice
	Read   int      // rows or samples there were
	Used   int      // of which are in the points
	Notes  []string // what was found and done about it, a sentence each
}

// Total is the sum of all values.
func (i *Import) Total() float64 {
	sum := 0.0
	for _, p := range i.Points {
		sum += p.Value
	}
	return sum
}

// Period is the time of the first and the last point.
func (i *Import) Period() (from, to time.Time) {
	if len(i.Points) == 0 {
		return from, to
	}
	return i.Points[0].At, i.Points[len(i.Points)-1].At
}

// arrange puts the points into the order of time, and makes one of those of one time:
// their mean, or their sum where they are amounts. It notes what it did.
func (i *Import) arrange(add bool) {
	byTime := func(a, b Point) int { return a.At.Compare(b.At) }
	if !slices.IsSortedFunc(i.Points, byTime) {
		slices.SortStableFunc(i.Points, byTime)
		i.Notes = append(i.Notes, "The rows were not in the order of time; they are now.")
	}
	out, twice := i.Points[:0], 0
	for from := 0; from < len(i.Points); {
		to, sum := from, 0.0
		for ; to < len(i.Points) && i.Points[to].At.Equal(i.Points[from].At); to++ {
			sum += i.Points[to].Value
		}
		twice += to - from - 1
		if !add {
			sum /= float64(to - from)
		}
		out = append(out, Point{i.Points[from].At, sum})
		from = to
	}
	i.Points = out
	if twice > 0 && !add {
		i.Notes = append(i.Notes, plural(twice, "row has a time that another one has", "rows have a time that another one has")+"; the mean of each time is taken.")
	}
}
