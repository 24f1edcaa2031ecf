package finding

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// This file puts figures into words, the same way in every finding.

// count writes a number of things without decimals: 10,000.
func count(v float64) string { return grouped(strconv.FormatFloat(v, 'f', 0, 64)) }

// number writes a real number with up to two decimals: 13.87.
func number(v float64) string {
	return grouped(strings.TrimSuffix(strings.TrimSuffix(strconv.FormatFloat(v, 'f', 2, 64), "0"), ".0"))
}

// grouped puts commas between groups of three digits, and a true minus before them.
func grouped(digits string) string {
	return strings.Replace(unit.GroupThousands(digits), "-", "−", 1)
}

// bytes writes a size with three digits: 1.6 TB.
func bytes(v float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1e15, "PB"}, {1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}} {
		if v >= u.size {
			return strconv.FormatFloat(v/u.size, 'g', 3, 64) + " " + u.name
		}
	}
	return count(v) + " B"
}

// share writes a ratio as a percentage with up to two decimals.
func share(v float64) string { return number(v*100) + "%" }

// carried writes a share of a load so that only all of it is 100%.
func carried(v float64) string {
	if v < 1 && v > 0.9999 {
		return strconv.FormatFloat(math.Floor(v*1e6)/1e4, 'f', -1, 64) + "%"
	}
	return share(v)
}

// nines writes an availability with all its digits: 99.995%.
func nines(v float64) string { return strconv.FormatFloat(v*100, 'g', 7, 64) + "%" }

// milliseconds writes a time in milliseconds.
func milliseconds(v float64) string { return number(v*1000) + " ms" }

// downtime is what an availability leaves in a year, in minutes.
func downtime(availability float64) string {
	return number((1-availability)*365*24*60) + " min a year"
}

// money writes an amount with its currency.
func money(v float64, currency string) string {
	sign := map[string]string{"USD": "$", "EUR": "€", "TRY": "₺", "GBP": "£"}[currency]
	text := grouped(strconv.FormatFloat(v, 'f', unit.MinorDigits(currency), 64))
	if sign == "" {
		return text + " " + currency
	}
	if rest, ok := strings.CutPrefix(text, "−"); ok {
		return "−" + sign + rest
	}
	return sign + text
}

// figure writes a value of any kind.
func figure(kind unit.Kind, v float64, currency string) string {
	switch kind {
	case unit.KindMoney:
		return money(v, currency)
	case unit.KindRatio:
		return share(v)
	case unit.KindMonths:
		return number(v) + " months"
	case unit.KindPerSecond:
		return number(v) + "/s"
	case unit.KindBytes:
		return bytes(v)
	default:
		return number(v)
	}
}

// place names a region behind a service; a plan without regions has none to name.
func place(region string) string {
	if region == "" {
		return ""
	}
	return " in " + region
}

// plural picks the form for one or for many.
func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// list joins words: "a", "a and b", "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return fmt.Sprintf("%s and %s", strings.Join(words[:len(words)-1], ", "), words[len(words)-1])
}
