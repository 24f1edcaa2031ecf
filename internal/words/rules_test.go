package words

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/unit"
)

// An amount of a bill has the decimals of ISO 4217; one that nobody pays as it
// is, such as a cost per user, at least two.
func TestCurrenciesHaveTheirDecimals(t *testing.T) {
	for _, c := range []struct {
		currency    Currency
		v           float64
		exact, fine string
	}{
		{"USD", 3700, "$3,700.00", "$3,700.00"},
		{"USD", -0.125, "−$0.12", "−$0.12"},
		{"JPY", 850, "¥850", "¥850.00"},
		{"JPY", 77.75, "¥78", "¥77.75"},
		{"JPY", -1234567.5, "−¥1,234,568", "−¥1,234,567.50"},
		{"KWD", 6.1724, "6.172 KWD", "6.172 KWD"},
		{"CLF", 6.17254, "6.1725 CLF", "6.1725 CLF"},
		{"TRY", 48200, "₺48,200.00", "₺48,200.00"},
		{"TRY", -1, "−₺1.00", "−₺1.00"},
		{"XYZ", 5, "5.00 XYZ", "5.00 XYZ"}, // unknown: the decimals of most
		{"EUR", 1e24, "€1.00e+24", "€1.00e+24"},
		{"USD", -0.001, "$0.00", "−$0.0010"},
	} {
		if got := c.currency.Exact(c.v); got != c.exact {
			t.Errorf("%s %v: %q, want %q", c.currency, c.v, got, c.exact)
		}
		if got := c.currency.Fine(c.v); got != c.fine {
			t.Errorf("%s %v: fine %q, want %q", c.currency, c.v, got, c.fine)
		}
	}
}

// A price has the digits that a list has, down to parts of a cent.
func TestPrices(t *testing.T) {
	for _, c := range []struct {
		currency Currency
		v        float64
		want     string
	}{
		{"USD", 0.085, "$0.085"}, {"USD", 0.1, "$0.10"}, {"USD", 0, "$0.00"}, {"USD", 0.39703196347, "$0.39703"}, {"USD", 2e-7, "$0.0000002"},
		{"USD", 1234.5678, "$1,234.57"}, {"EUR", 0.0088, "€0.0088"}, {"JPY", 850, "¥850"}, {"JPY", 77.75, "¥77.75"}, {"USD", 12.3456789, "$12.346"},
	} {
		if got := c.currency.Price(c.v); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.currency, c.v, got, c.want)
		}
	}
}

func TestOneRuleForEachKind(t *testing.T) {
	for _, c := range []struct {
		kind    unit.Kind
		v       float64
		usual   string
		precise string
	}{
		{unit.KindBytes, 999.7e9, "999.7 GB", "999.7 GB"},
		{unit.KindBytes, 999.97e9, "1 TB", "999.97 GB"}, // findings wrote 1e+03 GB
		{unit.KindBytes, 1.254e12, "1.25 TB", "1.254 TB"},
		{unit.KindBytes, 0, "0 B", "0 B"},
		{unit.KindBytes, 512, "512 B", "512 B"},
		{unit.KindBytes, -9.09e12, "−9.09 TB", "−9.09 TB"},
		{unit.KindPerSecond, 0.0041, "0.0041/s", "0.0041/s"}, // not 0/s
		{unit.KindPerSecond, 58.374, "58.4/s", "58.374/s"},
		{unit.KindPerSecond, 9445.3, "9,445/s", "9,445.3/s"},
		{unit.KindSeconds, 0.00025, "0.25 ms", "0.25 ms"},
		{unit.KindSeconds, 0.12207, "122.1 ms", "122.07 ms"},
		{unit.KindRatio, 0.5505, "55%", "55.05%"},
		{unit.KindRatio, 0.9995, "99.95%", "99.95%"},
		{unit.KindRatio, 0.99999999, "99.999999%", "100%"},
		{unit.KindRatio, 0.0004, "0.04%", "0.04%"},
		{unit.KindRatio, 1e-6, "0%", "0.0001%"},
		{unit.KindRatio, 1, "100%", "100%"},
		{unit.KindFactor, 4.41379, "4.41x", "4.4138x"},
		{unit.KindCount, 13.875, "13.88", "13.875"},
		{unit.KindMonths, 2.5, "2.5 months", "2.5"},
		{unit.KindMoney, -850, "−¥850", "−¥850"},
	} {
		if got := Quantity(c.kind, c.v, "JPY"); got != c.usual {
			t.Errorf("%s %v: %q, want %q", c.kind.Name(), c.v, got, c.usual)
		}
		if got := Precise(c.kind, c.v, "JPY"); got != c.precise {
			t.Errorf("%s %v: precisely %q, want %q", c.kind.Name(), c.v, got, c.precise)
		}
	}
	if got := Quantity(unit.KindMoneyPerByte, 9e-11, "USD"); got != "$0.09/GB" {
		t.Errorf("a price per byte: %q", got)
	}
}

