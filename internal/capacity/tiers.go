package capacity

import (
	"cmp"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// serverRate is what one unit of load asks for of a server tier, hoisted out of
// the loop over the months.
type serverRate struct {
	perCore, perByte float64 // servers, by what is left for replicas
	perBit           float64 // servers; 0 where the network has no limit
	perGPU           float64 // servers; infinite where they have none
	price            float64 // per month at list price
	fits             []fit   // by service
}

// fit is how replicas of a service fit a server of a tier.
type fit struct {
	whole float64 // replicas that a server holds; 0 where it holds none
	alone float64 // servers for a replica, where whole replicas may ask for more of them than their sum; 0 otherwise
	apart float64 // the same on servers for replicas of its kind only
}

// serverTiers are the tiers of a scenario in the order of their names, so that
// neither the order of a list nor that of equals decides anything.
func serverTiers(s *model.Scenario) []*model.ServerTier {
	var tiers []*model.ServerTier
	for i := range s.Prices.Servers {
		if t := &s.Prices.Servers[i]; slices.Contains(s.Nodes.Tiers, t.Name) {
			tiers = append(tiers, t)
		}
	}
	slices.SortFunc(tiers, func(a, b *model.ServerTier) int { return cmp.Compare(a.Name, b.Name) })
	if len(tiers) == 0 { // of a plan in which nothing runs on servers
		tiers = []*model.ServerTier{{Name: "none", CPU: 1, Memory: 1}}
	}
	return tiers
}

// Usable is the share of a server that is left for replicas. Headroom is kept
// free on each server, so that what fits a server fits beside it.
func Usable(n *model.Nodes) float64 { return (1 - float64(n.System)) * (1 - float64(n.Headroom)) }

// PerServer is how many replicas a server of the tier holds: by CPU, by memory and by
// the limit on replicas for each, whatever is least; 0 where not even one fits.
func PerServer(n *model.Nodes, t *model.ServerTier, r *model.Replica) float64 {
	usable := Usable(n)
	return perServer(n, max(float64(r.CPU)/(float64(t.CPU)*usable), float64(r.Memory)/(float64(t.Memory)*usable)))
}

// perServer is how many replicas that each fill such a part of a server it holds.
func perServer(n *model.Nodes, part float64) float64 {
	if n.ReplicasPerNode != nil {
		return min(whole(part), float64(*n.ReplicasPerNode))
	}
	return whole(part)
}

// whole is how many of such a part are in one, with the tolerance of sizes.
func whole(part float64) float64 { return math.Floor(row.Limit(1 / part)) }

// rateServers reads the numbers of the server tiers.
func (m *Model) rateServers() {
	n := m.nodes
	usable := Usable(n)
	m.spareNodes, m.network, m.perReplica = float64(n.Spare), false, 0
	if n.ReplicasPerNode != nil {
		m.perReplica = 1 / float64(*n.ReplicasPerNode)
	}
	for i, t := range m.tiers {
		r := &m.servers[i]
		r.perCore, r.perByte, r.perBit, r.price = 1/(float64(t.CPU)*usable), 1/(float64(t.Memory)*usable), 0, float64(t.Price)
		r.perGPU = math.Inf(1)
		if t.GPU != nil && *t.GPU > 0 {
			r.perGPU = 1 / float64(*t.GPU)
		}
		if t.Network > 0 {
			r.perBit, m.network = 1/float64(t.Network), true
		}
	}
	m.awake, m.smallestCPU = true, math.Inf(1)
	for i := range m.rates {
		r := &m.rates[i]
		if m.on(i) {
			m.awake, m.smallestCPU = m.awake && min(r.bounds.low, r.bounds.high) >= 1, min(m.smallestCPU, r.cpu)
		}
	}
	m.fit()
	m.memory = m.perReplica > 0
	for i := range m.servers {
		if m.memoryMayBind(&m.servers[i]) {
			m.memory = true
		} else {
			m.servers[i].perByte = 0
		}
	}
}

// fit says of every tier how replicas of every service fit it.
func (m *Model) fit() {
	n := m.nodes
	m.misfits, m.fragments = false, false
	extremes := false
	for t := range m.servers {
		server := &m.servers[t]
		for s := range m.rates {
			if !m.on(s) {
				continue
			}
			r := &m.rates[s]
			part := max(r.cpu*server.perCore, r.memory*server.perByte)
			f := fit{whole: perServer(n, max(part, server.gpus(r.gpu)))}
			m.misfits = m.misfits || f.whole == 0
			if r.gpu > 0 && f.whole > 0 {
				f.alone, f.apart, m.fragments = 1/f.whole, 1/f.whole, true
			} else if each := 1 / max(whole(part), 1); each > row.Limit(part) {
				if !extremes {
					m.extremes()
					extremes = true
				}
				if m.crowds(s, each-part, server, false) {
					f.alone, m.fragments = each, true
				}
				if m.spotting <= m.months && m.crowds(s, each-part, server, true) {
					f.apart, m.fragments = each, true
				}
			}
			server.fits[s] = f
		}
	}
}

// gpus is the part of a server that so many GPUs fill.
func (r *serverRate) gpus(n float64) float64 {
	if n == 0 {
		return 0
	}
	return n * r.perGPU
}
