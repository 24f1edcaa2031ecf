//go:build !purego

package row

import "golang.org/x/sys/cpu"

// Each function of this file does a row if the processor has the instructions,
// and reports whether it did.

// four and eight are whether it has those for so many numbers at a time.
var (
	four  = cpu.X86.HasAVX2
	eight = four && cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ
)

func count(c *Count, need, units, mean []float64, levels []Level) bool {
	if len(need) == 0 || len(levels) == 0 || !four {
		return false
	}
	countAVX(c, &need[0], &units[0], &mean[0], &levels[0], len(levels), len(need))
	return true
}

func scale(row, other []float64, times float64) bool {
	if len(row) == 0 || !four {
		return false
	}
	scaleAVX(&row[0], &other[0], times, len(row))
	return true
}

func add(row, other []float64, times float64) bool {
	if len(row) == 0 || !four {
		return false
	}
	addAVX(&row[0], &other[0], times, len(row))
	return true
}

func raise(row, other []float64, times float64) bool {
	if len(row) == 0 || !four {
		return false
	}
	raiseAVX(&row[0], &other[0], times, len(row))
	return true
}

func multiply(row, one, other []float64) bool {
	if len(row) == 0 || !four {
		return false
	}
	multiplyAVX(&row[0], &one[0], &other[0], len(row))
	return true
}

func least(row, other []float64) bool {
	if len(row) == 0 || !four {
		return false
	}
	leastAVX(&row[0], &other[0], len(row))
	return true
}

func share(row, part, whole []float64) bool {
	if len(row) == 0 || !four {
		return false
	}
	shareAVX(&row[0], &part[0], &whole[0], len(row))
	return true
}

func round(row, other []float64, times float64) bool {
	if len(row) == 0 || !four {
		return false
	}
	wholeAVX(&row[0], &other[0], times, len(row))
	return true
}

func price(row, volume, index []float64, copies float64, steps []Step) bool {
	if len(row) == 0 || len(steps) == 0 || !four {
		return false
	}
	priceAVX(&row[0], &volume[0], &index[0], copies, &steps[0], len(steps), len(row))
	return true
}

func fit(first []int, sizes [][4]float64, asked *[4][]float64) (all, done bool) {
	if len(first) == 0 || len(sizes) == 0 || !four {
		return false, false
	}
	return fitAVX(&first[0], &sizes[0], len(sizes), asked, len(first)), true
}

//go:noescape
func countAVX(c *Count, need, units, mean *float64, levels *Level, count, n int)

//go:noescape
func scaleAVX(row, other *float64, times float64, n int)

//go:noescape
func addAVX(row, other *float64, times float64, n int)

//go:noescape
func raiseAVX(row, other *float64, times float64, n int)

//go:noescape
func multiplyAVX(row, one, other *float64, n int)

//go:noescape
func leastAVX(row, other *float64, n int)

//go:noescape
func shareAVX(row, part, whole *float64, n int)

//go:noescape
func wholeAVX(row, other *float64, times float64, n int)

//go:noescape
func priceAVX(row, volume, index *float64, copies float64, steps *Step, count, n int)

//go:noescape
func fitAVX(first *int, sizes *[4]float64, count int, asked *[4][]float64, n int) (all bool)
