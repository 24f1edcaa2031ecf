package pricebook

import (
	"strconv"
	"strings"
)

// GiB is 1,073,741,824 bytes.
const GiB = 1 << 30

// unitOf is the name of a unit as books have it, and how many of it one of the
// provider's is: "Hrs" is 1 hour, "10K" 10,000 requests, "100 GB/Month" 100
// GB-month. What is not known keeps its name. AWS means GiB by GB.
func unitOf(text, provider string) (name string, times float64) {
	word := strings.ToLower(strings.TrimSpace(text))
	number := 0
	for number < len(word) && (word[number] >= '0' && word[number] <= '9' || word[number] == '.') {
		number++
	}
	times = 1
	if n, err := strconv.ParseFloat(word[:number], 64); err == nil && n > 0 {
		times, word = n, word[number:]
		for suffix, factor := range map[string]float64{"k": 1e3, "m": 1e6, "b": 1e9} {
			if rest, ok := strings.CutPrefix(word, suffix); ok && (rest == "" || rest[0] == ' ' || rest[0] == '_') {
				times, word = times*factor, rest
				if rest == "" {
					word = "requests"
				}
				break
			}
		}
	}
	word = strings.Trim(strings.NewReplacer("_", " ", "/", " ", "-", " ").Replace(word), " ")
	size := "GB"
	if provider == "aws" {
		size = "GiB"
	}
	switch word {
	case "hrs", "hr", "hour", "hours":
		return "hour", times
	case "month", "months", "mo":
		return "month", times
	case "gb mo", "gb month", "gb months":
		return size + "-month", times
	case "gib month", "gib mo":
		return "GiB-month", times
	case "gb", "gigabytes":
		return size, times
	case "gib":
		return "GiB", times
	case "request", "requests", "api requests":
		return "request", times
	}
	return strings.TrimSpace(text), 1
}
