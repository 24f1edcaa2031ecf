// Package profile is the load of a week, in order: what comes when, as multiples of the
// mean. The load-duration curve that capacity is billed by is the same week, sorted.
//
// # From a peak to a week
//
// Two readings of "a peak of 5x" differ by far: over the average it is at most 1 − 1/5 =
// 80 % that following the load can save; over the trough of a plain sinusoid it is 40 %.
// Here a peak is over the average. From that peak P and a trough q
//
//	L(t) = d(t) · (q + (P − q) · w(t)^g)
//
// with w the time of day as a share of its busiest, d a factor for weekends, and g, by
// bisection, such that the mean of L over the week is 1. The plain week has w = (1 +
// cos(2π(t/24 h − phase)))/2. With P = 5 and q = 0.05 g is 8.39 and load grows by at most
// 1.35 in a quarter of an hour.
//
// Weekend factors and the growth of the named weeks are measured: NASA-HTTP of July and
// August 1995 (62 days: a day's peak over its mean 2.0 in the median, the busiest hour
// 3.9 times the quietest, weekends 0.63 of weekdays) and WorldCup98 (87 days: 1.6, 4.3,
// 0.51, but 16.6 over all hours, which are its matches). P. Bodik et al.,
// "Characterizing, Modeling, and Generating Workload Spikes for Stateful Services", SoCC
// 2010, describe spikes by steepness, size and duration; here they are trapezoids.
//
// Noise and spikes come from a seed and are the same on every processor.
package profile
