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
	piles []*histogram.Piles // by column of the strip
	strip strip              // what fits in memory of the strip
}

func newSurvey(s strip) *survey {
	known := make(chan struct{})
	return &survey{known, sync.OnceFunc(func() { close(known) }), make([]*histogram.Piles, s.total()), s}
}

// surveyed is how many futures are looked at.
func (j *job) surveyed() int { return min(histogram.SampleSize, j.options.Design.Points) }

// look finds the piles in the first futures on the sheet of a recorder, which are
// the first ones of the first replicate.
func (j *job) look(r *recorder) {
	var finder histogram.Finder
	above := make([]float64, 0, j.surveyed())
	footprint, scratch := make([]int, j.strip.width), histogram.Histogram{}
	for i := range r.gauges[j.strip.from:j.strip.to] {
		g := &r.gauges[j.strip.from+i]
		for m := range r.columnsOf(j.strip.from + i) {
			c := g.first - j.strip.column + m
			values := r.column(c)[:j.surveyed()]
			footprint[c] = j.footprint(values, &scratch)
			if whole(g.Metric) { // each has a bin of its own, up to uneven
				above = above[:0]
				for _, v := range values {
					if v >= uneven && v != never {
						above = append(above, v)
					}
				}
				values = above
			}
			j.survey.piles[c] = finder.Piles(values)
		}
	}
	j.surveyHeld(r, &finder)
	j.survey.strip = j.cut(j.strip, footprint)
	j.survey.close()
}

// surveyHeld divides what is kept a second time where it piles up over all futures.
func (j *job) surveyHeld(r *recorder, finder *histogram.Finder) {
	for k := range r.sources {
		j.survey.piles[j.strip.width+k] = finder.Piles(r.column(r.sources[k])[:j.surveyed()])
	}
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
