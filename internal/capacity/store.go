package capacity

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
	"github.com/talimat/talimat-plan/internal/unit"
)

// This file sizes the stores: what reaches them follows from the calls of the services
// that use them, what they need from their kind, and the cheapest machines that hold
// that are taken. A kind is a file of its own, store_*.go, which turns the load of a
// month into needs.

// Store is what is provisioned for a store, by month.
type Store struct {
	Bytes                 []float64   // live
	Disk                  []float64   // of disk, or of memory of one in memory, copies included
	Reads, Writes         []float64   // per second that reach it, on the average
	PeakReads, PeakWrites []float64   // and at peak
	Hit                   []float64   // of a cache: share that it answers; nil of others
	Tier                  []int       // index of its machines; 0 where it is metered
	Nodes                 []float64   // machines, in all regions
	Replicas              []float64   // of them, read replicas of a database
	Need                  []float64   // machines that the load asks for, a real number
	Served                []float64   // share of the load at peak that it carries
	Binding               []Binding   // what set its size
	Short                 []Binding   // what leaves Served below 1, or Idle
	List                  []float64   // price of the machines at the prices of month 0; past a wall, of what would carry the load
	Classes, Moves        [][]float64 // of objects, by class: bytes that are billed, and objects that move there in the month
}

// storeModel is a store as it is compiled.
type storeModel struct {
	*model.Store
	kind     model.Kind
	machines []model.Machine
	uses     []storeUse
	places   []storePlace
	front    int // the cache in front of it, −1 without one
	behind   int // of a cache: the store behind it, −1 of one in front of a service, or of none
	readers  int // of a log: the services that read it
	follows  int // the store whose bytes it follows, or −1
	size     sizer

	popular popularity
	asked   storeLoad // scratch: the load of a month
	arrived []float64 // scratch: bytes that arrive, by month
	ever    []float64 // scratch: their sum
}

// sizer says what a store of a kind asks of machines in a month.
type sizer func(s *storeModel, q *storeLoad) storeNeed

// storeUse is a service that reads and writes a store, for each of its calls.
type storeUse struct {
	service       int
	reads, writes *unit.Count
}

// storePlace is a region in which a store has machines of its own: those of the first
// place serve all regions that have none.
type storePlace struct {
	region int
	shares []float64 // by epoch: of the reads
}

// storeLoad is what is asked of a store in a place in a month, at peak.
type storeLoad struct {
	bytes, reads, writes float64
	heavier              float64 // factor of the CPU time
	connections          float64
}

// storeNeed is what that comes to.
type storeNeed struct {
	cores    float64 // of CPU, at the planned utilization
	memory   float64 // bytes
	disk     float64 // bytes
	ops      float64 // disk operations per second, at the planned utilization
	network  float64 // bits per second, at the planned utilization
	machines float64 // by what one machine was measured to take, or holds in number
	counted  Binding // what that is
	groups   float64 // machines in a group that counts as one, such as a master and its replicas; 1 of most
	quorum   float64 // groups, once one is not enough
	served   float64 // share that no number of machines makes more of
	short    Binding // what leaves it
}

// sizers are the kinds of stores; of the relational ones see store_sql.go.
func sizers() map[string]sizer {
	return map[string]sizer{"cluster": cluster, "log": brokers, "search": shards, "wide": wide, "redis": masters, "objects": objects}
}

func (m *Model) compileStores() {
	s := m.scenario
	for i := range s.Stores {
		st := &storeModel{Store: &s.Stores[i], kind: model.KindOf(s.Stores[i].Kind), front: -1, behind: -1, follows: -1, size: sizers()[s.Stores[i].Kind]}
		for k := range st.Tiers {
			st.machines = append(st.machines, s.Machine(&st.Tiers[k]))
		}
		slices.SortFunc(st.machines, smaller)
		for v := range s.Services {
			for k := range s.Services[v].Uses {
				if u := &s.Services[v].Uses[k]; u.Name == st.Name {
					st.uses = append(st.uses, storeUse{v, u.Reads, u.Writes})
				}
			}
			if slices.ContainsFunc(s.Services[v].Serves, func(x model.Serving) bool { return x.Name == st.Name }) {
				st.readers++
			}
		}
		if st.Holds != nil && st.Holds.Of != "" && s.DriverNamed(st.Holds.Of) == nil {
			st.follows = s.Store(st.Holds.Of)
		}
		st.arrived, st.ever = make([]float64, m.months+1), make([]float64, m.months+1)
		m.stores = append(m.stores, st)
	}
	for i, st := range m.stores {
		if st.Caches == "" {
			continue
		}
		if st.behind = s.Store(st.Caches); st.behind >= 0 {
			m.stores[st.behind].front = i
		}
	}
	m.orderStores()
}

// orderStores puts each store after the one whose bytes it follows, and one that is
// cached before its cache.
func (m *Model) orderStores() {
	done := make([]bool, len(m.stores))
	for range m.stores { // the checks have found no cycle
		for i, st := range m.stores {
			if !done[i] && (st.follows < 0 || done[st.follows]) {
				done[i], m.storeOrder = true, append(m.storeOrder, i)
			}
		}
	}
}

