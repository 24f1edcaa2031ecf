package autoscale

// Plant is how the pods of a service behave. CPU is in thousandths of a core.
type Plant struct {
	Request int64 // CPU that a pod asks for; 100 % of its utilisation
	Limit   int64 // CPU that a pod can use
	Boot    int64 // CPU of a pod that runs and is not ready

	Pending Span // a pod is Pending for this long,
	Ready   Span // and Ready this long after it was created
	Scrape  Span // it has samples after running for this long,
	Window  Span // measured over this time,
	Lag     int  // and this many syncs old

	MemoryBase    int64 // memory of a pod, bytes,
	MemoryPerUse  int64 // and for each thousandth of a core that it uses
	MemoryRequest int64 // bytes that a pod asks for

	Outage         Gap // no samples of pods
	ExternalOutage Gap // no Object and External metrics
}

// Gap are syncs from one up to another.
type Gap struct {
	From int // the first
	To   int // the first that is not; at From or before it there is no gap
}

// holds reports whether a sync is in the gap.
func (g Gap) holds(tick int) bool { return g.From <= tick && tick < g.To }

// next is the first edge of the gap after a sync, if that is before soonest.
func (g Gap) next(tick, soonest int) int {
	if g.From >= g.To {
		return soonest
	}
	if g.From > tick {
		soonest = min(soonest, g.From)
	}
	if g.To > tick {
		soonest = min(soonest, g.To)
	}
	return soonest
}

// Ages at which something about a pod changes.
const (
	atRun     = iota // it runs
	atReady          // it serves
	atSample         // it is sampled
	atCPU            // and its CPU counts
	atRunThen        // the sample is of a pod that ran,
	atServed         // and of one that was ready
	ages
)

// ages are the ages of the plant at which something about a pod changes, given a
// controller that syncs every tick. Each group of pods is then the pods between two ages.
func (p *Plant) ages(w Patience, tick Span) (at [ages]Span) {
	lag := Span(p.Lag) * tick
	at[atRun] = p.Pending
	at[atReady] = max(p.Ready, p.Pending)
	at[atSample] = p.Pending + p.Scrape
	if p.Lag > 0 {
		at[atSample] = max(at[atSample], lag+tick)
	}
	at[atCPU] = max(at[atSample], p.counts(at[atReady], lag+p.Window, w))
	at[atRunThen] = at[atRun] + lag
	at[atServed] = at[atReady] + lag
	return at
}

// counts is the age from which CPU counts, of a pod that turned ready at an age (see
// Patience.unready): while it may be starting, a sample must be wholly of the ready pod;
// from then on the pod must be ready, or was so once.
func (p *Plant) counts(ready, sample Span, w Patience) Span {
	if whole := ready + max(sample, 0); whole < w.Init {
		return whole
	}
	if w.Delay > 0 {
		return max(w.Init, ready)
	}
	return w.Init
}