func TestLabels(t *testing.T) {
	for _, c := range []struct {
		label Label
		v     float64
		want  string
	}{
		{Label{Kind: unit.KindMoney, Currency: "JPY"}, 77.75, "¥78"}, // no hundredths of a yen in a chart
		{Label{Kind: unit.KindMoney, Currency: "KWD"}, 6.1724, "6.172 KWD"},
		{Label{Kind: unit.KindMoney, Currency: "USD"}, 46.5, "$46.50"},
		{Label{Kind: unit.KindMoney, Currency: "CHF"}, 120e3, "120k CHF"},
		{Label{Kind: unit.KindMoney, Currency: "TRY"}, -1.8e6, "−₺1.8M"},
		{Label{Kind: unit.KindMoney, Currency: "TRY", ASCII: true}, -1.8e6, "-1.8M TRY"},
		{Label{Kind: unit.KindMoney, Currency: "USD", ASCII: true}, -5, "-$5"},
		{Label{Kind: unit.KindMoney, Currency: "USD"}, 4e22, "$4e22"},
		{Label{Kind: unit.KindBytes}, 9.27e12, "9.27 TB"},
		{Label{Kind: unit.KindPerSecond}, 58.37, "58.4/s"},
		{Label{Kind: unit.KindSeconds}, 0.18, "180 ms"},
		{Label{Kind: unit.KindCount}, 2.5e-9, "2.5e−09"},
		{Label{Kind: unit.KindCount}, 0, "0"},
	} {
		if got := c.label.Value(c.v); got != c.want {
			t.Errorf("%+v %v: %q, want %q", c.label, c.v, got, c.want)
		}
	}
	if Share(0.004) != "<1%" || Share(0.39) != "39%" || Share(0) != "0%" {
		t.Error("shares")
	}
}

// Whatever is not finite is written, and never stops the program.
func TestNotFinite(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, math.SmallestNonzeroFloat64} {
		for kind := unit.KindNone; kind <= unit.KindGrowth; kind++ {
			if Quantity(kind, v, "USD") == "" || Precise(kind, v, "USD") == "" || (Label{Kind: kind}).Value(v) == "" {
				t.Errorf("%s %v: nothing", kind.Name(), v)
			}
		}
	}
}

func TestPhrases(t *testing.T) {
	start := unit.Date{Year: 2024, Month: 1}
	for got, want := range map[string]string{
		When(35, start):                    "month 35 (2026-12)",
		MonthName(start.Add(36)):           "Jan 2027",
		Months(1):                          "1 month",
		Months(0):                          "0 months",
		Phrase("memory_utilization"):       "memory utilization",
		List(nil):                          "",
		List([]string{"a"}):                "a",
		List([]string{"a", "b"}):           "a and b",
		List([]string{"a", "b", "c"}):      "a, b and c",
		Optional(unit.KindMonths, nil, ""): "not reached",
		Optional(unit.KindMoney, nil, ""):  None,
		Digits(0.000123456, 5):             "0.00012346",
		Digits(-1234567.8, 5):              "−1,234,568",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
