// Package sampling draws the uniforms of a simulation: numbers in (0,1) that
// depend on the seed, the NAME of the input, the replicate and the point, and on
// nothing else.
//
// Adding, removing or reordering inputs therefore moves no other input's draws,
// and two scenarios with one seed see the same futures, so that their difference
// has little noise. Nor does it matter how many workers draw, or in which order.
//
// # Why inputs lead
//
// Sobol' points are even in many dimensions at once because every input has a
// dimension of its own. A dimension that follows from the set of inputs (its
// place in it, or a hash with collisions resolved) would break the rule above.
// One that follows from the name alone cannot be a good one: with N points only
// N/2 ways exist to cut an axis in two, so any two names are bound to get the
// same one with a chance of 2/N, and the error that such a pair makes eats on
// average what all others gain.
//
// So the caller gives a list of names, [Design.Lead], that is fixed by what
// kinds of input exist and not by which of them a scenario uses: place i in that
// list is Sobol' dimension i, for good. New names go to its end. All other
// inputs are Latin hypercube columns, shuffled by their name.
//
// What that buys: root mean square error of P90 in percent of it, with 16
// replicates of 1024 points for 12 inputs, over 400 runs of a cost plan that
// growth dominates and of a product of 12 equal lognormals (BenchmarkGain
// measures that column; standard errors are 4 % of a figure).
//
//	                                        plan   product
//	independent points                      1.21   0.95
//	Latin hypercube, no input leads         0.68   0.74
//	4 inputs lead, others Latin hypercube   0.55   0.76
//	8 inputs lead, others Latin hypercube   0.55   0.65
//	all 12 lead                             0.44   0.57
//
// # Methods
//
// Sobol' points (I. M. Sobol', "On the Distribution of Points in a Cube and the
// Approximate Evaluation of Integrals", USSR Comput. Math. Math. Phys. 7, 1967)
// need a power of two of points. Their generator matrices are our own, found by
// the search in the directory directions, and every name and replicate
// scrambles them anew. Latin hypercubes (M. McKay, R. Beckman and W. Conover,
// 1979) shuffle their strata with a keyed bijection, so nothing is stored.
// Independent points and the [Stream] of each future come from a generator that
// counts.
//
// On the 2-core Xeon where the package was written, in blocks of 128, a value
// takes 4 ns (Sobol'), 8 ns (Latin hypercube) and 7 ns (independent): see
// BenchmarkFill.
package sampling

//go:generate go run ./directions
