package metric

import (
	"slices"
	"sync"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Categories are the cost categories of every bill, in the order of reports.
func Categories() []string { return model.Categories() }

// Levers are the savings levers, in the order in which they apply.
func Levers() []string {
	return []string{"autoscaling", "caching", "cdn", "reserved", "spot"}
}

// Definitions lists every metric; a * stands for the name of a component of the
// scenario, a category or a lever.
func Definitions() []Metric { return slices.Clone(definitions()) }

// definitions are made once: names are looked up all the time.
var definitions = sync.OnceValue(func() []Metric {
	all := series()
	for i := range all {
		all[i].Series = true
	}
	all = append(all, figures()...)
	for i := range all {
		all[i].Family = all[i].Name
	}
	return all
})

// series lists the metrics that have a value for each month.
func series() []Metric {
	return []Metric{
		{Name: "users", Kind: unit.KindCount, Doc: "Concurrent users."},
		{Name: "drivers.*", Kind: unit.KindCount, Doc: "Count of a driver other than users."},
		{Name: "average_rps", Kind: unit.KindPerSecond, Doc: "User requests per second on the average over the month."},
		{Name: "peak_rps", Kind: unit.KindPerSecond, Fold: Peak, Doc: "User requests per second at the peak of the week."},
		{Name: "load.*.average", Kind: unit.KindPerSecond, Doc: "A stream of work per second, on the average over the month."},
		{Name: "load.*.peak", Kind: unit.KindPerSecond, Fold: Peak, Doc: "A stream of work per second, at the peak of the week."},
		{Name: "load.*.count", Kind: unit.KindCount, Fold: Sum, Doc: "How many of a stream of work come in during the month."},
		{Name: "complexity", Kind: unit.KindFactor, Doc: "Work behind a request relative to today's."},
		{Name: "database_bytes", Kind: unit.KindBytes, Doc: "Live bytes in the database."},
		{Name: "file_bytes", Kind: unit.KindBytes, Doc: "Live bytes in file storage."},
		{Name: "traffic_bytes", Kind: unit.KindBytes, Fold: Sum, Doc: "Bytes sent to users in the month."},
		{Name: "services.*.calls", Kind: unit.KindPerSecond, Fold: Peak, Doc: "Calls of a service per second at the peak of the week, in all regions."},
		{Name: "services.*.replicas", Kind: unit.KindCount, Fold: Peak, Doc: "Replicas at peak, in all regions."},
		{Name: "services.*.need", Kind: unit.KindCount, Fold: Peak, Doc: "Replicas that demand requires at peak, before the maximum caps them."},
		{Name: "services.*.served", Kind: unit.KindRatio, Fold: Least, Values: Shares, Doc: "Share of its peak load that a service carries, in the region where it is least: replicas as a share of the need."},
		{Name: "services.*.average_replicas", Kind: unit.KindCount, Fold: Peak, Doc: "Replicas on the average over the month, with autoscaling where it acts."},
		{Name: "services.*.cpu_utilization", Kind: unit.KindRatio, Fold: Peak, Partial: true, Doc: "CPU use at peak as a share of what the replicas request, in the region where it is highest; above 100 % they cannot keep up."},
		{Name: "services.*.gpu_utilization", Kind: unit.KindRatio, Fold: Peak, Partial: true, Doc: "GPU use at peak as a share of what the replicas request, in the region where it is highest; none without GPU time."},
		{Name: "services.*.memory_utilization", Kind: unit.KindRatio, Fold: Peak, Partial: true, Doc: "Memory that users take in a replica, and its base, as a share of what it requests, in the region where it is highest."},
		{Name: "services.*.latency_p50", Kind: unit.KindSeconds, Fold: Peak, Partial: true, Doc: "Median of the time that a call takes in a service at the peak of the month, waiting for its CPU included, in the region where it is longest; none where replicas get more than they can do."},
		{Name: "services.*.latency_p95", Kind: unit.KindSeconds, Fold: Peak, Partial: true, Doc: "95th percentile of the same."},
		{Name: "services.*.latency_p99", Kind: unit.KindSeconds, Fold: Peak, Partial: true, Doc: "99th percentile of the same."},
		{Name: "services.*.cost", Kind: unit.KindMoney, Fold: Sum, Doc: "Effective cost of its part of the servers, which are split in each region by the CPU or memory that replicas request; load balancers belong to no service."},
		{Name: "nodes", Kind: unit.KindCount, Fold: Peak, Doc: "Servers at peak, of all pools in all regions."},
		{Name: "average_nodes", Kind: unit.KindCount, Fold: Peak, Doc: "Servers of all pools on the average over the month."},
		{Name: "database.read_replicas", Kind: unit.KindCount, Fold: Peak, Doc: "Read replicas of the database."},
		{Name: "database.cpu_utilization", Kind: unit.KindRatio, Fold: Peak, Partial: true, Doc: "CPU use of the primary at peak."},
		{Name: "database.disk_bytes", Kind: unit.KindBytes, Fold: Peak, Doc: "Disk the database needs: overhead, high-water mark and free space included."},
		{Name: "database.connections", Kind: unit.KindCount, Fold: Peak, Doc: "Connections that the services' replicas hold at peak."},
		{Name: "database.served", Kind: unit.KindRatio, Fold: Least, Values: Shares, Doc: "Share of its peak load that the database carries, by what carries least: CPU within its planned utilization, memory, disk, disk operations or connections."},
		{Name: "served", Kind: unit.KindRatio, Fold: Least, Values: Shares, Doc: "Least share of its peak load that any service or the database carries; below 100 % the plan falls short; what a cache misses reaches the database, so that it carries no load of its own."},
		{Name: "cache.hit_ratio", Kind: unit.KindRatio, Values: Shares, Partial: true, Doc: "Share of the reads that the cache answers; none without a cache."},
		{Name: "pools.*.need", Kind: unit.KindCount, Fold: Peak, Doc: "Servers of a pool that demand requires at peak, in all regions."},
		{Name: "pools.*.nodes", Kind: unit.KindCount, Fold: Peak, Doc: "Servers of a pool at peak, in all regions."},
		{Name: "pools.*.average_nodes", Kind: unit.KindCount, Fold: Peak, Doc: "Servers of a pool on the average over the month."},
		{Name: "pools.*.served", Kind: unit.KindRatio, Fold: Least, Values: Shares, Doc: "Share of the servers that demand requires of a pool which there may be."},
		{Name: "pools.*.cost", Kind: unit.KindMoney, Fold: Sum, Doc: "Effective cost of the servers and load balancers of a pool."},
		{Name: "stores.*.bytes", Kind: unit.KindBytes, Doc: "Live bytes of a store."},
		{Name: "stores.*.disk_bytes", Kind: unit.KindBytes, Fold: Peak, Doc: "Bytes that are provisioned for a store, copies, overhead and free space included; of one in memory, memory."},
		{Name: "stores.*.reads", Kind: unit.KindCount, Fold: Sum, Doc: "Reads of the month that reach a store; of a cache, those that are asked of it."},
		{Name: "stores.*.writes", Kind: unit.KindCount, Fold: Sum, Doc: "Writes of the month that reach a store."},
		{Name: "stores.*.peak_reads", Kind: unit.KindPerSecond, Fold: Peak, Doc: "Reads per second that reach a store at the peak of the week."},
		{Name: "stores.*.peak_writes", Kind: unit.KindPerSecond, Fold: Peak, Doc: "Writes per second that reach a store at the peak of the week."},
		{Name: "stores.*.need", Kind: unit.KindCount, Fold: Peak, Doc: "Machines that the load of a store asks for, before whole ones, spare ones and bounds."},
		{Name: "stores.*.nodes", Kind: unit.KindCount, Fold: Peak, Doc: "Machines of a store in all regions, standbys and read replicas included."},
		{Name: "stores.*.read_replicas", Kind: unit.KindCount, Fold: Peak, Doc: "Of these, read replicas of a database."},
		{Name: "stores.*.served", Kind: unit.KindRatio, Fold: Least, Values: Shares, Doc: "Share of its peak load that a store carries, by what carries least."},
		{Name: "stores.*.hit_ratio", Kind: unit.KindRatio, Values: Shares, Partial: true, Doc: "Share of what is asked that a cache answers; none of other stores."},
		{Name: "stores.*.cost", Kind: unit.KindMoney, Fold: Sum, Doc: "Effective cost of a store: its machines, bytes, requests and backups."},
		{Name: "latency.p95", Kind: unit.KindSeconds, Fold: Peak, Partial: true, Doc: "The slowest call of any user at the peak of the month, 95th percentile: the time in the service and in those that it uses, waiting for CPU included, and a round trip for each time that it leaves its region; none where replicas get more than they can do."},
		{Name: "latency.p99", Kind: unit.KindSeconds, Fold: Peak, Partial: true, Doc: "99th percentile of the same."},
		{Name: "cost.baseline", Kind: unit.KindMoney, Fold: Sum, Doc: "Cost of the same demand without any savings lever."},
		{Name: "cost.reference", Kind: unit.KindMoney, Fold: Sum, Doc: "Effective cost of the same demand without the project: with commitments, and the levers that begin with no phase."},
		{Name: "cost.list", Kind: unit.KindMoney, Fold: Sum, Doc: "List price, before commitments and spot capacity."},
		{Name: "cost.effective", Kind: unit.KindMoney, Fold: Sum, Doc: "Cost with commitments spread over their term (amortised)."},
		{Name: "cost.billed", Kind: unit.KindMoney, Fold: Sum, Doc: "Cash paid in the month, upfront payments included."},
		{Name: "cost.categories.*", Kind: unit.KindMoney, Fold: Sum, Doc: "Effective cost of a category, its charges included; the categories add up to cost.effective."},
		{Name: "cost.lines.*", Kind: unit.KindMoney, Fold: Sum, Doc: "Effective cost of a line of the bill that follows from a size; they and the charges add up to cost.effective."},
		{Name: "fx.*", Kind: unit.KindCount, Doc: "What one unit of another currency costs in the plan's own, where the rate moves."},
		{Name: "charges.*.quantity", Kind: unit.KindCount, Doc: "What the price of a charge is for in the month, or the cost that it is a share of."},
		{Name: "charges.*.served", Kind: unit.KindRatio, Fold: Least, Values: Shares, Doc: "Share of what is asked of a charge at peak that its quota grants."},
		{Name: "charges.*.cost", Kind: unit.KindMoney, Fold: Sum, Doc: "Effective cost of a charge."},
		{Name: "cost.regions.*", Kind: unit.KindMoney, Fold: Sum, Doc: "Effective cost of the servers and load balancers of a region: cost.categories.infrastructure without charges, split by what they cost at list price."},
		{Name: "cost.savings.*", Kind: unit.KindMoney, Fold: Sum, Values: Balances, Doc: "What a lever saves, net of what it costs itself; baseline less all savings is cost.effective."},
		{Name: "cost.savings_rate.*", Kind: unit.KindRatio, Values: Balances, Partial: true, Doc: "What a lever saves as a share of the cost it acts on; none where it acts on nothing."},
		{Name: "commitments.*.paid", Kind: unit.KindMoney, Fold: Sum, Doc: "Cash that a commitment takes in the month."},
		{Name: "commitments.*.used", Kind: unit.KindMoney, Fold: Sum, Doc: "What a commitment costs in the month, spread over its term, for what runs under it."},
		{Name: "commitments.*.unused", Kind: unit.KindMoney, Fold: Sum, Doc: "What a commitment costs in the month, spread over its term, for what does not run."},
		{Name: "commitments.*.coverage", Kind: unit.KindRatio, Values: Shares, Partial: true, Doc: "Share that runs under a commitment of what runs of the part of the bill that it is for; none where nothing runs."},
		{Name: "commitments.*.utilization", Kind: unit.KindRatio, Values: Shares, Partial: true, Doc: "Share of a commitment that runs; none where nothing is in force."},
		{Name: "commitments.*.savings_rate", Kind: unit.KindRatio, Values: Balances, Partial: true, Doc: "What a commitment saves as a share of what all that runs of its part of the bill would cost on demand (effective savings rate); none where nothing runs."},
		{Name: "commitments.*.owed", Kind: unit.KindMoney, Doc: "What is still to be paid of a commitment after the month, to the end of its terms, used or not."},
		{Name: "commitments.*.prepaid", Kind: unit.KindMoney, Doc: "What has been paid of a commitment for later months: an asset."},
		{Name: "cost.saved", Kind: unit.KindMoney, Fold: Sum, Values: Balances, Doc: "What all levers save together."},
		{Name: "cost.per_user", Kind: unit.KindMoney, Partial: true, Doc: "Effective cost per user; none without users."},
		{Name: "cost.per.*", Kind: unit.KindMoney, Partial: true, Doc: "Effective cost of the month for each of a driver, or for each of a stream of work that came in; none without any."},
		{Name: "revenue", Kind: unit.KindMoney, Fold: Sum, Doc: "Revenue: users times finance.revenue."},
		{Name: "margin", Kind: unit.KindMoney, Fold: Sum, Values: Balances, Doc: "Revenue less the effective cost."},
	}
}

// figures lists the metrics that are a single figure.
func figures() []Metric {
	return []Metric{
		{Name: "availability", Kind: unit.KindRatio, Values: Shares, Doc: "The most that the stated parts allow in series: third parties that a request needs, stores, services outside, and servers, so many of those that there are as the load needs, in the region and month where fewest are to spare."},
		{Name: "finance.investment", Kind: unit.KindMoney, Doc: "One-off investment of all phases within the evaluation period."},
		{Name: "finance.residual", Kind: unit.KindMoney, Doc: "What is prepaid and unused at the end of the evaluation period."},
		{Name: "finance.monthly_savings", Kind: unit.KindMoney, Values: Balances, Doc: "Mean monthly saving over the evaluation period, against what would be done without the project: with commitments, and the levers that begin with no phase."},
		{Name: "finance.payback", Kind: unit.KindMonths, Doc: "First month from which the cumulative cash flow stays at or above zero, against what would be done without the project."},
		{Name: "finance.discounted_payback", Kind: unit.KindMonths, Doc: "The same with discounted cash flows."},
		{Name: "finance.npv", Kind: unit.KindMoney, Values: Balances, Doc: "Net present value at the discount rate, month 0 undiscounted."},
		{Name: "finance.irr", Kind: unit.KindRatio, Values: Balances, Doc: "Effective yearly internal rate of return; it exists only where exactly one rate makes the net present value zero."},
		{Name: "finance.roi", Kind: unit.KindRatio, Values: Balances, Doc: "Savings over the evaluation period less the investment, as a share of the investment, against what would be done without the project."},
		{Name: "finance.mirr", Kind: unit.KindRatio, Values: Balances, Doc: "Modified internal rate of return a year: what flows out is discounted, and what flows in reinvested, at the discount rate, so that it exists where finance.irr is several."},
		{Name: "finance.cash_need", Kind: unit.KindMoney, Doc: "Most money that is out at any time: the deepest cumulative cash flow, against what would be done without the project."},
		{Name: "finance.cash_need_month", Kind: unit.KindMonths, Doc: "First month in which finance.cash_need is out; none where nothing ever is."},
		{Name: "finance.tco", Kind: unit.KindMoney, Doc: "Total cost of ownership: the effective cost of the evaluation period with the investments in it."},
		{Name: "finance.baseline.monthly_savings", Kind: unit.KindMoney, Values: Balances, Doc: "As finance.monthly_savings, against the baseline without any lever."},
		{Name: "finance.baseline.payback", Kind: unit.KindMonths, Doc: "As finance.payback, against the baseline without any lever."},
		{Name: "finance.baseline.discounted_payback", Kind: unit.KindMonths, Doc: "As finance.discounted_payback, against the baseline without any lever."},
		{Name: "finance.baseline.npv", Kind: unit.KindMoney, Values: Balances, Doc: "As finance.npv, against the baseline without any lever."},
		{Name: "finance.baseline.irr", Kind: unit.KindRatio, Values: Balances, Doc: "As finance.irr, against the baseline without any lever."},
		{Name: "finance.baseline.roi", Kind: unit.KindRatio, Values: Balances, Doc: "As finance.roi, against the baseline without any lever."},
		{Name: "reached.users", Kind: unit.KindMonths, Doc: "First month in which drivers.users.target is reached."},
		{Name: "reached.database", Kind: unit.KindMonths, Doc: "First month in which drivers.database.target is reached."},
		{Name: "reached.wall", Kind: unit.KindMonths, Doc: "First month in which the largest database tier does not carry the load, whatever read replicas stand by it."},
		{Name: "reached.shortage", Kind: unit.KindMonths, Doc: "First month in which a service or the database carries less than its peak load."},
		{Name: "total.effective", Kind: unit.KindMoney, Doc: "Effective cost of months 1 to the horizon."},
		{Name: "committed.saved", Kind: unit.KindMoney, Values: Balances, Doc: "What all commitments save in months 1 to the horizon: the list price of what runs under them, less what they cost, used or not."},
		{Name: "committed.unused", Kind: unit.KindMoney, Doc: "What they cost in these months for what does not run."},
		{Name: "committed.coverage", Kind: unit.KindRatio, Values: Shares, Doc: "Share that runs under commitments of what runs in these months of the parts of the bill that they are for."},
		{Name: "committed.utilization", Kind: unit.KindRatio, Values: Shares, Doc: "Share of what is in force in these months that runs."},
		{Name: "committed.savings_rate", Kind: unit.KindRatio, Values: Balances, Doc: "What they save in these months as a share of what all that runs of their parts of the bill would cost on demand."},
		{Name: "committed.break_even", Kind: unit.KindMonths, Doc: "First month from which commitments are in force and have never again cost more cash than they have spared."},
		{Name: "committed.owed", Kind: unit.KindMoney, Doc: "What is still to be paid of commitments after the horizon, used or not."},
		{Name: "committed.prepaid", Kind: unit.KindMoney, Doc: "What has been paid of commitments at the horizon for later months."},
	}
}
