//go:build !purego

package row

import "golang.org/x/sys/cpu"

// The functions of this file do the longest multiple of four months of a row, and
// return how many they did.

func count(c *Count, need, units, mean, requested []float64) int {
	n := len(need) &^ 3
	if n == 0 || !cpu.X86.HasAVX {
		return 0
	}
	count4(c, &need[0], &units[0], &mean[0], &requested[0], n)
	return n
}

func scale(row, other []float64, times float64) int {
	n := len(row) &^ 3
	if n == 0 || !cpu.X86.HasAVX {
		return 0
	}
	scale4(&row[0], &other[0], times, n)
	return n
}

func add(row, other []float64, times float64) int {
	n := len(row) &^ 3
	if n == 0 || !cpu.X86.HasAVX {
		return 0
	}
	add4(&row[0], &other[0], times, n)
	return n
}

//go:noescape
func count4(c *Count, need, units, mean, requested *float64, n int)

//go:noescape
func scale4(row, other *float64, times float64, n int)

//go:noescape
func add4(row, other *float64, times float64, n int)
