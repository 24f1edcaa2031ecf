package explain

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// bill is the bill of one month, taken apart. Each line is explained when it is
// first asked for.
type bill struct {
	*explainer
	cost.Lines
	statement *cost.Statement
	known     map[string]term
}

func (x *explainer) bill() *bill {
	e := x.result.Engine()
	return &bill{
		explainer: x, Lines: e.Pricing().Lines(x.month), statement: e.Statement, known: map[string]term{},
	}
}

// line explains a line of the bill once.
func (b *bill) line(name string, value float64, formula func() term) term {
	if t, ok := b.known[name]; ok {
		return t
	}
	t := b.step(name, money(value), formula())
	b.known[name] = t
	return t
}

// indexed multiplies by the drift of all prices, where there is one.
func (b *bill) indexed(t term) term {
	trend, rate := &b.scenario.Prices.Trend, b.scenario.MovingIn(b.scenario.PricesIn)
	if trend.Rate == 0 && rate == nil {
		return t
	}
	index, ok := b.known["price index"]
	if !ok {
		factors := []term{}
		if trend.Rate != 0 {
			factors = append(factors, b.grown("prices.trend", trend, b.at()))
		}
		if rate != nil {
			factors = append(factors, b.moved(rate))
		}
		index = b.step("price index", factor(b.Index), product(factors...))
		b.known["price index"] = index
	}
	return product(t, index)
}

// moved is how an exchange rate has moved since month 0.
func (x *explainer) moved(r *model.Rate) term {
	return x.grown("fx.rates."+r.Name+".growth", &r.Growth, x.at())
}

// perRegion adds up servers at their price, over the regions.
func (b *bill) perRegion(servers func(*capacity.Region) (n float64, tier int)) term {
	x := b.explainer
	regions, tiers := x.result.Engine().Sizing().Regions(), x.result.Engine().Sizing().Tiers()
	var parts []term
	for r := range x.result.Capacity.Regions {
		n, t := servers(&x.result.Capacity.Regions[r])
		if n == 0 {
			continue
		}
		x.place = regions[r].Name
		part := product(x.is(x.here("servers"), count(n)), x.serverPrice(tiers[t]))
		x.place = ""
		if x.regional() && x.scenario.Regions[r].Price != 1 {
			home := &x.scenario.Regions[r]
			part = product(part, in(x, "price factor of "+home.Name, "regions."+home.Name+".price", &home.Price))
		}
		parts = append(parts, part)
	}
	return b.indexed(sum(parts...))
}

// servers is what servers cost on the average over the month.
func (b *bill) servers() term {
	return b.line("servers", b.Servers, func() term {
		own := b.perRegion(func(r *capacity.Region) (float64, int) { return r.Average[b.month], r.Tier[b.month] })
		if b.spotting() {
			return sum(own, b.spotServers())
		}
		return own
	})
}

// spotServers is what spot capacity costs at list price.
func (b *bill) spotServers() term {
	return b.line("spot servers", b.Servers*b.Spot, func() term {
		for i := range b.scenario.Services {
			if v := &b.scenario.Services[i]; v.Interruptible {
				b.word("services."+v.Name+".interruptible", "true")
			}
		}
		return b.perRegion(func(r *capacity.Region) (float64, int) {
			if r.Spot.Tier == nil {
				return 0, 0
			}
			return r.Spot.Average[b.month], r.Spot.Tier[b.month]
		})
	})
}

// together are the servers of a region that all replicas would share.
func (b *bill) together(r *capacity.Region) *capacity.Servers {
	if r.Pooled.Tier != nil && b.spotting() {
		return &r.Pooled
	}
	return &r.Servers
}

// pooled is what servers would cost that all replicas share.
func (b *bill) pooled() term {
	if !b.spotting() {
		return b.servers()
	}
	return b.line("servers that all replicas share", b.Pooled, func() term {
		return b.perRegion(func(r *capacity.Region) (float64, int) {
			s := b.together(r)
			return s.Average[b.month], s.Tier[b.month]
		})
	})
}

