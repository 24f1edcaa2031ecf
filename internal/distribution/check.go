package distribution

import (
	"fmt"
	"math"
	"strconv"
)

// largest is the greatest magnitude of a parameter or a quantile, in any unit: beyond it sums would overflow.
const largest = 1e250

// tabulated builds offset + factor·f(u), cut to [low, high].
func tabulated(offset, factor, low, high float64, f curve) (*Distribution, error) {
	t, err := tabulate(f)
	if err != nil {
		return nil, err
	}
	d := &Distribution{shape: shapeTable, low: low, high: high, offset: offset, scale: factor, table: t}
	d.mean = offset + factor*t.mean()
	for _, x := range []float64{d.Quantile(0), d.Quantile(1), d.mean} {
		if legal("", x) != nil {
			return nil, errTooWide
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
	if legal("", d.mean) != nil {
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
