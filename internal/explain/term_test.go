package explain

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
)

// Names, figures and value of a formula say the same, with parentheses where
// the order of operations needs them and nowhere else.
func TestTerms(t *testing.T) {
	x := &explainer{scenario: &model.Scenario{Currency: "USD"}}
	a, b, c := x.is("a", count(2)), x.is("b", count(3)), x.is("c", count(4))
	less := x.is("d", count(-5))
	for _, test := range []struct {
		term         term
		name, figure string
		value        float64
	}{
		{sum(a, product(b, c)), "a + b × c", "2 + 3 × 4", 14},
		{product(sum(a, b), c), "(a + b) × c", "(2 + 3) × 4", 20},
		{product(a), "a", "2", 2},
		{sum(), "0", "0", 0},
		{difference(sum(a, b), sum(b, c)), "a + b − (b + c)", "2 + 3 − (3 + 4)", -2},
		{difference(a), "a", "2", 2},
		{sum(a, less), "a + d", "2 + (−5)", -3},
		{sum(less, a), "d + a", "−5 + 2", -3},
		{quotient(product(a, b), product(b, c)), "a × b ÷ (b × c)", "2 × 3 ÷ (3 × 4)", 0.5},
		{product(quotient(a, c), b), "a ÷ c × b", "2 ÷ 4 × 3", 1.5},
		{product(b, quotient(a, c)), "b × (a ÷ c)", "3 × (2 ÷ 4)", 1.5},
		{power(sum(one(), a), quotient(c, a)), "(1 + a)^(c ÷ a)", "(1 + 2)^(4 ÷ 2)", 9},
		{product(a, power(b, a)), "a × b^a", "2 × 3^2", 18},
		{least(a, greatest(b, sum(c, a))), "min(a; max(b; c + a))", "min(2; max(3; 4 + 2))", 2},
		{ceiling(quotient(b, a)), "⌈b ÷ a⌉", "⌈3 ÷ 2⌉", 2},
		{product(ceiling(sum(a, b)), c), "⌈a + b⌉ × c", "⌈2 + 3⌉ × 4", 20},
	} {
		if g := test.term; g.name != test.name || g.figure != test.figure || math.Abs(g.value-test.value) > 1e-12 {
			t.Errorf("got %s = %s = %g, want %s = %s = %g", g.name, g.figure, g.value, test.name, test.figure, test.value)
		}
	}
}

func TestFigures(t *testing.T) {
	for _, test := range []struct {
		q        quantity
		currency string
		want     string
	}{
		{count(0), "USD", "0"},
		{count(1234567.8), "USD", "1,234,568"},
		{count(12.34567), "USD", "12.346"},
		{count(-12.5), "USD", "−12.5"},
		{count(0.000123456), "USD", "0.00012346"},
		{count(1e-12), "USD", "1.0000e−12"},
		{count(1e24), "USD", "1.0000e+24"},
		{things("replica")(1), "USD", "1 replica"},
		{things("replica")(7.0512), "USD", "7.0512 replicas"},
		{months(1), "USD", "1 month"},
		{ratio(0.47733), "USD", "47.733%"},
		{factor(4.41379), "USD", "4.4138x"},
		{rate(1234.56), "USD", "1,234.6/s"},
		{bytes(28.2843e9), "USD", "28.284 GB"},
		{bits(359650), "USD", "359.65 kbps"},
		{cores(0.33223), "USD", "0.33223 cores"},
		{perUser(77.75), "JPY", "¥77.75"},
		{money(77.75), "JPY", "¥78"},
		{money(1234.5), "USD", "$1,234.50"},
		{money(-1), "TRY", "−₺1.00"},
		{money(11), "CHF", "11.00 CHF"},
		{money(-0.001), "USD", "$0.00"},
		{money(math.Copysign(0, -1)), "USD", "$0.00"},
	} {
		x := &explainer{scenario: &model.Scenario{Currency: test.currency}}
		if got := x.text(test.q); got != test.want {
			t.Errorf("%+v: got %q, want %q", test.q, got, test.want)
		}
	}
}
