//go:build !amd64 || purego

package row

// fours has no instructions for four numbers at a time here.
func (c *Count) fours(need, units, mean, requested []float64) int { return 0 }
