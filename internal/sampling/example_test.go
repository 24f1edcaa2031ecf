package sampling_test

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/sampling"
)

// The mean of the square of a uniform number is 1/3. Replicates say how well it is
// known; the numbers of an input depend on its name, not on other inputs.
func Example() {
	design := sampling.Design{Method: sampling.Sobol, Seed: 1, Replicates: 16, Points: 1024, Lead: []string{"growth"}}
	if err := design.Validate(); err != nil {
		fmt.Println(err)
		return
	}
	column := design.Column("growth")
	estimates, u := make([]float64, design.Replicates), make([]float64, design.Points)
	for replicate := range estimates {
		column.Fill(u, replicate, 0)
		for _, x := range u {
			estimates[replicate] += x * x / float64(len(u))
		}
	}
	mean, half := sampling.HalfWidth(estimates)
	fmt.Printf("%.4f, to within 1 in 10,000: %t\n", mean, half < 1e-4)
	// Output: 0.3333, to within 1 in 10,000: true
}
