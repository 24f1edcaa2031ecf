package explain

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// request is the CPU that a replica asks for.
func (d *deployment) request() term {
	return in(d.explainer, "cpu request", d.path+".replica.cpu", &d.service.Replica.CPU)
}

// share is the part of the service's calls that is answered here.
func (d *deployment) share() (term, bool) {
	if !d.regional() {
		return one(), false
	}
	sizing := d.result.Engine().Sizing()
	var parts []term
	for _, r := range sizing.Origins(d.index, d.month) {
		region := &d.scenario.Regions[r]
		d.when("regions."+region.Name+".from", region.From)
		parts = append(parts, in(d.explainer, "users near "+region.Name, "regions."+region.Name+".users", &region.Users))
	}
	if len(parts) == 1 {
		parts[0].name = "share"
		return parts[0], true
	}
	return d.step("share", ratio(d.Share[d.month]), sum(parts...)), true
}

// shared multiplies by the share where there are regions.
func (d *deployment) shared(factors ...term) term {
	if share, ok := d.share(); ok {
		factors = append(factors, share)
	}
	return product(factors...)
}

// units is the driver of the service, in all regions.
func (d *deployment) units() term {
	if d.service.Requests == nil {
		return d.metric("users")
	}
	d.word(d.path+".driver", d.service.Driver)
	return d.metric("drivers." + d.service.Driver)
}

// calls are the calls per second at peak that are answered here.
func (d *deployment) calls() term {
	if d.composed() {
		return d.step("calls", rate(d.work.Calls), d.shared(d.flow(d.Service)))
	}
	per := in(d.explainer, "calls", d.path+".calls", &d.service.Calls)
	factors := []term{d.metric("peak_rps"), per}
	if d.service.Requests != nil {
		requests := in(d.explainer, "requests", d.path+".requests", d.service.Requests)
		factors = append([]term{d.units(), requests, per, d.peak()}, d.active(d.service.Driver)...)
	}
	if left, ok := d.spared(); ok {
		factors = append(factors, left)
	}
	return d.step("calls", rate(d.work.Calls), d.shared(factors...))
}

// spared is the part of the calls from here that the CDN does not answer: of all
// of them, or of those from the regions that it serves.
func (d *deployment) spared() (term, bool) {
	x, sizing := d.explainer, d.result.Engine().Sizing()
	share := sizing.Share(d.index, d.month)
	if called := sizing.Called(d.index, d.month); called == share || d.service.Requests != nil {
		return term{}, false
	}
	c := x.scenario.CDN
	x.when("cdn.from", c.From)
	answered := in(x, "cdn requests", "cdn.requests", c.Requests)
	if near := sizing.Near(d.index, d.month); near < share {
		answered = product(answered, x.is("share of the calls from regions with the cdn", ratio(near/share)))
	}
	x.note("what the CDN answers reaches no service")
	return difference(one(), answered), true
}

// heavier is the multiple of work that complexity makes, if any.
func (x *explainer) heavier(path string, share *unit.Ratio) []term {
	if x.scenario.Load.Complexity == nil {
		return nil
	}
	part := in(x, "complexity share", path+".complexity_share", share)
	return []term{sum(one(), product(part, difference(x.metric("complexity"), one())))}
}

// cores is the CPU time per second of the calls.
func (d *deployment) cores() term {
	calls := d.is("calls", rate(d.work.Calls))
	if d.service.CPU == 0 && d.service.GPU != nil {
		return d.step("cores", cores(d.work.Cores), absent("no CPU time"))
	}
	factors := []term{calls, in(d.explainer, "cpu", d.path+".cpu", &d.service.CPU)}
	factors = append(factors, d.heavier(d.path, &d.service.ComplexityShare)...)
	return d.step("cores", cores(d.work.Cores), product(factors...))
}

// need is the largest constraint.
func (d *deployment) need() term {
	d.calls()
	constraints := []term{d.step("cpu", things("replica")(d.work.CPU),
		quotient(d.cores(), product(d.request(), in(d.explainer, "cpu target", d.path+".targets.cpu", &d.service.Targets.CPU))))}
	constraints = append(constraints, d.constraints()...)
	need := d.step("need", things("replica")(d.Need[d.month]), greatest(constraints...))
	if len(constraints) > 1 {
		d.because("set by %s", words.Phrase(d.Driver[d.month].String()))
	}
	return need
}

