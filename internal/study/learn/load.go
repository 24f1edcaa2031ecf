package learn

import (
	"errors"
	"math"
	"slices"
	"time"

	"github.com/talimat/talimat-plan/internal/history"
)

// Week is the shape of a load over the week, and how high its peak is.
type Week struct {
	Import *history.Import // the history as it was read
	Weeks  int             // whole weeks that were looked at
	Mean   float64         // of all hours
	Peak   [3]float64      // peak ÷ average of a week: the least, the middle and the greatest of the weeks
	Trough float64         // the quietest hour of the week ÷ average
	Every  time.Duration   // between two samples, which peaks are as sharp as
	Levels []Level         // of the hours of the week, the highest first; their hours add up to 168
}

// Level is hours of the week with about the same load.
type Level struct {
	Hours int     // how many
	Load  float64 // their mean over that of the highest level, 0 to 1
}

// The hours of a week, and how many levels they are put into at most.
const (
	weekHours  = 168
	mostLevels = 4
)

// LoadOf is the shape of the week of a rate. It takes a whole week of samples an hour
// apart or closer.
func LoadOf(i *history.Import) (*Week, error) {
	w := &Week{Import: i, Every: spacing(i)}
	if w.Every > time.Hour {
		return nil, errors.New("the samples are more than an hour apart: they say nothing of the hours of a week")
	}
	g, err := i.Grid(history.Hour)
	if err != nil {
		return nil, err
	}
	w.Weeks = len(g.Values) / weekHours
	if w.Weeks == 0 {
		return nil, errors.New("there is less than a whole week")
	}
	hours := g.Values[len(g.Values)-w.Weeks*weekHours:]
	for _, v := range hours {
		if v < 0 {
			return nil, errors.New("a load is below zero")
		}
		w.Mean += v / float64(len(hours))
	}
	if w.Mean == 0 {
		return nil, errors.New("there is no load")
	}
	start := g.Start.Add(time.Duration(len(g.Values)-len(hours)) * time.Hour)
	w.peaks(hours, start)
	usual := make([]float64, weekHours) // each week over its own mean, so that growth is no shape
	for week := range w.Weeks {
		mean := meanOf(hours[week*weekHours : (week+1)*weekHours])
		for h := range usual {
			if mean > 0 {
				usual[h] += hours[week*weekHours+h] / mean / float64(w.Weeks)
			}
		}
	}
	slices.Sort(usual)
	slices.Reverse(usual)
	w.Trough = usual[weekHours-1]
	w.Levels = levelsOf(usual)
	return w, nil
}

// spacing is the median distance of the samples.
func spacing(i *history.Import) time.Duration {
	if len(i.Points) < 2 {
		return 2 * time.Hour
	}
	gaps := make([]time.Duration, len(i.Points)-1)
	for k := range gaps {
		gaps[k] = i.Points[k+1].At.Sub(i.Points[k].At)
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// peaks sets the highest sample of each week over the mean of the week.
func (w *Week) peaks(hours []float64, start time.Time) {
	var all []float64
	points := w.Import.Points
	for week := range w.Weeks {
		from, to := start.Add(time.Duration(week)*weekHours*time.Hour), start.Add(time.Duration(week+1)*weekHours*time.Hour)
		most := 0.0
		for len(points) > 0 && points[0].At.Before(to) {
			if !points[0].At.Before(from) {
				most = max(most, points[0].Value)
			}
			points = points[1:]
		}
		if mean := meanOf(hours[week*weekHours : (week+1)*weekHours]); mean > 0 {
			all = append(all, most/mean)
		}
	}
	slices.Sort(all)
	w.Peak = [3]float64{all[0], all[len(all)/2], all[len(all)-1]}
}

func meanOf(values []float64) (mean float64) {
	for _, v := range values {
		mean += v / float64(len(values))
	}
	return mean
}

// levelsOf cuts hours, the highest first, into the levels that are nearest to them by
// squares: the best of all ways to cut, by dynamic programming (Fisher, Journal of the
// American Statistical Association 53, 1958). Levels within a hundredth of the highest
// are one.
func levelsOf(hours []float64) []Level {
	n := len(hours)
	sums, squares := make([]float64, n+1), make([]float64, n+1)
	for i, v := range hours {
		sums[i+1], squares[i+1] = sums[i]+v, squares[i]+float64(v*v)
	}
	apart := func(from, to int) float64 { // squares around the mean of hours[from:to]
		s := sums[to] - sums[from]
		return squares[to] - squares[from] - float64(s*s)/float64(to-from)
	}
	var best, cut [mostLevels + 1][weekHours + 1]float64
	for k := range best {
		for to := range n + 1 {
			best[k][to] = math.Inf(1)
		}
	}
	best[0][0] = 0
	for k := 1; k <= mostLevels; k++ {
		for to := k; to <= n; to++ {
			for from := k - 1; from < to; from++ {
				if d := best[k-1][from] + apart(from, to); d < best[k][to] {
					best[k][to], cut[k][to] = d, float64(from)
				}
			}
		}
	}
	var levels []Level
	for k, to := mostLevels, n; k > 0; k-- {
		from := int(cut[k][to])
		levels = append(levels, Level{to - from, (sums[to] - sums[from]) / float64(to-from)})
		to = from
	}
	slices.Reverse(levels)
	return merged(levels)
}

// merged puts levels together that are alike, and measures them by the highest.
func merged(levels []Level) []Level {
	out := levels[:1]
	for _, l := range levels[1:] {
		last := &out[len(out)-1]
		if last.Load-l.Load < levels[0].Load/100 {
			last.Load = (float64(last.Load*float64(last.Hours)) + float64(l.Load*float64(l.Hours))) / float64(last.Hours+l.Hours)
			last.Hours += l.Hours
			continue
		}
		out = append(out, l)
	}
	highest := out[0].Load
	for i := range out {
		out[i].Load /= highest
	}
	return out
}
