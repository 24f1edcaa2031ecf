package capacity

import "github.com/talimat/talimat-plan/internal/forecast"

// FirstWall is the first month of the last run in which no database tier carries
// the load, whatever read replicas stand by it; −1 when one always does, or there
// is no database.
func (m *Model) FirstWall(d *forecast.Demand, p *Plan) int {
	for month, lacks := range p.Database.lacks {
		if lacks {
			if share, _ := m.queried(d, p, &p.Database, month, 1-p.HitRatio[month]); share < 1 {
				return month
			}
		}
	}
	return -1
}

// queried is the share of a month's load that a database carries but for the
// connections, and the resource that leaves no more, or Idle.
func (m *Model) queried(d *forecast.Demand, p *Plan, db *Database, month int, missing float64) (share float64, short Binding) {
	q := m.queries(d, p, month, missing)
	return m.ladder.holds[db.Tier[month]].serves(&q, db.Replicas[month]-db.Fixed[month], m.query.replay)
}
