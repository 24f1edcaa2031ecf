package profile

// Shapes are the names of the built-in weeks.
func Shapes() []string {
	return []string{"cosine", "office", "consumer", "machines", "nasa", "worldcup"}
}

// named is a built-in week: the shape of its day, its weekend, and what its peak and its
// trough over the mean are where nobody says another.
type named struct {
	hours        [24]float64 // shares of the busiest hour
	weekend      float64
	peak, trough float64
	spikes       []Spike
}

// The days of the two traces have their measured ratio of the busiest to the quietest
// hour; how the hours between them rise and fall, and the other days, are assumed.
var weeks = map[string]named{
	"office": {
		hours:   [24]float64{2, 2, 2, 2, 2, 3, 8, 25, 60, 90, 100, 95, 75, 80, 95, 98, 90, 70, 40, 20, 12, 8, 5, 3},
		weekend: 0.5, peak: 4, trough: 0.04,
	},
	"consumer": {
		hours:   [24]float64{45, 30, 20, 15, 13, 15, 22, 35, 45, 50, 52, 55, 62, 60, 58, 58, 62, 70, 80, 92, 100, 98, 85, 65},
		weekend: 1, peak: 2, trough: 0.2,
	},
	"machines": {
		hours:   [24]float64{80, 78, 76, 75, 75, 78, 82, 88, 92, 96, 98, 100, 99, 98, 98, 97, 96, 95, 93, 90, 88, 86, 84, 82},
		weekend: 0.95, peak: 1.3, trough: 0.6,
	},
	"nasa": {
		hours:   [24]float64{46, 40, 35, 31, 28, 26, 28, 36, 55, 75, 87, 94, 97, 99, 100, 98, 90, 72, 60, 56, 56, 56, 55, 51},
		weekend: 0.63, peak: 2, trough: 0.39,
	},
	"worldcup": {
		hours:   [24]float64{35, 28, 24, 23, 24, 28, 34, 42, 50, 57, 62, 67, 72, 77, 84, 92, 98, 100, 97, 92, 84, 72, 58, 45},
		weekend: 0.51, peak: 1.6, trough: 0.37,
		spikes: []Spike{{Start: 2*1440 + 17*60, Rise: 60, Hold: 105, Fall: 90, Size: 10}},
	},
}

// Named is a built-in week with a peak over the mean; 0 is its own. Without a name, or of
// one that is not known, there is none.
func Named(name string, peak float64) (Week, bool) {
	if name == "cosine" {
		s := Cosine(14)
		if peak == 0 {
			peak = 5
		}
		w := s.Bend(peak, 0.05)
		w.Name = name
		return w, true
	}
	n, ok := weeks[name]
	if !ok {
		return Week{}, false
	}
	own := peak == 0
	if own {
		peak = n.peak
	}
	s := Shape{Weekend: n.weekend}
	s.read(n.hours)
	w := s.Bend(peak, min(n.trough, 1/peak))
	if own {
		w = w.With(n.spikes)
	}
	w.Name = name
	return w, true
}

// read takes the hours of a day, straight lines between them.
func (s *Shape) read(hours [24]float64) {
	most := 0.0
	for i := range s.Day {
		at, next := hours[i/4], hours[(i/4+1)%24]
		s.Day[i] = at + float64(float64((next-at)*float64(i%4))/4)
		most = max(most, s.Day[i])
	}
	for i := range s.Day {
		s.Day[i] /= most
	}
}

// Ordered puts a load-duration curve, hours at shares of the peak that come to a week,
// into an order: its highest loads come when a shape is busiest. The week has exactly the
// curve, in quarters of an hour.
func Ordered(hours, share []float64, s *Shape) Week {
	w := Week{Load: make([]float64, Quarters)}
	rank := make([]float64, Quarters)
	s.fill(rank, 1, 0, s.Weekend, 1)
	order := byRank(rank)
	curve := sortedCurve(hours, share)
	for i, slot := range order {
		w.Load[slot] = curve[i]
	}
	normal(w.Load)
	return w
}
