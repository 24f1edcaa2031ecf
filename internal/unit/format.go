package unit

import (
	"math"
	"strconv"
	"strings"
)

// Format writes a base-unit value the shortest way that parses back, to 15 significant digits:
// "80 GB", "60%", "200 ms", "$3,700". Money without a currency is written as a bare number, which does not parse.
// Growth whose period is not a day, week, month, quarter or year is written as the equivalent rate per month.
func Format(kind Kind, v Value) string {
	if kind == KindGrowth {
		return formatGrowth(v)
	}
	g := kind.grammar()
	number, unit := shortest(g, v.Number)
	if g.money {
		number = GroupThousands(decimals(number))
	}
	if u, _ := g.lookup(unit); doubtful(kind, u) {
		number = markDecimals(number)
	}
	return withCurrency(v.Currency, number, glue(number, unit))
}

func formatGrowth(v Value) string {
	switch v.Per {
	case 1:
		return digits(v.Number*100) + "%/month"
	case 3:
		return digits(v.Number*100) + "%/quarter"
	case 12:
		return digits(v.Number*100) + "%/year"
	case 7 * dayOfMonth:
		return digits(v.Number*100) + "%/week"
	case dayOfMonth:
		return digits(v.Number*100) + "%/day"
	}
	rate := 0.0
	if v.Per > 0 {
		rate = Growth{v.Number, v.Per}.MonthlyFactor() - 1
	}
	return digits(rate*100) + "%/month"
}

// shortest chooses the printed unit that needs the fewest characters; among equals the largest that leaves a number
// of at least 1. A number below 1 counts two more, so that 0.2 s is written 200 ms. Zero is written in the base unit where that is printed.
func shortest(g *grammar, base float64) (number, unit string) {
	best, bestScale := math.MaxInt, 0.0
	number = digits(base)
	for _, u := range g.units {
		if u.use < printed {
			continue
		}
		n := u.from(base)
		text := digits(n)
		cost := len(text)
		if math.Abs(n) < 1 {
			cost += 2
		}
		if base == 0 && u.scale != 1 {
			cost++
		}
		if cost < best || cost == best && u.scale > bestScale && math.Abs(n) >= 1 {
			best, bestScale, number, unit = cost, u.scale, text, u.text
		}
	}
	return number, unit
}

// from is the inverse of base.
func (u symbol) from(base float64) float64 {
	if r := math.Round(1 / u.scale); u.scale < 1 && r*u.scale == 1 {
		return base * r
	}
	return base / u.scale
}

// digits writes a number to 15 significant digits, which hides the rounding of the scaling and still tells
// values apart to 1e-14. Very large and very small numbers get an exponent.
func digits(f float64) string {
	if f == 0 {
		return "0" // and never "-0"
	}
	if rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'e', 14, 64), 64); err == nil {
		f = rounded
	}
	if size := math.Abs(f); size >= 1e21 || size < 1e-7 {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// decimals gives money its second decimal: "0.1" is "0.10".
func decimals(number string) string {
	if i := strings.IndexByte(number, '.'); i >= 0 && i == len(number)-2 {
		return number + "0"
	}
	return number
}

// GroupThousands puts commas between groups of three digits of a plain decimal
// number; one with an exponent stays as it is.
func GroupThousands(number string) string {
	if strings.Contains(number, "e") {
		return number
	}
	whole, frac, _ := strings.Cut(number, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	rest := number[len(sign)+len(whole):]
	if rest != "" {
		rest = "." + frac
	}
	grouped := whole
	for i := len(whole) - 3; i > 0; i -= 3 {
		grouped = grouped[:i] + "," + grouped[i:]
	}
	return sign + grouped + rest
}

// glue is the unit with the space it takes after the number: " GB", but "%", "x", "/min" and the "m" of "500m" stand tight.
// Words lose their plural after 1.
func glue(number, unit string) string {
	switch {
	case unit == "" || unit == "m" || unit[0] == '/' || unit[0] == '%' || strings.HasPrefix(unit, "x") || strings.HasPrefix(unit, "×"):
		return unit
	case number != "1":
		return " " + unit
	}
	switch unit {
	case "days", "months", "quarters", "years", "cores":
		unit = strings.TrimSuffix(unit, "s")
	}
	return " " + unit
}

// Display writes a base-unit value for people: as Format does, but rounded to
// six significant digits where it would have more, as the median of an interval
// has. It parses back to a nearby value.
func Display(kind Kind, v Value) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v.Number, 'g', 6, 64), 64)
	if err != nil || kind == KindMoney {
		return Format(kind, v)
	}
	exact := Format(kind, v)
	v.Number = rounded
	if short := Format(kind, v); len(short) < len(exact) {
		return short
	}
	return exact
}
