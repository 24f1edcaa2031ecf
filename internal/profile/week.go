package profile

import (
	"cmp"
	"slices"
)

// Minutes of a week.
const Minutes = 7 * 24 * 60

// Quarters is how many quarters of an hour a week has.
const Quarters = Minutes / 15

// Week is the load of a week as multiples of its mean, from Monday 00:00 on, in samples
// of one length.
type Week struct {
	Name string    // what it is, for readers
	Load []float64 // not below 0; their number divides the minutes of a week
}

// Step is the length of a sample in minutes.
func (w *Week) Step() int { return Minutes / max(len(w.Load), 1) }

// Peak is the highest load over the mean.
func (w *Week) Peak() float64 { return slices.Max(w.Load) }

// Trough is the lowest load over the mean.
func (w *Week) Trough() float64 { return slices.Min(w.Load) }

// Hours are the 168 means of the hours, in order.
func (w *Week) Hours() []float64 {
	hours := make([]float64, 7*24)
	each := len(w.Load) / len(hours)
	if each == 0 { // samples longer than an hour
		for i := range hours {
			hours[i] = w.Load[i*len(w.Load)/len(hours)]
		}
		return hours
	}
	for i := range hours {
		hours[i] = mean(w.Load[i*each : (i+1)*each])
	}
	return hours
}

// Duration is the load-duration curve: the loads, the highest first.
func (w *Week) Duration() []float64 {
	out := slices.Clone(w.Load)
	slices.SortFunc(out, func(a, b float64) int { return cmp.Compare(b, a) })
	return out
}

// Growth is the largest growth from a sample to the next, as a factor; samples of less
// than a hundredth of the mean do not count.
func (w *Week) Growth() (most float64) {
	for i, load := range w.Load {
		before := w.Load[(i+len(w.Load)-1)%len(w.Load)]
		if before >= 0.01 {
			most = max(most, load/before)
		}
	}
	return most
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// normal divides loads by their mean; a week without load stays.
func normal(load []float64) {
	m := mean(load)
	if !(m > 0) {
		return
	}
	for i := range load {
		load[i] /= m
	}
}
