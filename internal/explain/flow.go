package explain

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
)

// This file explains the streams of work, and the calls that follow from them.

// streams explains a figure of a stream of work, such as "clips.peak".
func (x *explainer) streams(rest string) {
	for i := range x.scenario.Load.Streams {
		s := &x.scenario.Load.Streams[i]
		figure, ok := strings.CutPrefix(rest, s.Name+".")
		if !ok || s.Name == model.Requests {
			continue
		}
		switch figure {
		case "average":
			x.brought(i)
		case "peak":
			x.step(figure, rate(x.result.Demand.Streams[i].Peak[x.month]), x.surged(s.Name, product(x.ordinary(i), x.peakOf(s)), true))
		case "count":
			average := x.brought(i)
			hours := in(x, "hours per month", "assumptions.hours_per_month", &x.scenario.Assumptions.HoursPerMonth)
			x.step(figure, count(x.result.Series("load." + s.Name + ".count")[x.month]), product(average, constant("3,600 s/h", 3600), hours))
		}
	}
}

// brought is how many of a stream come in per second, on the average over the month.
func (x *explainer) brought(i int) term {
	s := &x.scenario.Load.Streams[i]
	ordinary := x.ordinary(i)
	if !x.eventful(s.Name) {
		return ordinary
	}
	return x.step("average", rate(x.result.Demand.Streams[i].Average[x.month]), x.bounded(x.surged(s.Name, ordinary, false)))
}

// ordinary is the same in a month without events.
func (x *explainer) ordinary(i int) term {
	s := &x.scenario.Load.Streams[i]
	path := "load.streams." + s.Name
	var factors []term
	if s.Total != nil {
		factors = append(factors, in(x, "total", path+".total", s.Total))
	} else {
		name, every := s.Driver()
		if name == "" {
			name = x.scenario.OnlyDriver()
		}
		x.word(path+".of", s.Of)
		factors = append(factors, x.driverMetric(name), in(x, "rate", path+".rate", s.Rate))
		if !every {
			factors = append(factors, x.active(name)...)
		}
	}
	if s.Growth != nil || s.Seasonality != nil {
		d := model.Driver{Now: 1, Seasonality: s.Seasonality}
		if s.Growth != nil {
			d.Growth = *s.Growth
		}
		factors = append(factors, x.grows(path, &d))
	}
	brought := product(factors...)
	if s.Retries > 0 {
		brought = quotient(brought, difference(one(), in(x, "retries", path+".retries", &s.Retries)))
	}
	if x.eventful(s.Name) {
		return x.derive("average on ordinary days", x.bounded(brought), rate)
	}
	return x.step("average", rate(x.result.Demand.Streams[i].Average[x.month]), x.bounded(brought))
}

// grows is what the growth and the season of a rate multiply it by.
func (x *explainer) grows(path string, d *model.Driver) term {
	curve := x.shape(path, d)
	if f := d.Seasonality; f != nil {
		first, current := season(f, x.scenario.Start.Month), season(f, x.scenario.Start.Add(x.month).Month)
		if *first.at > 0 {
			curve = product(curve, quotient(in(x, "season of "+current.name, path+".seasonality."+current.name, current.at),
				in(x, "season of "+first.name, path+".seasonality."+first.name, first.at)))
		}
	}
	return x.derive("growth of the rate", curve, factor)
}

// driverMetric is the count of a driver.
func (x *explainer) driverMetric(name string) term {
	if name == "users" {
		return x.metric("users")
	}
	return x.metric("drivers." + name)
}

// active is the share of a driver that is there at the same time, if it says one.
func (x *explainer) active(driver string) []term {
	path := "drivers.users"
	if driver != "users" {
		path = "drivers.other." + driver
	}
	if d := x.scenario.DriverNamed(driver); d != nil && d.Active != nil {
		return []term{in(x, "active", path+".active", d.Active)}
	}
	return nil
}

// composed reports whether the calls of the service follow from streams and other services.
func (d *deployment) composed() bool { return d.result.Engine().Sizing().Composed(d.Service) }

