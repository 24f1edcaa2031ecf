package autoscale

import (
	"slices"
	"testing"
)

// Pods that have no room wait for a node; an empty node goes after its time, and not too
// soon after another was ordered.
func TestNodes(t *testing.T) {
	n := Nodes{Pods: 2, Decide: 10 * Second, Provision: 50 * Second, Unneeded: 60 * Second, AfterAdd: 200 * Second}
	l := NewLoop(Setup{Spec: Spec{Metrics: []Metric{{}}}, Config: Shipped(), Tick: 15 * Second, Start: 3, Nodes: &n})
	l.reset()
	if l.nodes.all() != 2 {
		t.Fatalf("%d nodes for 3 pods", l.nodes.all())
	}
	l.resize(6, 0) // one fits, two wait
	var born []Span
	for _, c := range l.pods.list {
		born = append(born, c.born)
	}
	if want := []Span{-3600 * Second, 0, 60 * Second}; !slices.Equal(born, want) || l.nodes.all() != 3 || l.nodes.there != 2 {
		t.Errorf("pods begin at %v, not %v; %d nodes", born, want, l.nodes.all())
	}
	l.nodes.advance(59 * Second)
	if l.nodes.there != 2 {
		t.Error("the node comes early")
	}
	l.nodes.advance(60 * Second)
	l.resize(1, 70*Second) // two are empty
	l.nodes.advance(199 * Second)
	if l.nodes.there != 3 {
		t.Errorf("%d nodes before the time after an order is over", l.nodes.there)
	}
	l.nodes.advance(200 * Second)
	if l.nodes.there != 1 {
		t.Errorf("%d nodes are left", l.nodes.there)
	}
}

// A node that takes long makes replicas late: more is not served, by the Cluster
// Autoscaler more than by Karpenter. Without a wait nodes change nothing.
func TestNodesAreLate(t *testing.T) {
	s, demand := day(t, "flash_crowd_3min")
	run := func(n *Nodes) Outcome {
		s.Nodes = n
		o := NewLoop(s).Run(demand, 1, nil)
		if (o.NodesHeld > 0) != (n != nil) {
			t.Errorf("%d node-syncs", o.NodesHeld)
		}
		o.NodesHeld = 0
		return o
	}
	ca, k, none := ClusterAutoscaler(8), Karpenter(8), Nodes{Pods: 8}
	plain := run(nil)
	if a, b := run(&ca), run(&k); !(a.Unserved > b.Unserved && b.Unserved > plain.Unserved) {
		t.Errorf("unserved: %d, %d, %d", a.Unserved, b.Unserved, plain.Unserved)
	}
	if o := run(&none); o != plain {
		t.Errorf("%+v is not %+v", o, plain)
	}
}
