// Package copula makes independent uniform numbers dependent, each of them still uniform, so that uncertain inputs that
// go up and down together can be sampled together.
//
// It is the Gaussian copula: u becomes Φ(L·Φ⁻¹(u)), where L·Lᵀ is the matrix of the Pearson correlations
//
//	r = 2·sin(π·ρ/6)
//
// of normal variables whose rank correlation (Spearman's) is ρ (K. Pearson, 1907). Ranks survive the quantile function
// of any distribution, so that ρ is also the rank correlation of what is sampled in the end.
package copula

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/special"
)

// Pair is the rank correlation of two variables.
type Pair struct {
	A, B int     // indices of the variables, different and ≥ 0
	Rank float64 // Spearman's ρ, in (-1, 1)
}

// Copula is the dependence between variables. It is immutable and safe for use by several goroutines.
type Copula struct {
	at []int     // indices of the variables that depend on others, ascending
	l  []float64 // rows of the lower triangle of the Cholesky factor: 1, 2, 3 … figures
}

// ImpossibleError says that no variables have all the correlations: the matrix is not positive definite.
type ImpossibleError struct {
	Variables []int // those that are connected with each other and cannot be, ascending
}

// Error says that the correlations contradict each other.
func (e *ImpossibleError) Error() string { return "the correlations contradict each other" }

// leastPivot is the least share of its variance that a variable must keep to itself, whatever the others are. Below it
// the matrix counts as singular: rounding errors decide its sign.
const leastPivot = 1e-10

// New returns the copula of the variables with the given correlations; pairs that are not given are independent. Each
// pair is given once. The error is an [*ImpossibleError].
func New(pairs []Pair) (*Copula, error) {
	c := &Copula{}
	for _, p := range pairs {
		c.at = append(c.at, p.A, p.B)
	}
	slices.Sort(c.at)
	c.at = slices.Compact(c.at)
	r := c.matrix(pairs)
	if row := factorize(r, len(c.at)); row >= 0 {
		return nil, &ImpossibleError{c.connected(pairs, row)}
	}
	c.l = r
	return c, nil
}

// matrix is the lower triangle of the Pearson correlations.
func (c *Copula) matrix(pairs []Pair) []float64 {
	n := len(c.at)
	r := make([]float64, triangle(n))
	for i := range n {
		r[triangle(i)+i] = 1
	}
	for _, p := range pairs {
		a, _ := slices.BinarySearch(c.at, p.A)
		b, _ := slices.BinarySearch(c.at, p.B)
		sin, _ := elementary.Sincos(math.Pi / 6 * p.Rank)
		r[triangle(max(a, b))+min(a, b)] = 2 * sin
	}
	return r
}

// triangle is where row i of a lower triangle begins.
func triangle(i int) int { return i * (i + 1) / 2 }

// factorize replaces the lower triangle of a matrix by that of its Cholesky factor. It returns the first row in which
// the matrix is not positive definite, or -1.
func factorize(m []float64, n int) int {
	for i := range n {
		row := m[triangle(i):][: i+1 : i+1]
		for j := range row {
			other, sum := m[triangle(j):], row[j]
			for k := range j {
				sum -= float64(row[k] * other[k])
			}
			if j < i {
				row[j] = sum / other[j]
			} else if row[j] = math.Sqrt(sum); !(sum > leastPivot) {
				return i
			}
		}
	}
	return -1
}

// connected lists the variables that a row is connected with, directly or not, through variables not after it: those
// behind it have not been looked at.
func (c *Copula) connected(pairs []Pair, row int) []int {
	last := c.at[row]
	found := []int{last}
	for i := 0; i < len(found); i++ {
		for _, p := range pairs {
			for _, edge := range [][2]int{{p.A, p.B}, {p.B, p.A}} {
				if edge[0] == found[i] && edge[1] <= last && p.Rank != 0 && !slices.Contains(found, edge[1]) {
					found = append(found, edge[1])
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

// smallest keeps Φ⁻¹ finite; a uniform of package distribution has the same ends.
const smallest = 1.0 / (1 << 34)

// Transform replaces the independent uniforms of a draw, one for each variable, by dependent ones in (0,1). It leaves
// variables that depend on no other as they are, and allocates nothing.
func (c *Copula) Transform(u []float64) {
	for _, i := range c.at {
		u[i] = special.NormalQuantile(min(max(u[i], smallest), 1-smallest))
	}
	for i := len(c.at) - 1; i >= 0; i-- { // backwards, because a row needs those above it
		z, row := 0.0, c.l[triangle(i):]
		for j, k := range c.at[:i+1] {
			z += float64(row[j] * u[k])
		}
		p := special.Normal(z)
		u[c.at[i]] = min(max(p, smallest), 1-smallest)
	}
}
