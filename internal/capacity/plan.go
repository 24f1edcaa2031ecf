package capacity

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// Binding is the constraint that set a size.
type Binding uint8

// The constraints. The first group sizes services, the second databases and other stores.
const (
	Idle                Binding = iota // nothing runs here
	Minimum                            // the configured minimum is enough
	Today                              // what runs today, before autoscaling may go below it
	CPU                                // CPU at its target utilization
	Memory                             // memory at its target utilization
	RequestRate                        // requests per second and replica
	ActiveUsers                        // users per replica
	DatabaseConnections                // busy database connections per replica
	Maximum                            // the configured maximum caps a larger need

	Storage     // disk volume
	IOPS        // disk operations
	Reads       // reads beyond the primary: read replicas carry them
	Writes      // writes beyond the largest primary: the write wall
	Unplaced    // no server in use holds a replica
	GPU         // GPU at its target utilization
	Quota       // what somebody else grants
	Rate        // what a machine was measured to take
	Network     // bytes sent
	Partitions  // partitions that a machine holds
	Shards      // shards that a machine holds
	HotKey      // the key that is asked for most
	Latency     // response time at its target
	Concurrency // calls that are open at once
	bindingsEnd // number of constraints
)

// String names the constraint as reports do.
func (b Binding) String() string {
	return [bindingsEnd]string{
		"none", "minimum", "today", "cpu", "memory", "requests_per_second", "active_users",
		"database_connections", "maximum", "storage", "iops", "reads", "writes", "unplaced", "gpu", "quota",
		"rate", "network", "partitions", "shards", "hot_key", "latency", "concurrency",
	}[b]
}

// Plan is what is provisioned, by month. Slices over months have one value for
// each month from 0 to the horizon.
type Plan struct {
	Deployments []Deployment // services in regions
	Regions     []Region     // in the order of the scenario; one without a regions section
	Database    Database     // with the cache, if there is one
	Uncached    Database     // the same demand without the cache
	HitRatio    []float64    // share of the reads that the cache answers
	CDNShare    []float64    // share of the bytes that the CDN sends
	Connections []float64    // database connections that the services hold at peak
	Stores      []Store      // in the order of the scenario
	Pools       []Pool       // in the order of the scenario
}

// Deployment is one service in one region.
type Deployment struct {
	Service, Region int // indices into the scenario; region 0 without a regions section

	Share    []float64 // share of the service's calls that are answered here
	Need     []float64 // replicas that demand requires at peak, a real number
	Driver   []Binding // the demand constraint behind Need
	Replicas []float64 // provisioned at peak
	Binding  []Binding // the constraint that set Replicas
	Served   []float64 // share of the load at peak that Replicas carry, of 0 to 1; 1 where nothing is asked
	Average  []float64 // mean over the month with autoscaling where it acts
	CPU      []float64 // CPU use at peak as a share of what Replicas request
	GPU      []float64 // the same of GPUs; 0 without GPU time
	Mean     []float64 // calls on the average as a share of those at peak; nil where they are what the peak factor of the load says
}

// Region is the servers of one region. From the month on in which spot capacity is
// used, replicas that may be interrupted are on servers of their own.
type Region struct {
	Servers              // of all replicas; where spot capacity is used, of those that must not be interrupted
	Spot       Servers   // spot capacity, of those that may be; no rows where it is never used
	Pooled     Servers   // of all replicas together, in the months of Spot: see [Model.Pool]
	Static     []float64 // that run all the time when nothing scales, for all replicas together
	StaticTier []int     // tier of Static
	Open       []bool    // whether the region takes users
	Steady     []float64 // share of what is requested of Servers by replicas that must not be interrupted; nil where none may be, or nobody asks
}

