package queueing

import "math"

// reach is how many square roots of the load below it the recursion begins.
const reach = 9

// most is the most servers and erlangs that are computed with: at a billion the
// recursion takes a second.
const most = 1 << 30

// Waits is the share of the calls that find all servers busy, Erlang's C. The load
// is in erlangs; a load that servers do not carry waits always: 1. Without a load
// nobody waits: 0.
func Waits(servers int, load float64) float64 {
	switch {
	case !(load > 0):
		return 0
	case !carries(servers, load):
		return 1
	}
	return delayed(servers, load, inverse(servers, load))
}

// carries reports whether so many servers can carry a load at all.
func carries(servers int, load float64) bool {
	return servers >= 1 && servers <= most && load < float64(servers)
}

// inverse is one over Erlang's B of so many servers and a load above 0.
func inverse(servers int, load float64) float64 {
	sum, first := 1.0, 1
	if k := math.Floor(load - float64(reach*math.Sqrt(load))); k >= 1 {
		// So far below the load, the sum is nearly that of a geometric series, and what
		// it is off by is gone by the time that k reaches the load.
		first = min(int(k), servers) + 1
		sum = load / (load - float64(first-1))
	}
	return extend(sum, first, servers, load)
}

// extend continues the recursion from I(first − 1) to I(last).
func extend(sum float64, first, last int, load float64) float64 {
	each := 1 / load
	if math.IsInf(each, 1) {
		return each
	}
	for k := first; k <= last && sum < 1e300; k++ {
		sum = 1 + float64(sum*float64(float64(k)*each))
	}
	return sum
}

// delayed is Erlang's C from the inverse of Erlang's B.
func delayed(servers int, load, inverse float64) float64 {
	c := float64(servers)
	return c / (c + float64((c-load)*(inverse-1)))
}
