package simulation

import (
	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/histogram"
)

// This file bounds what a simulation keeps, which grows with its results, its
// months and its workers. Where not all columns fit in memory they are taken in
// strips: the same futures are simulated once for each, and of the columns of a
// strip that is done only figures are left. A future is a function of its number,
// so that the outcome is the same, to the last bit.

// mostKept is about how many bytes the columns that are counted take: the sheets of
// all workers and the histograms.
const mostKept = 128 << 20

// perColumn is about how many bytes a column takes: its place on a sheet and its
// histogram.
const perColumn = 8*stride + 4096

// workers is how many replicates are simulated at a time: as many as asked for, but
// no more than there is memory for. A second worker would halve the strips, and so
// simulate everything twice as often.
func (j *job) workers() int {
	room := j.out.room / (perColumn * max(j.out.width(), 1))
	return min(crew.Size(j.options.Workers, j.options.Design.Replicates), max(room, 1))
}

// strip is the columns that one pass over the futures keeps: those of some metrics
// that follow each other, and in the first one, behind them, those that are held.
type strip struct {
	from, to int // metrics
	column   int // of the outcome, the first
	width    int // columns of the metrics
	held     int // columns that are held; 0 in all strips but the first
	heldAt   int // the first of those in the outcome
}

// first reports whether it is the first strip, which keeps all that is kept beside
// columns.
func (s *strip) first() bool { return s.column == 0 }

// total is how many columns there are.
func (s *strip) total() int { return s.width + s.held }

// place is the column of the outcome that column c of the strip is.
func (s *strip) place(c int) int {
	if c < s.width {
		return s.column + c
	}
	return s.heldAt + c - s.width
}

// share is the part of so many futures that the strip's columns are of all.
func (s *strip) share(futures int) int {
	if s.heldAt == 0 {
		return futures
	}
	return int(int64(futures) * int64(s.width) / int64(s.heldAt))
}

// plan makes the next strip, of as many metrics as there is memory for, at least one,
// and its survey. It reports whether there is one: the first is there even if no
// metric is kept.
func (j *job) plan() bool {
	s := strip{from: j.strip.to, to: j.strip.to, column: j.strip.column + j.strip.width}
	s.heldAt = j.out.width() - len(j.out.held)
	if j.survey == nil {
		s.held = len(j.out.held)
	} else if s.from == len(j.metrics) {
		return false
	}
	room := j.out.room / perColumn / max(len(j.crew), 1)
	for s.to < len(j.metrics) && (s.to == s.from || s.total()+j.out.columnsOf(s.to) <= room) {
		s.width += j.out.columnsOf(s.to)
		s.to++
	}
	j.strip, j.survey = s, newSurvey(s)
	j.done.Store(0)
	return true
}

// cut drops the last metrics from a strip whose histograms would not fit in memory;
// footprint is about how many bytes one takes, by column of the strip. One metric
// always stays.
func (j *job) cut(s strip, footprint []int) strip {
	room := j.out.room - 8*stride*s.total()*len(j.crew)
	each := 1 // histograms of a column
	if j.options.Design.Points > sheet {
		each += len(j.crew)
	}
	columns, used := 0, 0
	for i := s.from; i < s.to; i++ {
		n := j.out.columnsOf(i)
		for _, bytes := range footprint[columns:][:n] {
			used += each * bytes
		}
		if used > room && i > s.from {
			s.to, s.width = i, columns
			break
		}
		columns += n
	}
	return s
}

// largest is a histogram of values over 16 doublings, which few results reach.
const largest = 64 << 10

// footprint is about how many bytes the histogram of a column takes of which these
// are some values; 0 where even wide ones fit.
func (j *job) footprint(values []float64, scratch *histogram.Histogram) int {
	if largest*j.strip.total() <= j.out.room/2 {
		return 0
	}
	scratch.AddAll(values)
	defer scratch.Reset()
	return scratch.Size()
}

// finish ends a pass over the futures. Unless it was the only one, its columns are
// folded.
func (j *job) finish() {
	j.strip = j.survey.strip
	j.passed += j.strip.share(int(j.done.Load()))
	if j.strip.first() && j.strip.to == len(j.metrics) {
		return
	}
	for c := range j.strip.total() {
		j.out.fold(j.strip.place(c), j.options.Shard.Of > 1)
	}
}