// Servers are servers of one tier in each month.
type Servers struct {
	Tier    []int     // index into Model.Tiers
	Nodes   []float64 // at peak
	Average []float64 // mean over the month with autoscaling where it acts
	Base    []float64 // that always run: the least over the week

	Hours [][]float64 // by part of the week and month, see [Model.Times]; nil where nothing is committed
}

// Kinds are the servers of a region that run: spot capacity is there only where
// it is ever used.
func (r *Region) Kinds() []*Servers {
	if r.Spot.Tier == nil {
		return []*Servers{&r.Servers}
	}
	return []*Servers{&r.Servers, &r.Spot}
}

func newFleet(months, parts int) Servers {
	floats := func() []float64 { return make([]float64, months) }
	return Servers{make([]int, months), floats(), floats(), floats(), rowsOf(parts, months)}
}

// rowsOf are so many rows; nil for none.
func rowsOf(n, months int) (rows [][]float64) {
	for range n {
		rows = append(rows, make([]float64, months))
	}
	return rows
}

// Database is the primary and its read replicas (see ladder.go).
type Database struct {
	Tier        []int     // index into Model.Databases; of the primary and of the replicas that serve reads
	Replicas    []float64 // read replicas in all
	Fixed       []float64 // of them, those for other uses
	FixedTier   []int     // index into Model.Databases, where there are any
	Added       []float64 // of them, those that serve reads
	Binding     []Binding // the constraint that set the tier or the replicas
	Wall        []Binding // what no tier can carry, or Idle
	Utilization []float64 // CPU use of the primary at peak
	Disk        []float64 // bytes of disk needed
	Missing     []float64 // what a database that carries the load costs a month beyond this one, before the trend of prices; 0 where this one does
	lacks       []bool    // whether no tier carries everything
	missing     bool      // whether Missing is more than 0 in a month
	others      bool      // whether Fixed is

	// Of the database as it is; not of the same demand without the cache.
	Served []float64 // share of the load at peak that primary and replicas carry, of 0 to 1; 1 where nothing is asked
	Short  []Binding // the resource that Served is the share of, or Idle where it is 1
}

// Model sizes one scenario. As in package forecast, numbers are read anew at
// every run; the structure is compiled once.
type Model struct {
	*ground  // that is being sized
	grounds  []ground
	groundOf []int // by service; outside ones run on none

	scenario    *model.Scenario
	months      int
	ladder      ladder // database tiers that are in use
	offered     ladder // all that the price list has
	smallest    int    // index of the smallest database tier that may be used
	deployments []deployment
	placed      [][]int // by service and region: its deployment there, or −1
	drivers     []int   // by service: index of the other driver that it lives on, −1 for users
	flow        flow
	tide        tide
	limited     []int          // services outside with a quota
	stores      []*storeModel  // in the order of the scenario
	storeOrder  []int          // each after the one whose bytes it follows
	regions     []model.Region // the scenario's, or one that takes everything
	epochs      []epoch
	epochOf     []int       // by month
	shared      bool        // whether shares have been read
	users       []float64   // share of each region, as last read
	beside      [][]float64 // by service and other: see accompany
	times       []float64   // scratch of accompany

	// Numbers of the scenario as the last run has read them.
	week       week
	spared     float64 // share of what other streams bring that the CDN answers where it serves
	answered   float64 // share of the requests that the CDN answers where it serves
	popular    popularity
	answers    int     // first month in which it does
	scaling    int     // first month in which replicas follow the load
	rates      []rates // by service
	query      queryRates
	named      bool // whether a region has a replica for another use
	burden     burden
	operations bool // whether a database tier has a limit on disk operations

	base databaseLoad // of the last run
	scratch
}

// scratch is room for what is of use while a region is sized.
type scratch struct {
	best, other           servers
	running, mean, unused []float64
	parts                 []row.Part // what is asked of servers
	terms                 []row.Term // of all parts
	asides                [][]float64
	alone                 []bool    // by deployment: whether its whole replicas may decide
	filled                []float64 // by deployment: most cores that each of its replicas may leave empty without deciding, as far as is known
}

