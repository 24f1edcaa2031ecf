package replay

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/profile"
)

// shapes are the built-in weeks in the order of the week that the scenario names.
var shapes = map[string]string{"office-hours": "office", "daytime": "consumer", "around-the-clock": "machines"}

// week is a week by the minute, as a share of its peak, which is that of the plan: noise
// and spikes come on top of it.
func (q *Question) week(plain profile.Week) profile.Week {
	w := profile.Week{Name: plain.Name, Load: make([]float64, len(plain.Load))}
	for i, load := range plain.Load {
		w.Load[i] = load / plain.Peak()
	}
	w = w.Spiked(profile.Spikes(q.Load.Spikes, q.Load.Size, q.Load.Seed))
	w = scaled(w.Finer(1), w)
	return scaled(w.Noisy(q.Load.Noise, q.Load.Seed), w)
}

// scaled undoes that a week has a mean of 1: it has that of another.
func scaled(w, like profile.Week) profile.Week {
	a, b := 0.0, 0.0
	for _, v := range like.Load {
		a += v / float64(len(like.Load))
	}
	for _, v := range w.Load {
		b += v / float64(len(w.Load))
	}
	for i := range w.Load {
		w.Load[i] *= a / b
	}
	return w
}

// plain is the week without noise.
func (q *Question) plain(dep *capacity.Deployment, month int) profile.Week {
	if own := q.Load.Own; own != nil {
		return profile.Week{Name: own.Name, Load: append([]float64(nil), own.Load...)}
	}
	if q.Load.Shape != "" {
		w, _ := profile.Named(q.Load.Shape, q.Load.Peak)
		return w
	}
	load := &q.Result.Scenario.Load
	peak := q.Load.Peak
	if peak == 0 {
		if peak = load.PeakFactor(); dep.Mean != nil && dep.Mean[month] > 0 {
			peak = 1 / dep.Mean[month]
		}
	}
	if len(load.Week.Levels) > 0 && q.Load.Peak == 0 {
		hours, share := q.Result.Engine().Sizing().Week()
		s := profile.Cosine(14)
		w := profile.Ordered(hours, share, &s)
		w.Name = "levels"
		return w
	}
	name, ok := shapes[load.Week.Shape]
	if !ok {
		name = "cosine"
		peak = max(peak, 1)
	}
	w, _ := profile.Named(name, peak)
	return w
}
