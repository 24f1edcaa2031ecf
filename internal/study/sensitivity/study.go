package sensitivity

import (
	"fmt"
	"iter"

	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// study is the evaluations of a function.
type study struct {
	factors []simulation.Factor
	a, b    []*sampling.Column // by argument
	points  int                // of a replicate
	values  [][]float64        // by replicate: fA of all points, fB, then fABi factor by factor
}

// chunk is how many points a worker takes at a time.
const chunk = 16

func newStudy(d sampling.Design, factors []simulation.Factor) *study {
	d.Lead = nil
	s := &study{factors: factors, points: d.Points}
	var names []string
	for _, f := range factors {
		for i := range f.Width {
			names = append(names, fmt.Sprintf("%s %d", f.Name, i))
		}
	}
	own := min(len(names), sampling.Dimensions/2) // arguments with Sobol' dimensions of their own
	if d.Method == sampling.Sobol {               // both columns of an argument side by side, which is up to twice as exact as A before B
		for _, name := range names[:own] {
			d.Lead = append(d.Lead, "a "+name, "b "+name)
		}
	}
	for _, name := range names {
		s.a, s.b = append(s.a, d.Column("a "+name)), append(s.b, d.Column("b "+name))
	}
	for range d.Replicates {
		s.values = append(s.values, make([]float64, s.points*(len(factors)+2)))
	}
	return s
}

// evaluate lets workers take one chunk after the other.
func (s *study) evaluate(newFunction func() (Function, error), workers int) error {
	perReplicate := (s.points + chunk - 1) / chunk
	chunks := perReplicate * len(s.values)
	return crew.Share(workers, chunks, func(_ int, numbers iter.Seq[int]) error {
		f, err := newFunction()
		if err != nil {
			return err
		}
		for i := range numbers {
			first := i % perReplicate * chunk
			s.chunk(f, i/perReplicate, first, min(chunk, s.points-first))
		}
		return nil
	})
}

// chunk evaluates n points of a replicate from first on.
func (s *study) chunk(f Function, replicate, first, n int) {
	width := len(s.a)
	a, b := make([]float64, n*width), make([]float64, n*width) // points outside, arguments inside
	var column [chunk]float64
	fill := func(to []float64, columns []*sampling.Column) {
		for i, c := range columns {
			c.Fill(column[:n], replicate, first)
			for k := range n {
				to[k*width+i] = column[k]
			}
		}
	}
	fill(a, s.a)
	fill(b, s.b)
	values, u := s.values[replicate], make([]float64, width)
	call := func(point []float64) float64 {
		copy(u, point)
		return f(u)
	}
	for k := range n {
		pointA, pointB := a[k*width:][:width], b[k*width:][:width]
		values[first+k] = call(pointA)
		values[s.points+first+k] = call(pointB)
		at := 0
		for i, factor := range s.factors {
			end := at + factor.Width
			copy(u, pointA)
			copy(u[at:end], pointB[at:end])
			values[(2+i)*s.points+first+k] = f(u)
			at = end
		}
	}
}
