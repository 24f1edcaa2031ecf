package scenario

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// priceSteps checks the graduated prices: bounds that ascend, and none on the last step.
func (c *checker) priceSteps() {
	p := c.s.Prices
	bounds := func(steps any) (all []*unit.Bytes) {
		switch steps := steps.(type) {
		case []model.StoragePrice:
			for _, s := range steps {
				all = append(all, s.UpTo)
			}
		case []model.TrafficPrice:
			for _, s := range steps {
				all = append(all, s.UpTo)
			}
		}
		return all
	}
	c.bounds("prices.files", bounds(p.Files))
	c.bounds("prices.backups", bounds(p.Backups))
	c.bounds("prices.egress", bounds(p.Egress))
	c.bounds("prices.cdn", bounds(p.CDN))
}

func (c *checker) bounds(path string, upTo []*unit.Bytes) {
	last := unit.Bytes(0)
	for i, b := range upTo {
		step := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case i == len(upTo)-1 && b != nil:
			c.at(step+".up_to", codePriceSteps, "the last step holds for everything beyond", "the last step must have no up_to")
		case i < len(upTo)-1 && b == nil:
			c.at(step, codePriceSteps, "add up_to", "a step before the last must have an up_to")
		case b != nil && *b <= last:
			c.at(step+".up_to", codePriceSteps, "", "the bounds must ascend: %s does not follow %s", c.bytes(float64(*b)), c.bytes(float64(last)))
		}
		if b != nil {
			last = *b
		}
	}
}

// prices checks that what exists has a price. A price of zero must be written.
func (c *checker) prices() {
	s, p := c.s, &c.s.Prices
	for _, need := range []struct {
		needed bool
		priced bool
		key    string
		why    string
		hint   string
	}{
		{s.Drivers.Files != nil, len(p.Files) > 0, "files", "drivers.files", "$0.20/GB-month"},
		{s.Load.Bytes > 0, len(p.Egress) > 0, "egress", "load.bytes", "$0.09/GB"},
		{s.CDN != nil, len(p.CDN) > 0, "cdn", "cdn", "$0.08/GB"},
		{s.Database != nil && s.Database.Backups > 0, len(p.Backups) > 0, "backups", "database.backups", "$0.10/GB-month"},
	} {
		if need.needed && !need.priced {
			c.at("prices", codeMissingPrice, fmt.Sprintf("add %s: %s", need.key, need.hint), "prices.%s is missing: %s needs it", need.key, need.why)
		}
	}
	if s.Cache != nil && p.CacheNode == 0 {
		c.warn("prices.cache_node", codeZeroPrice, "add cache_node: $30/month", "the cache costs nothing: prices.cache_node is 0")
	}
	if s.Nodes.LoadBalancers > 0 && p.LoadBalancer == 0 {
		c.warn("prices.load_balancer", codeZeroPrice, "add load_balancer: $50/month", "load balancers cost nothing: prices.load_balancer is 0")
	}
}

// levers warns of savings that have nothing to act on.
func (c *checker) levers() {
	s, v := c.s, c.s.Savings
	unused := func(path, reason string) {
		c.warn("savings."+path, codeUnusedLever, "", "the lever %s saves nothing: %s", path, reason)
	}
	if v.Caching != nil && s.Cache == nil {
		unused("caching", "there is no cache section")
	}
	if v.CDN != nil && s.CDN == nil {
		unused("cdn", "there is no cdn section")
	}
	if v.Spot != nil && !slices.ContainsFunc(s.Services, func(v model.Service) bool { return v.Interruptible }) && !slices.ContainsFunc(s.Pools, func(p model.Pool) bool { return p.Spot != nil }) {
		unused("spot", "no service is interruptible")
	}
	if v.Reserved != nil && s.Database == nil && slices.Contains(v.Reserved.Parts, "database") {
		unused("reserved", "there is no database to commit")
	}
}
