package words

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
		if got := Decimal(c.v, c.places); got != c.want {
			t.Errorf("decimal(%v, %d) = %q, want %q", c.v, c.places, got, c.want)
		}
	}
}

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		currency Currency
		v        float64
		places   int
		want     string
	}{
		{"USD", 3700, 2, "$3,700.00"}, {"USD", -180, 0, "−$180"}, {"EUR", 0.5, 2, "€0.50"}, {"TRY", 48200, 0, "₺48,200"},
		{"GBP", 1, 2, "£1.00"}, {"CHF", -5, 2, "−5.00 CHF"}, {"USD", -0.004, 2, "$0.00"},
	} {
		if got := c.currency.Amount(c.v, c.places); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.currency, c.v, got, c.want)
		}
	}
}

func TestColumnHasOneRule(t *testing.T) {
	for _, c := range []struct {
		got  []string
		want string
	}{
		{Currency("USD").Column([]float64{850, 999.994}, 1000), "$850.00 $999.99"},
		{Currency("USD").Column([]float64{850.4, -1234.56}, 1000), "$850 −$1,235"},
	} {
		if got := strings.Join(c.got, " "); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
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
		if got := Quantity(c.kind, c.v, "USD"); got != c.want {
			t.Errorf("%v %v: %q, want %q", c.kind, c.v, got, c.want)
		}
	}
	if Optional(unit.KindMonths, nil, "USD") != "not reached" || Optional(unit.KindMoney, nil, "USD") != None {
		t.Error("a value that does not exist")
	}
}
