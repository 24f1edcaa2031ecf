package line

// section is the smaller part of a golden section, 2 − φ: of all ways to narrow a figure
// that turns once it asks for the fewest trials (J. Kiefer, "Sequential minimax search
// for a maximum", Proceedings of the American Mathematical Society 4, 1953).
const section = 0.381966

// Bracket is three places in ascending order, of which the middle one is the best that
// was seen. An end may be the middle itself, where there is nothing beyond it.
type Bracket[T Seen] struct {
	Low    T // the lower end
	Middle T // the best that was seen
	High   T // the upper end
}

// Next is where to look next: a golden section of the wider side, made a legal number.
// It is false when there is no other number to look at.
func (b *Bracket[T]) Next(legal func(float64) float64) (x float64, ok bool) {
	low, middle, high := b.Low.Spot().At, b.Middle.Spot().At, b.High.Spot().At
	x = middle + float64(section*(high-middle))
	if middle-low > high-middle {
		x = middle - float64(section*(middle-low))
	}
	x = legal(x)
	return x, x > low && x < high && x != middle
}

// Take closes in on what was seen next: around it when it is better than the middle,
// around the middle otherwise.
func (b *Bracket[T]) Take(t T, better bool) {
	below := t.Spot().At < b.Middle.Spot().At
	switch {
	case better && below:
		b.Middle, b.High = t, b.Middle
	case better:
		b.Low, b.Middle = b.Middle, t
	case below:
		b.Low = t
	default:
		b.High = t
	}
}
