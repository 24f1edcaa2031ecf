package line

import "testing"

func TestRounded(t *testing.T) {
	for _, c := range []struct {
		v      float64
		digits int
		up     bool
		want   float64
	}{
		{80244, 2, true, 81000}, {81000, 2, true, 81000}, {99.5, 2, true, 100}, {5.01, 2, true, 5.1}, {0.07004, 3, false, 0.07}, {0.33333, 3, false, 0.333},
		{0.9999, 3, false, 0.999}, {1.0001, 3, false, 1}, {0.099999, 3, false, 0.0999},
	} {
		if got := Rounded(c.v, c.digits, c.up); got != c.want {
			t.Errorf("%g: got %g, want %g", c.v, got, c.want)
		}
	}
}
