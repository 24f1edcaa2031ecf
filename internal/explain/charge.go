package explain

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/model"
)

// chargeOf is one month of a charge, as the engine has it.
func (b *bill) chargeOf(i int) cost.Charged { return b.result.Engine().Pricing().Charged(i, b.month) }

// charges explains a figure of a charge: its cost, or the quantity behind it.
func (x *explainer) charges(rest string) {
	b := x.bill()
	for i := range x.scenario.Charges {
		name := x.scenario.Charges[i].Name
		switch figure, ok := strings.CutPrefix(rest, name+"."); {
		case !ok:
		case figure == "cost":
			b.charge(i)
		case figure == "served":
			b.grantedBy(i)
		case figure == "quantity" && len(x.scenario.Charges[i].Share) > 0:
			b.step(figure, money(x.result.Series("charges." + name + ".quantity")[x.month]), sum(b.bases(i)...))
		case figure == "quantity":
			b.quantity(i)
		}
	}
}

// grantedBy is the share of what is asked of a charge at peak that its quota grants.
func (b *bill) grantedBy(i int) {
	c := &b.scenario.Charges[i]
	asked := make([]float64, b.result.Months()+1)
	b.result.Engine().Pricing().Asked(i, b.result.Demand, b.result.Capacity, asked)
	rates := term{}
	if len(c.Of) == 1 && c.Each != nil && asked[b.month] > 0 {
		each := b.each("charges."+c.Name+".each", c.Each)
		rates = product(b.is(c.Of[0]+" at peak", rate(asked[b.month]/each.value)), each)
	} else {
		rates = b.is("asked at peak", rate(asked[b.month]))
	}
	part, beyond := carried(in(b.explainer, "quota", "charges."+c.Name+".quota", c.Quota), rates)
	if !beyond {
		part = one()
	}
	b.step("served", ratio(b.result.Series("charges." + c.Name + ".served")[b.month]), part)
}

// charge is what a charge costs.
func (b *bill) charge(i int) term {
	c := &b.scenario.Charges[i]
	value := b.result.Bill.Charges[i][b.month]
	return b.line(c.Name, value, func() term {
		path := "charges." + c.Name
		b.when(path+".from", c.From)
		b.when(path+".to", c.To)
		switch from, to := c.From.Or(0), c.To.Or(b.result.Months()); {
		case b.month < from:
			return absent(fmt.Sprintf("it is paid from month %d", from))
		case b.month > to:
			return absent(fmt.Sprintf("it is paid up to month %d", to))
		}
		cost := b.priced(i, path)
		if c.Least != nil {
			least := in(b.explainer, "least amount", path+".least", c.Least)
			if rate := b.scenario.MovingIn(c.Currency); rate != nil {
				least = product(least, b.moved(rate))
			}
			cost = greatest(cost, least)
		}
		return cost
	})
}

// priced is the price of a charge's quantity, or its share of the bill.
func (b *bill) priced(i int, path string) term {
	c := &b.scenario.Charges[i]
	quantity := b.quantity(i)
	if len(c.Share) > 0 {
		return graduated(b.explainer, path+".share", shareSteps(c.Share), quantity, money)
	}
	price := graduated(b.explainer, path+".price", feeSteps(c.Price), quantity, quantityOf(c))
	if c.Growth.Rate != 0 {
		months := b.at()
		if since := b.chargeOf(i).Since; since > 0 {
			months = difference(months, b.is("month of the price", count(float64(since))))
		}
		price = product(price, b.grown(path+".growth", &c.Growth, months))
	}
	if rate := b.scenario.MovingIn(c.Currency); rate != nil {
		price = product(price, b.moved(rate))
	}
	return price
}

// quantityOf is how what the price of a charge is for is written.
func quantityOf(c *model.Charge) func(float64) quantity {
	if basis := c.Basis(); basis == model.ByByte || basis == model.ByByteMonth {
		return bytes
	}
	return count
}

// quantity is what the price of a charge is for, or what its share is of.
func (b *bill) quantity(i int) term {
	c, of := &b.scenario.Charges[i], b.chargeOf(i)
	if len(c.Share) > 0 {
		return b.line("what "+c.Name+" is a share of", of.Quantity, func() term { return sum(b.bases(i)...) })
	}
	if t, ok := b.known["quantity of "+c.Name]; ok {
		return t
	}
	var sources []term
	for _, name := range c.Of {
		sources = append(sources, b.source(c, name))
	}
	factors := []term{}
	if len(sources) > 0 {
		factors = append(factors, sum(sources...))
	}
	path := "charges." + c.Name
	if c.Each != nil {
		factors = append(factors, b.each(path+".each", c.Each))
	}
	if c.Count != nil {
		factors = append(factors, in(b.explainer, "count", path+".count", c.Count))
	}
	if len(factors) == 0 {
		factors = append(factors, one())
	}
	t := b.step("quantity of "+c.Name, quantityOf(c)(of.Quantity), product(factors...))
	b.known["quantity of "+c.Name] = t
	return t
}

// bases are the lines that a charge is a share of.
func (b *bill) bases(i int) (parts []term) {
	for _, p := range b.chargeOf(i).Bases {
		parts = append(parts, b.is(p.Name, money(p.Value)))
	}
	return parts
}

// each is how much of something there is for each.
func (b *bill) each(path string, a *model.Amount) term {
	switch {
	case a.Share != nil:
		return in(b.explainer, "each", path, a.Share)
	case a.Bytes != nil:
		return in(b.explainer, "each", path, a.Bytes)
	}
	return in(b.explainer, "each", path, a.Count)
}

