package distribution

import (
	"fmt"
	"math"
	"strconv"
	"sync"
)

// largest is the greatest magnitude of a parameter or a quantile, in any unit: beyond it sums would overflow.
const largest = 1e250

// tabulated is offset + factor·f(u), cut to [low, high]. Every call of begin returns the curve f as it is before its
// first value. A mean that is not a number is that of the table.
func tabulated(offset, factor, low, high, mean float64, begin func() curve) (*Distribution, error) {
	d := &Distribution{
		shape: shapeTable, low: low, high: high, offset: offset, scale: factor, mean: mean,
		table: sync.OnceValue(func() *table { return tabulate(begin()) }),
	}
	d.middle, _ = begin()(0.5, true)
	if d.middle == 0 {
		d.middle = 0 // never −0, which no table returns
	}
	if math.IsInf(low, 0) || math.IsInf(high, 0) { // all quantiles lie between those at the ends of the table
		for _, upper := range []bool{false, true} {
			if x, _ := begin()(smallest, upper); legal("", x) != nil || legal("", d.cut(offset+float64(factor*x))) != nil {
				return nil, errTooWide
			}
		}
	}
	return d, nil
}

// named gives a new distribution the text that its parameters describe it with; %s is a parameter.
func named(d *Distribution, err error, format string, parameters ...float64) (*Distribution, error) {
	if err != nil {
		return nil, err
	}
	words := make([]any, len(parameters))
	for i, p := range parameters {
		words[i] = number(p)
	}
	d.text = fmt.Sprintf(format, words...)
	if !math.IsNaN(d.mean) && legal("", d.mean) != nil {
		return nil, errTooWide
	}
	return d, nil
}

// number writes x in full, without an exponent where people would not use one.
func number(x float64) string {
	if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e15) {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// legal returns an error unless x is a finite number of a size to calculate with.
func legal(name string, x float64) error {
	if !(math.Abs(x) <= largest) {
		return fmt.Errorf("%s must be a number of at most 1e250: it is %s", name, number(x))
	}
	return nil
}

// ascending returns an error unless both numbers are legal and a < b.
func ascending(nameA string, a float64, nameB string, b float64) error {
	if err := legal(nameA, a); err != nil {
		return err
	}
	if err := legal(nameB, b); err != nil {
		return err
	}
	if !(a < b) {
		return fmt.Errorf("%s must be below %s: %s is not below %s", nameA, nameB, number(a), number(b))
	}
	return nil
}

// positive returns an error unless x is legal and above 0.
func positive(name string, x float64) error {
	if err := legal(name, x); err != nil {
		return err
	}
	if x <= 0 {
		return fmt.Errorf("%s must be above 0: it is %s", name, number(x))
	}
	return nil
}
