package scenario

import (
	"regexp"
	"strconv"
	"testing"
)

// What is read by hand is what these patterns say.
func TestNames(t *testing.T) {
	texts := []string{
		"", "USD", "EU", "EURO", "usd", "ÜSD", "U D", "web", "web-2", "web_2", "web 2", "-web", "_web", " web", "web ", "2", "²",
		"öğe", "İş günü", "価格", "½", "a.b", "services[0].name", "drivers.users.growth", "a,b", "a\tb", "a\nb", "a\x80b", "\x80", "€",
		"m6i.xlarge", "gpt-4.1", "a..b", ".a", "a.", "a. b", "a .b", "a-.b", "a.-b", "सेवा", "\u0301a", "a \u0301", "e\u0301", "🐘 db", "❤️",
		"month", "month ", "month 0", "month 00", "month 01", "month 7", "month 12", "month 9999", "month 12345", "month -1", "month +1",
		"month  1", "Month 1", "month 1 ", "month ١", "month 1_0", "month 12\n",
	}
	for _, rule := range []struct {
		name, pattern string
		legal         func(string) bool
	}{
		{"isCode", `^[A-Z]{3}$`, isCode},
		{"isPath", `^[\p{L}\p{N}\p{M}\p{So}_.\[\] -]+$`, isPath},
		{"isPlainName", `^[\p{L}\p{N}\p{So}]\p{M}*(?:(?:\.|[_ -]+)?[\p{L}\p{N}\p{So}]\p{M}*)*[_ -]*$`, isPlainName},
		{"monthOf", `^month (0|[1-9]\d{0,3})$`, func(text string) bool {
			month, ok := monthOf(text)
			return ok && "month "+strconv.Itoa(month) == text
		}},
	} {
		pattern := regexp.MustCompile(rule.pattern)
		for _, text := range texts {
			if got, want := rule.legal(text), pattern.MatchString(text); got != want {
				t.Errorf("%s(%q) is %v, and %s says %v", rule.name, text, got, rule.pattern, want)
			}
		}
	}
}
