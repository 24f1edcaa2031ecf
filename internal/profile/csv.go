package profile

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Most is how many bytes a file of load may have.
const Most = 64 << 20

// Problem is what is wrong with a file of load, and where.
type Problem struct {
	Line, Column int    // from 1; the column is in characters
	Message      string // in a sentence without its end
}

// Error is the place and the message.
func (p *Problem) Error() string { return fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Message) }

// point is a row of a file of load.
type point struct {
	at   int64 // minutes
	load float64
}

// Read takes a week from CSV: a time and a load in each row, one step of 1 to 60 minutes
// apart that divides an hour, for at least a week, of which the last is taken. A first row
// that is not a time is a heading. Times are 2026-03-02T14:15 or 2026-03-02 14:15, with
// seconds and a Z if you like, or seconds since 1970.
func Read(name, text string) (Week, error) {
	if len(text) > Most {
		return Week{}, &Problem{1, 1, "the file is larger than 64 MiB"}
	}
	var points []point
	step := int64(0)
	line := 0
	for row := range strings.Lines(text) {
		line++
		row = strings.TrimRight(row, "\r\n")
		if strings.TrimSpace(row) == "" {
			continue
		}
		p, problem := readPoint(row, line)
		if problem != nil {
			if line == 1 && problem.Column == 1 {
				continue // headings
			}
			return Week{}, problem
		}
		if n := len(points); n > 0 {
			gap := p.at - points[n-1].at
			if problem := follows(gap, &step, line); problem != nil {
				return Week{}, problem
			}
		}
		points = append(points, p)
	}
	return lastWeek(name, points, step, line)
}

// follows checks the time from a row to the next.
func follows(gap int64, step *int64, line int) *Problem {
	switch {
	case gap == 0:
		return &Problem{line, 1, "this time is there twice"}
	case gap < 0:
		return &Problem{line, 1, "this time is before that of the row above: sort the rows by time"}
	case *step == 0 && (gap > 60 || 60%gap != 0):
		return &Problem{line, 1, fmt.Sprintf("the first rows are %d minutes apart; a step must divide an hour", gap)}
	case *step == 0:
		*step = gap
	case gap > *step:
		return &Problem{line, 1, fmt.Sprintf("a gap: %d minutes after the row above, where rows are %d apart", gap, *step)}
	case gap < *step:
		return &Problem{line, 1, fmt.Sprintf("%d minutes after the row above, where rows are %d apart", gap, *step)}
	}
	return nil
}

// lastWeek is the week that the last rows are.
func lastWeek(name string, points []point, step int64, line int) (Week, error) {
	if step == 0 {
		return Week{}, &Problem{max(line, 1), 1, "there are no two rows with a time and a load"}
	}
	need := int(Minutes / step)
	if len(points) < need {
		return Week{}, &Problem{line, 1, fmt.Sprintf("%d rows %d minutes apart are less than a week: %d are needed", len(points), step, need)}
	}
	last := points[len(points)-need:]
	w := Week{Name: name, Load: make([]float64, need)}
	monday := (last[0].at - 4*1440) % Minutes // 1970-01-05 was a Monday
	if monday < 0 {
		monday += Minutes
	}
	first := int(monday / step)
	for i := range last {
		w.Load[(first+i)%need] = last[i].load
	}
	if !(mean(w.Load) > 0) {
		return Week{}, &Problem{line, 1, "there is no load in the last week"}
	}
	normal(w.Load)
	return w, nil
}

// readPoint reads a row.
func readPoint(row string, line int) (p point, problem *Problem) {
	cut := strings.IndexAny(row, ",;\t")
	if cut < 0 {
		return p, &Problem{line, 1, "a row is a time and a load, with a comma between them"}
	}
	at, ok := moment(strings.TrimSpace(row[:cut]))
	if !ok {
		return p, &Problem{line, 1, "this is not a time such as 2026-03-02T14:15"}
	}
	text, rest, _ := strings.Cut(row[cut+1:], row[cut:cut+1])
	column := len([]rune(row[:cut])) + 2
	if strings.TrimSpace(rest) != "" {
		return p, &Problem{line, column, "a row is a time and a load, and no more"}
	}
	load, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	switch {
	case strings.TrimSpace(text) == "":
		return p, &Problem{line, column, "the load is missing"}
	case err != nil || math.IsNaN(load) || math.IsInf(load, 0) || load > 1e15:
		return p, &Problem{line, column, "this is not a number"}
	case load < 0:
		return p, &Problem{line, column, "load is not below 0"}
	}
	return point{at, load}, nil
}
