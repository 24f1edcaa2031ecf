package scenario

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// pools checks the servers by name, and which services run on them.
func (c *checker) pools() {
	var names, known []string
	for i := range c.s.Pools {
		names = append(names, c.s.Pools[i].Name)
	}
	for i := range c.s.Prices.Servers {
		known = append(known, c.s.Prices.Servers[i].Name)
	}
	for i := range c.s.Pools {
		p := &c.s.Pools[i]
		path := "pools." + p.Name
		if p.Name == "nodes" {
			c.at(path, codeReservedName, "write the section nodes, or choose another name", "a pool cannot be called %q: that is the section nodes", p.Name)
		}
		if len(p.Tiers) == 0 {
			c.at(path, codeTierUnpriced, "add tiers: {NAME: {cpu: 8, memory: 16 GiB, price: $200/month}}", "%s has no tiers", path)
		}
		if p.Min != nil && p.Max != nil && *p.Min > *p.Max {
			c.at(path+".max", codeReplicaBounds, "", "max (%s) must be at least min (%s)", c.count(*p.Max), c.count(*p.Min))
		}
		if p.LoadBalancers > 0 && c.s.Prices.LoadBalancer == 0 {
			c.at(path+".load_balancers", codeMissingPrice, "add prices.load_balancer: $25/month", "load balancers have no price")
		}
		for k := range p.Tiers {
			c.poolTier(path, p, &p.Tiers[k], known)
		}
	}
	for i := range c.s.Services {
		c.runsOn(&c.s.Services[i], names)
	}
}

// poolTier checks a server of a pool.
func (c *checker) poolTier(path string, p *model.Pool, t *model.PoolTier, known []string) {
	at := path + ".tiers." + t.Name
	switch {
	case t.Listed():
		if c.s.PoolMachine(t).Price == nil {
			c.at(at, codeTierUnpriced, suggest(t.Name, known), "%s is in no price list", t.Name)
		}
	case t.CPU == nil:
		c.at(at, codeTierForm, "add cpu: 4", "missing key %q in %s", "cpu", at)
	case t.Memory == nil:
		c.at(at, codeTierForm, "add memory: 16 GiB", "missing key %q in %s", "memory", at)
	case t.Price == nil:
		c.at(at, codeTierUnpriced, "add price: $200/month", "%s has no price", at)
	}
	if p.Spot != nil && *p.Spot > 0 && t.Spot == nil && c.s.Savings.Spot == nil {
		c.at(at, codeTierUnpriced, "give the tier spot: $0.10/hour, or savings.spot a discount", "%s is spot capacity, at no price", p.Name)
	}
}

// runsOn checks the pool of a service, and that its replicas fit there.
func (c *checker) runsOn(v *model.Service, names []string) {
	path := "services." + v.Name
	pool := c.s.PoolOf(v)
	switch {
	case v.Outside && v.Pool != "":
		c.at(path+".pool", codeOutsideForm, "leave pool out", "%s is outside: it runs on no servers of this plan", v.Name)
		return
	case v.Outside:
		return
	case v.Pool != "" && v.Pool != "nodes" && pool < 0:
		c.at(path+".pool", codeUnknownReference, suggest(v.Pool, append(names, "nodes")), "there is no pool %q", v.Pool)
		return
	case v.Pool == "" && pool < 0 && len(c.s.Nodes.Tiers) == 0 && len(names) > 1:
		c.at(path, codeWhichPool, "add pool: "+strings.Join(names, " or pool: "), "%s does not say its pool; there are %d", v.Name, len(names))
		return
	case v.GPU != nil && v.Replica.GPU == nil:
		c.at(path+".gpu", codeReplicaMissing, "add gpu: 1 to its replica", "%s takes GPU time, and its replica has no GPU", v.Name)
		return
	}
	if pool < 0 {
		if v.Replica.GPU != nil {
			c.at(path, codeFitsNowhere, "add pool: the one that has GPUs", "%s needs a GPU; nodes have none", v.Name)
		}
		return
	}
	p := &c.s.Pools[pool]
	usable := (1 - float64(p.System)) * (1 - float64(p.Headroom))
	for k := range p.Tiers {
		m := c.s.PoolMachine(&p.Tiers[k])
		if m.CPU == nil || m.Memory == nil {
			return // it has been said
		}
		gpus := 0.0
		if m.GPU != nil {
			gpus = *m.GPU
		}
		if float64(v.Replica.CPU) <= *m.CPU*usable*(1+1e-9) && float64(v.Replica.Memory) <= *m.Memory*usable*(1+1e-9) && v.Replica.GPUs() <= gpus {
			return
		}
	}
	c.at(path+".replica", codeFitsNowhere, "allow a larger tier in pools."+p.Name+".tiers, or make the replica smaller",
		"no server of the pool %s holds a replica of %s, which asks for %s CPU, %s and %s GPUs", p.Name, v.Name,
		c.cores(float64(v.Replica.CPU)), c.bytes(float64(v.Replica.Memory)), c.count(unit.Count(v.Replica.GPUs())))
}
