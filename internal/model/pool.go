package model

import "github.com/talimat/talimat-plan/internal/unit"

// Pool is servers by name that some of the services run on.
type Pool struct {
	Name            string      `yaml:"-"` // its key in the file
	Tiers           []PoolTier  `yaml:"tiers,named" doc:"Servers that may be used: names from prices.servers, or sizes with prices; of those that hold a replica of everything, the one that is billed least for the month is taken."`
	System          unit.Ratio  `yaml:"system" default:"0%" min:"0" max:"0.9" doc:"Share of a server that the system itself takes (kubelet, agents)."`
	Headroom        unit.Ratio  `yaml:"headroom" default:"0%" min:"0" max:"0.9" doc:"Share of the rest that is kept free on each server: no replica is planned into it."`
	Spare           unit.Count  `yaml:"spare,whole" default:"0" min:"0" doc:"Servers beyond the need in each region (the k of N+k)."`
	ReplicasPerNode *unit.Count `yaml:"replicas_per_node,whole" min:"1" doc:"Most replicas that a server runs, whatever it has left."`
	LoadBalancers   unit.Count  `yaml:"load_balancers,whole" default:"0" min:"0" doc:"Load balancers."`
	Availability    *unit.Ratio `yaml:"availability" above:"0" max:"1" doc:"Availability of one server: the spare ones stand in for those that are down."`
	Now             *unit.Count `yaml:"now,whole" min:"0" doc:"Servers that run today in the first region; the plan does not go below them until autoscaling acts."`
	Min             *unit.Count `yaml:"min,whole" min:"0" doc:"Fewest servers."`
	Max             *unit.Count `yaml:"max,whole" min:"1" doc:"Most servers: a quota, or what is bought; a need beyond it is not served, and is billed as if it were."`
	Spot            *unit.Ratio `yaml:"spot" min:"0" max:"1" doc:"Share of the servers that is spot capacity, at the tier's spot price or else by savings.spot; none when absent."`
	Category        string      `yaml:"category" default:"infrastructure" doc:"Category of the bill."`
}

// PoolTier is a server of a pool: a name of prices.servers, or a size with its price.
type PoolTier struct {
	Name    string              `yaml:"-"` // its key in the file
	CPU     *unit.Cores         `yaml:"cpu" above:"0" doc:"Virtual CPUs."`
	Memory  *unit.Bytes         `yaml:"memory" above:"0" doc:"Memory."`
	GPU     *unit.Count         `yaml:"gpu" above:"0" doc:"GPUs."`
	Storage *unit.Bytes         `yaml:"storage" min:"0" doc:"Local disk, for the reader."`
	Network *unit.Bandwidth     `yaml:"network" above:"0" doc:"Network bandwidth; not checked when absent."`
	Price   *unit.MoneyPerMonth `yaml:"price,scalar,alone" min:"0" doc:"List price."`
	Spot    *unit.MoneyPerMonth `yaml:"spot" min:"0" doc:"Price of spot capacity."`
}

// Listed reports whether a tier is a name of prices.servers, and says nothing itself.
func (t *PoolTier) Listed() bool { return t.CPU == nil && t.Memory == nil && t.Price == nil }

// PoolMachine is the server of a tier of a pool: its own figures, or those of the price
// list.
func (s *Scenario) PoolMachine(t *PoolTier) Machine {
	if !t.Listed() {
		return Machine{
			Name: t.Name, CPU: (*float64)(t.CPU), Memory: (*float64)(t.Memory), Network: (*float64)(t.Network), GPU: (*float64)(t.GPU),
			Price: (*float64)(t.Price), Spot: (*float64)(t.Spot),
		}
	}
	m := Machine{Name: t.Name, Spot: (*float64)(t.Spot), GPU: (*float64)(t.GPU)}
	for i := range s.Prices.Servers {
		if v := &s.Prices.Servers[i]; v.Name == t.Name {
			m.CPU, m.Memory, m.Network, m.Price = (*float64)(&v.CPU), (*float64)(&v.Memory), (*float64)(&v.Network), (*float64)(&v.Price)
			if m.GPU == nil {
				m.GPU = (*float64)(v.GPU)
			}
		}
	}
	return m
}

// PoolOf is the pool that a service runs on, −1 for the section nodes: as stated, or
// nodes, or the only pool there is, of those without GPUs if it asks for none.
func (s *Scenario) PoolOf(v *Service) int {
	name := v.Pool
	if name == "" && len(s.Nodes.Tiers) == 0 {
		if only := s.onlyPool(v.Replica.GPU != nil); only >= 0 {
			return only
		}
	}
	for i := range s.Pools {
		if s.Pools[i].Name == name {
			return i
		}
	}
	return -1
}

// onlyPool is the only pool with GPUs, or without; or the only one of all; −1 where there
// are several.
func (s *Scenario) onlyPool(gpus bool) int {
	if len(s.Pools) == 1 {
		return 0
	}
	found := -1
	for i := range s.Pools {
		has := false
		for k := range s.Pools[i].Tiers {
			has = has || s.PoolMachine(&s.Pools[i].Tiers[k]).GPU != nil
		}
		switch {
		case has != gpus:
		case found >= 0:
			return -1
		default:
			found = i
		}
	}
	return found
}

// Pooled returns the index of the pool of that name, or −1.
func (s *Scenario) Pooled(name string) int {
	for i := range s.Pools {
		if s.Pools[i].Name == name {
			return i
		}
	}
	return -1
}

// GPUs are the GPUs that a replica requests.
func (r *Replica) GPUs() float64 {
	if r.GPU == nil {
		return 0
	}
	return float64(*r.GPU)
}