// monitoringPooled is the monitoring of servers that all replicas would share.
func (b *bill) monitoringPooled() term {
	if !b.spotting() {
		return b.monitoring()
	}
	return b.line("monitoring of servers that all replicas share", b.MonitoringPooled, func() term {
		return b.watched("servers that all replicas share", func(r *capacity.Region) float64 { return b.together(r).Average[b.month] })
	})
}

// static is what servers cost when nothing scales.
func (b *bill) static() term {
	return b.line("servers without autoscaling", b.Static, func() term {
		return b.perRegion(func(r *capacity.Region) (float64, int) { return r.Static[b.month], r.StaticTier[b.month] })
	})
}

func (b *bill) balancers() term {
	return b.line("load balancers", b.Balancers, func() term {
		open := 0.0
		for r := range b.result.Capacity.Regions {
			if b.result.Capacity.Regions[r].Open[b.month] {
				open++
			}
		}
		n := in(b.explainer, "load balancers", "nodes.load_balancers", &b.scenario.Nodes.LoadBalancers)
		price := in(b.explainer, "price", "prices.load_balancer", &b.scenario.Prices.LoadBalancer)
		if b.regional() {
			return b.indexed(product(b.is("open regions", count(open)), n, price))
		}
		return b.indexed(product(n, price))
	})
}

// database is what the primary and its read replicas cost.
func (b *bill) database() term {
	return b.line("database servers", b.Database, func() term { return b.instances(true, "read replicas for reads") })
}

// uncached is the same for the same demand without the cache.
func (b *bill) uncached() term {
	return b.line("database servers without the cache", b.Uncached, func() term {
		return b.instances(false, "read replicas for reads without the cache")
	})
}

// instances is what a database costs, with the cache or without it: what is
// provisioned or, past the wall, what would carry the load.
func (b *bill) instances(cached bool, replicas string) term {
	if b.scenario.Database == nil {
		return absent("the scenario has no database")
	}
	sizing, db := b.result.Engine().Sizing(), &b.result.Capacity.Database
	if !cached {
		db = &b.result.Capacity.Uncached
	}
	if c, ok := sizing.Carrying(b.result.Demand, b.result.Capacity, cached, b.month); ok {
		return b.indexed(b.carrying(&c, replicas))
	}
	return b.indexed(b.provisioned(db, replicas))
}

// provisioned is what the servers of a database cost at the prices of month 0.
func (b *bill) provisioned(db *capacity.Database, replicas string) term {
	tiers, fixed := b.result.Engine().Sizing().Databases(), db.Fixed[b.month]
	primary := product(b.databasePrice(tiers[db.Tier[b.month]]), sum(one(), b.is(replicas, count(db.Replicas[b.month]-fixed))))
	if fixed == 0 {
		return primary
	}
	return sum(primary, product(b.databasePrice(tiers[db.FixedTier[b.month]]), b.is("read replicas for other uses", count(fixed))))
}

func (b *bill) databasePrice(t *model.DatabaseTier) term {
	return in(b.explainer, t.Name+" price", "prices.databases."+t.Name+".price", &t.Price)
}

// carrying is what a database that would carry the load costs at the prices of month 0.
func (b *bill) carrying(c *capacity.Carrier, replicas string) term {
	primary := product(b.databasePrice(c.Tier), sum(one(), b.is(replicas+" that it would take", count(c.Replicas))))
	if c.Share < 1 {
		primary = quotient(primary, b.is("share of the load that they would carry", ratio(c.Share)))
		b.note("no tier of the price list carries the load: priced in proportion to what carries most of it")
	} else {
		b.note("what is provisioned does not carry the load: priced as the cheapest of the price list that would")
	}
	if c.Fixed == 0 {
		return primary
	}
	return sum(primary, product(b.databasePrice(c.FixedTier), b.is("read replicas for other uses", count(c.Fixed))))
}

// missing is what the database would cost more than it does if it carried the load.
func (b *bill) missing() term {
	return b.line("database that does not run", b.Missing, func() term {
		return difference(b.database(), b.indexed(b.provisioned(&b.result.Capacity.Database, "read replicas for reads")))
	})
}

