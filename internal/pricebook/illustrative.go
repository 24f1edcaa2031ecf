package pricebook

import (
	_ "embed"
	"fmt"
)

//go:embed illustrative.csv
var illustrative []byte

// Illustrative is the name of the book that is part of the program.
const Illustrative = "illustrative"

// BuiltIn is the book that is part of the program: made-up figures near public list
// prices, marked and dated as such.
func BuiltIn() *Book {
	b, faults := Parse("illustrative.csv", illustrative)
	if b == nil {
		panic(fmt.Sprintf("the built-in price book: %v", faults)) // a test reads it
	}
	return b
}

// BuiltInText is the text of that book.
func BuiltInText() []byte { return append([]byte(nil), illustrative...) }
