package simulation

// bins is how many equal parts the probability of a source is cut into, for the
// share of the variance that it explains: narrow enough for the mean to change
// little within one, wide enough to hold some futures of each replicate.
const bins = 32

// effect is how the target, and the limits, hang on one source: sums by the
// source's own probability, which a number spreads evenly.
type effect struct {
	n       [bins]uint32
	sum     [bins]float64 // of the target
	log     [bins]float64 // of its logarithm
	broken  [][10]uint32  // of each watch, futures that break it, by decile
	futures [10]uint32    // by decile

	square, logSquare float64 // sums of squares over all bins
	positive          uint32  // futures with a target above 0, which has a logarithm
}

func (e *effect) begin() {
	broken := e.broken
	for i := range broken {
		broken[i] = [10]uint32{}
	}
	*e = effect{broken: broken}
}

// add counts futures with the source at probabilities u. The logarithms are those
// of targets above 0; broken is 1, by watch, in the futures that break it.
func (e *effect) add(u, targets, logarithms []float64, broken [][block]uint8) {
	targets, logarithms = targets[:len(u)], logarithms[:len(u)]
	for k, p := range u {
		bin, decile, target := int(p*bins), int(p*10), targets[k]
		e.n[bin]++
		e.futures[decile]++
		e.sum[bin] += target
		if target > 0 {
			e.log[bin] += logarithms[k]
		}
	}
	for i := range broken {
		for k, p := range u {
			e.broken[i][int(p*10)] += uint32(broken[i][k])
		}
	}
}

// addSquares adds what is the same for all sources.
func (e *effect) addSquares(targets, logarithms []float64) {
	for k, target := range targets {
		e.square += float64(target * target)
		if target > 0 {
			e.logSquare += float64(logarithms[k] * logarithms[k])
			e.positive++
		}
	}
}

func (e *effect) clone() effect {
	c := *e
	c.broken = append([][10]uint32(nil), e.broken...)
	return c
}

// merge adds the sums of another replicate.
func (e *effect) merge(other *effect) {
	for b := range e.n {
		e.n[b] += other.n[b]
		e.sum[b] += other.sum[b]
		e.log[b] += other.log[b]
	}
	for d := range e.futures {
		e.futures[d] += other.futures[d]
	}
	for i := range e.broken {
		for d := range e.broken[i] {
			e.broken[i][d] += other.broken[i][d]
		}
	}
	e.square += other.square
	e.logSquare += other.logSquare
	e.positive += other.positive
}

// share is the share of the variance of the target that the source explains by
// itself: the variance of the means by bin over that of all values (the given-data
// estimate of a first-order Sobol' index, Plischke et al. 2013), less what bins of
// so few values would show by chance. It is of the logarithm where all values
// have one: raw costs have a tail so heavy that their shares are noise.
func (e *effect) share() float64 {
	sum, square := &e.sum, e.square
	n := 0.0
	for _, c := range e.n {
		n += float64(c)
	}
	if float64(e.positive) == n {
		sum, square = &e.log, e.logSquare
	}
	total, between, used := 0.0, 0.0, 0.0
	for b, c := range e.n {
		if c > 0 {
			total += sum[b]
			between += sum[b] * sum[b] / float64(c)
			used++
		}
	}
	mean := total * total / n
	all := square - mean
	between -= mean
	if !(all > 1e-12*square) || used < 2 || n <= used {
		return 0
	}
	noise := (used - 1) * (all - between) / (n - used)
	return min(max((between-noise)/all, 0), 1)
}