func (b *bill) cacheNodes() term {
	return b.line("cache nodes", b.Cache, func() term {
		c := b.scenario.Cache
		if c == nil {
			return absent("the scenario has no cache")
		}
		b.when("cache.from", c.From)
		if from := c.From.Or(0); b.month < from {
			return absent(fmt.Sprintf("the cache exists from month %d", from))
		}
		return b.indexed(product(in(b.explainer, "nodes", "cache.nodes", &c.Nodes),
			in(b.explainer, "price of a cache node", "prices.cache_node", &b.scenario.Prices.CacheNode)))
	})
}

func (b *bill) monitoring() term {
	return b.line("monitoring of servers", b.Monitoring, func() term {
		return b.watched("servers", func(r *capacity.Region) (n float64) {
			for _, s := range r.Kinds() {
				n += s.Average[b.month]
			}
			return n
		})
	})
}

// monitoringStatic is the monitoring of servers of which none scales.
func (b *bill) monitoringStatic() term {
	return b.line("monitoring of servers without autoscaling", b.MonitoringStatic, func() term {
		return b.watched("servers without autoscaling", func(r *capacity.Region) float64 { return r.Static[b.month] })
	})
}

// watched is the price of monitoring so many servers.
func (b *bill) watched(name string, servers func(*capacity.Region) float64) term {
	total, p := 0.0, &b.scenario.Prices.Monitoring
	for r := range b.result.Capacity.Regions {
		total += servers(&b.result.Capacity.Regions[r])
	}
	return b.indexed(sum(in(b.explainer, "base", "prices.monitoring.base", &p.Base),
		product(b.is(name, count(total)), in(b.explainer, "per server", "prices.monitoring.per_node", &p.PerNode))))
}

func (b *bill) files() term {
	return b.line("file storage", b.Files, func() term {
		copies := in(b.explainer, "copies", "prices.file_copies", &b.scenario.Prices.FileCopies)
		volume := b.derive("stored files", product(b.metric("file_bytes"), copies), bytes)
		return b.indexed(graduated(b.explainer, "prices.files", storageSteps(b.scenario.Prices.Files), volume, bytes))
	})
}

func (b *bill) backups() term {
	return b.line("backups", b.Backups, func() term {
		if b.scenario.Database == nil {
			return absent("the scenario has no database")
		}
		copies := in(b.explainer, "copies", "database.backups", &b.scenario.Database.Backups)
		volume := b.derive("stored backups", product(b.metric("database_bytes"), copies), bytes)
		return b.indexed(graduated(b.explainer, "prices.backups", storageSteps(b.scenario.Prices.Backups), volume, bytes))
	})
}

// egress is the price of the bytes that the CDN leaves to the services.
func (b *bill) egress() term {
	return b.line("egress", b.Egress, func() term {
		volume := b.metric("traffic_bytes")
		if b.scenario.CDN != nil {
			volume = b.derive("bytes sent by the services", product(volume, difference(one(), b.cdnShare())), bytes)
		}
		return b.indexed(graduated(b.explainer, "prices.egress", trafficSteps(b.scenario.Prices.Egress), volume, bytes))
	})
}

// egressAll is the price of all bytes, without a CDN.
func (b *bill) egressAll() term {
	return b.line("egress without the cdn", b.EgressAll, func() term {
		return b.indexed(graduated(b.explainer, "prices.egress", trafficSteps(b.scenario.Prices.Egress), b.metric("traffic_bytes"), bytes))
	})
}

func (b *bill) cdn() term {
	return b.line("cdn traffic", b.CDN, func() term {
		if lever := b.scenario.Savings.CDN; claimed(lever) {
			b.when("savings.cdn.from", lever.From)
			if b.month < lever.From.Or(0) {
				return absent("the CDN is claimed from a later month")
			}
			b.note("a claimed CDN is paid for the bytes that it is said to take off the services")
			volume := b.derive("bytes sent by the cdn", product(b.metric("traffic_bytes"), in(b.explainer, "claimed", "savings.cdn.claimed", lever.Claimed)), bytes)
			return b.indexed(graduated(b.explainer, "prices.cdn", trafficSteps(b.scenario.Prices.CDN), volume, bytes))
		}
		if b.scenario.CDN == nil {
			return absent("the scenario has no cdn")
		}
		volume := b.derive("bytes sent by the cdn", product(b.metric("traffic_bytes"), b.cdnShare()), bytes)
		return b.indexed(graduated(b.explainer, "prices.cdn", trafficSteps(b.scenario.Prices.CDN), volume, bytes))
	})
}

