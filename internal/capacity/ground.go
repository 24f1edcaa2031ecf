package capacity

import (
	"cmp"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// ground is the servers that some of the services run on: those of the section nodes, or
// of a pool by name. One of them is being sized at a time.
type ground struct {
	index    int // 0 of nodes; of a pool, its place in the scenario plus 1
	nodes    *model.Nodes
	pool     *model.Pool // nil of nodes
	machines []model.Machine
	tiers    []*model.ServerTier
	located  [][]int // by region: its deployments
	spotting int     // first month in which spot capacity is used; beyond the horizon without any

	// Numbers of the scenario as the last run has read them.
	servers     []serverRate
	spareNodes  float64
	memory      bool    // whether memory may ever ask for more servers than CPU does
	network     bool    // whether a server tier has a limit on traffic
	perReplica  float64 // servers for a replica, by the limit on replicas for each; 0 without one
	awake       bool    // whether of no service that runs there are ever no replicas
	smallestCPU float64 // of a replica
	misfits     bool    // whether a replica does not fit some tier
	fragments   bool    // whether whole replicas may ask for more servers than their sum

	load []regionLoad // of the last run, by region
}

// Pool is the servers of a pool by name, in the order of the scenario.
type Pool struct {
	Regions []Region  // as of nodes; without spot capacity of its own kind
	Need    []float64 // servers that demand requires at peak, in all regions
	Served  []float64 // share of it that there may be
}

// compileGrounds finds the servers of the scenario, and which service runs on which.
func (m *Model) compileGrounds() {
	s := m.scenario
	m.grounds = make([]ground, 1+len(s.Pools))
	m.grounds[0] = ground{nodes: &s.Nodes, tiers: serverTiers(s), spotting: m.spottingFrom()}
	for i := range s.Pools {
		p := &s.Pools[i]
		g := ground{index: i + 1, pool: p, nodes: &model.Nodes{}, spotting: m.months + 1}
		for k := range p.Tiers {
			g.machines = append(g.machines, s.PoolMachine(&p.Tiers[k]))
		}
		slices.SortFunc(g.machines, func(a, b model.Machine) int { return cmp.Compare(a.Name, b.Name) })
		for _, machine := range g.machines {
			t := &model.ServerTier{Name: machine.Name}
			if machine.GPU != nil {
				t.GPU = new(unit.Count)
			}
			g.tiers = append(g.tiers, t)
		}
		m.grounds[i+1] = g
	}
	for k := range m.grounds {
		g := &m.grounds[k]
		g.located = make([][]int, len(m.regions))
		for range g.tiers {
			g.servers = append(g.servers, serverRate{fits: make([]fit, len(s.Services))})
		}
	}
	for i := range s.Services {
		m.groundOf = append(m.groundOf, s.PoolOf(&s.Services[i])+1)
	}
	m.ground = &m.grounds[0]
}

// enter makes a ground the one that is being sized.
func (m *Model) enter(index int) { m.ground = &m.grounds[index] }

// refresh takes the numbers of a pool.
func (g *ground) refresh() {
	if g.pool == nil {
		return
	}
	p := g.pool
	*g.nodes = model.Nodes{System: p.System, Headroom: p.Headroom, Spare: p.Spare, ReplicasPerNode: p.ReplicasPerNode, Now: p.Now}
	for i, machine := range g.machines {
		t := g.tiers[i]
		t.CPU, t.Memory, t.Price = unit.Cores(*machine.CPU), unit.Bytes(*machine.Memory), unit.MoneyPerMonth(*machine.Price)
		if machine.Network != nil {
			t.Network = unit.Bandwidth(*machine.Network)
		}
		if machine.GPU != nil {
			*t.GPU = unit.Count(*machine.GPU)
		}
	}
}

// on reports whether a service runs on the ground that is being sized.
func (m *Model) on(service int) bool { return m.groundOf[service] == m.ground.index }

// regionsOf are the servers of the ground that is being sized.
func (m *Model) regionsOf(p *Plan) []Region {
	if m.ground.index == 0 {
		return p.Regions
	}
	return p.Pools[m.ground.index-1].Regions
}

// bound keeps at least as many servers of a pool as it must have, and says what share of
// the need there may be.
func (m *Model) bound(p *Plan) {
	if m.ground.index == 0 {
		return
	}
	pool, out := m.ground.pool, &p.Pools[m.ground.index-1]
	least, most := 0.0, math.Inf(1)
	if pool.Min != nil {
		least = float64(*pool.Min)
	}
	if pool.Max != nil {
		most = float64(*pool.Max)
	}
	first := &out.Regions[0]
	for month := range out.Need {
		need, average, static := 0.0, 0.0, 0.0
		for r := range out.Regions {
			need, average, static = need+out.Regions[r].Nodes[month], average+out.Regions[r].Average[month], static+out.Regions[r].Static[month]
		}
		out.Need[month], out.Served[month] = need, carried(most, need)
		first.Nodes[month] += max(least-need, 0)
		first.Average[month] += max(least-average, 0)
		first.Static[month] += max(least-static, 0)
	}
}

// PoolPrice is the price of a server of a pool, by its index in [Servers.Tier].
func (m *Model) PoolPrice(pool, tier int) float64 {
	return float64(m.grounds[pool+1].tiers[tier].Price)
}

// PoolSpotPrice is the price of its spot capacity; false where the tier says none.
func (m *Model) PoolSpotPrice(pool, tier int) (price float64, ok bool) {
	if at := m.grounds[pool+1].machines[tier].Spot; at != nil {
		return *at, true
	}
	return 0, false
}

// PoolTiers are the servers of a pool in the order of the indices in [Servers.Tier].
func (m *Model) PoolTiers(pool int) []*model.ServerTier { return m.grounds[pool+1].tiers }

// PoolOf is the pool that a service runs on; −1 for nodes.
func (m *Model) PoolOf(service int) int { return m.groundOf[service] - 1 }
