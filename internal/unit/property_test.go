package unit

import (
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// checkRoundTrip formats a value and parses it back.
func checkRoundTrip(t *testing.T, kind Kind, v Value) {
	t.Helper()
	text := Format(kind, v)
	back, err := Parse(kind, text, Options{})
	if err != nil {
		t.Errorf("%s %+v is written %q: %v", kind.Name(), v, text, err)
	} else if !near(back.Number, v.Number) || back.Per != v.Per || back.Currency != v.Currency {
		t.Errorf("%s %+v is written %q, which is %+v", kind.Name(), v, text, back)
	}
	if !compiled(kind).MatchString(text) {
		t.Errorf("pattern of %s does not match %q", kind.Name(), text)
	}
}

// compiled is the pattern of a kind, compiled once.
func compiled(kind Kind) *regexp.Regexp {
	known, ok := patterns.Load(kind)
	if !ok {
		known, _ = patterns.LoadOrStore(kind, regexp.MustCompile(kind.Pattern()))
	}
	return known.(*regexp.Regexp)
}

var patterns sync.Map // by kind

func TestRoundTrip(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	currencies := []string{"USD", "EUR", "TRY", "CHF"}
	for kind := KindCount; kind <= KindGrowth; kind++ {
		for range 2000 {
			v := Value{Number: (random.Float64()*2 - 1) * math.Pow(10, float64(random.IntN(46)-18))}
			if random.IntN(4) == 0 {
				v.Number = float64(random.IntN(100000)) / 1000
			}
			if kind.grammar().money {
				v.Currency = currencies[random.IntN(len(currencies))]
			}
			if kind == KindGrowth {
				v.Per = []float64{1, 3, 12, 7 * dayOfMonth, dayOfMonth}[random.IntN(5)]
			}
			checkRoundTrip(t, kind, v)
		}
	}
	for _, size := range []float64{0, 1e-29, 5e-30, 1e29, -1e29} {
		checkRoundTrip(t, KindBytes, Value{Number: size})
		checkRoundTrip(t, KindSeconds, Value{Number: size})
		checkRoundTrip(t, KindMoneyPerByte, Value{Number: size, Currency: "USD"})
	}
}

func seed(f *testing.F) {
	for _, c := range legal {
		f.Add(uint8(c.kind), c.text)
	}
	for _, c := range refused {
		f.Add(uint8(c.kind), c.text)
	}
	for _, s := range []string{"", "-", "e", "1e", "1e+", "$", "$ -", "%", "\xff", "1\xff", "5 to", "to", " to ", "1 to 2 TB", "/", "1/", "1 / / s", "USDUSD 1", "1 USD/", "−", "1−2 GB"} {
		f.Add(uint8(KindBytes), s)
		f.Add(uint8(KindMoney), s)
	}
}

func checkError(t *testing.T, text string, err error) {
	t.Helper()
	e, ok := err.(*Error)
	switch {
	case !ok:
		t.Fatalf("%q: error is a %T", text, err)
	case e.Text != text || e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(text):
		t.Fatalf("%q: error at %d+%d of %q", text, e.Offset, e.Length, e.Text)
	case e.Message == "" || e.Hint == "":
		t.Fatalf("%q: empty message or hint: %+v", text, e)
	}
}

func checkFinite(t *testing.T, text string, v Value) {
	t.Helper()
	if math.IsNaN(v.Number) || math.IsInf(v.Number, 0) || math.Signbit(v.Number) && v.Number == 0 {
		t.Fatalf("%q parses to %v", text, v.Number)
	}
}

func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, k uint8, text string) {
		kind := Kind(k % (uint8(KindGrowth) + 2)) // one past the end, too
		v, err := Parse(kind, text, Options{})
		if err != nil {
			checkError(t, text, err)
			return
		}
		checkFinite(t, text, v)
		if !compiled(kind).MatchString(text) {
			t.Fatalf("pattern of %s does not match %q", kind.Name(), text)
		}
		if size := math.Abs(v.Number); size < largest/10 {
			checkRoundTrip(t, kind, v)
		}
	})
}

func FuzzInterval(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, k uint8, text string) {
		low, high, ok, err := ParseInterval(Kind(k%uint8(KindGrowth+1)), text, Options{})
		switch {
		case err != nil:
			checkError(t, text, err)
			if !ok {
				t.Fatalf("%q is no interval, yet has an error", text)
			}
		case ok:
			checkFinite(t, text, low)
			checkFinite(t, text, high)
			if !strings.Contains(text, "to") {
				t.Fatalf("%q is no interval", text)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse(KindMoneyPerByteMonth, "$0.20/GB-month", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
