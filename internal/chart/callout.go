package chart

import (
	"image/color"
	"math"
	"slices"
)

// best chooses the candidate that hides least: the first ones and those that lie
// near win, texts and lines are kept clear, and the panel is not left.
func (p *panel) best(candidates []candidate) box {
	chosen, least := candidates[0].box, math.Inf(1)
	for i, c := range candidates {
		b := c.box
		penalty := float64(min(i, 80))*0.1 + c.far*0.15
		penalty += (b.width()*b.height() - b.overlap(p.box)) * 20
		for _, other := range p.taken {
			penalty += b.grow(2).overlap(other)
		}
		near := b.grow(3)
		for _, q := range p.curves {
			if near.holds(q) {
				penalty += 12
			}
		}
		if penalty < least {
			chosen, least = b, penalty
		}
	}
	if !p.free(chosen) {
		chosen = p.anywhere(chosen)
	}
	p.taken = append(p.taken, chosen)
	return chosen
}

// free reports whether nothing is written in a box yet, and it is on the panel.
func (p *panel) free(b box) bool {
	return b.left >= p.left-1 && b.right <= p.right+1 && b.top >= p.top-1 && b.bottom <= p.bottom+1 &&
		!slices.ContainsFunc(p.taken, func(other box) bool { return b.grow(1).overlap(other) > 0 })
}

// all is the free places of a panel for a text of a size, the nearer to a point
// the better.
func (p *panel) all(at point, w, h float64) []candidate {
	var places []candidate
	for top := p.top + 1; top+h <= p.bottom; top += 5 {
		for left := p.left + 1; left+w <= p.right; left += 8 {
			if b := (box{left, top, left + w, top + h}); p.free(b) {
				places = append(places, candidate{b, math.Hypot(left+w/2-at.x, top+h/2-at.y)})
			}
		}
	}
	return places
}

// freed is free for a box that has just been taken.
func (p *panel) freed(b box) bool {
	others := *p
	others.taken = p.taken[:len(p.taken)-1]
	return others.free(b)
}

// anywhere is the free place that is nearest to a box, or the box where the panel
// has none.
func (p *panel) anywhere(b box) box {
	w, h := b.width(), b.height()
	left, top := max(min(b.left, p.right-w), p.left), max(min(b.top, p.bottom-h), p.top)
	nearest, least := box{left, top, left + w, top + h}, math.Inf(1)
	for _, c := range p.all(point{b.left + w/2, b.top + h/2}, w, h) {
		if c.far < least {
			nearest, least = c.box, c.far
		}
	}
	return nearest
}

// candidate is a place for a text.
type candidate struct {
	box box
	far float64 // distance from what it is about
}

// around is the places for a text of a size around a point, above on the left first.
func around(at point, w, h float64) []candidate {
	var all []candidate
	for _, dy := range []float64{-24, 24, -38, 38, -56, 56, -80, 80, -110, 110, 0} {
		for _, dx := range []float64{-12, 12, math.NaN(), -44, 44, -90, 90} {
			middle := at.x
			switch {
			case dx < 0:
				middle += dx - w/2
			case dx > 0:
				middle += dx + w/2
			case dy == 0:
				continue
			}
			b := box{middle - w/2, at.y + dy - h/2, middle + w/2, at.y + dy + h/2}
			far := math.Abs(dy)
			if dx == dx { // not centred
				far += math.Abs(dx)
			}
			all = append(all, candidate{b, far})
		}
	}
	return all
}

// plate writes a text in the middle of a box of paper.
func (p *panel) plate(st style, b box, text string) {
	p.rectangle(p.theme.paper, b)
	p.write(st, leftAligned, point{b.left + 4, b.bottom - 4.2}, text)
}

// plateHeight is the height of the box behind a text.
const plateHeight = 14.5

