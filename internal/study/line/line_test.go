package line_test

import (
	"errors"
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/study/line"
)

// The edge of x² ≤ 2 is √2, halved to it or, with fewer trials, followed to it.
func TestNarrow(t *testing.T) {
	trials := map[bool]int{}
	for _, smooth := range []bool{false, true} {
		search := line.Search[line.Spot]{
			Span: line.Span{Range: line.Range{Low: 0, High: 2}}, Tolerance: 1e-4, Smooth: smooth,
			Try: func(at float64) (line.Spot, error) {
				trials[smooth]++
				return line.Spot{At: at, Yes: at*at <= 2, Off: at*at - 2}, nil
			},
		}
		below, above, err := search.Narrow(line.Spot{At: 0, Yes: true, Off: -2}, line.Spot{At: 2, Off: 2})
		if err != nil || !below.Yes || above.Yes || below.At > math.Sqrt2 || above.At < math.Sqrt2 || above.At-below.At > 1.5e-4 {
			t.Errorf("smooth %t: %v to %v, %v", smooth, below, above, err)
		}
	}
	if trials[true] >= trials[false] {
		t.Errorf("%d trials by halving, %d along the line", trials[false], trials[true])
	}
}

// Of what changes sides more than once an edge is found, any one.
func TestNarrowWithoutMonotony(t *testing.T) {
	yes := func(x float64) bool { return math.Mod(x, 1) < 0.5 } // 0.5, 1, 1.5, … are edges
	at := line.Threshold(line.Span{Range: line.Range{Low: 0, High: 9.7}}, 0, 9.7, 1e-9, yes)
	if !yes(at) || yes(at+1e-7) && yes(at-1e-7) {
		t.Errorf("%g is no edge", at)
	}
}

// Whole numbers are neighbours when there is none between them, from either side.
func TestThresholdOfWholeNumbers(t *testing.T) {
	for edge := 1.0; edge <= 20; edge++ {
		if got := line.Threshold(line.Span{Whole: true}, 20, 0, 0, func(n float64) bool { return n >= edge }); got != edge {
			t.Errorf("from above: %g, want %g", got, edge)
		}
		if got := line.Threshold(line.Span{Whole: true}, 0, 20, 0, func(n float64) bool { return n < edge }); got != edge-1 {
			t.Errorf("from below: %g, want %g", got, edge-1)
		}
	}
}

func TestNarrowEndsWithAnError(t *testing.T) {
	broken := errors.New("broken")
	search := line.Search[line.Spot]{Tolerance: 1e-9, Try: func(float64) (line.Spot, error) { return line.Spot{}, broken }}
	if _, _, err := search.Narrow(line.Spot{At: 1, Yes: true}, line.Spot{At: 2}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// The least of (x − 2)² is at 2; of whole numbers the least of (x − 2.4)² is 2.
func TestBracket(t *testing.T) {
	for _, c := range []struct {
		turn      float64
		whole     bool
		want, off float64
	}{{2, false, 2, 1e-3}, {2.4, true, 2, 0}} {
		b := line.Bracket[line.Spot]{Low: line.Spot{At: 0}, Middle: line.Spot{At: 7}, High: line.Spot{At: 10}}
		figure := func(x float64) float64 { return (x - c.turn) * (x - c.turn) }
		for range 30 {
			x, ok := b.Next(line.Span{Whole: c.whole}.Legal)
			if !ok {
				break
			}
			b.Take(line.Spot{At: x}, figure(x) < figure(b.Middle.At))
		}
		if math.Abs(b.Middle.At-c.want) > c.off {
			t.Errorf("turns at %g: got %g", c.turn, b.Middle.At)
		}
	}
}
