package unit

import "testing"

func TestMinorDigits(t *testing.T) {
	for code, want := range map[string]int{"USD": 2, "EUR": 2, "TRY": 2, "JPY": 0, "KRW": 0, "CLP": 0, "KWD": 3, "BHD": 3, "CLF": 4} {
		if got := MinorDigits(code); got != want {
			t.Errorf("%s: %d, want %d (ISO 4217)", code, got, want)
		}
	}
	for digits, want := range []float64{1235, 1234.6, 1234.57, 1234.568} {
		if got := RoundMinor(1234.5678, digits); got != want {
			t.Errorf("%d digits: %g, want %g", digits, got, want)
		}
	}
}