// source is what a charge counts of something it is of.
func (b *bill) source(c *model.Charge, name string) term {
	x := b.explainer
	meter, _ := x.scenario.Meter(name)
	perMonth := func(rate term) term {
		hours := in(x, "hours per month", "assumptions.hours_per_month", &x.scenario.Assumptions.HoursPerMonth)
		count := product(rate, constant("3,600 s/h", 3600), hours)
		if c.Basis() == model.ByByte && c.Each == nil {
			count = product(count, in(x, "bytes", "load.bytes", &x.scenario.Load.Bytes))
		}
		return count
	}
	switch meter.Source {
	case model.OfUsers:
		return x.metric("users")
	case model.OfDriver:
		return x.metric("drivers." + x.scenario.Drivers.Other[meter.Index].Name)
	case model.OfRequests:
		return perMonth(x.metric("average_rps"))
	case model.OfService:
		return perMonth(b.calls(meter.Index))
	case model.OfReplicas:
		return x.metric("services." + x.scenario.Services[meter.Index].Name + ".replicas")
	case model.OfAverage:
		return x.metric("services." + x.scenario.Services[meter.Index].Name + ".average_replicas")
	case model.OfServers:
		return x.metric("average_nodes")
	case model.OfPeakServers:
		return x.metric("nodes")
	case model.OfStream:
		return perMonth(x.is("load."+x.scenario.Load.Streams[meter.Index].Name+".average", rate(x.result.Demand.Streams[meter.Index].Average[x.month])))
	case model.OfStore, model.OfStoreDisk, model.OfStoreReads, model.OfStoreWrites, model.OfStoreNodes:
		word := map[model.Source]string{
			model.OfStore: ".bytes", model.OfStoreDisk: ".disk_bytes", model.OfStoreReads: ".reads", model.OfStoreWrites: ".writes", model.OfStoreNodes: ".nodes",
		}[meter.Source]
		return x.metric("stores." + x.scenario.Stores[meter.Index].Name + word)
	case model.OfPool:
		return x.metric("pools." + x.scenario.Pools[meter.Index].Name + ".average_nodes")
	case model.OfInstances:
		return sum(one(), x.metric("database.read_replicas"))
	case model.OfCDNBytes:
		return b.byCDN()
	case model.OfEgressBytes:
		return difference(x.metric("traffic_bytes"), b.byCDN())
	}
	return x.metric(map[model.Source]string{
		model.OfDatabase: "database_bytes", model.OfDisk: "database.disk_bytes", model.OfReadReplicas: "database.read_replicas",
		model.OfConnections: "database.connections", model.OfFiles: "file_bytes", model.OfTraffic: "traffic_bytes",
	}[meter.Source])
}

// calls are the calls of a service per second, on the average over the month.
func (b *bill) calls(service int) term {
	x := b.explainer
	v := &x.scenario.Services[service]
	path := "services." + v.Name
	if x.result.Engine().Sizing().Composed(service) {
		average := make([]float64, x.result.Months()+1)
		x.result.Engine().Sizing().Calls(service, x.result.Demand, average)
		x.flow(service)
		return x.is("calls of "+v.Name+" on the average", rate(average[x.month]))
	}
	units, each := x.driverMetric(v.Driver), term{}
	if v.Requests != nil {
		each = in(x, "requests", path+".requests", v.Requests)
	} else {
		each = in(x, "requests", "load.requests", &x.scenario.Load.Requests)
	}
	factors := append([]term{units, each, in(x, "calls", path+".calls", &v.Calls)}, x.active(v.Driver)...)
	if answered := x.result.Engine().Sizing().Answered(x.month); answered > 0 && v.Driver == "users" {
		factors = append(factors, difference(one(), x.is("requests that the cdn answers", ratio(answered))))
	}
	return x.derive("calls of "+v.Name+" on the average", product(factors...), rate)
}

// byCDN is the bytes that the CDN sends.
func (b *bill) byCDN() term {
	if lever := b.scenario.Savings.CDN; claimed(lever) {
		if b.month < lever.From.Or(0) {
			return absent("the CDN is claimed from a later month")
		}
		return product(b.metric("traffic_bytes"), in(b.explainer, "claimed", "savings.cdn.claimed", lever.Claimed))
	}
	if b.scenario.CDN == nil {
		return absent("the scenario has no cdn")
	}
	return product(b.metric("traffic_bytes"), b.cdnShare())
}

func feeSteps(prices []model.FeeStep) []priceStep {
	var steps []priceStep
	for i := range prices {
		p := &prices[i]
		step := priceStep{price: func(x *explainer, name, path string) term {
			switch f := &p.Price; {
			case f.Each != nil:
				return in(x, name, path, f.Each)
			case f.Byte != nil:
				return in(x, name, path, f.Byte)
			case f.ByteMonth != nil:
				return in(x, name, path, f.ByteMonth)
			}
			return in(x, name, path, p.Price.Month)
		}}
		if e := p.UpTo; e != nil {
			step.upTo = e.At()
			step.bound = func(x *explainer, path string) term {
				return x.extent("up to", path, e)
			}
		}
		steps = append(steps, step)
	}
	return steps
}

func shareSteps(shares []model.ShareStep) []priceStep {
	var steps []priceStep
	for i := range shares {
		s := &shares[i]
		step := priceStep{price: func(x *explainer, name, path string) term { return in(x, name, path, &s.Share) }}
		if s.UpTo != nil {
			step.upTo = (*float64)(s.UpTo)
			step.bound = func(x *explainer, path string) term { return in(x, "up to", path, s.UpTo) }
		}
		steps = append(steps, step)
	}
	return steps
}
