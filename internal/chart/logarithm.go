package chart

import (
	"math"

	"github.com/talimat/talimat-plan/internal/words"
)

// wide is from how many powers of ten on values need a logarithmic axis: on a
// linear one their smaller part would lie flat at the foot.
const wide = 1.5

// needsLog reports whether values from low to high need a logarithmic axis.
func needsLog(low, high float64) bool {
	return low > 0 && math.Log10(high/low) > wide
}

// logAxis spans low to high, both above 0, with ticks at 1, 2 and 5 times each
// power of ten or, where those are too many for so many steps, at fewer.
func (m measure) logAxis(low, high float64, steps int) axis {
	from, to := int(math.Floor(math.Log10(low))), int(math.Ceil(math.Log10(high)))+1
	var marks []float64
	for _, digits := range [][]float64{{1, 2, 5}, {1, 3}, {1}} {
		if marks = ticksAt(from, to, 1, digits, low, high); len(marks) <= steps+3 {
			break
		}
	}
	for every := 2; len(marks) > steps+3; every++ {
		marks = ticksAt(from, to, every, []float64{1}, low, high)
	}
	last := marks[len(marks)-1]
	shorten := 1e5
	if last >= 2e4 {
		shorten = 1e3 // all or none: "$500 $1k $2k", "$500 $1,000 $2,000"
	}
	label := func(v float64) string {
		by := m.Magnitude(v, shorten)
		return m.Write(v, words.Places(v/by.Divisor), by)
	}
	return axis{low: marks[0], high: last, marks: marks, label: label}
}

// ticksAt is the digits times every such power of ten, from the last that is no
// more than low to the first that is no less than high.
func ticksAt(from, to, every int, digits []float64, low, high float64) []float64 {
	var marks []float64
	for power := from; power <= to+every; power += every {
		for _, d := range digits {
			v := d * math.Pow10(power)
			switch {
			case v <= low*(1+1e-9):
				marks = []float64{v}
			case len(marks) > 0 && marks[len(marks)-1] >= high*(1-1e-9):
				return marks
			default:
				marks = append(marks, v)
			}
		}
	}
	return marks
}
