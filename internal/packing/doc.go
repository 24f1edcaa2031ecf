// Package packing counts the servers that replicas of several sizes take, each whole on
// one server.
//
// A size is a vector: cores, bytes of memory, GPUs, pods (1 for each replica). A server holds
// what fits into each of its numbers; what the system and daemon sets take is off them
// before.
//
// # First fit, decreasing
//
// Replicas are sorted by the largest share of a server that they take of anything, and each
// is put on the first server with room. In one dimension that takes at most
// 11/9·OPT + 6/9 servers, OPT being the fewest possible. In d dimensions it is at most some
// (d + 1/3)·OPT for many of them, in practice near the bound
//
//	servers ≥ max over dimensions ⌈Σ sizes ÷ server⌉
//	servers ≥ the replicas of which no two fit on a server
//
// The part of the servers that stays empty beyond it is fragmentation.
//
// # What a server leaves
//
// Providers keep a part of each server for the system; see the functions for their sources.
//
// # References
//
//   - D. S. Johnson, "Near-Optimal Bin Packing Algorithms", MIT, 1973;
//   - G. Dósa, "The Tight Bound of First Fit Decreasing Bin-Packing Algorithm Is
//     FFD(I) ≤ 11/9 OPT(I) + 6/9", ESCAPE 2007;
//   - M. R. Garey, R. L. Graham, D. S. Johnson, A. C. Yao, "Resource Constrained Scheduling
//     as Generalized Bin Packing", J. Comb. Theory A 21, 1976 (several dimensions).
package packing
