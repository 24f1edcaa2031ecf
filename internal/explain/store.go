package explain

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// storeTerms explains the figures of one store in one month.
type storeTerms struct {
	*explainer
	*model.Store
	path  string
	index int
	size  *capacity.Store
}

// stores explains a figure of a store, such as "main.nodes".
func (x *explainer) stores(rest string) {
	for i := range x.scenario.Stores {
		of := &x.scenario.Stores[i]
		if figure, ok := strings.CutPrefix(rest, of.Name+"."); ok {
			s := &storeTerms{x, of, "stores." + of.Name, i, &x.result.Capacity.Stores[i]}
			s.explain(figure)
		}
	}
}

func (s *storeTerms) explain(figure string) {
	switch figure {
	case "bytes":
		s.bytes()
	case "disk_bytes":
		s.disk()
	case "reads", "writes":
		hours := in(s.explainer, "hours per month", "assumptions.hours_per_month", &s.scenario.Assumptions.HoursPerMonth)
		s.step(figure, count(s.result.Series(s.path + "." + figure)[s.month]), product(s.asked(figure == "writes", false), constant("3,600 s/h", 3600), hours))
	case "peak_reads":
		s.asked(false, true)
	case "peak_writes":
		s.asked(true, true)
	case "hit_ratio":
		s.hits()
	case "served":
		s.served()
	case "cost":
		s.cost()
	default:
		s.nodes(figure)
	}
}

// asked is what services ask of a store per second: reads or writes, at peak or on the
// average.
func (s *storeTerms) asked(writes, peak bool) term {
	sizing := s.result.Engine().Sizing()
	var parts []term
	for i := range s.scenario.Services {
		v := &s.scenario.Services[i]
		for k := range v.Uses {
			u, path := &v.Uses[k], "services."+v.Name+".uses."+s.Name
			each, word := u.Reads, "reads"
			if writes {
				each, word = u.Writes, "writes"
			}
			if u.Name != s.Name || each == nil {
				continue
			}
			calls := make([]float64, s.result.Months()+1)
			var of term
			if peak {
				of = s.flow(i)
			} else {
				sizing.Calls(i, s.result.Demand, calls)
				of = s.is("calls of "+v.Name+" on the average", rate(calls[s.month]))
			}
			parts = append(parts, product(of, in(s.explainer, word+" of "+v.Name, path+"."+word, each)))
		}
	}
	rows := map[bool][2][]float64{false: {s.size.Reads, s.size.PeakReads}, true: {s.size.Writes, s.size.PeakWrites}}[writes]
	value, name := rows[0][s.month], map[bool]string{false: "reads", true: "writes"}[writes]
	if peak {
		value, name = rows[1][s.month], name+" at peak"
	}
	if s.fronted() || s.Caches != "" {
		s.note("a cache answers what it has: the store behind it gets the rest, and the cache a write for each of those")
		return s.stated(name, rate(value), "what services ask, shared between a cache and what is behind it")
	}
	return s.step(name, rate(value), sum(parts...))
}

// stated is a value that no formula of this explanation repeats.
func (s *storeTerms) stated(name string, value quantity, why string) term {
	s.nothing(name, value, why)
	return s.is(name, value)
}

// fronted reports whether a cache stands in front of the store.
func (s *storeTerms) fronted() bool {
	for i := range s.scenario.Stores {
		if s.scenario.Stores[i].Caches == s.Name {
			return true
		}
	}
	return false
}

