package report

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/words"
)

// readable is the path of an input as a reader would call it: "users: growth",
// "analytics: CPU", "prices: trend". What a scenario names keeps its name.
func readable(path string) string {
	parts := strings.Split(path, ".")
	for len(parts) > 2 && isSection(parts[0]) {
		parts = parts[1:]
	}
	for i := 1; i < len(parts); i++ {
		parts[i] = spelled(parts[i])
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return parts[0] + ": " + strings.Join(parts[1:], " ")
}

// isSection reports a section whose elements have names that say enough.
func isSection(section string) bool {
	switch section {
	case "drivers", "other", "services", "regions", "events", "phases", "stores", "pools", "charges":
		return true
	}
	return false
}

// readableResult is the name of a result as a reader would call it: "effective
// cost", "replicas of web", "NPV".
func readableResult(name string) string {
	parts := strings.Split(name, ".")
	last := spelled(parts[len(parts)-1])
	switch {
	case len(parts) == 1 || parts[0] == "finance":
		return last
	case parts[0] == "services":
		return last + " of " + strings.Join(parts[1:len(parts)-1], ".")
	case parts[0] == "cost" && len(parts) == 2 && last != "per user":
		return last + " cost"
	case parts[0] == "total":
		return "total " + last + " cost"
	}
	return strings.Join(parts[:len(parts)-1], " ") + " " + last
}

// spelled is a key in words.
func spelled(key string) string {
	switch key {
	case "cpu", "npv", "irr", "roi", "cdn":
		return strings.ToUpper(key)
	case "io":
		return "disk operations a"
	case "rtt":
		return "round trip"
	case "rps":
		return "requests/s"
	case "nodes":
		return "servers"
	}
	return words.Phrase(key)
}
