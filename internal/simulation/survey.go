package simulation

import (
	"sync"

	"github.com/talimat/talimat-plan/internal/histogram"
)

// This file finds the numbers that a result is in many futures: a cost before
// anything uncertain begins, a ladder's steps. Histograms count them apart, so that
// quantiles on them are exact. They are looked for in the first futures of the first
// replicate, whoever simulates it: all workers, and all shards, divide alike.

// survey is where each column piles up, once it is known.
type survey struct {
	known chan struct{}      // closed then
	close func()             // closes it
	piles []*histogram.Piles // by column
}

func newSurvey(columns int) *survey {
	known := make(chan struct{})
	return &survey{known, sync.OnceFunc(func() { close(known) }), make([]*histogram.Piles, columns)}
}

// surveyed is how many futures are looked at.
func (j *job) surveyed() int { return min(histogram.SampleSize, j.options.Design.Points) }

// look finds the piles in the first futures on the sheet of a recorder, which are
// the first ones of the first replicate.
func (j *job) look(r *recorder) {
	var finder histogram.Finder
	above := make([]float64, 0, j.surveyed())
	for i := range r.gauges {
		g := &r.gauges[i]
		for m := range r.columnsOf(i) {
			values := r.values[(g.first+m)*stride:][:j.surveyed()]
			if whole(g.Metric) { // each has a bin of its own, up to uneven
				above = above[:0]
				for _, v := range values {
					if v >= uneven && v != never {
						above = append(above, v)
					}
				}
				values = above
			}
			j.survey.piles[g.first+m] = finder.Piles(values)
		}
	}
	first := len(j.survey.piles) - len(j.out.held)
	for k, source := range j.out.held {
		j.survey.piles[first+k] = j.survey.piles[source]
	}
	j.survey.close()
}

// surveyElsewhere simulates the first futures for the survey alone: this shard does
// not have them.
func (j *job) surveyElsewhere(f *future, r *recorder) {
	for first := 0; first < j.surveyed(); first += block {
		n := min(block, j.surveyed()-first)
		f.draw(0, first, n)
		for i := range n {
			f.set(0, first+i, i)
			f.engine.Run()
			r.note(first + i)
		}
	}
	j.look(r)
}
