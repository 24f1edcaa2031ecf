package cost

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// A quota is the most of what a charge is for that somebody grants, per second. What is
// beyond is not served, and the bill is that of all that is asked for.

// Limited are the charges that have one.
func (m *Model) Limited() []int { return m.charges.limited }

// Asked fills a row with what is asked of a charge at peak, per second.
func (m *Model) Asked(charge int, d *forecast.Demand, p *capacity.Plan, rate []float64) {
	c := &m.charges.all[charge]
	clear(rate)
	for _, meter := range c.meters {
		row.Add(rate, m.peakOf(meter, d, p), 1)
	}
	for i := range c.spans {
		in := &c.spans[i]
		times := in.times()
		for month := in.from; month < min(in.to, len(rate)); month++ {
			rate[month] *= times
		}
	}
}

// peakOf is what a source counts per second, at peak.
func (m *Model) peakOf(of model.Meter, d *forecast.Demand, p *capacity.Plan) []float64 {
	switch of.Source {
	case model.OfService:
		m.capacity.PeakCalls(of.Index, d, m.charges.part)
		return m.charges.part
	case model.OfStream:
		return d.Streams[of.Index].Peak
	case model.OfStoreReads:
		return p.Stores[of.Index].PeakReads
	case model.OfStoreWrites:
		return p.Stores[of.Index].PeakWrites
	}
	return d.PeakRPS
}

// Granted fills a row with the share of what is asked of a charge at peak that its quota
// grants.
func (m *Model) Granted(charge int, d *forecast.Demand, p *capacity.Plan, share []float64) {
	m.Asked(charge, d, p, share)
	quota := float64(*m.charges.all[charge].Quota)
	for month, asked := range share {
		if share[month] = 1; row.Over(asked, quota) {
			share[month] = quota / asked
		}
	}
}

// Least lowers a row to the shares that the quotas of all charges grant.
func (m *Model) Least(d *forecast.Demand, p *capacity.Plan, least []float64) {
	for _, charge := range m.charges.limited {
		m.Granted(charge, d, p, m.charges.volume)
		row.Least(least, m.charges.volume[:len(least)])
	}
}
