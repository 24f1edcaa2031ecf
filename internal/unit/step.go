package unit

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// NiceStep is the least step for the ticks of an axis that is not less than raw, a
// positive number: 1, 2, 2.5, 5 or 10 times a power of ten. Whole numbers have none
// below 1 and no halves.
func NiceStep(raw float64, whole bool) float64 {
	power := elementary.Pow(10, math.Floor(elementary.Log10(raw)))
	step := 10 * power
	for _, f := range []float64{1, 2, 2.5, 5} {
		if f == 2.5 && whole && power < 10 {
			continue
		}
		if f*power >= raw*(1-1e-9) {
			step = f * power
			break
		}
	}
	if whole {
		step = max(step, 1)
	}
	return step
}
