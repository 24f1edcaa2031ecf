//go:build !amd64 || purego

package row

// There are no instructions for four numbers at a time here.

func count(c *Count, need, units, mean, requested []float64) bool { return false }
func scale(row, other []float64, times float64) bool              { return false }
func add(row, other []float64, times float64) bool                { return false }
