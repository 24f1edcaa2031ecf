package autoscale

// Census are the pods of a target as one metric sees them: their groups, and what the
// samples and the requests of each group come to.
type Census struct {
	Usable  int64 // pods whose samples count
	Unready int64 // not there yet
	Missing int64 // without a sample
	Ignored int64 // on their way out

	Strangers      int64 // samples of pods that are not of the target (any more)
	Use            int64 // Σ of the samples of usable pods, thousandths
	StrangerUse    int64 // Σ of the samples of strangers
	Request        int64 // Σ of the requests of usable pods, thousandths
	UnreadyRequest int64 // and of unready ones,
	MissingRequest int64 // and of missing ones,
	MissingUse     int64 // and what missing ones are taken to use when others use little
	Unasked        bool  // some pod has a container without a request
}

// pods is how many pods there are, whatever they count as.
func (c *Census) pods() int64 { return c.Usable + c.Unready + c.Missing + c.Ignored }

// Count sorts pods for a metric. For a utilisation target is its percentage; it is 0
// for an average.
func (w Patience) Count(pods []Pod, strangers []Sample, cpu bool, target int64) Census {
	var c Census
	for i := range pods {
		p := &pods[i]
		request := int64(0)
		if p.Request != nil {
			request = *p.Request
		} else {
			c.Unasked = true
		}
		switch w.Classify(p, cpu) {
		case Usable:
			c.Usable++
			c.Use += p.Sample.Value
			c.Request += request
		case Unready:
			c.Unready++
			c.UnreadyRequest += request
		case Missing:
			c.Missing++
			c.MissingRequest += request
			c.MissingUse += assumed(request, target)
		case Ignored:
			c.Ignored++
		}
	}
	for i := range strangers {
		c.Strangers++
		c.StrangerUse += strangers[i].Value
	}
	return c
}

// assumed is what a pod without a sample is taken to use when the others use less than
// the target: its whole request, or more where the target is above it.
func assumed(request, target int64) int64 { return request * max(100, target) / 100 }
