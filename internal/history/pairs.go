package history

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Pairs are two columns of numbers.
type Pairs struct {
	Source string    // its name
	Names  [2]string // the headings
	X      []float64 // the first column
	Y      []float64 // the second one
}

// ReadPairs reads the first two columns of CSV, with or without headings.
func ReadPairs(name string, from io.Reader) (*Pairs, error) {
	r, err := newRecords(from)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p := &Pairs{Source: name, Names: [2]string{"x", "y"}}
	for first := true; ; first = false {
		row, err := r.record()
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s:%d: %w", name, r.line, err)
		case row == nil && len(p.X) == 0:
			return nil, fmt.Errorf("%s: there are no numbers in it", name)
		case row == nil:
			return p, nil
		case len(row) < 2:
			return nil, fmt.Errorf("%s:%d: there are not two columns", name, r.line)
		case len(p.X) >= mostRows:
			return nil, fmt.Errorf("%s: there are more than 5 million rows", name)
		}
		var v [2]float64
		numbers := true
		for i := range v {
			text := strings.TrimSpace(string(row[i]))
			if v[i], err = strconv.ParseFloat(text, 64); err != nil {
				if p.Names[i] = shortened(text, 60); first {
					numbers = false
					continue
				}
				return nil, fmt.Errorf("%s:%d: %q is not a number such as 1234.5", name, r.line, shortened(text, 40))
			}
		}
		if numbers {
			p.X, p.Y = append(p.X, v[0]), append(p.Y, v[1])
		}
	}
}
