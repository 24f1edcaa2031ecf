package chart

import (
	"math"
)

// bars is a chart of rows, one below the other: names at the left and bars beside
// them, on a scale that runs to the right.
type bars struct {
	*sheet
	area box // of the bars
	left float64
	axis axis
	row  float64 // height of one
	room float64 // width of the names
}

// The room that rows take.
const (
	mostRow  = 64 // points of height of a row at most
	leastRow = 20
	barShare = 0.46 // of its row
	tickFoot = 22   // points below for the labels of the axis
)

// rowsIn is how many rows an area has room for.
func rowsIn(area box) int { return max(int((area.height()-tickFoot)/leastRow), 1) }

// newBars lays rows of these names out.
func newBars(s *sheet, names []string, area box) bars {
	b := bars{sheet: s, area: area, left: area.left}
	b.area.bottom -= tickFoot
	b.row = min(b.area.height()/float64(len(names)), mostRow)
	b.area.bottom = b.area.top + b.row*float64(len(names))
	for _, name := range names {
		b.room = max(b.room, s.measure(b.nameStyle(), name))
	}
	b.room = min(b.room, area.width()*0.34)
	b.area.left += b.room + 10
	return b
}

func (b *bars) nameStyle() style  { return style{regular, 10, b.theme.ink} }
func (b *bars) labelStyle() style { return style{regular, 9, b.theme.text} }

// x is where a value lies.
func (b *bars) x(v float64) float64 { return b.area.left + b.axis.share(v)*b.area.width() }

// middle is the height of the middle of a row.
func (b *bars) middle(i int) float64 { return b.area.top + b.row*(float64(i)+0.5) }

// half is half the height of a bar.
func (b *bars) half() float64 { return min(b.row*barShare/2, 11) }

// name writes the name of a row.
func (b *bars) name(i int, text string) {
	b.write(b.nameStyle(), leftAligned, point{b.left, b.middle(i) + 3.4}, b.fit(b.nameStyle(), text, b.room))
}

// backdrop draws the grid. Labels that would run into the one before are left out.
func (b *bars) backdrop(label func(v float64) string) {
	tick, free := style{regular, 9.5, b.theme.muted}, math.Inf(-1)
	for _, v := range b.axis.ticks() {
		x := snap(b.x(v))
		b.stroke(hairline(b.theme.grid), point{x, b.area.top}, point{x, b.area.bottom})
		at := point{x, b.area.bottom + 15}
		if e := b.extent(tick, centered, at, label(v)); e.left > free && e.right < b.size.x {
			b.write(tick, centered, at, label(v))
			free = e.right + 6
		}
	}
}

// zero draws the line that bars begin at.
func (b *bars) zero() {
	x := snap(b.x(0))
	b.stroke(pen{color: b.theme.ink, width: 1}, point{x, b.area.top}, point{x, b.area.bottom})
}
