package cost

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
)

// Lines is one month at list price, in the parts that the levers act on.
type Lines struct {
	Index            float64 // of all prices, 1 in month 0
	Servers          float64 // on the average over the month
	Static           float64 // servers without autoscaling
	Base             float64 // servers that always run
	Interruptible    float64 // share of Servers that may run on spot
	Balancers        float64 // load balancers
	Database         float64 // primary and read replicas
	Uncached         float64 // the same without the cache
	Cache            float64 // cache nodes
	Files            float64 // file storage
	Backups          float64 // database backups
	Egress           float64 // bytes that the services send
	EgressAll        float64 // the same without the CDN
	CDN              float64 // bytes that the CDN sends
	Monitoring       float64 // monitoring and logging
	MonitoringStatic float64 // the same without autoscaling
}

// Lines takes the bill of a month apart, by the code that Price runs.
func (m *Model) Lines(d *forecast.Demand, p *capacity.Plan, month int) Lines {
	index, drift := 1.0, m.scenario.Prices.Trend.MonthlyFactor()
	for range month {
		index = min(index*drift, forecast.Ceiling)
	}
	var b bill
	m.list(&b, d, p, month, index)
	return Lines{
		Index: index, Servers: b.servers, Static: b.static, Base: b.base, Interruptible: b.interruptible,
		Balancers: b.balancers, Database: b.database, Uncached: b.uncached, Cache: b.cache, Files: b.files, Backups: b.backups,
		Egress: b.egress, EgressAll: b.egressAll, CDN: b.cdn, Monitoring: b.monitoring, MonitoringStatic: b.monitoringStatic,
	}
}