// bytes are the live bytes.
func (s *storeTerms) bytes() {
	h, value := s.Holds, s.size.Bytes[s.month]
	path := s.path + ".holds"
	switch {
	case h == nil:
		s.nothing("bytes", bytes(value), "the store does not say what it holds")
	case h.Of != "" && s.scenario.DriverNamed(h.Of) != nil:
		s.step("bytes", bytes(value), product(s.driverMetric(h.Of), in(s.explainer, "each", path+".each", h.Each.Bytes)))
	case h.Of != "":
		each := s.share(path+".each", h.Each)
		s.step("bytes", bytes(value), product(s.metric("stores."+h.Of+".bytes"), each))
	case h.Written():
		retention := in(s.explainer, "retention", path+".retention", h.Retention)
		in(s.explainer, "item", s.path+".item", s.Item)
		s.note("what was written in the last %s, those before today as writes grow from month 0 to 1", retention.figure)
		s.nothing("bytes", bytes(value), "the writes of the retention × item")
	case h.Ingest == nil && h.Growth != nil && h.Growth.Compound == nil:
		s.nothing("bytes", bytes(value), "now, along its growth")
	default:
		stock := model.Stock{Now: h.Now, Ingest: h.Ingest, Retention: h.Retention, Age: h.Age}
		if h.Growth != nil {
			stock.Growth = h.Growth.Compound
		}
		s.stock("bytes", path, &stock, value)
	}
}

// share is a number or a share of another store's bytes.
func (s *storeTerms) share(path string, a *model.Amount) term {
	if a.Share != nil {
		return in(s.explainer, "each", path, a.Share)
	}
	return in(s.explainer, "each", path, a.Count)
}

// disk is the bytes that are provisioned.
func (s *storeTerms) disk() term {
	live := s.is("live bytes", bytes(s.size.Disk[s.month]/(s.DiskPerByte()*s.CopiesOf())))
	if s.size.Bytes[s.month] < live.value*(1-1e-9) {
		live.name = "most live bytes so far"
	}
	preset := model.KindOf(s.Kind)
	copies := optional(s.explainer, "copies", s.path+".copies", s.Copies, preset.Copies)
	overhead := optional(s.explainer, "overhead", s.path+".overhead", s.Overhead, preset.Overhead)
	free := optional(s.explainer, "free space", s.path+".free_space", s.FreeSpace, preset.FreeSpace)
	return s.step("disk", bytes(s.size.Disk[s.month]), quotient(product(live, copies, overhead), difference(one(), free)))
}

// optional is an input, or what the kind presets.
func optional[T measured](x *explainer, name, path string, at *T, preset float64) term {
	if at != nil {
		return in(x, name, path, at)
	}
	t := constant(x.text(count(preset)), preset)
	t.name = name + " of its kind"
	return t
}

// hits is the share that a cache answers.
func (s *storeTerms) hits() {
	value := ratio(s.result.Series(s.path + ".hit_ratio")[s.month])
	if s.Caches == "" || s.HitRatio == nil {
		s.nothing("hit_ratio", value, "the store is no cache")
		return
	}
	hit := in(s.explainer, "hit ratio", s.path+".hit_ratio", s.HitRatio)
	if value.value == hit.value {
		s.step("hit_ratio", value, hit)
		return
	}
	s.note("what is worth caching does not fit, or the cache is not there yet: the hit ratio falls with the part that fits")
	s.nothing("hit_ratio", value, "the hit ratio at the part of what is worth caching that fits")
}

// served is the share of its peak that it carries.
func (s *storeTerms) served() {
	value := s.size.Served[s.month]
	s.nodes("nodes")
	if value == 1 {
		s.step("served", ratio(value), one())
		return
	}
	s.nothing("served", ratio(value), strings.ReplaceAll(s.size.Short[s.month].String(), "_", " ")+" leaves no more")
}

// cost is what the lines of the store come to.
func (s *storeTerms) cost() {
	b := s.bill()
	s.step("cost", money(s.result.Series(s.path + ".cost")[s.month]), sum(b.derived(func(line *model.Charge) bool { return line.Store == s.Name })...))
}

