package optimize

import (
	"fmt"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/study/line"
	"github.com/talimat/talimat-plan/internal/unit"
)

// How many values of a number are tried at first.
const (
	places = 21  // of one that need not be whole: 20 steps
	whole  = 120 // of one that must be; all, if they are no more
)

// Value is what an input may be.
type Value struct {
	Text   string  // as the scenario may have it; "" leaves the file as it is
	Label  string  // for people
	Number float64 // in base units; 0 of a choice
}

// Axis is an input with the values that are tried.
type Axis struct {
	Path      string       // of the input
	Input     *model.Input // nil of a choice, which is structure and read anew
	Values    []Value      // in the order given; those of a range ascend but for the last, found by narrowing it down
	Today     int          // index of the value that the scenario has
	Uncertain bool         // whether that is the median of a distribution, which is not drawn here
	Guessed   bool         // whether nobody said what to try
	Range     bool         // whether values between them may be tried too

	Near []int // values with which the figure is within NearShare of the best, the others at their best; ascending or in the order given
}

// NearShare is how much worse than the best is as good as the best.
const NearShare = 0.01

// Between is an axis of the numbers of a range, and of today's.
func Between(in *model.Input, currency string, r line.Range) Axis {
	n := places
	if in.Whole {
		r.Low, r.High = math.Ceil(r.Low), math.Floor(r.High)
		n = whole
	}
	x := Axis{Path: in.Path, Input: in, Uncertain: in.Distribution != nil, Range: true}
	numbers := line.Places(r, in, n)
	if now := *in.At; !slices.Contains(numbers, now) {
		numbers = append(numbers, now)
		slices.Sort(numbers)
	}
	for _, v := range numbers {
		x.Values = append(x.Values, valueOf(in, currency, v))
	}
	x.Today = slices.Index(numbers, *in.At)
	return x
}

// Around is an axis of the numbers that are legal or, if they do not end, of those
// around the present one.
func Around(in *model.Input, currency string) (Axis, error) {
	r := line.Range{Low: in.Low, High: in.High}
	if math.IsInf(r.Low, 0) || math.IsInf(r.High, 0) || r.Low > 0 && r.Low < 1e-6 {
		var err error
		if r, err = line.Around(in); err != nil {
			return Axis{}, fmt.Errorf("%s is %s now, which does not say where to look: write a range, as in --vary %s=A..B",
				in.Path, valueOf(in, currency, *in.At).Label, in.Path)
		}
	}
	x := Between(in, currency, r)
	x.Guessed = true
	return x, nil
}

// Among is an axis of some numbers, and of today's.
func Among(in *model.Input, currency string, numbers []float64) Axis {
	x := Axis{Path: in.Path, Input: in, Uncertain: in.Distribution != nil}
	if !slices.Contains(numbers, *in.At) {
		numbers = append(slices.Clone(numbers), *in.At)
	}
	slices.Sort(numbers)
	for _, v := range slices.Compact(numbers) {
		x.Values = append(x.Values, valueOf(in, currency, v))
	}
	x.Today = slices.IndexFunc(x.Values, func(v Value) bool { return v.Number == *in.At })
	return x
}

// Choices is an axis of texts. What the scenario has is one of them, or else
// another one, with an empty text; label is what people call it.
func Choices(path, now, label string, texts []string) Axis {
	x := Axis{Path: path}
	for _, text := range texts {
		if !slices.ContainsFunc(x.Values, func(v Value) bool { return v.Text == text }) {
			x.Values = append(x.Values, Value{Text: text, Label: text})
		}
	}
	x.Today = slices.IndexFunc(x.Values, func(v Value) bool { return v.Text == now })
	if x.Today < 0 {
		x.Values = slices.Insert(x.Values, 0, Value{Label: label})
		x.Today = 0
	}
	return x
}

func valueOf(in *model.Input, currency string, v float64) Value {
	value := line.Value(in, currency, v)
	return Value{Text: unit.Format(in.Kind, value), Label: unit.Display(in.Kind, value), Number: v}
}

// Ends are the least and the greatest number of an axis, by index; its first and
// its last choice otherwise.
func (x *Axis) Ends() (low, high int) {
	high = len(x.Values) - 1
	if x.Input == nil {
		return 0, high
	}
	for i := range x.Values {
		if x.Values[i].Number < x.Values[low].Number {
			low = i
		}
		if x.Values[i].Number > x.Values[high].Number {
			high = i
		}
	}
	return low, high
}

// apart is how far two values lie apart, as a share of the range; choices that
// differ do so by all of it.
func (x *Axis) apart(a, b int) float64 {
	switch {
	case a == b:
		return 0
	case x.Input == nil:
		return 1
	}
	low, high := x.Ends()
	return math.Abs(x.Values[a].Number-x.Values[b].Number) / (x.Values[high].Number - x.Values[low].Number)
}

// Ascending are the indices of the values by number, or as they come.
func (x *Axis) Ascending() []int {
	all := make([]int, len(x.Values))
	for i := range all {
		all[i] = i
	}
	if x.Input != nil {
		slices.SortFunc(all, func(a, b int) int {
			if x.Values[a].Number < x.Values[b].Number {
				return -1
			}
			return 1
		})
	}
	return all
}
