package replay

import (
	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/capacity"
)

// nodes are the servers under a deployment: of the tier that the plan has in the month,
// with replicas of this service only. It is nil where they do not follow, and on pools.
func (q *Question) nodes(dep *capacity.Deployment, month int) *autoscale.Nodes {
	sizing, s := q.Result.Engine().Sizing(), q.Result.Scenario
	if q.Pods.Nodes == NodesNever || sizing.PoolOf(dep.Service) >= 0 {
		return nil
	}
	tiers := sizing.Tiers()
	tier := q.Result.Capacity.Regions[dep.Region].Tier[month]
	if tier < 0 || tier >= len(tiers) {
		return nil
	}
	holds := capacity.PerServer(&s.Nodes, tiers[tier], &s.Services[dep.Service].Replica)
	if !(holds >= 1) {
		return nil
	}
	n := autoscale.ClusterAutoscaler(int64(min(holds, endless)))
	if q.Pods.Nodes == ByKarpenter {
		n = autoscale.Karpenter(n.Pods)
	}
	return &n
}
