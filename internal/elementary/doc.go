// Package elementary computes elementary functions that give the same bits on
// every processor. Those of package math are assembly on some and chosen by what
// the processor can do; and a compiler may fuse x·y + z into one rounding, as Go
// does on arm64, which an explicit conversion of the product prevents (The Go
// Programming Language Specification, "Floating-point operators"). So every
// product here is converted, and what is exact by definition stays with math: Sqrt,
// Floor, Abs, Ldexp and Frexp.
//
// Exp, Log and Pow look up the nearest of 128 values in a table and are polynomials
// from there on:
//
//   - P. T. P. Tang, "Table-Driven Implementation of the Exponential Function in
//     IEEE Floating-Point Arithmetic", ACM Trans. Math. Softw. 15 (1989);
//   - P. T. P. Tang, "Table-Driven Implementation of the Logarithm Function in IEEE
//     Floating-Point Arithmetic", ACM Trans. Math. Softw. 16 (1990);
//   - T. J. Dekker, "A Floating-Point Technique for Extending the Available
//     Precision", Numer. Math. 18 (1971), for sums and products of two floats.
//
// Against arithmetic of 200 bits they are off by less than 0.6 units in the last
// place, Log1p by less than 0.7, results below 2^-1022 by less than one, angles by
// less than five, Expm1 by less than three.
package elementary

//go:generate go run ./tables
