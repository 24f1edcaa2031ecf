package scenario

import (
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
)

// presence notes which drivers the scenario has; what follows asks for it.
func (c *checker) presence() {
	_, said := c.tree.places["drivers.users"]
	c.s.Drivers.Users.Absent = !said
}

// counts checks that each driver says how many there are, in one way.
func (c *checker) counts() {
	c.drivers(func(path string, d *model.Driver) {
		_, now := c.tree.places[path+".now"]
		switch {
		case d.Of == "" && d.Each == nil && !now:
			c.at(path, codeDriverCount, "add now: 100, or of and each: so many for each of another driver", "missing key %q in %s", "now", path)
		case (d.Of == "") != (d.Each == nil):
			c.at(path, codeDriverCount, "of names a driver, each says how many there are for one of it", "%s has one of of and each, and needs both", path)
		case d.Of != "" && now:
			c.at(path+".now", codeSaidTwice, "keep one of them", "%s says how many there are twice: now, and so many for each of %s", path, d.Of)
		case d.Of != "" && c.s.DriverNamed(d.Of) == nil:
			c.at(path+".of", codeUnknownReference, suggest(d.Of, c.s.DriverNames()), "there is no driver %q", d.Of)
		case d.Of != "" && (!d.Growth.Still() || d.Volatility != nil):
			c.at(path, codeSaidTwice, "leave its growth out", "%s follows %s, and cannot grow by itself", path, d.Of)
		}
	})
	c.cycles("drivers", c.s.DriverNames(), func(name string) []string {
		if d := c.s.DriverNamed(name); d.Of != "" {
			return []string{d.Of}
		}
		return nil
	}, ".of")
	if u := c.s.Unit; u != "" && c.s.DriverNamed(u) == nil && c.s.Load.Stream(u) < 0 {
		c.at("unit", codeUnknownReference, suggest(u, append(c.s.DriverNames(), c.streams()...)), "there is no driver and no stream of work %q", u)
	}
}

// streams are the names of the streams of work, requests in their short form among them.
func (c *checker) streams() []string {
	var all []string
	if _, said := c.tree.places["load.requests"]; said && c.s.Load.Stream(model.Requests) < 0 {
		all = append(all, model.Requests)
	}
	for i := range c.s.Load.Streams {
		all = append(all, c.s.Load.Streams[i].Name)
	}
	return all
}

// load checks the streams of work.
func (c *checker) load() {
	if c.s.Drivers.Users.Absent && c.s.Load.Requests > 0 {
		c.at("load.requests", codeWhichDriver, "write requests: {rate: 10/min, of: DRIVER}, or a total", "load.requests is of users, and there is no driver users")
	}
	for i := range c.s.Load.Streams {
		stream := &c.s.Load.Streams[i]
		path := c.tree.alias("load.streams." + stream.Name)
		name, _ := stream.Driver()
		switch drivers := c.s.DriverNames(); {
		case (stream.Rate == nil) == (stream.Total == nil):
			c.at(path, codeRateOrTotal, "rate: of each of a driver; total: of the whole system", "%s needs exactly one of rate and total", path)
		case stream.Total != nil && name != "":
			c.at(path+".of", codeRateOrTotal, "leave of out, or write a rate", "a total is of the whole system, not of %s", name)
		case stream.Total == nil && name == "" && c.s.OnlyDriver() == "":
			c.at(path, codeWhichDriver, "add of: "+strings.Join(drivers, " or of: "), "%s does not say of what; there are %d drivers", path, len(drivers))
		case name != "" && c.s.DriverNamed(name) == nil:
			c.at(path+".of", codeUnknownReference, suggest(name, drivers), "there is no driver %q", name)
		case c.s.DriverNamed(stream.Name) != nil:
			c.at(path, codeNameTwice, "rename one", "%q is a driver and a stream of work", stream.Name)
		}
	}
}

// passing checks the streams that the CDN is of.
func (c *checker) passing() {
	if c.s.CDN == nil {
		return
	}
	for i, name := range c.s.CDN.Of {
		if streams := c.streams(); !slices.Contains(streams, name) {
			c.at(c.element("cdn.of", i), codeUnknownReference, suggest(name, streams), "there is no stream of work %q", name)
		}
	}
}

