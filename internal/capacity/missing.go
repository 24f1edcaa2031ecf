package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// What no tier of the plan carries does not cost nothing: a month past the
// database's wall is priced at no less than the cheapest database that would carry
// its load, so that a plan that starves is never cheaper than one that serves. That
// database is of any tier in the list of prices; where none carries the load, of
// the least number of equal shards n ≥ 2 of which one carries 1/n of everything.

// mostShards is how many shards are thought of: a load beyond is priced as of so many.
const mostShards = 1 << 40

// onSale is a tier of the list of prices and what it holds.
type onSale struct {
	tier *model.DatabaseTier
	databaseRate
}

// rateOnSale reads the numbers of all database tiers in the list of prices.
func (m *Model) rateOnSale() {
	utilization := float64(m.scenario.Database.Utilization)
	for i := range m.onSale {
		t := m.onSale[i].tier
		m.onSale[i].databaseRate = databaseRate{cpu: float64(t.CPU) * utilization, memory: float64(t.Memory), disk: float64(t.Storage), ops: operations(t)}
	}
}

// miss sets by how much the database that would carry a month is dearer than the
// one that is provisioned, in months that none carries.
func (m *Model) miss(d *forecast.Demand, p *Plan, out *Database, hit []float64) {
	for month, lacks := range out.lacks {
		if !lacks {
			continue
		}
		missing := 1.0
		if hit != nil {
			missing = 1 - hit[month]
		}
		q, rd := m.queries(d, p, month, missing), &m.epochs[m.epochOf[month]].readers
		fixed := out.Fixed[month]
		stands := float64(float64(m.databases[out.Tier[month]].Price)*(1+out.Replicas[month]-fixed)) + float64(float64(m.databases[out.FixedTier[month]].Price)*fixed)
		out.Missing[month] = max(m.carrying(&q, rd, fixed).Price-stands, 0)
	}
}

// Carrying is a database that would carry a load.
type Carrying struct {
	Tier     *model.DatabaseTier // nil where not even [mostShards] shards carry the load
	Shards   float64             // equal parts of the data and of the load
	Replicas float64             // read replicas of each shard that the services read from
	Price    float64             // of a month, with the replicas for other uses
}

// Carrying is the database by which a month is priced that none of the plan's
// tiers carries, with the cache or as if there were none.
func (m *Model) Carrying(d *forecast.Demand, p *Plan, month int, cached bool) Carrying {
	db, missing := &p.Uncached, 1.0
	if cached {
		db, missing = &p.Database, 1-p.HitRatio[month]
	}
	q := m.queries(d, p, month, missing)
	return m.carrying(&q, &m.epochs[m.epochOf[month]].readers, db.Fixed[month])
}

// carrying is the cheapest database of the fewest shards that carries a load.
func (m *Model) carrying(q *queryLoad, rd *readers, fixed float64) Carrying {
	enough, c := 1.0, m.sharded(q, rd, fixed, 1)
	for c.Tier == nil && enough < mostShards {
		enough *= 2
		c = m.sharded(q, rd, fixed, enough)
	}
	for few := enough / 2; enough-few > 1; { // few are too few
		middle := math.Floor((few + enough) / 2)
		if at := m.sharded(q, rd, fixed, middle); at.Tier != nil {
			enough, c = middle, at
		} else {
			few = middle
		}
	}
	return c
}

// sharded is the cheapest database of n shards that carries a load; without a tier
// when none does.
func (m *Model) sharded(q *queryLoad, rd *readers, fixed, n float64) Carrying {
	part := queryLoad{
		readCPU: q.readCPU / n, writeCPU: q.writeCPU / n, readIO: q.readIO / n, writeIO: q.writeIO / n,
		memory: q.memory / n, disk: q.disk / n,
	}
	c := Carrying{Shards: n}
	other := math.Inf(1) // price of the cheapest tier that holds the data and replays the writes
	for i := range m.onSale {
		t := &m.onSale[i]
		price := float64(t.tier.Price)
		if follower := (queryLoad{writeCPU: part.writeCPU * m.query.replay, writeIO: part.writeIO * m.query.replay, disk: part.disk}); t.exceeds(&follower) == Idle {
			other = min(other, price)
		}
		if helpers, ok := m.helpers(&t.databaseRate, &part, rd); ok && (c.Tier == nil || price*(1+helpers) < c.Price) {
			c.Tier, c.Replicas, c.Price = t.tier, helpers, price*(1+helpers)
		}
	}
	if c.Tier != nil && fixed > 0 {
		c.Price += float64(fixed * min(other, float64(c.Tier.Price)))
	}
	c.Price *= n
	return c
}