// nodes are the machines, and what asks for most of them.
func (s *storeTerms) nodes(figure string) {
	value := count(s.result.Series(s.path + "." + figure)[s.month])
	sizing := s.result.Engine().Sizing()
	if len(s.Tiers) == 0 {
		s.nothing(figure, value, "the store is metered: it has no machines")
		return
	}
	if s.size.Nodes[s.month] == 0 {
		s.nothing(figure, value, "the store is not there in this month")
		return
	}
	need, machine := sizing.StoreNeed(s.index, s.result.Demand, s.result.Capacity, s.month), sizing.StoreMachine(s.index, s.size.Tier[s.month])
	used := in(s.explainer, "utilization", s.path+".utilization", &s.Utilization)
	var fills []term
	fill := func(name string, asked quantity, has *float64, kind unit.Kind, planned bool) {
		if has == nil || *has == 0 || asked.value == 0 {
			return
		}
		holds := s.is(name+" of "+machine.Name, quantity{value: *has, kind: kind})
		if planned {
			holds = product(holds, used)
		}
		fills = append(fills, s.derive("machines by "+name, quotient(s.is(name, asked), holds), count))
	}
	fill("cpu", quantity{value: need.Cores, kind: unit.KindCores}, machine.CPU, unit.KindCores, true)
	fill("memory", bytes(need.Memory), machine.Memory, unit.KindBytes, false)
	fill("disk", bytes(need.Disk), machine.Storage, unit.KindBytes, false)
	fill("disk operations", rate(need.Ops), machine.IOPS, unit.KindPerSecond, true)
	fill("network", bits(need.Network), machine.Network, unit.KindBandwidth, true)
	if need.Machines > 0 {
		fills = append(fills, s.is("machines by "+strings.ReplaceAll(need.Counted.String(), "_", " "), count(need.Machines)))
	}
	relational := model.KindOf(s.Kind).Relational
	switch {
	case need.Places > 1:
		s.nothing(figure, value, "the machines of all regions that have some")
	case relational && figure == "read_replicas" && s.ReadReplicas.Fixed() > 0:
		parts := []term{s.is("those that serve reads", count(value.value-s.ReadReplicas.Fixed()))}
		for i := range s.ReadReplicas.Uses {
			u := &s.ReadReplicas.Uses[i]
			parts = append(parts, in(s.explainer, u.Name, s.path+".read_replicas.uses."+u.Name, &u.Count))
		}
		s.step(figure, value, sum(parts...))
	case relational && figure == "read_replicas":
		s.nothing(figure, value, "as many as serve the reads that the primary has no room for, each replaying the writes")
	case relational:
		s.step(figure, value, sum(s.is("primary and standbys", count(s.size.Nodes[s.month]-s.size.Replicas[s.month])), s.is("read replicas", count(s.size.Replicas[s.month]))))
	case figure == "need" && len(fills) > 0:
		s.step(figure, value, product(greatest(fills...), s.is("machines of a group", count(need.Groups))))
	case figure == "need" || figure == "read_replicas":
		s.nothing(figure, value, "nothing is asked of its machines")
	default:
		s.bounded(fills, need, value)
	}
}

// bounded is the number of machines with the bounds that act on it.
func (s *storeTerms) bounded(fills []term, need capacity.StoreNeed, value quantity) {
	n := one()
	if len(fills) > 0 {
		n = greatest(ceiling(greatest(fills...)), one())
	}
	if n.value > 1 && need.Quorum > 1 {
		n = greatest(n, constant("3 for a majority", need.Quorum))
	}
	if need.Groups != 1 {
		n = product(n, s.is("machines of a group", count(need.Groups)))
	}
	if s.Zones != nil && len(fills) > 0 {
		zones := in(s.explainer, "zones", s.path+".zones", s.Zones)
		n = greatest(n, ceiling(product(greatest(fills...), quotient(zones, difference(zones, one())))))
		n = product(ceiling(quotient(n, zones)), zones)
	}
	least := s.CopiesOf()
	if s.Min != nil {
		least = max(least, float64(*s.Min))
	}
	if s.Nodes != nil {
		least = float64(*s.Nodes)
	}
	n = greatest(n, s.is("fewest", count(least)))
	if spare := s.SpareOf(); spare > 0 {
		n = sum(n, s.is("spare", count(spare)))
	}
	switch {
	case s.Nodes != nil:
		n = leastOf(n, in(s.explainer, "nodes", s.path+".nodes", s.Nodes))
	case s.Max != nil:
		n = leastOf(n, in(s.explainer, "max", s.path+".max", s.Max))
	}
	s.step("nodes", value, n)
}