// newScratch has room for as many parts of the time.
func (m *Model) newScratch(parts int) scratch {
	floats := func() []float64 { return make([]float64, m.months+1) }
	const terms = 5 // of a part: see Model.part
	s := scratch{
		best: newServers(m.months+1, 0), other: newServers(m.months+1, m.Hourly()), running: floats(), mean: floats(), unused: floats(),
		parts: make([]row.Part, 0, parts), terms: make([]row.Term, 0, parts*terms),
		alone: make([]bool, len(m.deployments)), filled: make([]float64, len(m.deployments)),
	}
	for range parts {
		s.asides = append(s.asides, floats())
	}
	return s
}

// deployment is a service in a region and the calls it answers, by epoch.
type deployment struct {
	service, region int
	share           []float64 // by epoch
	near            []float64 // by epoch: the part of share from regions that the CDN serves
}

// Compile prepares the sizing of a valid scenario.
func Compile(s *model.Scenario) *Model {
	m := &Model{scenario: s, months: s.Months(), regions: s.Regions, rates: make([]rates, len(s.Services))}
	if len(m.regions) == 0 {
		m.regions = []model.Region{{Name: "", Users: 1, Services: []string{"all"}, CDN: true, Price: 1}}
	}
	for i := range s.Services {
		m.drivers = append(m.drivers, slices.IndexFunc(s.Drivers.Other, func(d model.Driver) bool { return d.Name == s.Services[i].Driver }))
	}
	m.compileStores()
	m.compileTide()
	m.compileFlow()
	m.limited = m.quotas()
	m.compileGrounds()
	if s.Database != nil {
		m.ladder, m.smallest = newLadder(s, func(name string) bool { return slices.Contains(s.Database.Tiers, name) }, s.Database.Min)
		m.offered, _ = newLadder(s, func(string) bool { return true }, "")
	}
	months := m.months + 1
	m.base = databaseLoad{memory: make([]float64, months), reached: make([]float64, months), work: make([]float64, months), cores: make([]float64, months), ops: make([]float64, months),
		reads: make([]float64, months), writes: make([]float64, months), floor: make([]int, months), follower: make([]int, months), nothing: make([]float64, months)}
	if m.burden = newBurden(s); !m.tide.there {
		m.week = compileWeek(&s.Load.Week)
	}
	m.route()
	m.placeStores()
	m.scratch = m.newScratch(len(m.week.hours) + 1)
	m.times, m.users = make([]float64, len(s.Services)), make([]float64, len(m.regions))
	for range s.Services {
		m.beside = append(m.beside, make([]float64, len(s.Services)))
	}
	m.share()
	for k := range m.grounds {
		m.enter(k)
		for r := range m.regions {
			m.load = append(m.load, m.newRegionLoad(r))
		}
	}
	m.enter(0)
	return m
}

// Regions lists the regions in the order of Plan.Regions; a scenario without
// regions has one without a name.
func (m *Model) Regions() []model.Region { return m.regions }

// Tiers lists the server tiers in the order of the indices in Region.Tier: by name.
func (m *Model) Tiers() []*model.ServerTier { return m.tiers }

// Databases lists the database tiers in the order of the indices in Database.Tier:
// from the smallest on.
func (m *Model) Databases() []*model.DatabaseTier { return m.ladder.tiers }

