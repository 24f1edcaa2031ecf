package words

import "math"

// Chance writes a probability: "12.3%", and what is not quite 0 or 1 as such.
func Chance(p float64) string {
	switch {
	case p > 0 && p < 0.0005:
		return "<0.1%"
	case p < 1 && p > 0.9995:
		return ">99.9%"
	}
	return Percent(math.Round(p*1000) / 1000)
}
