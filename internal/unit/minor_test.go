package unit

import "testing"

func TestMinorDigits(t *testing.T) {
	for code, want := range map[string]int{"USD": 2, "EUR": 2, "TRY": 2, "JPY": 0, "KRW": 0, "CLP": 0, "KWD": 3, "BHD": 3, "CLF": 4} {
		if got := MinorDigits(code); got != want {
			t.Errorf("%s: %d, want %d (ISO 4217)", code, got, want)
		}
	}
	for code, want := range map[string]int{"USD": 2, "JPY": 2, "KWD": 3, "CLF": 4} {
		if got := FineDigits(code); got != want {
			t.Errorf("%s: %d, want %d for means", code, got, want)
		}
	}
	for digits, want := range []float64{1235, 1234.6, 1234.57, 1234.568} {
		if got := RoundMinor(1234.5678, digits); got != want {
			t.Errorf("%d digits: %g, want %g", digits, got, want)
		}
	}
}

func TestRoundMinor(t *testing.T) {
	for _, c := range []struct{ v, want float64 }{
		{0, 0}, {1, 1}, {0.01, 0.01}, {19.994, 19.99}, {19.996, 20},
		{0.125, 0.13}, {0.375, 0.38}, {1000.625, 1000.63}, // halves that binary fractions hold exactly
		{-0.125, -0.13}, {-0.375, -0.38}, // away from zero
		{-19.994, -19.99},
		{1 << 50, 1 << 50}, {1e24, 1e24}, {-1e300, -1e300}, // no cents left to round
	} {
		if got := RoundMinor(c.v, 2); got != c.want {
			t.Errorf("%g: got %.17g, want %g", c.v, got, c.want)
		}
	}
}
