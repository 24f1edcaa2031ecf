package unit_test

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Quantities are read as people write them, into base units; what could mean two
// things is an error that says what to write.
func ExampleParse() {
	size, _ := unit.Parse(unit.KindBytes, "512Mi", unit.Options{})
	growth, _ := unit.Parse(unit.KindGrowth, "50%/quarter", unit.Options{})
	price, _ := unit.Parse(unit.KindMoneyPerMonth, "$0.10/hour", unit.Options{HoursPerMonth: 730})
	fmt.Println(size.Number, "bytes")
	fmt.Println(growth.Number, "in", growth.Per, "months")
	fmt.Println(price.Number, price.Currency, "a month")

	_, err := unit.Parse(unit.KindRatio, "60", unit.Options{})
	fmt.Println(err)
	// Output:
	// 5.36870912e+08 bytes
	// 0.5 in 3 months
	// 73 USD a month
	// "60" has no unit; write 60%
}

// The left end of an interval may leave out what the right one says.
func ExampleParseInterval() {
	low, high, ok, err := unit.ParseInterval(unit.KindBytes, "8 to 12 GB", unit.Options{})
	fmt.Println(low.Number, high.Number, ok, err)
	// Output: 8e+09 1.2e+10 true <nil>
}

// What was probably meant, or nothing when no candidate is near.
func ExampleNearest() {
	fmt.Printf("%q\n", unit.Nearest("repicas", []string{"replica", "replicas", "targets"}))
	fmt.Printf("%q\n", unit.Nearest("latency", []string{"replica", "replicas", "targets"}))
	// Output:
	// "replicas"
	// ""
}
