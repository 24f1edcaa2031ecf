package unit

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// suggested lists the texts that a hint offers in place of another.
func suggested(hint, unitOf string, with func(unit string) string) []string {
	if near, ok := strings.CutPrefix(hint, "did you mean \""); ok {
		return []string{with(strings.TrimSuffix(near, "\"?"))}
	}
	texts, ok := strings.CutPrefix(hint, "write ")
	if !ok || strings.Contains(hint, "such as") || strings.Contains(hint, "bare number") || strings.Contains(hint, "digits") {
		return nil
	}
	return regexp.MustCompile(`, or for bits |, | or `).Split(texts, -1)
}

// A hint never changes the amount: what it offers is what the text says, read in the one way or the two that it can be.
func TestHintsKeepTheAmount(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 9))
	number := func() (string, float64) {
		n := random.IntN(9000) + 1
		if random.IntN(2) == 0 {
			return fmt.Sprint(n), float64(n)
		}
		return fmt.Sprintf("%d,%d", n, 5), float64(n) + 0.5
	}
	for range 3000 {
		digits, value := number()
		for _, c := range []struct {
			kind     Kind
			head     string
			unit     string
			meanings []float64 // of 1 unit
		}{
			{KindCount, "", "lakh", []float64{1e5}}, {KindCount, "", "b", []float64{1e9}}, {KindCount, "", " mio", []float64{1e6}},
			{KindCount, "", " Million", []float64{1e6}}, {KindCount, "", " millions", []float64{1e6}}, {KindCount, "", " BILLION", []float64{1e9}},
			{KindMoney, "$", "m", []float64{1e6}}, {KindMoney, "$", "B", []float64{1e9}}, {KindMoney, "$", " mrd", []float64{1e9}}, {KindMoney, "", " eur", []float64{1}},
			{KindMoney, "", " Euro", []float64{1}}, {KindMoneyPerMonth, "€", "m/month", []float64{1e6}}, {KindMoneyPerMonth, "€", "/Month", []float64{1}},
			{KindMoneyPerMonth, "€", "/monht", []float64{1}}, {KindMoneyPerMonth, "", "/month", []float64{1}},
			{KindSeconds, "", " mesc", []float64{1e-3}}, {KindSeconds, "", " mss", []float64{1e-3}}, {KindSeconds, "", " MSEC", []float64{1e-3}}, {KindSeconds, "", " minuts", []float64{60}},
			{KindSeconds, "", " scs", []float64{1}}, {KindSeconds, "", " milisecs", []float64{1e-3}}, {KindSeconds, "", " miliseconds", []float64{1e-3}}, {KindSeconds, "", " Hours", []float64{3600}},
			{KindBytes, "", " gb", []float64{1e9, 1e9 / 8}}, {KindBytes, "", " Gb", []float64{1e9, 1e9 / 8}}, {KindBytes, "", " gib", []float64{1 << 30, 1 << 30 / 8}},
			{KindBytes, "", " GIB", []float64{1 << 30}}, {KindBytes, "", " Gbi", []float64{1 << 30}}, {KindBytes, "", " byts", []float64{1}}, {KindBytes, "", " mB", []float64{1e6}},
			{KindBytesPerMonth, "", " Gb/month", []float64{1e9, 1e9 / 8}}, {KindBytesPerMonth, "", " gB/Month", []float64{1e9}},
			{KindBandwidth, "", " mb/s", []float64{1e6, 8e6}}, {KindBandwidth, "", " mbps", []float64{1e6, 8e6}}, {KindBandwidth, "", " GBPS", []float64{8e9, 1e9}},
			{KindPerSecond, "", " RPS", []float64{1}}, {KindPerSecond, "", "/Min", []float64{1.0 / 60}}, {KindPerSecond, "", "/mintue", []float64{1.0 / 60}}, {KindPerSecond, "", "m/s", []float64{1e6}},
			{KindGrowth, "", "%/qarter", []float64{0.01}}, {KindGrowth, "", "%/wekk", []float64{0.01}}, {KindMonths, "", " yaers", []float64{12}}, {KindMonths, "", " wekes", []float64{7 * dayOfMonth}},
		} {
			text := c.head + digits + c.unit
			_, err := Parse(c.kind, text, Options{})
			if err == nil {
				t.Fatalf("%s %q is read", c.kind.Name(), text)
			}
			hint := err.(*Error).Hint
			with := func(unit string) string {
				if isCurrency(unit) {
					return digits + " " + unit
				}
				gap := " "
				if strings.ContainsAny(unit[:1], "/%") {
					gap = ""
				}
				return c.head + digits + gap + unit
			}
			for _, offer := range suggested(hint, c.unit, with) {
				got, err := Parse(c.kind, offer, Options{})
				if err != nil {
					if second := err.(*Error); second.Message != "" && strings.Contains(second.Message, "comma") || c.unit != "" && strings.Contains(digits, ",") {
						continue // the comma comes first, the unit is the next thing said
					}
					t.Fatalf("%s %q: hint %q is refused itself: %v", c.kind.Name(), text, hint, err)
				}
				if !slices.ContainsFunc(c.meanings, func(m float64) bool {
					return near(got.Number, value*m) || c.head == "" && got.Currency != "" && near(got.Number, value)
				}) {
					t.Fatalf("%s %q: hint %q is %v, not %v times one of %v", c.kind.Name(), text, hint, got.Number, value, c.meanings)
				}
			}
		}
	}
}

// Signs that countries share are those of the plan's own currency, if it is one of theirs.
func TestSharedSigns(t *testing.T) {
	for _, c := range []struct{ text, plan, want string }{
		{"1 500 kr/month", "NOK", "NOK"}, {"kr 1500/month", "SEK", "SEK"}, {"1500 Kr/month", "DKK", "DKK"}, {"1500kr/month", "ISK", "ISK"},
		{"Rs. 1500/month", "INR", "INR"}, {"Rs 1500/month", "PKR", "PKR"}, {"1500 lei/month", "RON", "RON"}, {"1500 kr/month", "USD", ""}, {"1500 kr/month", "", ""},
	} {
		v, err := Parse(KindMoneyPerMonth, c.text, Options{Currency: c.plan})
		switch {
		case c.want == "" && (err == nil || !strings.HasPrefix(err.(*Error).Hint, "write NOK")):
			t.Errorf("%q in %q: %v, %v", c.text, c.plan, v, err)
		case c.want != "" && (err != nil || v.Currency != c.want || v.Number != 1500):
			t.Errorf("%q in %q: %v, %v", c.text, c.plan, v, err)
		}
	}
}

// A month that the plan gives other hours has other days and weeks as well.
func TestMonthOfThePlan(t *testing.T) {
	o := Options{HoursPerMonth: 720}
	for _, c := range []struct {
		kind Kind
		text string
		want float64
	}{
		{KindMoneyPerMonth, "$1/day", 30}, {KindCountPerMonth, "1/day", 30}, {KindBytesPerMonth, "7 GB/week", 30e9}, {KindPerSecond, "2592000/month", 1},
	} {
		if v, err := Parse(c.kind, c.text, o); err != nil || !near(v.Number, c.want) {
			t.Errorf("%q is %v, %v; want %v", c.text, v.Number, err, c.want)
		}
	}
	low, high, ok, err := ParseInterval(KindCount, "2 to 3 million", o)
	if !ok || err != nil || low.Number != 2e6 || high.Number != 3e6 {
		t.Errorf("2 to 3 million is %v to %v: %v", low.Number, high.Number, err)
	}
}
