// Package fit forecasts a series of numbers taken at equal steps of time, and says
// how wrong the forecast may be.
//
// The default is a combination and not a model picked by its record, because picking
// is worse than combining on every set of series that was ever held against it
// (Makridakis, Spiliotis, Assimakopoulos: The M4 Competition, IJF 36, 2020). It is the
// mean of three parts, each of which is a forecast by itself:
//
//   - Theta: half a straight line, half simple exponential smoothing of twice the series
//     less the line (Assimakopoulos, Nikolopoulos: The theta model, IJF 16, 2000);
//   - the family of exponential smoothing in its state space form (Hyndman, Koehler,
//     Ord, Snyder: Forecasting with Exponential Smoothing, 2008), all of its members
//     weighted by exp(-AICc/2);
//   - a pool weighted by what its members would have got wrong at several earlier ends
//     of the series (rolling origin).
//
// Linear, exponential and logistic growth are for whoever knows that the series grows
// so. They start at the last level and not at the line, because a line that leaves the
// level behind is worse than no line.
//
// Everything is deterministic, and of the same bits on all processors: no random
// starts, products rounded before they are added to, logarithms of package elementary.
package fit
