package queueing

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// Floor is the least percentile that any number of servers can give calls that
// take service on the average by themselves: service·ln(1/(1 − p)).
func Floor(service, p float64) float64 {
	if !(p > 0 && p < 1) {
		return 0
	}
	return float64(service * -elementary.Log(1-p))
}

// Goal is a percentile of the response time that is to be met.
type Goal struct {
	Share  float64 // of the calls, 0 < p < 1
	Within float64 // seconds
}

// Met reports whether a response meets the goal, but for the last bits.
func (g Goal) Met(r Response) bool {
	return r.Longer(g.Within) <= (1-g.Share)*(1+1e-12)
}

// Servers is the smallest number of servers in one line that meets a goal; false
// where none does, because the goal is below [Floor], or where a number is none. The
// search begins at a first guess, such as what the last month took; 0 for none.
func Servers(load, service, variability float64, g Goal, first int) (int, bool) {
	meets := func(servers int) bool {
		r, ok := Line(servers, load, service, variability)
		return ok && g.Met(r)
	}
	if !(load >= 0 && load < most/2) || !(service >= 0 && variability >= 0) || !g.Met(Response{Work: service}) {
		return 0, false
	}
	least := int(math.Floor(load)) + 1 // fewer have no equilibrium
	if first < least {
		first = max(least, int(load+math.Sqrt(load)))
	}
	if meets(first) {
		return lowest(least, first, meets), true
	}
	for step := 1; first <= most; step *= 2 {
		if next := first + step; meets(next) {
			return lowest(first+1, next, meets), true
		} else {
			first = next
		}
	}
	return 0, false
}

// lowest is the lowest number from low on that meets what all above it meet, as
// high does: in steps that double downwards, for a good guess is near, then by halves.
func lowest(low, high int, meets func(int) bool) int {
	for step := 1; high > low; step *= 2 {
		next := max(high-step, low)
		if !meets(next) {
			low = next + 1
			break
		}
		high = next
	}
	for low < high {
		if middle := low + (high-low)/2; meets(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return high
}

// Capacity is the largest load, in erlangs, at which so many servers meet a goal
// when a call takes work by itself and service of it on a server. Work is service
// where all that a call does is done there. It is false where no load does.
//
// It does not depend on how much there is to do: where each replica has a line of
// its own, replicas = load/capacity.
func Capacity(servers int, work, service, variability float64, g Goal) (float64, bool) {
	if !(work >= 0 && work <= longest) || servers < 1 || servers > most || !(service >= 0) || !(variability >= 0) || !g.Met(Response{Work: work}) {
		return 0, false
	}
	aim := elementary.Log(1 - g.Share)
	load := between(0, float64(servers), func(load float64) float64 {
		r, ok := Line(servers, load, service, variability)
		if !ok {
			return aim // all take longer
		}
		r.Work = work
		return aim - elementary.Log(r.Longer(g.Within))
	})
	return load, load > 0 && carries(servers, load)
}
