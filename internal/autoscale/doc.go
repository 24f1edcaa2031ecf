// Package autoscale decides replicas as the Horizontal Pod Autoscaler of Kubernetes
// v1.37 does, to the last truncation, and plays a service through time, sync by sync.
//
// File names are those of the Kubernetes repository: RC is
// pkg/controller/podautoscaler/replica_calculator.go, H horizontal.go beside it, U
// metrics/utilization.go below it, V2 pkg/apis/autoscaling/v2/defaults.go.
//
// # One sync (H: reconcileAutoscaler)
//
//  1. Where there is no history yet, {current, now} enters it. This alone keeps
//     replicas up for the first down window.
//  2. Current 0 is disabled unless the autoscaler itself scaled to zero. Above the
//     maximum or below the minimum the bound is taken at once: no metrics, no windows.
//  3. Each metric proposes a count and the largest counts. A metric that fails is
//     skipped; when all fail, or some fail and the largest is below current, nothing
//     changes and nothing is recorded.
//  4. The proposal is stabilised, then limited, then written where it differs.
//
// # Proposals (RC)
//
// Pods fall into groups in this order: deleting or Failed, ignored; Pending, unready;
// without a sample, missing; for CPU only, unready while readiness or the sample are
// too young (Classify); all others usable. With the sums of usable pods
//
//	utilisation = trunc(Σ usage · 100 / Σ request)           int64, then int32
//	average     = trunc(Σ usage / samples)                   int64
//	r           = utilisation or average / target            float64
//
// Where nothing is missing, and nothing unready while r > 1: inside the tolerance
// [1−down, 1+up] current stays, else ⌈r·usable⌉. Otherwise missing pods count with 0
// when r > 1 and with the target when r < 1 (max(100, target) % of their requests for
// utilisation), unready ones with 0 when r > 1. The ratio over all of these, r₂,
// decides: current stays inside the tolerance, when r and r₂ lie on different sides of
// 1, or when ⌈r₂·n⌉ would move against r₂.
//
// Object and External metrics with a Value propose ⌈r·(running and ready pods)⌉, or ⌈r⌉
// from 0; with an AverageValue ⌈total/target⌉, with a tolerance on
// total/(target·status.replicas). Counts stop at the largest int32, sums at the
// largest int64.
//
// # Stabilise and limit (H)
//
// Without a behavior stanza the wish becomes the largest of the window, 300 s with its
// edge; then it is clamped to [min, min(max, max(2·current, 4))]. With one, current is
// raised to the lowest wish of the up window and lowered to the highest of the down
// window, both without their edge. Each policy starts from what ran at the begin of its
// period, start = current − added + removed, with changes strictly younger than it:
//
//	up:   start + v    or  ⌈start·(1 + v/100)⌉
//	down: start − v    or  trunc(start·(1 − v/100))
//
// Max selects the biggest change, Min the smallest, Disabled none. What is remembered
// is the wish, neither stabilised nor limited. Defaults are those of V2: up a window of
// 0 s and the larger of 4 pods and 100 % in 15 s, down one of 300 s and 100 % in 15 s.
//
// Tolerances for one autoscaler are KEP-4951, scale to zero KEP-2021, both on by
// default in v1.37; container resources KEP-1610; pod-level requests KEP-2837.
//
// # Alert rules
//
// Rule is the "for" of a Prometheus alerting rule (prometheus, rules/alerting.go). What
// a firing rule does to replicas is nobody's rule; a Trigger asks for a step more than
// what runs, again after its cooldown, and for what runs in between. It joins the largest
// of the proposals, so that replicas go down only when no rule fires and no metric objects.
//
// # The plant
//
// Loop closes the loop: pods are Pending, then Running, then Ready, then sampled. Where
// Nodes are part of it, pods without room wait until the Cluster Autoscaler or Karpenter
// has a node for them.
// Pods of one age are a cohort, so that a sync costs the same for ten pods and for a
// thousand, and syncs at which nothing can change are counted without being played.
package autoscale
