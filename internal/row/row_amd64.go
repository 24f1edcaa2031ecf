//go:build !purego

package row

import "golang.org/x/sys/cpu"

// Each function of this file does a row if the processor has the instructions,
// and reports whether it did.

func count(c *Count, need, units, mean, requested []float64) bool {
	if len(need) == 0 || !cpu.X86.HasAVX {
		return false
	}
	countAVX(c, &need[0], &units[0], &mean[0], &requested[0], len(need))
	return true
}

func scale(row, other []float64, times float64) bool {
	if len(row) == 0 || !cpu.X86.HasAVX {
		return false
	}
	scaleAVX(&row[0], &other[0], times, len(row))
	return true
}

func add(row, other []float64, times float64) bool {
	if len(row) == 0 || !cpu.X86.HasAVX {
		return false
	}
	addAVX(&row[0], &other[0], times, len(row))
	return true
}

//go:noescape
func countAVX(c *Count, need, units, mean, requested *float64, n int)

//go:noescape
func scaleAVX(row, other *float64, times float64, n int)

//go:noescape
func addAVX(row, other *float64, times float64, n int)
