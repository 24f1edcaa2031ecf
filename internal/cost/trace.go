package cost

import (
	"github.com/talimat/talimat-plan/internal/model"
)

// Lines is one month at list price, in the parts that the levers act on.
type Lines struct {
	Index            float64 // of all prices, 1 in month 0
	Servers          float64 // on the average over the month
	Static           float64 // servers without autoscaling
	Spot             float64 // share of Servers that is spot capacity
	Pooled           float64 // servers if no kind of replicas had servers of its own
	Balancers        float64 // load balancers
	Database         float64 // primary and read replicas, and what is missing to carry the load
	Missing          float64 // of Database
	Uncached         float64 // the same without the cache
	Cache            float64 // cache nodes
	Files            float64 // file storage
	Backups          float64 // database backups
	Egress           float64 // bytes that the services send
	EgressAll        float64 // the same without the CDN
	CDN              float64 // bytes that the CDN sends
	Monitoring       float64 // monitoring and logging
	MonitoringStatic float64 // the same without autoscaling
	MonitoringPooled float64 // the same if no kind of replicas had servers of its own
}

// Lines takes the bill of a month of the last run apart.
func (m *Model) Lines(month int) Lines {
	l := &m.lines
	return Lines{
		Index: l.index[month], Servers: l.servers[month], Static: l.static[month],
		Spot: l.spot[month], Pooled: l.pooled[month], Balancers: l.balancers[month],
		Database: l.database[month], Missing: l.missing[month], Uncached: l.uncached[month], Cache: l.cache[month],
		Files: l.files[month], Backups: l.backups[month],
		Egress: l.egress[month], EgressAll: l.egressAll[month], CDN: l.cdn[month],
		Monitoring: l.monitoring[month], MonitoringStatic: l.monitoringStatic[month], MonitoringPooled: l.watched[month],
	}
}

// Charged is one month of a charge.
type Charged struct {
	Quantity  float64         // what the price is for, or what the share is of
	Unlevered float64         // without any lever
	Effective float64         // with all of them
	Cash      float64         // what is billed
	Saved     [Levers]float64 // what each lever saves of it
	Index     float64         // of its price
	Since     int             // month in which its price is as stated
	Bases     []Part          // what it is a share of
}

// Part is a part of a sum, and what it comes to.
type Part struct {
	Name  string  // of the category or the charge
	Value float64 // in currency
}

// Charged takes a charge of the last run apart that has been broken down.
func (m *Model) Charged(charge, month int) Charged {
	c := &m.charges.all[charge]
	out := Charged{
		Quantity: c.quantity[month], Unlevered: c.cost[unlevered][month], Effective: c.cost[spotted][month], Cash: c.cost[cash][month],
		Index: c.index[month],
	}
	for i := range c.spans {
		if in := &c.spans[i]; month >= in.from && month < in.to {
			out.Since = in.since
		}
	}
	for l := range out.Saved {
		out.Saved[l] = c.cost[l][month] - c.cost[l+1][month]
	}
	sum := m.charges.part
	for _, b := range c.bases {
		name := ""
		if b.charge >= 0 {
			name = m.charges.all[b.charge].Name
		} else {
			name = model.Categories()[b.category]
		}
		clear(sum)
		m.addBase(sum, b, spotted)
		if sum[month] != 0 {
			out.Bases = append(out.Bases, Part{name, sum[month]})
		}
	}
	return out
}

// Quantity is what the price of a charge is for, or what its share is of, by month of
// the last run.
func (m *Model) Quantity(charge int) []float64 { return m.charges.all[charge].quantity }