// constraints are the ones beside CPU that have a target.
func (d *deployment) constraints() []term {
	x, t, v := d.explainer, &d.service.Targets, d.service
	replicas := things("replica")
	var all []term
	if t.Memory != nil && v.Memory.PerUser > 0 {
		room := in(x, "memory request", d.path+".replica.memory", &v.Replica.Memory)
		if target := in(x, "memory target", d.path+".targets.memory", t.Memory); v.Room(target.value) > 0 || v.Replicas.Max == nil {
			room = product(room, target)
		}
		room = difference(room, in(x, "memory base", d.path+".memory.base", &v.Memory.Base))
		all = append(all, d.step("memory", replicas(d.work.Memory),
			quotient(product(d.users(), in(x, "memory per user", d.path+".memory.per_user", &v.Memory.PerUser)), room)))
	}
	if t.RequestsPerSecond != nil {
		all = append(all, d.step("requests per second", replicas(d.work.RequestRate), quotient(d.is("calls", rate(d.work.Calls)),
			in(x, "requests per second target", d.path+".targets.requests_per_second", t.RequestsPerSecond))))
	}
	if t.Concurrency != nil {
		all = append(all, d.step("concurrency", replicas(d.work.Concurrency), quotient(product(d.is("calls", rate(d.work.Calls)), d.open(v, d.path)),
			in(x, "concurrency target", d.path+".targets.concurrency", t.Concurrency))))
	}
	if t.ActiveUsers != nil {
		all = append(all, d.step("active users", replicas(d.work.ActiveUsers), quotient(d.users(),
			in(x, "active users target", d.path+".targets.active_users", t.ActiveUsers))))
	}
	if v.GPU != nil && v.Replica.GPU != nil {
		factors := append([]term{d.is("calls", rate(d.work.Calls)), in(x, "gpu", d.path+".gpu", v.GPU)}, d.heavier(d.path, &v.ComplexityShare)...)
		all = append(all, d.step("gpu", replicas(d.work.GPU), quotient(product(factors...),
			product(in(x, "gpu request", d.path+".replica.gpu", v.Replica.GPU), in(x, "gpu target", d.path+".targets.gpu", &t.GPU)))))
	}
	if t.DatabaseConnections != nil && d.scenario.Database != nil {
		all = append(all, d.connections())
	}
	if t.Latency != nil {
		all = append(all, d.within())
	}
	return all
}

// open is how long a call of a service is open: its own time and that of what it waits
// for.
func (x *explainer) open(v *model.Service, path string) term {
	own := term{}
	switch gpu := v.GPU; {
	case gpu != nil && *gpu > max(v.CPU, v.Latency):
		own = in(x, "gpu", path+".gpu", gpu)
	case v.Latency >= v.CPU:
		own = in(x, "latency", path+".latency", &v.Latency)
	default:
		own = in(x, "cpu", path+".cpu", &v.CPU)
	}
	parts := []term{own}
	for i := range v.Uses {
		u := &v.Uses[i]
		used := x.scenario.Service(u.Name)
		if used < 0 || u.Calls == nil {
			continue
		}
		factors := []term{in(x, "calls of "+u.Name, path+".uses."+u.Name, u.Calls)}
		if hit := x.scenario.Answered(u.Name); hit > 0 {
			factors = append(factors, difference(one(), x.is("answered by its cache", ratio(hit))))
		}
		time := x.is("time that "+u.Name+" is open", seconds(x.scenario.OpenTime(&x.scenario.Services[used], nil)))
		if len(x.scenario.Services[used].Uses) == 0 { // further down it is only said what it comes to: calls may meet again
			time = x.open(&x.scenario.Services[used], "services."+u.Name)
		}
		parts = append(parts, product(append(factors, time)...))
	}
	return sum(parts...)
}

// users are the units of the driver that are served here.
func (d *deployment) users() term {
	name := "users here"
	for i := range d.out.Steps {
		if d.out.Steps[i].Name == d.here(name) {
			return d.is(name, count(d.work.Users))
		}
	}
	factors := []term{d.people()}
	if d.regional() {
		factors = append(factors, d.is("share", ratio(d.Share[d.month])))
	}
	return d.step(name, count(d.work.Users), product(factors...))
}

// connections is the constraint of busy database connections, by Little's law:
// connections in use = queries per second × time of a query.
func (d *deployment) connections() term {
	x, db := d.explainer, d.scenario.Database
	perRead, perWrite := d.queries()
	reads := product(perRead, in(x, "read cpu", "database.cpu.read", &db.CPU.Read))
	if x.scenario.Cache != nil {
		reads = product(reads, difference(one(), x.metric("cache.hit_ratio")))
	}
	writes := product(perWrite, in(x, "write cpu", "database.cpu.write", &db.CPU.Write))
	factors := []term{d.is("calls", rate(d.work.Calls)), sum(reads, writes)}
	factors = append(factors, x.heavier("database", &db.ComplexityShare)...)
	return d.step("database connections", things("replica")(d.work.DatabaseConnections), quotient(product(factors...),
		in(x, "database connections target", d.path+".targets.database_connections", d.service.Targets.DatabaseConnections)))
}