// flow is the calls of a service per second at peak, in all regions.
func (x *explainer) flow(service int) term {
	v := &x.scenario.Services[service]
	name := "calls of " + v.Name
	for i := range x.out.Steps {
		if step := &x.out.Steps[i]; step.Name == x.here(name) {
			return x.is(name, *step.value)
		}
	}
	value := make([]float64, x.result.Months()+1)
	sizing := x.result.Engine().Sizing()
	sizing.PeakCalls(service, x.result.Demand, value)
	if !sizing.Composed(service) {
		return x.step(name, rate(value[x.month]), x.ownCalls(service))
	}
	var parts []term
	for k := range v.Serves {
		s := &v.Serves[k]
		if log := x.scenario.Store(s.Name); log >= 0 && x.scenario.Load.Stream(s.Name) < 0 {
			parts = append(parts, x.messages(log, v, s)...)
			continue
		}
		parts = append(parts, product(x.arriving(s.Name), in(x, "calls for one", "services."+v.Name+".serves."+s.Name, &s.Calls)))
	}
	if i := x.scenario.Load.Implied(); len(v.Serves) == 0 && !v.Called && v.Driver == "users" && x.scenario.Load.Requests == 0 && i >= 0 {
		parts = append(parts, product(x.arriving(x.scenario.Load.Streams[i].Name), in(x, "calls", "services."+v.Name+".calls", &v.Calls)))
	} else if len(v.Serves) == 0 && !v.Called {
		parts = append(parts, x.ownCalls(service))
	}
	for caller := range x.scenario.Services {
		c := &x.scenario.Services[caller]
		for k := range c.Uses {
			if u := &c.Uses[k]; u.Name == v.Name && u.Calls != nil {
				parts = append(parts, product(x.flow(caller), in(x, "for one call of "+c.Name, "services."+c.Name+".uses."+v.Name, u.Calls)))
			}
		}
	}
	calls := sum(parts...)
	for i := range x.scenario.Stores {
		if c := &x.scenario.Stores[i]; c.Caches == v.Name && x.month >= c.From.Or(0) {
			calls = product(calls, difference(one(), in(x, "hit ratio of "+c.Name, "stores."+c.Name+".hit_ratio", c.HitRatio)))
		}
	}
	if math.Abs(calls.value-value[x.month]) > 1e-9*math.Abs(value[x.month]) && x.scenario.Tidal() {
		x.note("the peaks of %s do not coincide, or some of its work may wait: it is what is called in the hours in which most is", v.Name)
		return x.is(name, x.told(name, rate(value[x.month]), "the most that is called at the same time"))
	}
	return x.step(name, rate(value[x.month]), calls)
}

// told adds a step without a formula, and gives its value.
func (x *explainer) told(name string, value quantity, why string) quantity {
	x.nothing(name, value, why)
	return value
}

// messages are the calls of a service that reads a log, for each that writes to it. What
// may wait is done so long after the busiest hours of the day.
func (x *explainer) messages(log int, v *model.Service, s *model.Serving) (parts []term) {
	st := &x.scenario.Stores[log]
	for i := range x.scenario.Services {
		writer := &x.scenario.Services[i]
		for k := range writer.Uses {
			u := &writer.Uses[k]
			if u.Name != st.Name || u.Writes == nil {
				continue
			}
			each := product(in(x, "writes of "+writer.Name, "services."+writer.Name+".uses."+st.Name+".writes", u.Writes),
				in(x, "calls for one", "services."+v.Name+".serves."+s.Name, &s.Calls))
			if st.Deadline == nil {
				parts = append(parts, product(x.flow(i), each))
				continue
			}
			average := make([]float64, x.result.Months()+1)
			x.result.Engine().Sizing().Calls(i, x.result.Demand, average)
			busiest := x.is("busiest hours of a day", seconds(x.result.Engine().Sizing().Busiest()))
			late := quotient(busiest, sum(busiest, in(x, "deadline", "stores."+st.Name+".deadline", st.Deadline)))
			parts = append(parts, greatest(product(x.flow(i), each, late), product(x.is("calls of "+writer.Name+" on the average", rate(average[x.month])), each)))
		}
	}
	return parts
}

// arriving is what of a stream reaches the services at peak: of requests what the CDN
// leaves.
func (x *explainer) arriving(stream string) term {
	if stream == model.Requests {
		return x.reaching()
	}
	peak, c := x.metric("load."+stream+".peak"), x.scenario.CDN
	if spared := x.result.Engine().Sizing().Spared(x.month); spared > 0 && c.Sends(stream) {
		x.when("cdn.from", c.From)
		answered := in(x, "cdn requests", "cdn.requests", c.Requests)
		if x.regional() {
			answered = product(answered, x.is("users of regions with the cdn", ratio(spared/answered.value)))
		}
		return x.derive("calls of "+stream+" that reach services", product(peak, difference(one(), answered)), rate)
	}
	return peak
}

// ownCalls are the calls of a service that lives on a driver of its own.
func (x *explainer) ownCalls(service int) term {
	v := &x.scenario.Services[service]
	path := "services." + v.Name
	calls := in(x, "calls", path+".calls", &v.Calls)
	if v.Requests == nil {
		return product(x.reaching(), calls)
	}
	factors := []term{x.driverMetric(v.Driver), in(x, "requests", path+".requests", v.Requests), calls, x.peak()}
	return product(append(factors, x.active(v.Driver)...)...)
}

