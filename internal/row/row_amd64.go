//go:build !purego

package row

import "golang.org/x/sys/cpu"

// four and eight are whether the processor has instructions for so many numbers at
// a time.
var (
	four  = cpu.X86.HasAVX2
	eight = four && cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ
)

// Rows may be empty; all of a call are as long as the first. There is at least one
// level, step, size, part, term or other row.

//go:noescape
func countAVX(c *Count, need, units, mean []float64, levels []Level)

//go:noescape
func scaleAVX(row, other []float64, times float64)

//go:noescape
func addAVX(row, other []float64, times float64)

//go:noescape
func addRaisedAVX(row, other []float64, least, times float64)

//go:noescape
func raiseAVX(row, other []float64, times float64)

//go:noescape
func multiplyAVX(row, one, other []float64)

//go:noescape
func addProductAVX(row, one, other []float64)

//go:noescape
func leftAVX(row, other, share []float64, part, rest float64)

//go:noescape
func growAVX(row, other, work []float64, still, part, least, most float64)

//go:noescape
func undercutsAVX(cost, load []float64, times, least, spare, price float64) bool

//go:noescape
func sumAVX(row []float64, others [][]float64)

//go:noescape
func carryAVX(first, least, mean []float64, spare float64, parts []Part)

//go:noescape
func leastAVX(row, other []float64)

//go:noescape
func shareAVX(row, part, whole []float64)

//go:noescape
func wholeAVX(row, other []float64, times float64)

//go:noescape
func priceAVX(row, volume, index []float64, copies float64, steps []Step)

//go:noescape
func fitAVX(first []int, sizes [][4]float64, asked *[4][]float64) (all bool)
