// Package queueing computes how long calls take when they wait for each other.
//
// Symbols: λ calls per second [1/s]; s mean time that a call keeps a server busy
// [s]; c servers, a whole number ≥ 1; a = λ·s busy servers, the offered load
// [erlang]; ρ = a/c utilization, 0 ≤ ρ < 1; v = (Ca² + Cs²)/2 variability of
// arrivals and service (squared coefficients of variation), 1 for Poisson arrivals
// and exponential service; p share of the calls, 0 < p < 1; t time [s].
//
// # One line before c servers
//
//	I(0) = 1,  I(k) = 1 + I(k−1)·k/a             inverse of Erlang's B
//	C = c / (c + (c − a)·(I(c) − 1))             Erlang's C: share that waits
//	w = v·s/(c − a)                              mean wait of those that wait [s]
//	P(W > t) = C·e^(−t/w)                        wait
//	E[R] = s + C·w                               response
//	P(R > t) = (1 − C)·e^(−t/s) + C·(s·e^(−t/s) − w·e^(−t/w))/(s − w)
//
// With v = 1 this is M/M/c and exact; else it is Allen and Cunneen's approximation
// of the mean wait, and the wait of those that wait is taken as exponential. Terms
// of I more than 9·√a below a weigh less than 2·10^−16 together and are left out,
// so that a million erlangs cost no more than the recursion's last thousands.
//
// A percentile is the t with P(R > t) = 1 − p. It is never below s·ln(1/(1 − p)):
// 2.9957·s for p = 95 %, 4.6052·s for 99 %. No number of servers meets less.
//
// # Replicas
//
// Replicas behind a balancer that knows nothing of their queues are separate lines:
// each has the load a/r, and its own c. So what one replica carries within a
// response time is one number, whatever the load: the replicas are the load over
// it. Replicas that take work from one queue are one line of r·c servers.
//
// A replica of k cores is ⌈k⌉ servers of k/⌈k⌉ cores each: a call runs on one core
// at most, and all of them together are k.
//
// # Assumptions
//
// Calls come independently of each other (a Poisson process), in the order of
// arrival, and nobody gives up; the load is that of the peak, in equilibrium. Work
// has a long tail (exponential): even work of the same mean gives shorter
// percentiles, work that is rarely very long (v > 1) longer waits.
//
// # References
//
//   - A. K. Erlang, "Solution of some Problems in the Theory of Probabilities of
//     Significance in Automatic Telephone Exchanges", 1917;
//   - D. Gross, J. Shortle, J. Thompson, C. Harris, "Fundamentals of Queueing
//     Theory", 4th ed., 2008, §2.3 (M/M/c, waiting time and sojourn time);
//   - A. O. Allen, "Probability, Statistics, and Queueing Theory", 2nd ed., 1990,
//     §5.3 (the approximation of Allen and Cunneen for G/G/c);
//   - S. Halfin, W. Whitt, "Heavy-Traffic Limits for Queues with Many Exponential
//     Servers", Operations Research 29(3), 1981 (C as a function of (c − a)/√a).
package queueing
