package scenario

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/unit"
)

func TestMiddle(t *testing.T) {
	for _, c := range []struct {
		kind       unit.Kind
		a, b, want float64
		why        string
	}{
		{unit.KindCount, 4, 9, 6, "√36"},
		{unit.KindCount, -4, 10, 3, "no logarithm: the mean"},
		{unit.KindCount, 0, 10, 5, "no logarithm of 0"},
		{unit.KindCount, 1e200, 1e240, 1e220, "without overflow"},
		{unit.KindRatio, 0.2, 0.8, 0.5, "odds 1/4 and 4, whose mean is 1"},
		{unit.KindRatio, 0.5, 0.8, 2.0 / 3, "odds 1 and 4, whose mean is 2"},
		{unit.KindRatio, 0, 0.8, 0.4, "no odds of 0"},
		{unit.KindRatio, 0.25, 1, 0.5, "no odds of 1: geometric"},
		{unit.KindGrowth, 0.1, 0.4, 0.2, "√0.04"},
		{unit.KindGrowth, -0.1, 0.4, 0.15, "the mean"},
	} {
		if got := middle(c.kind, c.a, c.b); math.Abs(got-c.want) > 1e-12*math.Abs(c.want) {
			t.Errorf("middle of %v and %v (%s): got %v, want %v", c.a, c.b, c.why, got, c.want)
		}
	}
}

// 21 % in two months are 10 % a month.
func TestAtPeriod(t *testing.T) {
	got := (&field{}).atPeriod(unit.Value{Number: 0.1, Per: 1}, 2)
	if math.Abs(got.Number-0.21) > 1e-12 || got.Per != 2 {
		t.Errorf("got %v", got)
	}
	f := Decode("x", read(t, testdata+"/ok/minimal.yaml"), Override{"drivers.users.growth", "1%/month to 20%/year"})
	s := f.Inputs.Find("drivers.users.growth").Distribution
	if want := math.Pow(1.01, 12) - 1; math.Abs(s.Quantile(0.05)-want) > 1e-6 || math.Abs(s.Quantile(0.95)-0.2) > 1e-6 {
		t.Errorf("got %s, want %v to 0.2", s, want)
	}
}
