package cost

// Lines is one month at list price, in the parts that the levers act on.
type Lines struct {
	Index            float64 // of all prices, 1 in month 0
	Servers          float64 // on the average over the month
	Static           float64 // servers without autoscaling
	Base             float64 // servers that always run
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
		Index: l.index[month], Servers: l.servers[month], Static: l.static[month], Base: l.base[month],
		Spot: l.spot[month], Pooled: l.pooled[month], Balancers: l.balancers[month],
		Database: l.database[month], Missing: l.missing[month], Uncached: l.uncached[month], Cache: l.cache[month],
		Files: l.files[month], Backups: l.backups[month],
		Egress: l.egress[month], EgressAll: l.egressAll[month], CDN: l.cdn[month],
		Monitoring: l.monitoring[month], MonitoringStatic: l.monitoringStatic[month], MonitoringPooled: l.watched[month],
	}
}
