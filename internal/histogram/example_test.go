package histogram_test

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/histogram"
)

// Two workers count, in any order; together they have the quantiles of all values.
func Example() {
	var odd, even histogram.Histogram
	for v := 1; v <= 999; v++ {
		if v%2 == 0 {
			even.Add(float64(v))
		} else {
			odd.Add(float64(v))
		}
	}
	odd.Merge(&even)
	fmt.Printf("%d values, P10 %.0f, P50 %.0f, P90 %.0f\n", odd.N(), odd.Quantile(0.1), odd.Quantile(0.5), odd.Quantile(0.9))
	// Output: 999 values, P10 101, P50 500, P90 899
}
