package finding

import (
	"maps"
	"slices"
	"strings"
)

// Rule says of a kind of finding what any of them means, for readers who see
// the rule before the finding, as in code scanning.
type Rule struct {
	Severity Severity // the worst that a finding of it can have
	Title    string   // what is wrong, one sentence that begins small and has no full stop
	Help     string   // why it matters and what mends it, in full sentences
}

// Codes lists the codes of all rules in the order of the alphabet.
func Codes() []string { return slices.Sorted(maps.Keys(catalog())) }

// RuleOf is the rule behind a code. Of a code that is not known it says what the
// code itself says.
func RuleOf(code string) Rule {
	if r, ok := catalog()[code]; ok {
		return r
	}
	return Rule{
		Title: "the plan contradicts itself: " + strings.ReplaceAll(code, "-", " "),
		Help:  "What the scenario states and what follows from it do not agree. The message has the figures behind it and what would mend it.",
	}
}

// catalog has a rule for every code.
func catalog() map[string]Rule {
	return map[string]Rule{
		"replica-cap":               {High, "a service needs more replicas than its maximum", "Demand asks for more replicas than replicas.max allows. What is not served costs nothing in the plan, and users wait or are turned away. Raise the maximum, or give a replica more CPU and memory."},
		"active-users-target":       {High, "the target of users per replica asks for more replicas than the maximum", "At the target of users, targets.active_users asks for more replicas than replicas.max allows. Raise one of the two."},
		"connection-budget":         {High, "the services hold more database connections than the server takes", "Each replica holds connections, and the database takes only so many. Put a pooler in front of it, or give each replica fewer."},
		"connection-target":         {High, "scaling on connections passes max_connections before the maximum of replicas", "The connections per replica times the maximum of replicas are more than the database takes. Lower the target, or use a pooler."},
		"target-above-objective":    {Medium, "a service is scaled above its objective", "A service that is scaled at a higher utilization than the objective promises misses the objective by design. Lower the target to it."},
		"throughput-short":          {Medium, "the promised throughput is not carried", "The weakest service is full before objectives.throughput is reached. Plan for a higher peak, raise what caps it, or keep spare replicas."},
		"service-nowhere":           {High, "a service runs in no region", "No region lists the service, so that the plan lets the first region answer all its calls. Add it to the services of a region."},
		"remote-calls":              {Medium, "calls of a service cross regions", "A service that a region does not run is called in the region of the primary: each call pays a round trip. Run it there, or verify locally what it yields."},
		"write-latency":             {High, "queries from a region miss the latency objective", "Writes go to the region of the primary, and reads too where no replica answers them; the round trips use up the objective. Serve the reads from a replica in the region, accept writes into a queue there, or promise the latency for reads only."},
		"stale-reads":               {Low, "users may not see their own writes", "Reads come from a replica that lags behind the primary. Read from the primary for a while after a write of the same user."},
		"primary-moves":             {Medium, "the write primary moves to another region", "When the first region is left, the primary moves, with a migration and its downtime. Plan for it, or keep the primary where the users are."},
		"database-wall":             {High, "the largest database tier cannot carry the load", "No tier of the scenario carries what the database is asked for, and read replicas do not help with writes. Shard, move writes to queues or other stores, or add a larger tier."},
		"database-target":           {High, "the largest database tier does not hold the target of data", "The target of data, with overhead and free space, is more than the disk of any tier. Add a tier with more storage, partition and archive, or shard."},
		"single-primary":            {High, "one write primary allows less than the promised availability", "While the only primary is down nothing can be written, so that the system is at most as available as it. Promise less for writes, or plan a failover that is proven to be faster."},
		"spot-dearer":               {Medium, "spot capacity saves less than a commitment would", "Hours without spot capacity pay the list price, so that its net discount is discount × (1 − fallback). What always runs is cheaper under a commitment that gives more."},
		"latency-below-cpu":         {High, "a stated latency is below the CPU time of a call", "A call takes at least the CPU time that it is said to need. State a latency that holds it, or less CPU."},
		"slow-under-load":           {Medium, "calls wait for CPU until they miss the latency objective", "A service meets the objective at low load only: at the peak, calls wait for its CPU. Write targets.latency, or give a replica more cores."},
		"latency-target":            {High, "no number of replicas meets a target for the response time", "A call takes longer than targets.latency even if it never waits. Make it take less, give a replica more cores, or promise more time."},
		"memory-target":             {High, "memory alone keeps a service above its target", "The base of a replica is above the target of its memory, so that no number of replicas reaches it: an autoscaler goes to the maximum and stays. Raise the memory or the target."},
		"database-cache-size":       {Low, "the database is told of more cache than its server has", "effective_cache_size is above the memory of the server, and the planner trusts it. Set what is there."},
		"work-memory":               {Medium, "connections may take more memory than the database server has", "Every connection may take work_mem, more than once. Lower it or the number of connections, or take a larger server."},
		"pooler-too-large":          {High, "the pooler opens more connections than the server takes", "What the pooler opens must fit max_connections less what is reserved."},
		"pooler-too-small":          {High, "the pooler has fewer connections than the load holds", "Calls wait for a connection at peak. Let the pooler open more, or shorten the queries."},
		"ceiling-passed":            {Medium, "a driver passes its ceiling", "Season or jumps lift a driver above the ceiling that it is said to have. State the ceiling for what it bounds."},
		"ceiling-below-today":       {Medium, "a ceiling lies below today's value", "Growth towards a ceiling below today's value shrinks. State a ceiling above it, or a negative growth."},
		"review-overdue":            {Medium, "the plan is past the month of its review", "A plan that nobody has looked at since says what was thought then. Hold it against what happened, correct what has moved, and set the next review."},
		"driver-gone":               {Medium, "a driver falls to nothing", "From that month on there is nothing to plan for. Check the steps and the growth."},
		"database-memory":           {High, "shared_buffers do not suit the memory of the database server", "About 25 % of the memory is usual, more than 40 % is of no use, and with more than there is the server does not start."},
		"cache-too-small":           {Medium, "the data worth caching does not fit in the cache", "The hit ratio falls as the data grows past the cache, and the database carries the rest. Add nodes or memory with the data."},
		"cdn-requests":              {Low, "nothing says how many requests the CDN answers", "A CDN that sends bytes may answer requests too, which then reach no service. State the share of them as cdn.requests, be it 0 %."},
		"dependencies":              {Medium, "third parties allow less than the promised availability", "A request that needs several third parties is at most as available as their product. Make them asynchronous or optional, with time-outs and fallbacks."},
		"alert-after-objective":     {Medium, "an alert is raised long after the objective is missed", "The condition of the alert is worse than the objective that it guards. Alert below the objective, or on the rate at which the error budget is used."},
		"lever-costs":               {Medium, "a savings lever costs more than it saves", "In some months the lever makes the bill larger. Begin later, or make it smaller: it pays only once what it relieves is large enough."},
		"not-paid-back":             {High, "the investment is not paid back in the plan", "What is saved within the evaluation period is less than what is invested. Invest less, later, or in what saves more."},
		"savings-before-investment": {Medium, "savings count that no investment brings", "Levers that act from today on save before the first phase is paid, and ROI and payback count it. Give a lever that the investment brings its phase, or leave out the investment."},
		"saving-above-bill":         {High, "a claimed saving is more than the whole bill", "A saving that is larger than today's bill can only be made on costs that growth has yet to bring. Say against which costs, and from which month on, it counts."},
		"claim-arithmetic":          {High, "a claimed figure does not follow from its own inputs", "With the inputs that the claim itself gives, the arithmetic yields another figure. Correct the claim or its inputs."},
		"claims-fail":               {Medium, "claims about the plan do not match what it yields", "Figures that the scenario states are not what follows from its inputs. See the claims, and explain for the arithmetic behind each result."},
		"target-not-reached":        {Medium, "a target is not reached within the plan", "The driver does not grow to its target before the horizon. Lengthen the horizon, or review target and growth."},
		"today-idle":                {Medium, "the plan uses little of what runs today", "What the inputs ask of today's servers is far less than what is provisioned, which puts either the inputs or the sizes in doubt. Compare them with what is measured."},
		"today-overloaded":          {Medium, "the plan asks more of today than what runs", "What the inputs ask of today's servers is more than they have, which cannot be. Compare the inputs with what is measured."},
		"small-replicas":            {Medium, "small replicas make very many of them", "A replica of a small size carries little, and each holds connections and memory of its own. Make replicas larger and fewer."},
		"stale-prices":              {Low, "prices of the book are old where the plan begins", "Providers change their lists, and a plan with old prices is exact about the wrong figures. Import the price list again."},
		"retention-idle":            {Low, "a retention is longer than the plan", "The first deletions come after the horizon, so that the retention changes nothing in the plan. There is nothing to mend."},
		"growth-clamped":            {High, "growth leaves every sensible range", "The rate makes a number so large that the engine holds it. Check the rate and its period."},
	}
}
