package report

import (
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/unit"
)

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		v      float64
		places int
		want   string
	}{
		{0, 0, "0"}, {999, 0, "999"}, {1000, 0, "1,000"}, {1234567.891, 2, "1,234,567.89"}, {-180, 0, "−180"},
		{-0.001, 2, "0.00"}, {999.6, 0, "1,000"}, {999999.999, 2, "1,000,000.00"}, {1e15, 2, "1.00e+15"}, {-1e24, 0, "−1.00e+24"},
	} {
		if got := decimal(c.v, c.places); got != c.want {
			t.Errorf("decimal(%v, %d) = %q, want %q", c.v, c.places, got, c.want)
		}
	}
}

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		currency currency
		v        float64
		places   int
		want     string
	}{
		{"USD", 3700, 2, "$3,700.00"}, {"USD", -180, 0, "−$180"}, {"EUR", 0.5, 2, "€0.50"}, {"TRY", 48200, 0, "₺48,200"},
		{"GBP", 1, 2, "£1.00"}, {"CHF", -5, 2, "−5.00 CHF"}, {"USD", -0.004, 2, "$0.00"},
	} {
		if got := c.currency.amount(c.v, c.places); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.currency, c.v, got, c.want)
		}
	}
}

func TestColumnHasOneRule(t *testing.T) {
	for _, c := range []struct {
		got  []string
		want string
	}{
		{currency("USD").column([]float64{850, 999.994}, 1000), "$850.00 $999.99"},
		{currency("USD").column([]float64{850.4, -1234.56}, 1000), "$850 −$1,235"},
		{numbers([]float64{10, 12.4, 4000}), "10 12 4,000"},
		{numbers([]float64{1.25, 4000}), "1.2 4,000.0"},
		{numbers([]float64{1, 2}), "1 2"},
		{numbers(nil), ""},
	} {
		if got := strings.Join(c.got, " "); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if cells, suffix := sizes([]float64{10e9, 1.5e12}); strings.Join(cells, " ") != "0.0 1.5" || suffix != "TB" {
		t.Errorf("%q %s", cells, suffix)
	}
}

func TestQuantity(t *testing.T) {
	for _, c := range []struct {
		kind unit.Kind
		v    float64
		want string
	}{
		{unit.KindMoney, 850, "$850.00"}, {unit.KindRatio, 0.125, "12.5%"}, {unit.KindRatio, -0.025, "−2.5%"}, {unit.KindRatio, 3, "300%"},
		{unit.KindFactor, 5, "5x"}, {unit.KindPerSecond, 1000.0 / 60, "16.7/s"}, {unit.KindPerSecond, 9445.3, "9,445/s"},
		{unit.KindPerSecond, 0.125, "0.12/s"}, {unit.KindMonths, 1, "1 month"}, {unit.KindMonths, 25, "25 months"},
		{unit.KindBytes, 10e9, "10 GB"}, {unit.KindBytes, 75.51e9, "75.5 GB"}, {unit.KindCount, 10.25, "10.25"},
	} {
		if got := quantity(c.kind, c.v, "USD"); got != c.want {
			t.Errorf("%v %v: %q, want %q", c.kind, c.v, got, c.want)
		}
	}
	if optional(unit.KindMonths, nil, "USD") != "not reached" || optional(unit.KindMoney, nil, "USD") != none {
		t.Error("a value that does not exist")
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"İş güvenliği yönetimi", 12, "İş güvenliği|yönetimi"},
		{"a  b\n\tc", 80, "a b c"},
		{"abcdefgh ij", 3, "abc|def|gh|ij"},
		{"安全管理", 4, "安全|管理"},
		{"安", 1, "安"},
		{"", 10, ""},
		{"a\x1bb", 10, "a·b"},
	} {
		if got := strings.Join(wrap(c.text, c.width), "|"); got != c.want {
			t.Errorf("%q at %d: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestTruncate(t *testing.T) {
	for text, want := range map[string]string{"güvenliği": "güve…", "kısa": "kısa", "安全管理": "安全…"} {
		if got := truncate(text, 5); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEscape(t *testing.T) {
	got := escape("a|b\\|c\nd<i>&*x*`[l](u)")
	if want := `a\|b\\\|c<br>d&lt;i&gt;&amp;\*x\*` + "\\`" + `\[l\](u)`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
