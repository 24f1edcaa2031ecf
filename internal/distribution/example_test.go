package distribution_test

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/distribution"
)

// "40% to 60%" of a growth rate: nine futures in ten lie between, the rest outside.
func ExampleRate() {
	growth, err := distribution.Rate(0.40, 0.60)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("P5 %.3f, median %.4f, P95 %.3f\n", growth.Quantile(0.05), growth.Median(), growth.Quantile(0.95))
	// Output: P5 0.400, median 0.4967, P95 0.600
}

// What cannot be is said in words, for the people who wrote it.
func ExamplePERT() {
	_, err := distribution.PERT(1, 9, 4)
	fmt.Println(err)
	// Output: the most likely value must lie between the minimum and the maximum: 9 is not between 1 and 4
}
