package history

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Step is the distance of the values of a series.
type Step uint8

// The steps, the shorter first.
const (
	Hour Step = iota
	Day
	Week
	Month
	Quarter
	Year
)

// Steps are the names of the steps, by number.
func Steps() []string { return []string{"hour", "day", "week", "month", "quarter", "year"} }

// String is the name of a step.
func (s Step) String() string { return Steps()[s] }

// Period is after how many steps a season comes again: of hours a day, of days a week,
// of the others a year.
func (s Step) Period() int { return []int{24, 7, 52, 12, 4, 1}[s] }

// Months is how many months a step has.
func (s Step) Months() float64 {
	const days = 365.25 / 12
	return []float64{1 / (24 * days), 1 / days, 7 / days, 1, 3, 12}[s]
}

// Floor is the beginning of the step that a time is in. Weeks begin on Monday.
func (s Step) Floor(t time.Time) time.Time {
	y, m, d := t.Date()
	switch s {
	case Hour:
		return t.Truncate(time.Hour)
	case Week:
		d -= (int(t.Weekday()) + 6) % 7
	case Month:
		d = 1
	case Quarter:
		m, d = m-(m-1)%3, 1
	case Year:
		m, d = 1, 1
	}
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Label is the beginning of a step as precise as the steps are.
func (s Step) Label(t time.Time) string {
	switch s {
	case Hour:
		return t.Format("2006-01-02 15:04")
	case Day, Week:
		return t.Format(time.DateOnly)
	case Quarter:
		return fmt.Sprintf("%d-Q%d", t.Year(), (int(t.Month())+2)/3)
	case Year:
		return t.Format("2006")
	}
	return t.Format("2006-01")
}

// Add is the beginning of a step that lies n steps after t, itself the beginning of one.
func (s Step) Add(t time.Time, n int) time.Time {
	switch s {
	case Hour:
		return t.Add(time.Duration(n) * time.Hour)
	case Day:
		return t.AddDate(0, 0, n)
	case Week:
		return t.AddDate(0, 0, 7*n)
	case Month:
		return t.AddDate(0, n, 0)
	case Quarter:
		return t.AddDate(0, 3*n, 0)
	}
	return t.AddDate(n, 0, 0)
}

// Spacing is the step that the points of an import have: by the median distance of one
// to the next. What is closer than a day is days where there are two weeks of it.
func (i *Import) Spacing() Step {
	if len(i.Points) < 2 {
		return Month
	}
	gaps := make([]time.Duration, len(i.Points)-1)
	for k := range gaps {
		gaps[k] = i.Points[k+1].At.Sub(i.Points[k].At)
	}
	slices.Sort(gaps)
	const day = 24 * time.Hour
	switch gap := gaps[len(gaps)/2]; {
	case gap < 23*time.Hour:
		if from, to := i.Period(); to.Sub(from) < 14*day {
			return Hour
		}
		return Day
	case gap < 5*day:
		return Day
	case gap < 20*day:
		return Week
	case gap < 60*day:
		return Month
	case gap < 200*day:
		return Quarter
	}
	return Year
}

// Grid is a series at equal steps.
type Grid struct {
	Step   Step      // from one to the next
	Start  time.Time // beginning of the first step
	Values []float64 // the mean of what there is in each step; a line across the gaps
	Filled int       // steps without any point
	Cut    int       // steps at the ends that were left out because they are not whole
}

// mostSteps is how long a grid may be.
const mostSteps = 200_000

// Grid puts the points into steps. The first and last step are left out where they have
// less than nine tenths of the points that a usual one has: a month that has just begun says nothing.
func (i *Import) Grid(step Step) (*Grid, error) {
	from, to := i.Period()
	g := &Grid{Step: step, Start: step.Floor(from)}
	if to.Sub(from).Hours()/(step.Months()*730.5) > mostSteps {
		return nil, errors.New("the series has more than 200,000 steps; take longer ones with --by")
	}
	var sums []float64
	var counts []int
	next := step.Add(g.Start, 1)
	sums, counts = append(sums, 0), append(counts, 0)
	for _, p := range i.Points {
		for !p.At.Before(next) {
			next = step.Add(g.Start, len(sums)+1)
			sums, counts = append(sums, 0), append(counts, 0)
		}
		sums[len(sums)-1] += p.Value
		counts[len(counts)-1]++
	}
	g.trim(&sums, &counts)
	g.Values = make([]float64, len(sums))
	last := -1
	for k, n := range counts {
		if n == 0 {
			g.Filled++
			continue
		}
		g.Values[k] = sums[k] / float64(n)
		for j := last + 1; last >= 0 && j < k; j++ {
			g.Values[j] = g.Values[last] + float64((g.Values[k]-g.Values[last])*float64(j-last)/float64(k-last))
		}
		last = k
	}
	return g, nil
}

// trim takes steps off the ends that are not whole.
func (g *Grid) trim(sums *[]float64, counts *[]int) {
	sorted := slices.Clone(*counts)
	slices.Sort(sorted)
	usual := sorted[len(sorted)/2]
	partly := func(n int) bool { return len(*counts) > 2 && usual > 1 && n*10 < usual*9 }
	for partly((*counts)[len(*counts)-1]) {
		*sums, *counts = (*sums)[:len(*sums)-1], (*counts)[:len(*counts)-1]
		g.Cut++
	}
	for partly((*counts)[0]) {
		*sums, *counts = (*sums)[1:], (*counts)[1:]
		g.Start = g.Step.Add(g.Start, 1)
		g.Cut++
	}
}
