package capacity

import (
	"cmp"
	"math"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// This file turns the needs of a store into machines: so many of each size that
// everything fits, those beyond the need included, and of the sizes the one that costs
// least in all.

// smaller orders machines: by what they hold and, of equals, by name.
func smaller(a, b model.Machine) int {
	return cmp.Or(cmp.Compare(*a.CPU, *b.CPU), cmp.Compare(*a.Memory, *b.Memory), cmp.Compare(a.Name, b.Name))
}

// cheapest is the size of machines that carries most and, of those that do, costs
// least; ties go to the smaller.
func (s *storeModel) cheapest(q *storeNeed) (best machineSize) {
	best.served, best.list = -1, math.Inf(1)
	for t := range s.machines {
		size := s.count(q, t)
		if size.served > best.served || size.served == best.served && size.list < best.list*less {
			best = size
		}
	}
	return best
}

// count is how many machines of a size a need asks for.
func (s *storeModel) count(q *storeNeed, tier int) machineSize {
	t := &s.machines[tier]
	part, binding := s.fill(q, t)
	groups := max(row.Ceil(part), 1)
	if groups > 1 {
		groups = max(groups, q.quorum)
	}
	size := machineSize{tier: tier, need: part * q.groups, binding: binding, served: q.served, short: q.short}
	nodes := s.survive(part, groups*q.groups)
	if least := s.least(); nodes <= least {
		nodes, size.binding = least, Minimum
	}
	nodes += s.SpareOf()
	if most := s.most(); nodes > most {
		nodes = most
		if carries := math.Floor(most/q.groups) * q.groups; row.Ceil(part)*q.groups > carries {
			if share := carries / (part * q.groups); share < size.served {
				size.served, size.short, size.binding = share, binding, Maximum
			}
		}
	}
	size.nodes, size.list = nodes, nodes**t.Price
	return size
}

// fill is how many machines, or groups of them, of a size a need fills, and what fills
// most.
func (s *storeModel) fill(q *storeNeed, t *model.Machine) (most float64, binding Binding) {
	binding = Minimum
	utilization := float64(s.Utilization)
	one := 1.0
	part := func(need float64, has *float64, used float64, b Binding) {
		if need > 0 && has != nil && *has > 0 && need/(*has*used) > most {
			most, binding = need/(*has*used), b
		}
	}
	part(q.cores, t.CPU, utilization, CPU)
	part(q.memory, t.Memory, 1, Memory)
	part(q.disk, t.Storage, 1, Storage)
	part(q.ops, t.IOPS, utilization, IOPS)
	part(q.network, t.Network, utilization, Network)
	part(q.machines, &one, 1, q.counted)
	return most, binding
}

// survive is the machines with which a need is met while one of the zones that they are
// spread over fails: ⌈need × z ÷ (z − 1)⌉, a multiple of z.
func (s *storeModel) survive(part, nodes float64) float64 {
	if s.Zones == nil {
		return nodes
	}
	zones := float64(*s.Zones)
	nodes = max(nodes, row.Ceil(part*zones/(zones-1)))
	return math.Ceil(nodes/zones-1e-9) * zones
}

// least and most are the bounds of its machines.
func (s *storeModel) least() float64 {
	n := s.CopiesOf()
	if s.Min != nil {
		n = max(n, float64(*s.Min))
	}
	if s.Nodes != nil {
		n = float64(*s.Nodes)
	}
	return n
}

func (s *storeModel) most() float64 {
	if s.Nodes != nil {
		return float64(*s.Nodes)
	}
	if s.Max != nil {
		return float64(*s.Max)
	}
	return math.Inf(1)
}

// measured is how many machines reads and writes fill by what one was measured to take.
func (s *storeModel) measured(reads, writes float64) (n float64) {
	if s.PerNode == nil {
		return 0
	}
	if s.PerNode.Read != nil {
		n += reads / float64(*s.PerNode.Read)
	}
	if s.PerNode.Write != nil {
		n += writes / float64(*s.PerNode.Write)
	}
	return n / float64(s.Utilization)
}

// base is the need that all kinds have in common: each copy does all writes, and one of
// them a read.
func (s *storeModel) base(q *storeLoad) storeNeed {
	copies := s.CopiesOf()
	n := storeNeed{groups: 1, served: 1, counted: Rate}
	n.cores = (float64(q.reads*float64(s.CPU.Read)) + float64(q.writes*copies*float64(s.CPU.Write))) * q.heavier
	n.ops = float64(q.reads*float64(s.IO.Read)) + float64(q.writes*copies*float64(s.IO.Write))
	n.disk = q.bytes * copies * s.DiskPerByte()
	if s.WorkingSet != nil {
		n.memory = q.bytes * copies * float64(*s.WorkingSet)
	}
	n.machines = s.measured(q.reads, q.writes*copies)
	return n
}

// cluster is anything on like machines: the first of CPU, memory, disk, disk operations
// and measured rates decides.
func cluster(s *storeModel, q *storeLoad) storeNeed { return s.base(q) }
