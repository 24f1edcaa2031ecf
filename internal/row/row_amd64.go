//go:build !purego

package row

import "golang.org/x/sys/cpu"

// fours does the longest multiple of four numbers of Add, and returns how many.
func (c *Count) fours(need, units, mean, requested []float64) int {
	n := len(need) &^ 3
	if n == 0 || !cpu.X86.HasAVX {
		return 0
	}
	add4(c, &need[0], &units[0], &mean[0], &requested[0], n)
	return n
}

// add4 is Add for n numbers, a multiple of four and not 0.
//
//go:noescape
func add4(c *Count, need, units, mean, requested *float64, n int)
