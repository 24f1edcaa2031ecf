package distribution

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Uniform returns the distribution that is equally likely everywhere in [low, high]. low < high.
func Uniform(low, high float64) (*Distribution, error) {
	if err := ascending("the minimum", low, "the maximum", high); err != nil {
		return nil, err
	}
	return named(&Distribution{shape: shapeUniform, low: low, high: high, mean: float64(low/2) + float64(high/2)}, nil, "uniform %s to %s", low, high)
}

// Discrete returns the distribution on a list of values, each with a probability in proportion to its weight. Values
// may come in any order and more than once; weights are ≥ 0, one for each value, and not all 0.
func Discrete(values, weights []float64) (*Distribution, error) {
	if len(values) == 0 || len(values) != len(weights) {
		return nil, fmt.Errorf("there must be one weight for each value, and at least one value: there are %d values and %d weights", len(values), len(weights))
	}
	total, largestWeight := 0.0, slices.Max(weights)
	order := make([]int, len(values))
	for i, v := range values {
		if err := cmp.Or(legal("a value", v), legal("a weight", weights[i])); err != nil {
			return nil, err
		}
		if weights[i] < 0 {
			return nil, fmt.Errorf("the weight of %s is %s: weights cannot be below 0", number(v), number(weights[i]))
		}
		order[i] = i
	}
	if largestWeight == 0 {
		return nil, errors.New("the weights are all 0: one value at least must be possible")
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(values[i], values[j]) })
	d := &Distribution{shape: shapeDiscrete}
	for _, i := range order {
		if weight := weights[i] / largestWeight; weight > 0 {
			total += weight
			d.values = append(d.values, values[i])
			d.cumulative = append(d.cumulative, total)
		}
	}
	last := 0.0
	for i := range d.values {
		d.cumulative[i] /= total
		d.mean += float64(d.values[i] * (d.cumulative[i] - last))
		last = d.cumulative[i]
	}
	return d.between("discrete")
}

// Empirical returns the distribution of a sample, in any order, with straight lines between its order statistics
// (Hyndman and Fan's type 7, the default of R and NumPy): nothing below the least or above the greatest value seen.
func Empirical(sample []float64) (*Distribution, error) {
	if len(sample) == 0 {
		return nil, errors.New("the sample is empty")
	}
	d := &Distribution{shape: shapeEmpirical, values: slices.Clone(sample)}
	slices.Sort(d.values)
	for _, v := range d.values {
		if err := legal("a value of the sample", v); err != nil {
			return nil, err
		}
	}
	d.mean = d.values[0]
	if steps := float64(len(sample) - 1); steps > 0 {
		d.mean = 0
		for i, v := range d.values[1:] {
			d.mean += (float64(d.values[i]/2) + float64(v/2)) / steps
		}
	}
	return d.between("sample")
}

// between describes a distribution over listed values.
func (d *Distribution) between(kind string) (*Distribution, error) {
	n := len(d.values)
	d.low, d.high = d.values[0], d.values[n-1]
	if n == 1 {
		return named(d, nil, kind+" of one value, %s", d.low)
	}
	return named(d, nil, fmt.Sprintf("%s of %d values, ", kind, n)+"%s to %s", d.low, d.high)
}
