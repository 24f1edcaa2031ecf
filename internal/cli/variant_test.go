package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseVariant(t *testing.T) {
	for _, c := range []struct {
		text, name string
		set        []string
	}{
		{"a: b=c", "a", []string{"b=c"}},
		{" gün sonu : a.b = 1 , c.d[0].e=2x", "gün sonu", []string{"a.b = 1", "c.d[0].e=2x"}},
		{"a: b=$3,700, c=$4,800,d=1", "a", []string{"b=$3,700", "c=$4,800", "d=1"}},
		{"a: b={triangular: [3x, 5x, 8x]}, c={x: 1, y=2: 3}", "a", []string{"b={triangular: [3x, 5x, 8x]}", "c={x: 1, y=2: 3}"}},
		{`a: b="x, y=1", c=2`, "a", []string{`b="x, y=1"`, "c=2"}},
		{"a: limits.x.deny=cost.effective <= $3,700, c=2", "a", []string{"limits.x.deny=cost.effective <= $3,700", "c=2"}},
		{"late, spot: b=month 9", "late, spot", []string{"b=month 9"}},
		{"a: servis.ödeme.cpu=1, ş=2", "a", []string{"servis.ödeme.cpu=1", "ş=2"}},
	} {
		name, set, err := parseVariant(c.text)
		if difference := cmp.Diff(c.set, set); err != nil || name != c.name || difference != "" {
			t.Errorf("%s: %q, %v\n%s", c.text, name, err, difference)
		}
	}
	for text, want := range map[string]string{
		"":       "has no name",
		"a":      "has no name",
		"a=b":    "has no name",
		"a=b: c": "has no name",
		": a=b":  "has no name before the colon",
		"a: ":    "changes nothing",
		"a: b":   "sets nothing",
		"a: b=":  "has no value",
		"a: =b":  "has no path",
	} {
		if _, _, err := parseVariant(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
