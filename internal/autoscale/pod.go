package autoscale

// Phase is where a pod stands in its life.
type Phase uint8

// Phases that make a difference.
const (
	Running Phase = iota
	Pending
	Failed
	Succeeded
)

// Sample is a measurement of a pod.
type Sample struct {
	Value  int64 // thousandths
	Age    Span  // how long ago
	Window Span  // over what time
}

// Pod is a pod as the autoscaler sees it.
type Pod struct {
	Phase    Phase   // where it stands
	Deleting bool    // it is being deleted
	Ready    *bool   // its Ready condition; absent is nil
	Turned   Span    // how long ago that condition changed
	Started  *Span   // how long ago the pod started; absent is nil
	Request  *int64  // 100 % of its use; nil where a container has no request
	Sample   *Sample // nil where there is none
}

// Group is what a pod counts as.
type Group uint8

// Groups of pods.
const (
	Usable Group = iota
	Unready
	Missing
	Ignored
)

// Patience is how long a pod may take before what it uses of CPU counts.
type Patience struct {
	Init  Span // after its start a sample counts only if it is wholly of the ready pod: 300 s
	Delay Span // a pod that turned unready within it of its start was never ready: 30 s
}

// Classify sorts a pod; cpu says whether the metric is one of CPU, which alone asks
// for readiness (RC: groupPods).
func (w Patience) Classify(p *Pod, cpu bool) Group {
	switch {
	case p.Deleting || p.Phase == Failed:
		return Ignored
	case p.Phase == Pending:
		return Unready
	case p.Sample == nil:
		return Missing
	case cpu && w.unready(p):
		return Unready
	}
	return Usable
}

// unready reports whether the CPU of a sampled pod does not count yet.
func (w Patience) unready(p *Pod) bool {
	if p.Ready == nil || p.Started == nil {
		return true
	}
	if w.Init > *p.Started {
		return !*p.Ready || p.Turned < p.Sample.Age+p.Sample.Window
	}
	return !*p.Ready && w.Delay > *p.Started-p.Turned
}

// Serving counts the pods that run and are ready.
func Serving(pods []Pod) (n int64) {
	for i := range pods {
		if p := &pods[i]; p.Phase == Running && p.Ready != nil && *p.Ready {
			n++
		}
	}
	return n
}
