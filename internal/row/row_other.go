//go:build !amd64 || purego

package row

// There are no instructions for several numbers at a time here.
const four = false

func countAVX(c *Count, need, units, mean []float64, levels []Level)         {}
func scaleAVX(row, other []float64, times float64)                           {}
func addAVX(row, other []float64, times float64)                             {}
func raiseAVX(row, other []float64, times float64)                           {}
func multiplyAVX(row, one, other []float64)                                  {}
func leastAVX(row, other []float64)                                          {}
func shareAVX(row, part, whole []float64)                                    {}
func wholeAVX(row, other []float64, times float64)                           {}
func priceAVX(row, volume, index []float64, copies float64, steps []Step)    {}
func fitAVX(first []int, sizes [][4]float64, asked *[4][]float64) (all bool) { return false }

func addProductAVX(row, one, other []float64)                                    {}
func leftAVX(row, other, share []float64, part, rest float64)                    {}
func sumAVX(row []float64, others [][]float64)                                   {}
func carryAVX(first, least, mean []float64, spare float64, parts []Part)         {}
func growAVX(row, other, work []float64, still, part, least, most float64)       {}
func undercutsAVX(cost, load []float64, times, least, spare, price float64) bool { return false }
func addRaisedAVX(row, other []float64, least, times float64)                    {}