// flow checks what calls what, and notes the services that live on the calls of others.
func (c *checker) flow() {
	used := map[string]bool{}
	for i := range c.s.Services {
		for k := range c.s.Services[i].Uses {
			used[c.s.Services[i].Uses[k].Name] = true
		}
	}
	for i := range c.s.Services {
		v := &c.s.Services[i]
		path := "services." + v.Name
		c.serving(path, v)
		c.using(path, v)
		c.footing(path, v)
		_, calls := c.tree.places[path+".calls"]
		_, driver := c.tree.places[path+".driver"]
		implied := c.s.Load.Requests > 0 || c.s.Load.Implied() >= 0
		v.Called = len(v.Serves) == 0 && used[v.Name] && !driver && !(calls && implied)
		if alone := len(v.Serves) == 0 && !v.Called && v.Driver == "users"; alone && len(c.streams()) == 0 {
			c.at(path, codeNeverCalled, "add serves, or leave it out", "nobody calls %s", v.Name)
		} else if alone && c.s.Load.Requests == 0 && c.s.Load.Stream(model.Requests) < 0 && len(c.s.Load.Streams) > 1 {
			c.at(path, codeNeverCalled, "add serves: "+strings.Join(c.streams(), " or serves: "), "%s does not say what it serves; there are %d streams of work", v.Name, len(c.s.Load.Streams))
		}
	}
	var names []string
	for i := range c.s.Services {
		names = append(names, c.s.Services[i].Name)
	}
	c.cycles("services", names, func(name string) (next []string) {
		for _, u := range c.s.Services[c.s.Service(name)].Uses {
			if c.s.Service(u.Name) >= 0 {
				next = append(next, u.Name)
			}
		}
		return next
	}, ".uses")
}

// serving checks the streams that come in at a service.
func (c *checker) serving(path string, v *model.Service) {
	for _, s := range v.Serves {
		switch streams := c.streams(); {
		case slices.Contains(streams, s.Name):
		case c.s.Store(s.Name) >= 0 && c.s.Stores[c.s.Store(s.Name)].Kind == "log":
		case c.s.Service(s.Name) >= 0:
			c.at(path+".serves."+s.Name, codeServesDirection, "write uses: {"+s.Name+": 1} at the caller", "%s is a service; serves names what comes in", s.Name)
		default:
			c.at(path+".serves."+s.Name, codeUnknownReference, suggest(s.Name, streams), "there is no stream of work %q", s.Name)
		}
	}
	if _, said := c.tree.places[path+".driver"]; said && len(v.Serves) > 0 {
		c.at(path+".driver", codeSaidTwice, "keep one of driver and serves", "%s says twice what brings its load", v.Name)
	}
}

// using checks what a service uses.
func (c *checker) using(path string, v *model.Service) {
	for _, u := range v.Uses {
		at := path + ".uses." + u.Name
		store, service := u.Name == "database" && c.s.Database != nil || c.s.Store(u.Name) >= 0, c.s.Service(u.Name) >= 0
		switch {
		case store && service:
			c.at(at, codeAmbiguousReference, "rename the service", "%q is a service and a store", u.Name)
		case store && u.Calls != nil:
			c.at(at, codeUsesForm, "write {reads: 3}", "%s is a store: 3 of what?", u.Name)
		case service && (u.Reads != nil || u.Writes != nil || u.Calls == nil):
			c.at(at, codeUsesForm, "write "+u.Name+": 1", "%s is a service, and takes calls", u.Name)
		case !store && !service:
			c.at(at, codeUnknownReference, suggest(u.Name, c.usable(v.Name)), "there is no service or store %q", u.Name)
		}
	}
}

// usable are the names of what a service may use.
func (c *checker) usable(but string) []string {
	var all []string
	if c.s.Database != nil {
		all = append(all, "database")
	}
	all = append(all, c.storeNames()...)
	for i := range c.s.Services {
		if name := c.s.Services[i].Name; name != but {
			all = append(all, name)
		}
	}
	return all
}

// footing checks that a service says what it runs on, and one outside does not.
func (c *checker) footing(path string, v *model.Service) {
	said := func(key string) bool { _, ok := c.tree.places[path+"."+key]; return ok }
	if v.Outside {
		for _, key := range []string{"cpu", "memory", "replica", "replicas", "targets", "connections"} {
			if said(key) {
				c.at(path+"."+key, codeOutsideForm, "leave "+key+" out", "%s is outside: it has no %s", v.Name, key)
			}
		}
		return
	}
	for _, key := range []string{"quota", "availability"} {
		if said(key) {
			c.at(path+"."+key, codeOutsideForm, "add outside: true, or leave it out", "only a service outside has a %s", key)
		}
	}
	if !said("cpu") && !said("gpu") {
		c.at(path, codeReplicaMissing, "add cpu: 5 ms, or outside: true", "missing key %q in %s", "cpu", path)
	}
	if !said("replica") {
		c.at(path, codeReplicaMissing, "add replica: {cpu: 500m, memory: 512Mi}, or outside: true", "missing key %q in %s", "replica", path)
	}
}

// cycles reports names that lead back to themselves, with the way.
func (c *checker) cycles(section string, names []string, next func(name string) []string, key string) {
	const walking, walked = 1, 2
	state := map[string]int{}
	var walk func(name string, way []string)
	walk = func(name string, way []string) {
		if state[name] == walked || !slices.Contains(names, name) {
			return
		}
		way = append(way, name)
		if state[name] == walking {
			begin := slices.Index(way, name)
			c.at(section+"."+name+key, codeCallCycle, "one of them must wait or go", "%s lead back to themselves: %s", section, strings.Join(way[begin:], ", then "))
			return
		}
		state[name] = walking
		for _, n := range next(name) {
			walk(n, way)
		}
		state[name] = walked
	}
	for _, name := range names {
		walk(name, nil)
	}
}
