package fit

import (
	"fmt"
	"math"
	"os"
	"slices"
	"testing"
)

// TestWidths measures the table of widths on what a folder of series has to learn from.
func TestWidths(t *testing.T) {
	dir := os.Getenv("WIDTHS")
	if dir == "" {
		t.Skip("measures the widths of intervals: make widths DATA=DIR")
	}
	names, sets := readSets(t, dir)
	var wrong [seasons][len(lengths)][len(steps)][]float64
	for _, name := range names {
		for _, s := range sets[name] {
			for _, keep := range []int{5, 6, 8, 12, 13, 18, 24, 36, 60, len(s.history)} {
				h := len(s.test)
				if keep < 8 {
					h = min(h, 12)
				}
				end := len(s.history) - h
				if end < 5 || keep != len(s.history) && end < keep {
					continue
				}
				y := s.history[max(0, end-keep):end]
				r, err := Forecast(Series{Values: y, Period: s.period}, Options{Horizon: h})
				if err != nil {
					t.Fatal(err)
				}
				for i, v := range s.history[end:] {
					if d := r.Deviation(i + 1); d > 0 {
						c := &wrong[class(s.period)][cell(lengths[:], len(y))][cell(steps[:], i+1)]
						*c = append(*c, math.Abs(v-r.Mean[i])/d)
					}
				}
			}
		}
	}
	for _, row := range wrong {
		fmt.Println("\t{")
		for _, cells := range row {
			fmt.Print("\t\t{")
			for _, v := range cells {
				if slices.Sort(v); len(v) < 100 {
					fmt.Printf("{} /* %d */, ", len(v))
				} else {
					fmt.Printf("{%.2f, %.2f}, ", v[len(v)*80/100], v[len(v)*95/100])
				}
			}
			fmt.Println("},")
		}
		fmt.Println("\t},")
	}
}
