// Package capacity sizes what demand requires: replicas of each service in each
// region, the servers under them, the cache and the database, month by month,
// and says which constraint set each size.
//
// Symbols are those of one month and region unless said otherwise; λ is the peak
// of user requests per second, u the users, φ the region's share of the users, x the
// work per request relative to today's, σ the share of the work that grows
// with it. ⌈ ⌉ rounds up, with a tolerance of 1e-9 of what is rounded.
//
// # Replicas
//
//	calls    c = λ · calls · φ                               [1/s]
//	CPU      C = c · cpu · (1 + σ·(x − 1))                   [cores]
//	need     n = max of, as far as the scenario has the target:
//	             C / (request · target)                      CPU
//	             u·φ·perUser / (memory·target − base)        memory
//	             c / target                                  requests per second
//	             u·φ / target                                users
//	             D / target                                  busy connections
//	             c / c*                                      response time
//	replicas k = min(most, max(least, ⌈n⌉ + spare))
//
// The rule of the largest proposal is that of the Kubernetes HorizontalPodAutoscaler
// (kubernetes.io, "Horizontal Pod Autoscaling: Algorithm details"). D is the
// database time that the calls take, in connections busy at once: J. D. C. Little,
// "A Proof for the Queuing Formula L = λW", Operations Research 9(3), 1961. A
// service carries min(1, k/n) of its peak. c* is how many calls a second one replica
// answers within the target for the response time, 95th percentile.
//
// # Response times
//
// A balancer knows nothing of queues: each replica has a line of its own, before ⌈cores⌉
// servers of cores/⌈cores⌉ each (package queueing: M/M/c, Erlang's C).
//
//	service  s = cpu · (1 + σ·(x − 1)) · ⌈cores⌉/cores       [s]
//	load     a = C/(k·cores) · ⌈cores⌉                       [erlang]
//	work     m = latency / ln 20, or s where none is stated  [s]
//	time     m, exponential, and for the share that waits, before it, s/(⌈cores⌉ − a)
//
// A stated latency is the 95th percentile at low load, and at least the CPU time of a call.
// Where a ≥ ⌈cores⌉ there is no end to the wait, and no figure. Calls come independently of
// each other at the peak of the month; waits for disks, GPUs and the database are in what is
// stated. Package objective composes the times along a call.
//
// # The week
//
// A week is a load-duration curve: shares of the time t_i at shares l_i of the
// peak, max l = 1. To have the peak factor f it is bent to l_i^p, with the p for
// which Σ t_i·l_i^p = 1/f. With autoscaling the replicas of level i are those of
// need n·l_i, the average is Σ t_i·k_i; without, the peak runs all the time.
//
// # Servers
//
//	usable = tier · (1 − system) · (1 − headroom)            cores, bytes
//	servers = ⌈max(Σ CPU requests / usable, Σ memory requests / usable,
//	               peak traffic / network, for each service k / whole replicas
//	               on a server, Σ k / replicas_per_node)⌉ + spare
//
// Only tiers take part that hold a replica of everything in the region. Of those
// the cheapest month counts, as billed: average servers over the week, price
// factor and monitoring included; ties go by name. What runs on spot capacity has
// servers of its own. How replicas of several services would leave gaps beside each
// other (vector bin packing) is not tried out.
//
// # Cache
//
//	hot       = hot share · live bytes
//	memory    = nodes/(1 + replicas) · memory · (1 − reserve)
//	hit ratio = h · min(1, memory/hot)^e,   e = 1/(1 + 6.2·s^4.7)
//
// h is the hit ratio while all hot data fits, s the exponent of a Zipf law (L.
// Breslau et al., "Web Caching and Zipf-like Distributions", INFOCOM 1999). The
// power is a fit of this tool to the approximation of H. Che, Y. Tung and Z. Wang,
// "Hierarchical Web Caching Systems", IEEE JSAC 20(7), 2002; see popularity.go.
//
// # Database
//
// With R the reads and W the writes per second that reach it, r and w the cores
// (or disk operations) that they take, h what a server has of them at its planned
// utilization, and n read replicas that each replay a share ρ of the writes:
//
//	R = λ · reads · (1 − hit ratio),   W = λ · writes        [1/s]
//	memory = working set · live + connections · per connection
//	disk   = live · overhead / (1 − free space)
//	a primary and n replicas carry a share s when
//	    s·w ≤ h   and   s·(r + w + n·ρ·w) ≤ (1 + n)·h
//
// Each server holds all of memory and disk. The cheapest (tier, n) that carries
// everything is taken; where none does, the plan is past the database's wall and
// takes what carries the largest share. Connections carry
// min(1, (max − reserved) / what the replicas hold), or of a pooler what it opens.
//
// # References beside those above
//
// Dominant resources for the split of servers between services: A. Ghodsi et al.,
// "Dominant Resource Fairness", NSDI 2011. Availability in series: product of
// what every part allows.
package capacity
