package capacity

import (
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// What a database does not carry does not cost nothing: past its wall it is priced
// as the cheapest of all tiers of the price list, with read replicas, that would
// carry the load. Where none of them would, it is priced in proportion: what carries
// the largest share of the load, divided by that share, as equal shards would. So
// the bill never falls with a load that grows past a wall, and a plan that does not
// hold costs no less than one with all tiers of the list that does.

// Carrier is a database that would carry the load of a month past the wall.
type Carrier struct {
	Tier      *model.DatabaseTier // of the primary and of the replicas that serve reads
	Replicas  float64             // that serve reads
	Share     float64             // of the load that they carry, of 0 to 1
	FixedTier *model.DatabaseTier // of the replicas for other uses
	Fixed     float64             // how many there are
}

// Lacks reports whether a database lacks something in a month, so that Missing is
// not nothing.
func (db *Database) Lacks() bool { return db.missing }

// Others reports whether there are replicas for other uses in a month, so that Fixed
// is not nothing.
func (db *Database) Others() bool { return db.others }

// Price is what it costs a month at the prices of month 0.
func (c *Carrier) Price() float64 {
	return float64(c.Tier.Price)*(1+c.Replicas)/c.Share + float64(float64(c.FixedTier.Price)*c.Fixed)
}

// miss sets what is missing in the price of a database whose wall is passed.
func (m *Model) miss(d *forecast.Demand, p *Plan, out *Database, hit []float64) {
	clear(out.Missing)
	read := false
	for month, lacks := range out.lacks {
		if !lacks {
			continue
		}
		q, tier := m.queries(d, p, month, missed(hit, month)), out.Tier[month]
		added := out.Replicas[month] - out.Fixed[month]
		if share, _ := m.ladder.holds[tier].serves(&q, added, m.query.replay); share == 1 {
			continue
		}
		if !read {
			m.offered.read(float64(m.scenario.Database.Utilization))
			read = true
		}
		c, fixed := m.carrying(&q, out, month), m.ladder.tiers[out.FixedTier[month]]
		provisioned := float64(float64(m.ladder.tiers[tier].Price)*(1+out.Replicas[month]-out.Fixed[month])) + float64(float64(fixed.Price)*out.Fixed[month])
		out.Missing[month] = max(c.Price()-provisioned, 0)
	}
}

// carrying is the database of the whole price list that would carry a month's load.
func (m *Model) carrying(q *queryLoad, out *Database, month int) Carrier {
	l, rd := &m.offered, &m.epochs[m.epochOf[month]].readers
	t, n, ok := m.carrier(l, q, rd, 0)
	c := Carrier{Replicas: n, Share: 1, Fixed: out.Fixed[month]}
	if !ok {
		t, c.Replicas, _ = m.most(l, q, rd)
		share, _ := l.holds[t].serves(q, c.Replicas, m.query.replay)
		c.Share = max(share, 1/forecast.Ceiling) // of a tier that holds nothing
	}
	c.Tier = l.tiers[t]
	c.FixedTier = c.Tier
	replay := m.query.replay
	for _, k := range l.ranks {
		if h := &l.holds[k]; !row.Over(q.writeCPU*replay, h.cpu) && !row.Over(q.writeIO*replay, h.ops) && !row.Over(q.disk, h.disk) {
			c.FixedTier = l.tiers[k]
			break
		}
	}
	return c
}

// Carrying is the database that the plan is priced as in a month past its wall, with
// the cache or without it; false where it is priced as it is.
func (m *Model) Carrying(d *forecast.Demand, p *Plan, cached bool, month int) (Carrier, bool) {
	out, hit := &p.Database, p.HitRatio
	if !cached {
		out, hit = &p.Uncached, nil
	}
	if out.Missing[month] == 0 {
		return Carrier{}, false
	}
	q := m.queries(d, p, month, missed(hit, month))
	return m.carrying(&q, out, month), true
}