// NewPlan returns a buffer for Size.
func (m *Model) NewPlan() *Plan {
	n := m.months + 1
	floats := func() []float64 { return make([]float64, n) }
	bindings := func() []Binding { return make([]Binding, n) }
	p := &Plan{HitRatio: floats(), CDNShare: floats(), Connections: floats()}
	for _, d := range m.deployments {
		var mean []float64
		if m.tide.there {
			mean = floats()
		}
		p.Deployments = append(p.Deployments, Deployment{
			Mean:    mean,
			Service: d.service, Region: d.region,
			Share: floats(), Need: floats(), Driver: bindings(), Replicas: floats(), Binding: bindings(),
			Served: floats(), Average: floats(), CPU: floats(), GPU: floats(),
		})
	}
	p.Regions = m.newRegions(m.Hourly())
	for range m.scenario.Pools {
		p.Pools = append(p.Pools, Pool{Regions: m.newRegions(0), Need: floats(), Served: floats()})
	}
	for _, st := range m.stores {
		p.Stores = append(p.Stores, m.newStore(st))
	}
	database := func() Database {
		return Database{
			Tier: make([]int, n), Replicas: floats(), Fixed: floats(), FixedTier: make([]int, n), lacks: make([]bool, n), Missing: floats(), Added: floats(), Binding: bindings(), Wall: bindings(),
			Utilization: floats(), Disk: floats(),
		}
	}
	p.Database, p.Uncached = database(), database()
	p.Database.Served, p.Database.Short = floats(), bindings()
	p.Uncached.Disk = p.Database.Disk // no cache makes files smaller
	return p
}

// newRegions are buffers for servers of nodes or of a pool, told apart in so many parts
// of the week.
func (m *Model) newRegions(parts int) (all []Region) {
	n := m.months + 1
	for r := range m.regions {
		region := Region{Servers: newFleet(n, parts), Static: make([]float64, n), StaticTier: make([]int, n), Open: make([]bool, n)}
		if m.load[r].apart != nil {
			region.Spot, region.Pooled = newFleet(n, parts), newFleet(n, 0)
			if parts > 0 {
				region.Steady = make([]float64, n)
			}
		}
		for month := range region.Open {
			region.Open[month] = m.epochs[m.epochOf[month]].open[r]
		}
		all = append(all, region)
	}
	return all
}

// Size fills p with the sizes that the demand requires; [Model.Serve] adds what
// share of it they carry, and [Model.Reason] also what lies behind them: shares,
// constraints, utilization, walls and the replicas added for reads. It allocates nothing and changes nothing in d.
func (m *Model) Size(d *forecast.Demand, p *Plan) {
	m.read()
	m.caching(d, p)
	m.follow(d)
	clear(p.Connections)
	remember := false
	for k := range m.grounds {
		g := &m.grounds[k]
		remember = remember || g.memory
		for r := range g.load {
			g.load[r].clear(&m.week)
		}
	}
	for i := range m.deployments {
		m.sizeDeployment(i, d, p)
	}
	if remember {
		m.remember(p)
	}
	for k := range m.grounds {
		m.enter(k)
		for r := range m.load {
			m.sizeRegion(r, d, p)
		}
		m.bound(p)
	}
	m.enter(0)
	if len(m.ladder.tiers) > 0 {
		m.sizeDatabase(d, p)
	}
	if len(m.stores) > 0 {
		m.sizeStores(d, p)
	}
}

// read takes the numbers of the scenario.
func (m *Model) read() {
	m.share()
	if own := m.scenario.Load.Week.Levels; len(own) > 0 && !m.tide.there {
		m.week.read(own)
	}
	peak := m.scenario.Load.PeakFactor()
	if m.tide.there {
		m.readTide()
	} else {
		m.week.bend(peak)
	}
	m.scaling = m.scalingFrom()
	for i := range m.rates {
		active := 1.0 // of one whose calls are composed the people are counted with their share
		if !m.flow.composed[i] {
			active = m.shareOf(i)
		}
		m.rates[i].read(m.scenario, &m.scenario.Services[i], peak, active)
		if m.flow.composed[i] {
			m.rates[i].compose()
		}
	}
	for k := range m.grounds {
		m.enter(k)
		m.refresh()
		m.rateServers()
	}
	m.enter(0)
	m.burden.read(m.scenario)
	if m.scenario.Database != nil {
		m.rateQueries()
	}
}
