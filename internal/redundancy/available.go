package redundancy

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/special"
)

// MinutesPerYear is what shares of the time are told in: 365 days.
const MinutesPerYear = 365 * 24 * 60

// Downtime is how long something is down in a year, in minutes.
func Downtime(availability float64) float64 { return (1 - availability) * MinutesPerYear }

// Repaired is the availability of what runs so long between failures and is repaired in so
// much time; 1 of what never fails.
func Repaired(between, repair float64) float64 {
	if !(between > 0) {
		return 0
	}
	if !(repair > 0) || between > math.MaxFloat64 {
		return 1
	}
	return 1 / (1 + repair/between)
}

// Series is the availability of what needs all of its parts; of nothing it is 1.
func Series(parts ...float64) float64 {
	all := 1.0
	for _, a := range parts {
		all *= a
	}
	return all
}

// Parallel is the availability of what needs one of its parts; of nothing it is 0.
func Parallel(parts ...float64) float64 {
	down := 1.0
	for _, a := range parts {
		down *= 1 - a
	}
	return 1 - down
}

// direct is up to how many missing units the terms are added one by one.
const direct = 64

// KOfN is the availability of what needs k of n like parts: 1 where it needs none, 0 where it
// needs more than there are.
func KOfN(k, n int, each float64) float64 {
	switch {
	case k <= 0 || each >= 1 && k <= n:
		return 1
	case k > n || !(each > 0):
		return 0
	case n-k > direct:
		// The sum is the incomplete beta function I_p(k, n − k + 1).
		return special.Beta(float64(k), float64(n-k+1), each)
	}
	// From all up to n − k down: each term is the one before it times a ratio.
	term := elementary.Exp(float64(float64(n) * elementary.Log(each)))
	sum, odds := term, (1-each)/each
	for down := 1; down <= n-k; down++ {
		term = float64(term * (float64(n-down+1) / float64(down) * odds))
		sum += term
	}
	return min(sum, 1)
}