func leastOf(a, b term) term { return least(a, b) }

// poolLine is a line of a pool: its servers at their prices, or its load balancers.
func (b *bill) poolLine(c *model.Charge, quantity float64) term {
	if c.Count != nil {
		return b.indexed(product(in(b.explainer, "load balancers", "pools."+c.Pool+".load_balancers", c.Count),
			in(b.explainer, "price of a load balancer", "prices.load_balancer", &b.scenario.Prices.LoadBalancer)))
	}
	b.note("spot capacity of a pool is at its own price, or discounted by savings.spot")
	return b.indexed(product(b.is("average servers of "+c.Pool, count(b.result.Series("pools." + c.Pool + ".average_nodes")[b.month])),
		b.is("price of one, spot capacity included", money(quantity/max(b.result.Series("pools." + c.Pool + ".average_nodes")[b.month], 1e-300)))))
}

// machines is what the machines of a store cost at the prices of month 0.
func (b *bill) machines(store int, list float64) term {
	st, size := &b.scenario.Stores[store], &b.result.Capacity.Stores[store]
	nodes := b.is("machines of "+st.Name, count(size.Nodes[b.month]))
	name := b.result.Engine().Sizing().Machine(store, size.Tier[b.month])
	for k := range st.Tiers {
		if t := &st.Tiers[k]; t.Name == name {
			price := product(nodes, b.machinePrice(st, t))
			if math.Abs(price.value-list) <= 1e-9*math.Abs(list) {
				return price
			}
		}
	}
	if size.Served[b.month] < 1 {
		b.note("past its wall %s is priced as what would carry its load", st.Name)
	}
	return b.is("machines of "+st.Name+" at list price", money(list))
}

// machinePrice is the price of a machine, where it stands.
func (b *bill) machinePrice(st *model.Store, t *model.StoreTier) term {
	if !t.Listed() {
		return in(b.explainer, "price of "+t.Name, "stores."+st.Name+".tiers."+t.Name+".price", t.Price)
	}
	for i := range b.scenario.Prices.Databases {
		if d := &b.scenario.Prices.Databases[i]; d.Name == t.Name {
			return in(b.explainer, "price of "+t.Name, "prices.databases."+t.Name+".price", &d.Price)
		}
	}
	for i := range b.scenario.Prices.Servers {
		if v := &b.scenario.Prices.Servers[i]; v.Name == t.Name {
			return in(b.explainer, "price of "+t.Name, "prices.servers."+t.Name+".price", &v.Price)
		}
	}
	return absent("no price")
}

// storeLine is a line of a store in the bill: a price times what is metered.
func (b *bill) storeLine(i int) term {
	c := b.scenario.Lines()[i]
	value := b.result.Bill.Charges[i][b.month]
	return b.line(strings.TrimPrefix(strings.TrimPrefix(c.Name, "stores."), "pools."), value, func() term {
		switch from, to := c.From.Or(0), c.To.Or(b.result.Months()); {
		case b.month < from || b.month > to:
			return absent("the store is not there in this month")
		}
		of := b.result.Engine().Pricing().Charged(i, b.month)
		if c.Pool != "" {
			return b.poolLine(&c, of.Quantity)
		}
		if b.scenario.MeterOf(&c, c.Of[0]).Source == model.OfStoreList {
			return b.indexed(b.machines(b.scenario.Store(c.Store), of.Quantity))
		}
		price := graduated(b.explainer, c.Name, feeSteps(c.Price), b.is(strings.TrimPrefix(c.Of[0], "stores."), quantityOf(&c)(of.Quantity)), quantityOf(&c))
		return b.indexed(price)
	})
}
