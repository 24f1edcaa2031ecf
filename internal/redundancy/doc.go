// Package redundancy computes how many units stand so that some may fail, and how
// available what is made of several parts is.
//
// # How many
//
// Of need units (a real number ≥ 0), N = ⌈need⌉ carry the load. More stand for whatever is
// worst of what may happen, not for all of it at once:
//
//	k fail              N + k
//	f of z zones fail   z·⌈N ÷ (z − f)⌉, evenly spread          overhead z ÷ (z − f)
//	a rollout           N + ⌈surge·N⌉, with ⌊unavailable·N⌋ fewer that serve
//	region j of shares d fails, the others take over in proportion to theirs:
//	                    region i is able to carry max(d_i; max_{j≠i} d_i ÷ (1 − d_j))
//
// # How available
//
// Availability is the share of the time in which something is up, 0 to 1. Parts fail
// independently of each other, and are repaired:
//
//	one part            A = MTBF ÷ (MTBF + MTTR)
//	all of several      Π A_i                                  in series
//	one of several      1 − Π (1 − A_i)                        in parallel
//	k of n alike        Σ_{i=k..n} C(n,i)·A^i·(1 − A)^(n−i)
//
// What takes over (a failover, DNS) and what all copies share stand in series with them:
// two regions of 99.95 % behind a failover of 99.9 % and a DNS of 99.99 % are less
// available than one of them.
//
// # References
//
//   - B. Beyer et al. (ed.), "Site Reliability Engineering", 2016, ch. 2 (the example of
//     3,470 queries a second: 37 tasks, and 17, 16, 6 and 4 by region);
//   - B. Weiss, M. Furr, "Static stability using Availability Zones", The Amazon Builders'
//     Library (zones);
//   - R. E. Barlow, F. Proschan, "Statistical Theory of Reliability and Life Testing", 1975,
//     ch. 2 (k out of n).
package redundancy
