package capacity

import "github.com/talimat/talimat-plan/internal/forecast"

// FirstWall is the first month of the last run in which the largest database tier
// does not carry the load, whatever read replicas stand by it; −1 when it always
// does, or there is no database.
func (m *Model) FirstWall(d *forecast.Demand, p *Plan) int {
	last := len(m.databases) - 1
	if last < 0 {
		return -1
	}
	for month, tier := range p.Database.Tier {
		if tier < last {
			continue
		}
		q := m.queries(d, p, month, 1-p.HitRatio[month])
		if m.holds[tier].exceeds(&q) != Idle && m.wall(&q) != Idle {
			return month
		}
	}
	return -1
}