// people are the active units that a service has: of its own driver, or of those whose
// streams it serves.
func (d *deployment) people() term {
	if !d.composed() {
		name := "users"
		if d.service.Requests != nil {
			name = d.service.Driver
		}
		return product(append([]term{d.units()}, d.active(name)...)...)
	}
	var parts []term
	add := func(name string) {
		parts = append(parts, product(append([]term{d.driverMetric(name)}, d.active(name)...)...))
	}
	for k := range d.service.Serves {
		i := d.scenario.Load.Stream(d.service.Serves[k].Name)
		switch {
		case i < 0 && d.service.Serves[k].Name == model.Requests:
			add("users")
		case i < 0:
		case d.scenario.Load.Streams[i].Total == nil:
			name, _ := d.scenario.Load.Streams[i].Driver()
			if name == "" {
				name = d.scenario.OnlyDriver()
			}
			add(name)
		}
	}
	if len(d.service.Serves) == 0 && !d.service.Called {
		name := d.service.Driver
		if i := d.scenario.Load.Implied(); name == "users" && d.scenario.Load.Requests == 0 && i >= 0 {
			if name, _ = d.scenario.Load.Streams[i].Driver(); name == "" {
				name = d.scenario.OnlyDriver()
			}
		}
		add(name)
	}
	if len(parts) == 0 {
		return absent("nobody comes in here")
	}
	return sum(parts...)
}

// queries are the reads and writes that one call asks of the database.
func (d *deployment) queries() (reads, writes term) {
	x, db := d.explainer, d.scenario.Database
	own, ownWrites := d.service.Queries("database")
	if own == 0 && ownWrites == 0 && !d.composed() {
		return in(x, "reads", "database.reads", &db.Reads), in(x, "writes", "database.writes", &db.Writes)
	}
	reads, writes = absent("no reads"), absent("no writes")
	for k := range d.service.Uses {
		u, path := &d.service.Uses[k], d.path+".uses.database"
		if u.Name != "database" {
			continue
		}
		if u.Reads != nil {
			reads = in(x, "reads", path+".reads", u.Reads)
		}
		if u.Writes != nil {
			writes = in(x, "writes", path+".writes", u.Writes)
		}
	}
	return reads, writes
}

// asked are the queries of the database per second at peak: those of the requests, and
// those that services say they ask.
func (x *explainer) asked() (reads, writes term) {
	db := x.scenario.Database
	var allReads, allWrites []term
	if reaching := x.reaching(); db.Reads > 0 || db.Writes > 0 || len(x.users()) == 0 {
		allReads = append(allReads, product(reaching, in(x, "reads", "database.reads", &db.Reads)))
		allWrites = append(allWrites, product(reaching, in(x, "writes", "database.writes", &db.Writes)))
	}
	for _, i := range x.users() {
		v := &x.scenario.Services[i]
		calls := x.flow(i)
		for k := range v.Uses {
			u, path := &v.Uses[k], "services."+v.Name+".uses.database"
			if u.Name != "database" {
				continue
			}
			if u.Reads != nil {
				allReads = append(allReads, product(calls, in(x, "reads of "+v.Name, path+".reads", u.Reads)))
			}
			if u.Writes != nil {
				allWrites = append(allWrites, product(calls, in(x, "writes of "+v.Name, path+".writes", u.Writes)))
			}
		}
	}
	return sum(allReads...), sum(allWrites...)
}

// users are the services that say what they ask of the database.
func (x *explainer) users() (all []int) {
	for i := range x.scenario.Services {
		if reads, writes := x.scenario.Services[i].Queries("database"); reads > 0 || writes > 0 {
			all = append(all, i)
		}
	}
	return all
}

// perUnit is the cost for one of a driver or of a stream of work.
func (b *bill) perUnit(name string) {
	value := perUser(b.result.Series("cost.per." + name)[b.month])
	units := term{}
	if b.scenario.DriverNamed(name) != nil {
		units = b.driverMetric(name)
	} else {
		units = b.metric("load." + name + ".count")
	}
	if units.value <= 0 {
		b.nothing("per."+name, value, "there are none")
		return
	}
	b.step("per."+name, value, quotient(b.effective(), units))
}

// granted is the share of the calls of a service outside that its quota grants.
func (x *explainer) granted(i int, value quantity) {
	v := &x.scenario.Services[i]
	calls := x.flow(i)
	if v.Quota == nil {
		x.nothing("served", value, v.Name+" is outside, and says no quota")
		return
	}
	part, asked := carried(in(x, "quota", "services."+v.Name+".quota", v.Quota), calls)
	if !asked {
		part = one()
	}
	x.step("served", value, part)
}
