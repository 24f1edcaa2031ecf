package copula_test

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/copula"
)

// The second variable goes with the first, the third is left alone.
func ExampleCopula_Transform() {
	c, err := copula.New([]copula.Pair{{A: 0, B: 1, Rank: 0.9}})
	if err != nil {
		fmt.Println(err)
		return
	}
	u := []float64{0.95, 0.5, 0.2}
	c.Transform(u)
	fmt.Printf("%.2f %.2f %.2f\n", u[0], u[1], u[2])
	// Output: 0.95 0.93 0.20
}

// Of three inputs no two can both go against each other.
func ExampleNew() {
	_, err := copula.New([]copula.Pair{{A: 0, B: 1, Rank: -0.9}, {A: 1, B: 2, Rank: -0.9}, {A: 0, B: 2, Rank: -0.9}})
	fmt.Println(err != nil)
	// Output: true
}
