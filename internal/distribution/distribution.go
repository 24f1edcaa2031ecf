package distribution

import (
	"math"
	"sort"
)

// shape says how Quantile evaluates a Distribution.
type shape uint8

const (
	shapeTable      shape = iota // offset + scale·table(u), cut to [low, high]
	shapeUniform                 // low + (high-low)·u
	shapeTriangular              // two square roots
	shapeDiscrete                // steps
	shapeEmpirical               // straight lines between order statistics
)

// Distribution is a one-dimensional distribution given by its quantile function. It is immutable and safe for use by
// several goroutines.
type Distribution struct {
	shape         shape
	low, high     float64       // no quantile lies outside
	offset, scale float64       // of the table
	middle        float64       // shapeTable only: the table at u = 1/2
	mode          float64       // triangular only
	table         func() *table // shapeTable only; made when it is first asked for
	values        []float64     // discrete and empirical: ascending
	cumulative    []float64     // discrete: probability of values[0..i], ascending, last is 1
	mean          float64       // not a number: that of the table
	text          string
}

// Quantile returns the value that is exceeded with probability 1-u, in the unit of the distribution's parameters.
// u is in (0,1); see the package comment for what happens at its ends. It allocates nothing.
func (d *Distribution) Quantile(u float64) float64 {
	if !(u >= smallest) {
		u = smallest
	} else if u > 1-smallest {
		u = 1 - smallest
	}
	var x float64
	switch d.shape {
	case shapeTable:
		x = d.offset + float64(d.scale*d.table().at(u))
	case shapeUniform:
		x = d.low + float64((d.high-d.low)*u)
	case shapeTriangular:
		x = d.triangle(u)
	case shapeDiscrete:
		return d.values[sort.SearchFloat64s(d.cumulative, u)]
	default:
		return typeSeven(d.values, u)
	}
	return d.cut(x)
}

// cut returns the value in [low, high] that is nearest to x.
func (d *Distribution) cut(x float64) float64 {
	if x < d.low {
		return d.low
	}
	if x > d.high {
		return d.high
	}
	return x
}

// Fill sets x[i] to Quantile(u[i]), faster than one by one; x and u may be the same slice. It panics if x is shorter
// than u.
func (d *Distribution) Fill(x, u []float64) {
	x = x[:len(u)]
	if d.shape != shapeTable {
		for i, v := range u {
			x[i] = d.Quantile(v)
		}
		return
	}
	t, offset, scale, low, high := d.table(), d.offset, d.scale, d.low, d.high
	for i, v := range u {
		if !(v >= smallest) {
			v = smallest
		} else if v > 1-smallest {
			v = 1 - smallest
		}
		y := offset + float64(scale*t.at(v))
		if y < low {
			y = low
		}
		if y > high {
			y = high
		}
		x[i] = y
	}
}

// Median returns Quantile(1/2), without a table.
func (d *Distribution) Median() float64 {
	if d.shape == shapeTable {
		return d.cut(d.offset + float64(d.scale*d.middle))
	}
	return d.Quantile(0.5)
}

// Mean returns the mean. It is exact where there is a closed form; that of [Share] and [Metalog] is the integral of
// the tabulated quantile function, finite even where a heavy tail would make the true mean infinite.
func (d *Distribution) Mean() float64 {
	if math.IsNaN(d.mean) {
		return d.offset + float64(d.scale*d.table().mean())
	}
	return d.mean
}

// String describes the distribution as a person would: "lognormal 40 to 60".
func (d *Distribution) String() string { return d.text }

// triangle is the quantile function of the triangle (low, mode, high).
func (d *Distribution) triangle(u float64) float64 {
	width, left := d.high-d.low, d.mode-d.low
	if u*width < left {
		return d.low + math.Sqrt(u*width*left)
	}
	return d.high - math.Sqrt((1-u)*width*(d.high-d.mode))
}

// typeSeven interpolates linearly between the order statistics around rank (n-1)·u.
func typeSeven(ascending []float64, u float64) float64 {
	rank := float64(float64(len(ascending)-1) * u)
	i := int(rank)
	if i+1 >= len(ascending) {
		return ascending[len(ascending)-1]
	}
	a, b := ascending[i], ascending[i+1]
	x := a + float64((b-a)*(rank-float64(i)))
	if x > b {
		return b
	}
	return x
}
