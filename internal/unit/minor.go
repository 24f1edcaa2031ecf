package unit

import "math"

// MinorDigits is how many decimals amounts of a currency have: those of its minor
// unit in ISO 4217 (list one, 2024), 2 unless said otherwise there.
func MinorDigits(code string) int {
	switch code {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}

// FineDigits is how many decimals figures have that are not amounts of a bill but
// made from them, such as a cost per user or a quantile: those of the currency, at
// least 2, for a part of a yen can be no coin and yet a mean.
func FineDigits(code string) int { return max(MinorDigits(code), 2) }

// RoundFine rounds such a figure: to its decimals or, of less than a tenth, to a
// millionth, as a cost of one of very many is.
func RoundFine(v float64, code string) float64 {
	if math.Abs(v) < 0.1 {
		return math.Round(v*1e6) / 1e6
	}
	return RoundMinor(v, FineDigits(code))
}

// RoundMinor rounds an amount to so many decimals, half away from zero. Amounts
// beyond 2⁵³ quanta have none to round.
func RoundMinor(v float64, digits int) float64 {
	scale := [...]float64{1, 10, 100, 1000, 10000}[digits]
	if math.Abs(v) > 1<<46 {
		return v
	}
	return math.Round(v*scale) / scale
}