// callout marks a point and says what happens there, in the first of some texts
// that leaves room for others.
func (p *panel) callout(c color.RGBA, at point, texts ...string) {
	st := style{semibold, 9, p.theme.ink}
	text := p.fit(st, p.first(st, p.width()*0.75, texts...), p.width()-16)
	w, h := p.measure(st, text)+8, plateHeight
	p.taken = append(p.taken, box{at.x - 5, at.y - 5, at.x + 5, at.y + 5})
	places := around(at, w, h)
	if !slices.ContainsFunc(places, func(c candidate) bool { return p.free(c.box) }) {
		places = append(places, p.all(at, w, h)...)
	}
	for i := range places {
		places[i].far += p.crossed(at, leader(at, places[i].box)) * 4000
	}
	b := p.best(places)
	if !p.freed(b) { // what happens there is said by the mark alone
		p.taken = p.taken[:len(p.taken)-1]
		p.dot(c, at)
		return
	}
	end := leader(at, b)
	p.line(pen{color: c, width: 0.9}, []point{at, end})
	p.plate(st, b, text)
	p.dot(c, at)
}

// leader is where the line from a point to its text ends.
func leader(at point, b box) point {
	switch {
	case b.top > at.y:
		return point{min(max(at.x, b.left+6), b.right-6), b.top}
	case b.bottom > at.y: // beside it
		return point{min(max(at.x, b.left), b.right), at.y}
	}
	return point{min(max(at.x, b.left+6), b.right-6), b.bottom}
}

// crossed is how much of a line lies under texts, its first end left out.
func (p *panel) crossed(from, to point) float64 {
	const steps = 8
	hit := 0.0
	for i := 1; i <= steps; i++ {
		q := point{from.x + (to.x-from.x)*float64(i)/steps, from.y + (to.y-from.y)*float64(i)/steps}
		for _, b := range p.taken {
			if b.holds(q) && !b.holds(from) {
				hit += 1.0 / steps
				break
			}
		}
	}
	return hit
}

// level draws a horizontal dashed line over some months, with its name on a
// plate. A value that the axis does not reach becomes a note at the edge.
func (p *panel) level(c color.RGBA, v float64, from, to int, text string) {
	st := style{semibold, 9.25, c}
	text = p.fit(st, text, p.width()-12)
	if !p.axis.has(v) {
		p.offScale(st, v > p.axis.high, text)
		return
	}
	y := p.y(v)
	left, right := p.x(float64(from)-p.pad), p.x(float64(to)+p.pad)
	if from == 0 {
		left = p.left
	}
	if to >= p.last {
		right = p.right
	}
	p.stroke(pen{color: p.theme.paper, width: 3}, point{left, y}, point{right, y})
	p.line(pen{c, 1.5, dashed()}, []point{{left, y}, {right, y}})
	w := p.measure(st, text) + 8
	var candidates []candidate
	for _, x := range []float64{left + 4, (left+right-w)/2 + 2, right - w - 4, left - w/2} {
		for _, top := range []float64{y - plateHeight - 2.5, y + 3} {
			candidates = append(candidates, candidate{box: box{x, top, x + w, top + plateHeight - 0.5}})
		}
	}
	p.plate(st, p.best(candidates), text)
}

// offScale notes a value beyond the axis at the edge that it lies behind.
func (p *panel) offScale(st style, above bool, text string) {
	text, y := "↑ "+text+", beyond this scale", p.top+3
	if !above {
		text, y = "↓"+text[len("↑"):], p.bottom-plateHeight-3
	}
	text = p.fit(st, text, p.width()-12)
	w := p.measure(st, text) + 8
	var candidates []candidate
	for _, x := range []float64{p.right - w - 4, p.left + 4, (p.left + p.right - w) / 2} {
		for _, shift := range []float64{0, plateHeight, 2 * plateHeight} {
			top := y + shift
			if !above {
				top = y - shift
			}
			candidates = append(candidates, candidate{box: box{x, top, x + w, top + plateHeight}})
		}
	}
	p.plate(st, p.best(candidates), text)
}

// reach of a limit that is worth showing on the scale of the values: further
// away it would squash them.
const farAway = 2.5

// within is the highest value that an axis must show: that of the data and of
// limits that are not far away.
func within(high float64, limits ...float64) float64 {
	top := high
	for _, v := range limits {
		if v <= high*farAway {
			top = max(top, v*1.04)
		}
	}
	return top
}
