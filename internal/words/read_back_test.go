package words

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/talimat/talimat-plan/internal/unit"
)

// What the tool writes of money it reads: every amount, in every currency, to its
// minor unit, is the same amount when it is typed into a limit.
func TestAmountsAreReadBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 7))
	for _, code := range unit.Currencies() {
		digits := unit.MinorDigits(code)
		for range 60 {
			v := unit.RoundMinor(math.Pow(10, 9*rng.Float64()-1), digits)
			text := Currency(code).Exact(v)
			read, err := unit.Parse(unit.KindMoney, text, unit.Options{Currency: code})
			if err != nil {
				t.Errorf("%s: %v", text, err)
				break
			}
			if read.Currency != code || math.Abs(read.Number-v) > 1e-9*v {
				t.Errorf("%s: read as %v %s, want %v %s", text, read.Number, read.Currency, v, code)
				break
			}
		}
	}
}