// placeStores finds the regions in which each store has machines, once regions are
// compiled.
func (m *Model) placeStores() {
	for _, st := range m.stores {
		st.places = []storePlace{{region: 0, shares: make([]float64, len(m.epochs))}}
		for r := range m.regions {
			switch role := m.roleOf(st.Name, r); {
			case role == "primary":
				st.places[0].region = r
			case role == "own" || role == "replica" && !st.kind.Relational:
				st.places = append(st.places, storePlace{region: r, shares: make([]float64, len(m.epochs))})
			}
		}
	}
}

// roleOf is the part that a store has in a region.
func (m *Model) roleOf(store string, region int) string {
	for i := range m.regions[region].Stores {
		if st := &m.regions[region].Stores[i]; st.Name == store {
			return st.Role
		}
	}
	return "none"
}

// Machine is the name of the machines of a store by their index in [Store.Tier]; empty
// where it is metered.
func (m *Model) Machine(store, tier int) string {
	if all := m.stores[store].machines; tier < len(all) {
		return all[tier].Name
	}
	return ""
}

// newStore is a buffer for the sizes of a store.
func (m *Model) newStore(st *storeModel) Store {
	n := m.months + 1
	floats := func() []float64 { return make([]float64, n) }
	out := Store{
		Bytes: floats(), Disk: floats(), Reads: floats(), Writes: floats(), PeakReads: floats(), PeakWrites: floats(), Tier: make([]int, n),
		Nodes: floats(), Replicas: floats(), Need: floats(), Served: floats(), Binding: make([]Binding, n), Short: make([]Binding, n), List: floats(),
	}
	if st.Caches != "" {
		out.Hit = floats()
	}
	for range st.Classes {
		out.Classes, out.Moves = append(out.Classes, floats()), append(out.Moves, floats())
	}
	return out
}

// sizeStores sets the sizes of all stores, once the services are sized.
func (m *Model) sizeStores(d *forecast.Demand, p *Plan) {
	for i := range m.stores {
		m.asking(i, d, &p.Stores[i])
	}
	for _, i := range m.storeOrder {
		m.keepBytes(i, d, p)
	}
	for i := range m.stores {
		m.answer(i, p)
	}
	for i, st := range m.stores {
		m.divide(st)
		out := &p.Stores[i]
		m.provision(st, out)
		if st.classes() {
			m.classify(st, out)
		}
		for month := range out.Nodes {
			m.sizeStore(st, d, p, out, month)
		}
	}
}

// asking sets the reads and writes that services ask of a store.
func (m *Model) asking(i int, d *forecast.Demand, out *Store) {
	for _, r := range [][]float64{out.Reads, out.Writes, out.PeakReads, out.PeakWrites} {
		clear(r)
	}
	calls := m.unused
	for _, u := range m.stores[i].uses {
		m.Calls(u.service, d, calls)
		addTimes(out.Reads, calls, u.reads)
		addTimes(out.Writes, calls, u.writes)
		m.PeakCalls(u.service, d, calls)
		addTimes(out.PeakReads, calls, u.reads)
		addTimes(out.PeakWrites, calls, u.writes)
	}
}

func addTimes(sum, calls []float64, times *unit.Count) {
	if times != nil {
		row.Add(sum, calls, float64(*times))
	}
}

// divide sets the shares of the reads that each place of a store serves.
func (m *Model) divide(st *storeModel) {
	for e := range m.epochs {
		rest := 1.0
		for k := range st.places[1:] {
			place := &st.places[k+1]
			place.shares[e] = m.epochs[e].share[place.region]
			rest -= place.shares[e]
		}
		st.places[0].shares[e] = max(rest, 0)
	}
}

// answer sets the share that a cache answers, and takes it off the reads of the store
// behind. It is its hit ratio while what is worth caching fits the machines of the
// month.
func (m *Model) answer(i int, p *Plan) {
	st, out := m.stores[i], &p.Stores[i]
	if out.Hit == nil {
		return
	}
	from := min(st.From.Or(0), len(out.Hit))
	clear(out.Hit[:from])
	row.Fill(out.Hit[from:], st.hits())
	if st.behind < 0 {
		return
	}
	behind := &p.Stores[st.behind]
	for month := range out.Hit {
		if month >= from {
			out.Hit[month] *= st.fitting(behind.Bytes[month])
		}
		out.Reads[month], out.PeakReads[month] = out.Reads[month]+behind.Reads[month], out.PeakReads[month]+behind.PeakReads[month]
		missed := 1 - out.Hit[month]
		out.Writes[month] += float64(behind.Reads[month] * missed)
		out.PeakWrites[month] += float64(behind.PeakReads[month] * missed)
		out.Bytes[month] = st.hot() * behind.Bytes[month]
		behind.Reads[month] *= missed
		behind.PeakReads[month] *= missed
	}
}

