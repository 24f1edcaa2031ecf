package unit_test

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/unit"
)

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plan.yaml": "plan.yaml",
		"İş güvenliği €1 → हिन्दी": "İş güvenliği €1 → हिन्दी",
		"a\n::error::b":        "a ·:error::b",
		"a\r\tb":               "a  b",
		"\x1b[31mred":          "·[31mred",
		"zero\u200bwidth":      "zero·width",
		"\u202eright to left":  "·right to left",
		"next\u0085line\u2028": "next·line·",
		"\x00\x7f\ufeff":       "···",
		"::add-mask::x":        "·:add-mask::x",
		"x ##[error]y":         "x #·[error]y",
	} {
		if got := unit.Printable(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