// cdnShare is the share of the bytes that the CDN sends.
func (b *bill) cdnShare() term {
	value := b.result.Capacity.CDNShare[b.month]
	if t, ok := b.known["cdn share"]; ok {
		return t
	}
	var t term
	c := b.scenario.CDN
	switch {
	case claimed(b.scenario.Savings.CDN):
		t = b.nothing("cdn share", ratio(value), "what the CDN saves is claimed, not modelled")
	case b.month < c.From.Or(0):
		b.when("cdn.from", c.From)
		t = b.nothing("cdn share", ratio(value), fmt.Sprintf("the CDN exists from month %d", c.From.Or(0)))
	default:
		b.when("cdn.from", c.From)
		offload := in(b.explainer, "offload", "cdn.offload", &c.Offload)
		if b.regional() {
			offload = product(offload, b.served())
		}
		if len(c.Of) > 0 {
			offload = product(offload, b.is("share of the bytes that pass through the cdn", ratio(b.result.Engine().Sizing().Passing(b.result.Demand, b.month))))
		}
		t = b.step("cdn share", ratio(value), offload)
	}
	b.known["cdn share"] = t
	return t
}

// served is the share of the users whose region the CDN serves.
func (b *bill) served() term {
	var parts []term
	sizing := b.result.Engine().Sizing()
	for r := range b.scenario.Regions {
		if !b.scenario.Regions[r].CDN {
			continue
		}
		for _, home := range sizing.Residents(r, b.month) {
			region := &b.scenario.Regions[home]
			parts = append(parts, in(b.explainer, "users near "+region.Name, "regions."+region.Name+".users", &region.Users))
		}
	}
	return sum(parts...)
}

// priceStep is one step of a graduated price.
type priceStep struct {
	upTo  *float64                             // nil on the last
	bound func(x *explainer, path string) term // of upTo, as an input
	price func(x *explainer, name, path string) term
}

func storageSteps(prices []model.StoragePrice) []priceStep {
	var steps []priceStep
	for i := range prices {
		steps = append(steps, byteStep(prices[i].UpTo, func(x *explainer, name, path string) term { return in(x, name, path, &prices[i].Price) }))
	}
	return steps
}

func trafficSteps(prices []model.TrafficPrice) []priceStep {
	var steps []priceStep
	for i := range prices {
		steps = append(steps, byteStep(prices[i].UpTo, func(x *explainer, name, path string) term { return in(x, name, path, &prices[i].Price) }))
	}
	return steps
}

// byteStep is a step whose bound, if it has one, is a volume.
func byteStep(upTo *unit.Bytes, price func(x *explainer, name, path string) term) priceStep {
	s := priceStep{upTo: (*float64)(upTo), price: price}
	if upTo != nil {
		s.bound = func(x *explainer, path string) term { return in(x, "up to", path, upTo) }
	}
	return s
}

// graduated is the price of a quantity: each step's price holds for what lies
// between the bound before it and its own.
func graduated(x *explainer, path string, steps []priceStep, volume term, as func(float64) quantity) term {
	if len(steps) == 1 && steps[0].upTo == nil {
		return product(volume, steps[0].price(x, "price", path))
	}
	part := strings.TrimPrefix(path[strings.LastIndexByte(path, '.'):], ".")
	if part != "share" {
		part = "price"
	}
	var parts []term
	below := 0.0
	for i, s := range steps {
		at, name, upTo := fmt.Sprintf("%s[%d]", path, i), fmt.Sprintf("step %d", i+1), volume.value
		if s.upTo != nil && *s.upTo < upTo {
			upTo = *s.upTo
		}
		if upTo <= below {
			break
		}
		if s.upTo != nil {
			s.bound(x, at+".up_to")
		}
		what := "bytes in "
		if as(0).kind != unit.KindBytes {
			what = "part in "
		}
		parts = append(parts, product(x.is(what+name, as(upTo-below)), s.price(x, part+" of "+name, at+"."+part)))
		below = upTo
	}
	if len(parts) == 0 {
		return absent("there is nothing to pay for")
	}
	return sum(parts...)
}
