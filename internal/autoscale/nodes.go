package autoscale

// Nodes are the servers under the pods of a service, and how they follow. Pods fill
// them in order, without gaps: the newest are on the last node.
type Nodes struct {
	Pods      int64 // that a node holds; at least 1
	Decide    Span  // until a pending pod has a node ordered for it
	Provision Span  // until the node takes pods
	Unneeded  Span  // how long a node is empty before it goes
	AfterAdd  Span  // no node goes this long after one was ordered
}

// ClusterAutoscaler are nodes that follow by the Cluster Autoscaler: it scans every 10 s,
// a node takes 3.5 minutes, and goes after 10 minutes without need, 10 minutes after the
// last was added at the earliest (autoscaler: config/flags/flags.go, config/const.go).
func ClusterAutoscaler(pods int64) Nodes {
	return Nodes{Pods: pods, Decide: 10 * Second, Provision: 210 * Second, Unneeded: 600 * Second, AfterAdd: 600 * Second}
}

// Karpenter are nodes that follow by Karpenter: it batches pods for up to 10 s, a node
// takes 50 s, and an empty one goes after the 15 s of its validation (karpenter v1:
// operator/options, disruption/consolidation.go).
func Karpenter(pods int64) Nodes {
	return Nodes{Pods: pods, Decide: 10 * Second, Provision: 50 * Second, Unneeded: 15 * Second}
}

// fleet are the nodes of a Loop. The zero value, without a setup, has room for all pods.
type fleet struct {
	Nodes
	there  int64  // nodes that take pods
	coming []Span // when the others will
	idle   []Span // since when each is empty; needed is not
	last   Span   // when a node was ordered
}

const needed Span = -1

// reset begins with as many nodes as pods need, the last of them ordered long ago.
func (f *fleet) reset(n *Nodes, pods int64) {
	f.there, f.coming, f.idle = 0, f.coming[:0], f.idle[:0]
	if f.Nodes = (Nodes{}); n == nil {
		return
	}
	f.Nodes, f.last = *n, -1e12
	f.Pods = max(f.Pods, 1)
	f.there = over(pods, f.Pods)
	for range f.there {
		f.idle = append(f.idle, needed)
	}
}

// all is how many nodes there are or have been ordered.
func (f *fleet) all() int64 { return f.there + int64(len(f.coming)) }

// advance lets ordered nodes come, and empty ones go.
func (f *fleet) advance(now Span) {
	came := 0
	for came < len(f.coming) && f.coming[came] <= now {
		came++
	}
	if came > 0 {
		f.there += int64(came)
		f.coming = append(f.coming[:0], f.coming[came:]...)
	}
	for f.goes() <= now {
		f.there--
		f.idle = f.idle[:f.there]
	}
}

// next is when a node comes or goes next; later than all time when none does.
func (f *fleet) next() Span {
	if len(f.coming) > 0 {
		return f.coming[0]
	}
	return f.goes()
}

// goes is when the last node goes; later than all time while it is needed, or not there.
func (f *fleet) goes() Span {
	n := len(f.idle)
	if n == 0 || len(f.coming) > 0 || f.idle[n-1] == needed {
		return 1<<63 - 1
	}
	return max(f.idle[n-1]+f.Unneeded, f.last+f.AfterAdd)
}

// born is when pods of a node can start, which is ordered where it is not there.
func (f *fleet) born(node int64, now Span) Span {
	if node < f.there {
		return now
	}
	for node >= f.all() {
		f.coming = append(f.coming, now+f.Decide+f.Provision)
		f.idle = append(f.idle, needed)
		f.last = now
	}
	return f.coming[node-f.there]
}

// fill marks which nodes pods need.
func (f *fleet) fill(pods int64, now Span) {
	if f.Pods == 0 {
		return
	}
	need := over(pods, f.Pods)
	for i := range f.idle {
		switch {
		case int64(i) < need:
			f.idle[i] = needed
		case f.idle[i] == needed:
			f.idle[i] = now
		}
	}
}
