package capacity

import (
	"cmp"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// The database is a primary and read replicas of its tier that serve the services:
// those that reads ask for, in regions with a replica of their own at least one.
// The plan takes the cheapest tier with as many of them as carry everything, and of
// equals the one with the fewest.
// Replicas for other uses are of the cheapest tier that holds the data and replays
// the writes: what they are asked, nobody says. Where no tier carries everything,
// the plan holds as much of the data as can be held, then as much of it in memory,
// serves as much of the load as can be served, and does it in the cheapest way; so
// that a load beyond a wall costs no less than one before it.

// ladder is database tiers from the smallest on. The order of a list decides nothing.
type ladder struct {
	tiers  []*model.DatabaseTier
	holds  []databaseRate // by tier
	ranks  []int          // tiers that may be used, the cheapest first
	prices []float64      // by rank: of a server
	limits [][4]float64   // by rank: what it holds, with the tolerance of ceil
	plain  []int          // by ranks of the cheapest tiers that do all writes and that carry everything: the tier that is taken, or −1
	own    float64        // replicas that there are anyway, of which plain is; −1 before it is read
	sorted []int          // ranks, of which plain is
	shares []float64      // scratch of most, by rank: of the load that a tier serves; −1 where it holds less than others
}

// newLadder is the ladder of some of a scenario's tiers, of which those from one of
// a name on may be used.
func newLadder(s *model.Scenario, has func(name string) bool, from string) (l ladder, smallest int) {
	if s.Database == nil {
		return l, 0
	}
	for i := range s.Prices.Databases {
		if t := &s.Prices.Databases[i]; has(t.Name) {
			l.tiers = append(l.tiers, t)
		}
	}
	slices.SortFunc(l.tiers, func(a, b *model.DatabaseTier) int {
		return cmp.Or(cmp.Compare(a.CPU, b.CPU), cmp.Compare(a.Storage, b.Storage), cmp.Compare(a.Memory, b.Memory),
			cmp.Compare(operations(a), operations(b)), cmp.Compare(a.Name, b.Name))
	})
	l.holds = make([]databaseRate, len(l.tiers))
	smallest = max(slices.IndexFunc(l.tiers, func(t *model.DatabaseTier) bool { return t.Name == from }), 0)
	for t := smallest; t < len(l.tiers); t++ {
		l.ranks = append(l.ranks, t)
	}
	l.sorted, l.shares, l.own = make([]int, len(l.ranks)), make([]float64, len(l.ranks)), -1
	l.prices, l.limits, l.plain = make([]float64, len(l.ranks)), make([][4]float64, len(l.ranks)), make([]int, (len(l.ranks)+1)*(len(l.ranks)+1))
	return l, smallest
}

// read takes the numbers of the tiers, of whose CPU a share is used.
func (l *ladder) read(utilization float64) {
	for i, t := range l.tiers {
		l.holds[i] = databaseRate{cpu: float64(t.CPU) * utilization, memory: float64(t.Memory), disk: float64(t.Storage), ops: operations(t)}
	}
	l.rank()
}

// operations are what a tier has of disk operations per second.
func operations(t *model.DatabaseTier) float64 {
	if t.IOPS == nil {
		return math.Inf(1)
	}
	return float64(*t.IOPS)
}

// rank sorts the tiers that may be used, the cheapest first and of equals the
// smaller. Prices may have changed since the last run, but rarely in their order.
func (l *ladder) rank() {
	dearer := func(a, b int) bool {
		p, q := l.tiers[a].Price, l.tiers[b].Price
		return p > q || p == q && a > b
	}
	for i := 1; i < len(l.ranks); i++ {
		for k := i; k > 0 && dearer(l.ranks[k-1], l.ranks[k]); k-- {
			l.ranks[k-1], l.ranks[k] = l.ranks[k], l.ranks[k-1]
		}
	}
	for rank, t := range l.ranks {
		h := &l.holds[t]
		if price := float64(l.tiers[t].Price); price != l.prices[rank] || l.sorted[rank] != t {
			l.prices[rank], l.sorted[rank], l.own = price, t, -1
		}
		l.limits[rank] = [4]float64{row.Limit(h.cpu), row.Limit(h.memory), row.Limit(h.disk), row.Limit(h.ops)}
	}
}

// compare says which tiers are the cheapest once they carry everything with the
// replicas that there are anyway: the others may cost more than one more of a tier
// that does all writes.
func (l *ladder) compare(own float64) {
	if own == l.own {
		return
	}
	l.own = own
	n := len(l.ranks)
	for floor := range n + 1 {
		for rank := range n + 1 {
			tier := -1
			if floor < n && rank < n && l.prices[rank]*(1+own) <= l.prices[floor]*(2+own) {
				tier = l.ranks[rank]
			}
			l.plain[floor*(n+1)+rank] = tier
		}
	}
}

// settle turns ranks into tiers where those are the cheapest, by month. Where they
// may not be it leaves −1, and says so.
func (l *ladder) settle(tiers, floors []int) (settled bool) {
	n, plain, all := len(l.ranks)+1, l.plain, 0
	floors = floors[:len(tiers)]
	for i, rank := range tiers {
		tier := plain[floors[i]*n+rank]
		tiers[i] = tier
		all |= tier
	}
	return all >= 0
}

// pickTiers takes the cheapest tier and read replicas that carry everything, month
// by month. A tier that carries it with as few replicas as there are anyway is the
// cheapest unless one more of them, of a tier that costs less, may do.
func (m *Model) pickTiers(d *forecast.Demand, p *Plan, out *Database, hit []float64) {
	l := &m.base
	lacking := false
	m.ask(d, hit)
	row.Fit(out.Tier, m.ladder.limits, &[4][]float64{l.cores, l.memory, p.Database.Disk, l.ops})
	clear(out.lacks)
	for e := range m.epochs {
		from, to := m.span(e)
		own := m.epochs[e].readers.regions
		m.ladder.compare(own)
		row.Fill(out.Replicas[from:to], own)
		if m.ladder.settle(out.Tier[from:to], l.floor[from:to]) {
			continue
		}
		for i, tier := range out.Tier[from:to] {
			if tier < 0 {
				m.climb(d, p, out, hit, from+i, l.floor[from+i])
				lacking = lacking || out.lacks[from+i]
			}
		}
	}
	m.stand(out)
	if lacking || out.missing {
		m.miss(d, p, out, hit)
		out.missing = lacking
	}
}

// stand adds the replicas for other uses.
func (m *Model) stand(out *Database) {
	if others := m.query.fixed > 0 || m.named; !others {
		if out.others {
			clear(out.Fixed)
		}
		out.others = false
		return
	}
	out.others = true
	for e := range m.epochs {
		from, to := m.span(e)
		early := min(max(m.query.fixedFrom, from), to)
		row.Fill(out.Fixed[from:early], m.epochs[e].readers.named)
		row.Fill(out.Fixed[early:to], m.fixed(e))
	}
	row.Add(out.Replicas, out.Fixed, 1)
	for month, rank := range m.base.follower {
		out.FixedTier[month] = out.Tier[month]
		if rank < len(m.ladder.ranks) {
			out.FixedTier[month] = m.ladder.ranks[rank]
		}
	}
}

// climb looks through the tiers for the cheapest way to carry a month's load: none
// before the first that does all writes can.
func (m *Model) climb(d *forecast.Demand, p *Plan, out *Database, hit []float64, month, floor int) {
	q, rd := m.queries(d, p, month, missed(hit, month)), &m.epochs[m.epochOf[month]].readers
	tier, n, ok := m.carrier(&m.ladder, &q, rd, floor)
	if !ok {
		out.lacks[month] = true
		tier, n, _ = m.most(&m.ladder, &q, rd)
	}
	out.Tier[month], out.Replicas[month] = tier, n
}

// missed is the share of a month's reads that the cache does not answer.
func missed(hit []float64, month int) float64 {
	if hit == nil {
		return 1
	}
	return 1 - hit[month]
}

// carrier is the cheapest tier, of those from a rank on, and read replicas that
// carry a load, if any do.
func (m *Model) carrier(l *ladder, q *queryLoad, rd *readers, from int) (tier int, n float64, ok bool) {
	least := math.Inf(1)
	for rank := from; rank < len(l.ranks); rank++ {
		t := l.ranks[rank]
		price := l.prices[rank]
		if price*(1+rd.regions) > least {
			break
		}
		if few, carries := m.helpers(&l.holds[t], q, rd); carries && price*(1+few) <= least {
			least, tier, n, ok = price*(1+few), t, few, true
		}
	}
	return tier, n, ok
}

// helpers is how many read replicas a primary of a tier needs, and whether they
// carry everything. Each replays all writes, so n of them give n·(h − replay·w),
// where h is what a server has of CPU at its planned utilization, or of disk
// operations, and w what writes ask of it. Reads of users near a replica stay there.
func (m *Model) helpers(t *databaseRate, q *queryLoad, rd *readers) (n float64, ok bool) {
	if row.Over(q.writeCPU, t.cpu) || row.Over(q.writeIO, t.ops) || row.Over(q.memory, t.memory) || row.Over(q.disk, t.disk) {
		return 0, false
	}
	cpu, ops := t.cpu-float64(m.query.replay*q.writeCPU), t.ops-float64(m.query.replay*q.writeIO)
	n = max(helping(float64(q.readCPU*(1-rd.sum))-(t.cpu-q.writeCPU), t.cpu, cpu), helping(float64(q.readIO*(1-rd.sum))-(t.ops-q.writeIO), t.ops, ops))
	extra := n
	for _, share := range rd.shares {
		own := max(helping(q.readCPU*share, 0, cpu), helping(q.readIO*share, 0, ops), 1)
		n, extra = n+own, extra+own-1
	}
	return n, extra <= m.query.added
}

// helping is how many replicas that each give so much take over reads that are in
// excess of what there is; the tolerance is that of what there is.
func helping(excess, there, each float64) float64 {
	switch {
	case !(excess > float64(row.Limit(there))-there):
		return 0
	case each <= 0:
		return math.Inf(1)
	}
	return row.Ceil(excess / each)
}

// most is the tier and the read replicas that carry most of a load that none
// carries: of the tiers that hold most of the data, and of these most of it in
// memory, the one that serves the largest share; in the cheapest way to do so.
func (m *Model) most(l *ladder, q *queryLoad, rd *readers) (tier int, n, share float64) {
	var disk, memory float64
	for _, t := range l.ranks {
		disk = max(disk, min(l.holds[t].disk, q.disk))
	}
	for _, t := range l.ranks {
		if h := &l.holds[t]; h.disk >= disk {
			memory = max(memory, min(h.memory, q.memory))
		}
	}
	all, replay := rd.regions+m.query.added, m.query.replay
	for rank, t := range l.ranks {
		l.shares[rank] = -1
		if h := &l.holds[t]; h.disk >= disk && h.memory >= memory {
			l.shares[rank] = h.queries(q, all, replay)
			share = max(share, l.shares[rank])
		}
	}
	least := math.Inf(1)
	for rank, t := range l.ranks {
		h := &l.holds[t]
		if l.shares[rank] < 0 || l.shares[rank] < share*(1-1e-9) {
			continue
		}
		few := max(h.few(q.readCPU, q.writeCPU, share, h.cpu, replay, all), h.few(q.readIO, q.writeIO, share, h.ops, replay, all), rd.regions)
		if cost := l.prices[rank] * (1 + few); cost <= least {
			least, tier, n = cost, t, few
		}
	}
	return tier, n, share
}

// queries is the largest share of the reads and writes that a primary and so many
// read replicas carry, wherever those are: that of serves, but for what is held.
func (t *databaseRate) queries(q *queryLoad, replicas, replay float64) float64 {
	servers, writing := 1+replicas, 1+float64(replicas*replay)
	share := min(carried(t.cpu, q.writeCPU), carried(servers*t.cpu, q.readCPU+float64(q.writeCPU*writing)))
	if math.IsInf(t.ops, 1) {
		return share
	}
	return min(share, carried(t.ops, q.writeIO), carried(servers*t.ops, q.readIO+float64(q.writeIO*writing)))
}

// few is the least number of replicas, at most all, that serve the reads beside
// such a share of the writes: r + s·(w + n·replay·w) ≤ (1+n)·h.
func (t *databaseRate) few(reads, writes, share, has, replay, all float64) float64 {
	each := has - float64(share*replay*writes)
	excess := reads + float64(share*writes) - has
	if math.IsInf(has, 1) || excess <= 0 {
		return 0
	}
	return min(row.Ceil(excess/each), all)
}