// provision sets the bytes that are provisioned, which never become fewer.
func (m *Model) provision(st *storeModel, out *Store) {
	highest, each := 0.0, st.DiskPerByte()*st.CopiesOf()
	for month, live := range out.Bytes {
		if st.kind.Relational || st.Kind == "log" {
			highest = max(highest, live)
			live = highest
		}
		out.Disk[month] = live * each
	}
}

// sizeStore sets the machines of a store in a month.
func (m *Model) sizeStore(st *storeModel, d *forecast.Demand, p *Plan, out *Store, month int) {
	out.Nodes[month], out.Replicas[month], out.Need[month], out.List[month], out.Served[month] = 0, 0, 0, 0, 1
	out.Tier[month], out.Binding[month], out.Short[month] = 0, Idle, Idle
	if month < st.From.Or(0) || st.To.Set && month > st.To.Month {
		return
	}
	m.grant(st, out, month)
	most := 0.0
	for k := range st.places {
		place := &st.places[k]
		if share := place.shares[m.epochOf[month]]; share > 0 || k == 0 {
			size := m.machines(st, d, p, out, month, share)
			price := float64(size.list * float64(m.regions[place.region].Price))
			out.Nodes[month], out.Replicas[month], out.List[month] = out.Nodes[month]+size.nodes, out.Replicas[month]+size.replicas, out.List[month]+price
			out.Need[month] += size.need
			if size.nodes > most {
				most, out.Tier[month], out.Binding[month] = size.nodes, size.tier, size.binding
			}
			if size.served < out.Served[month] {
				out.Served[month], out.Short[month] = size.served, size.short
			}
		}
	}
}

// grant sets what a quota leaves of the load.
func (m *Model) grant(st *storeModel, out *Store, month int) {
	if st.Quota == nil {
		return
	}
	for _, side := range []struct {
		quota *unit.PerSecond
		asked float64
	}{{st.Quota.Read, out.PeakReads[month]}, {st.Quota.Write, out.PeakWrites[month]}} {
		if side.quota == nil {
			continue
		}
		if share := carried(float64(*side.quota), side.asked); share < out.Served[month] {
			out.Served[month], out.Short[month] = share, Quota
		}
	}
}

// machineSize is the machines of a store in one place.
type machineSize struct {
	tier                  int
	nodes, replicas, need float64
	list                  float64
	binding, short        Binding
	served                float64
}

// machines sizes a store in a place that serves a share of its reads; all of its bytes
// and writes are in each.
func (m *Model) machines(st *storeModel, d *forecast.Demand, p *Plan, out *Store, month int, share float64) machineSize {
	if len(st.machines) == 0 {
		return machineSize{served: 1}
	}
	q := &st.asked
	*q = storeLoad{
		bytes: out.Disk[month] / (st.DiskPerByte() * st.CopiesOf()), reads: out.PeakReads[month] * share, writes: out.PeakWrites[month],
		heavier: grow(d.Complexity[month], float64(st.ComplexityShare)),
	}
	if st.kind.Relational {
		q.connections = m.held(st, p, month)
		return m.climbStore(st, q, month)
	}
	need := st.size(st, q)
	return st.cheapest(&need)
}

// StoreNeed is what a store asks of its machines at peak, for explanations.
type StoreNeed struct {
	Cores, Memory, Disk, Ops, Network float64 // in base units, of all machines
	Machines                          float64 // by what one machine was measured to take, or holds in number
	Counted                           Binding // what that is
	Groups, Quorum                    float64 // machines that count as one, and how many of those there are at least once one is not enough
	Heavier                           float64 // factor of the CPU time by complexity
	Connections                       float64 // that services hold
	Places                            int     // regions in which it has machines
}

// StoreNeed takes the size of a store in a month apart, of its first place.
func (m *Model) StoreNeed(i int, d *forecast.Demand, p *Plan, month int) StoreNeed {
	st, out := m.stores[i], &p.Stores[i]
	q := storeLoad{
		bytes: out.Disk[month] / (st.DiskPerByte() * st.CopiesOf()), reads: out.PeakReads[month], writes: out.PeakWrites[month],
		heavier: grow(d.Complexity[month], float64(st.ComplexityShare)), connections: m.held(st, p, month),
	}
	if st.kind.Relational {
		w := st.work(&q)
		return StoreNeed{Cores: w.readCPU + w.writeCPU, Memory: w.memory, Disk: w.disk, Ops: w.readIO + w.writeIO, Heavier: q.heavier, Groups: 1, Connections: q.connections, Places: len(st.places)}
	}
	n := st.size(st, &q)
	return StoreNeed{n.cores, n.memory, n.disk, n.ops, n.network, n.machines, n.counted, n.groups, n.quorum, q.heavier, q.connections, len(st.places)}
}

// StoreMachine is the machine of a store by its index in [Store.Tier].
func (m *Model) StoreMachine(store, tier int) model.Machine { return m.stores[store].machines[tier] }
