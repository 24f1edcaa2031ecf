//go:build !amd64 || purego

package row

// There are no instructions for several numbers at a time here.

func count(c *Count, need, units, mean []float64, levels []Level) bool          { return false }
func scale(row, other []float64, times float64) bool                            { return false }
func add(row, other []float64, times float64) bool                              { return false }
func multiply(row, one, other []float64) bool                                   { return false }
func least(row, other []float64) bool                                           { return false }
func round(row, other []float64, times float64) bool                            { return false }
func price(row, volume, index []float64, copies float64, steps []Step) bool     { return false }
func fit(first []int, sizes [][4]float64, asked *[4][]float64) (all, done bool) { return false, false }
func share(row, part, whole []float64) bool                                     { return false }
func raise(row, other []float64, times float64) bool                            { return false }
