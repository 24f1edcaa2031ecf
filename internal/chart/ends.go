package chart

import (
	"image/color"
	"slices"
	"strings"
)

// endLabel is what stands beside the end of a series instead of a legend.
type endLabel struct {
	y     float64 // where the series ends
	value float64 // its last value, where a label does without y
	text  string
	bold  string // written before the text in semibold
	ink   color.RGBA
	color color.RGBA // of the area that the label names; not set for a line
	pen   pen        // of the line, where it is not that of the ink
}

// key is the label as an entry of a legend.
func (l *endLabel) key() key {
	text := strings.TrimSpace(l.bold + " " + strings.ReplaceAll(l.text, "  ", " "))
	if l.color.A > 0 {
		return swatchKey(text, l.color)
	}
	with := pen{color: l.ink, width: 2}
	if l.pen.width > 0 {
		with = l.pen
	}
	k := lineKey(text, with)
	k.ink = l.ink
	return k
}

const (
	endGap    = 13  // points from one label to the next
	leastEnds = 122 // points that labels may have on the narrowest chart
)

// aside makes room for labels beside an area and returns how wide they may be. On
// a narrow sheet they go above it, and it returns 0.
func (s *sheet) aside(area *box, sets ...[]endLabel) (most float64) {
	if isNarrow(s.size) {
		var keys []key
		for _, labels := range sets {
			for i := range labels {
				keys = append(keys, labels[i].key())
			}
		}
		area.top = s.legend(keys, box{area.left, area.top + 3, area.right, area.bottom}) + 4
		return 0
	}
	most = max(area.width()*0.26, leastEnds)
	room := 0.0
	for _, labels := range sets {
		room = max(room, s.endRoom(labels, most))
	}
	area.right -= room
	return most
}

// endRoom is the width of labels at the right, with a gap before them.
func (s *sheet) endRoom(labels []endLabel, most float64) float64 {
	widest := 0.0
	for _, l := range labels {
		widest = max(widest, s.endWidth(l))
	}
	return min(widest, most) + 9
}

func (s *sheet) endWidth(l endLabel) float64 {
	w := s.measure(style{regular, 9.5, l.ink}, l.text)
	if l.bold == "" {
		return w
	}
	if l.text != "" {
		w += 4
	}
	return w + s.measure(style{semibold, 9.5, l.ink}, l.bold)
}

// ends writes labels beside the right edge, pushed apart; a hairline ties a
// label that had to move to its series.
func (p *panel) ends(labels []endLabel, most float64) {
	if most == 0 {
		return
	}
	slices.SortStableFunc(labels, func(a, b endLabel) int {
		switch {
		case a.y < b.y:
			return -1
		case a.y > b.y:
			return 1
		}
		return 0
	})
	ys := make([]float64, len(labels))
	for i, l := range labels {
		ys[i] = l.y
	}
	for i, y := range spread(ys, endGap, p.top-2, p.bottom+1) {
		l := labels[i]
		x := p.right + 9
		if d := y - l.y; d > 4 || d < -4 {
			p.stroke(hairline(p.theme.axis), point{p.right + 1.5, l.y}, point{p.right + 7, y})
		}
		if l.bold != "" {
			st := style{semibold, 9.5, l.ink}
			bold := p.fit(st, l.bold, most)
			p.write(st, leftAligned, point{x, y + 3.4}, bold)
			x += p.measure(st, bold) + 4
		}
		st := style{regular, 9.5, l.ink}
		p.write(st, leftAligned, point{x, y + 3.4}, p.fit(st, l.text, p.right+9+most-x))
	}
}

// spread moves sorted positions apart until neighbours have the gap between
// them, and keeps them between low and high; where that is too little room the
// gap shrinks.
func spread(ys []float64, gap, low, high float64) []float64 {
	n := len(ys)
	if n == 0 {
		return nil
	}
	if n > 1 {
		gap = min(gap, (high-low)/float64(n-1))
	}
	moved := slices.Clone(ys)
	for range 60 { // neighbours that overlap share the way
		for i := 1; i < n; i++ {
			if short := gap - (moved[i] - moved[i-1]); short > 0 {
				moved[i-1] -= short / 2
				moved[i] += short / 2
			}
		}
		moved[0] = max(moved[0], low)
		moved[n-1] = min(moved[n-1], high)
	}
	for i := 1; i < n; i++ {
		moved[i] = max(moved[i], moved[i-1]+gap)
	}
	for i := n - 1; i >= 0; i-- {
		moved[i] = min(moved[i], high-float64(n-1-i)*gap)
	}
	return moved
}
