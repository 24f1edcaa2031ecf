package profile

// Spike is extra load: a multiple of what is there anyway, that rises, holds and falls in
// straight lines. Times are minutes.
type Spike struct {
	Start            int     // from Monday 00:00
	Rise, Hold, Fall int     // how long
	Size             float64 // the load at its height, as a multiple of that without it
}

// With is a week with spikes; its mean is 1 again.
func (w Week) With(spikes []Spike) Week {
	out := w.Spiked(spikes)
	normal(out.Load)
	return out
}

// Spiked is a week with spikes on top of what it has.
func (w Week) Spiked(spikes []Spike) Week {
	out := Week{w.Name, append([]float64(nil), w.Load...)}
	step := w.Step()
	for i := range spikes {
		s := &spikes[i]
		for k := range out.Load {
			minute := (k*step - s.Start + Minutes) % Minutes
			out.Load[k] *= s.factor(minute)
		}
	}
	return out
}

// factor is the multiple at a minute after the start.
func (s *Spike) factor(minute int) float64 {
	share := 0.0
	switch past := minute - s.Rise - s.Hold; {
	case minute < s.Rise:
		share = float64(minute) / float64(s.Rise)
	case past < 0:
		share = 1
	case past < s.Fall:
		share = 1 - float64(past)/float64(s.Fall)
	}
	return 1 + float64((s.Size-1)*share)
}

// Finer is a week in shorter samples, straight lines between the middles of those it
// has, so that load does not leap. Minutes must divide the length of a sample.
func (w Week) Finer(minutes int) Week {
	step := w.Step()
	if minutes <= 0 || minutes >= step || step%minutes != 0 {
		return w
	}
	n := step / minutes
	out := Week{w.Name, make([]float64, len(w.Load)*n)}
	for i := range out.Load {
		at := (float64(i)+0.5)/float64(n) - 0.5
		if at < 0 {
			at += float64(len(w.Load))
		}
		low := int(at)
		part := at - float64(low)
		a, b := w.Load[low%len(w.Load)], w.Load[(low+1)%len(w.Load)]
		out.Load[i] = a + float64((b-a)*part)
	}
	normal(out.Load)
	return out
}

// Noisy is a week whose samples are multiplied by 1 + share·z each, not below 0, with z
// of about a normal distribution; the same for a seed. Its mean is 1 again.
func (w Week) Noisy(share float64, seed uint64) Week {
	out := Week{w.Name, append([]float64(nil), w.Load...)}
	if share <= 0 {
		return out
	}
	r := random(seed)
	for i := range out.Load {
		out.Load[i] *= max(0, 1+float64(share*r.normal()))
	}
	normal(out.Load)
	return out
}

// Spikes are so many spikes at times that follow from a seed, each 10 to 30 minutes of
// rise, 10 to 60 of height and 15 to 60 of fall, with heights up to a size.
func Spikes(n int, size float64, seed uint64) []Spike {
	r := random(seed ^ 0x5b1ce)
	out := make([]Spike, max(n, 0))
	for i := range out {
		out[i] = Spike{
			Start: r.upTo(Minutes), Rise: 10 + r.upTo(21), Hold: 10 + r.upTo(51), Fall: 15 + r.upTo(46),
			Size: 1 + float64((size-1)*float64(1+r.unit())/2),
		}
	}
	return out
}

// random is a generator of random numbers: SplitMix64 (G. Steele, D. Lea, C. Flood,
// "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// unit is at least 0 and below 1.
func (r *random) unit() float64 { return float64(float64(r.next()>>11) / (1 << 53)) }

// upTo is a whole number below n.
func (r *random) upTo(n int) int { return int(r.unit() * float64(n)) }

// normal is the sum of twelve numbers from 0 to 1, less 6: mean 0, variance 1, and no
// function that processors differ in.
func (r *random) normal() float64 {
	sum := -6.0
	for range 12 {
		sum += r.unit()
	}
	return sum
}
