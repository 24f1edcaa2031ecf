package sampling

// Stream is the uniforms of one future, such as the noise of each month.
type Stream struct {
	key    [2]uint64
	future uint64
}

// Stream returns independent uniforms for one name within one future, counted
// from 0 over all replicates: replicate·Points + point. They depend on the seed,
// the name and the future alone, whatever the method.
func (d *Design) Stream(name string, future int) Stream {
	return Stream{newKey(d.Seed, purposeNoise, name), uint64(future)}
}

// Fill sets u to the draws first, first+1, ... of the stream, counted from 0;
// all lie strictly between 0 and 1. Any draw can be had without those before it.
func (s Stream) Fill(u []float64, first int) { fillPhilox(u, s.key, uint64(first), s.future) }
