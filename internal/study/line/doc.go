// Package line searches along one number: an input of which some values do and others
// do not, or of which some are better than others. Everything that looks for a value of
// an input looks for it here.
//
// Results are neither smooth nor monotone: replicas are whole, tiers are steps. So what
// is found is said for each kind of search.
//
//   - [Span.Points] looks at a range in some places, both ends among them. What happens
//     between two neighbours is not seen.
//   - [Narrow] is given two places of which one does and the other does not. So there is
//     an edge between them, whatever the shape, and it finds one: two places as near as
//     they need to be of which one does and the other does not. Of several edges it
//     finds any one; when what is asked is monotone there is only that.
//   - [Bracket] is given three places of which the middle one is the best. It closes in
//     on a place that is better than those around it. When the figure turns once
//     between the ends that is the best there is; else it is a good one, and never worse
//     than the middle it began with.
//
// How near is near enough is a matter of the input, not of the search: whole numbers are
// neighbours when there is none between them, other numbers when they differ by a share
// of their value, the tolerance, which whoever searches states.
package line
