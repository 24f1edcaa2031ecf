package scenario

import (
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/unit"
)

// The value of an interval in a forecast is the median of its distribution.
func TestMiddle(t *testing.T) {
	shift := 10.0 / 19
	for _, c := range []struct {
		path, text string
		want       float64
		why        string
	}{
		{"drivers.users.now", "4 to 9", 6, "√36"},
		{"drivers.users.now", "0 to 10", math.Sqrt(shift*(10+shift)) - shift, "shifted by 10/19, so that the ends are a factor of 20 apart"},
		{"drivers.users.now", "1e-9 to 10", math.Sqrt(shift*(10+shift)) - shift, "the same"},
		{"nodes.headroom", "20% to 80%", 0.5, "odds 1/4 and 4, whose mean is 1"},
		{"nodes.headroom", "50% to 80%", 2.0 / 3, "odds 1 and 4, whose mean is 2"},
		{"drivers.users.growth", "10%/year to 40%/year", math.Sqrt(1.1*1.4) - 1, "√ of what the year multiplies by"},
		{"drivers.users.growth", "-10%/year to 40%/year", math.Sqrt(0.9*1.4) - 1, "the same on both sides of zero"},
		{"drivers.users.growth", "0%/year to 40%/year", math.Sqrt(1.4) - 1, "and at it"},
		{"drivers.users.volatility", "4%/year to 9%/year", 0.06, "a standard deviation, not a rate: √0.0036"},
	} {
		f := Decode("x", read(t, testdata+"/ok/minimal.yaml"), Override{c.path, c.text})
		if f.Scenario == nil {
			t.Error(render(t, f))
			continue
		}
		in := f.Inputs.Find(c.path)
		if math.Abs(*in.At-c.want) > 1e-7*c.want {
			t.Errorf("%s of %s (%s): got %v, want %v", c.text, c.path, c.why, *in.At, c.want)
		}
		if wide := strings.Contains(render(t, f), "[wide-range]"); wide != (strings.HasSuffix(c.text, "to 10")) {
			t.Errorf("%s: a warning is %v", c.text, wide)
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
