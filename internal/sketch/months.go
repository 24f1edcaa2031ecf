package sketch

import (
	"fmt"
	"strconv"
	"strings"
)

// labelRoom is the room of a date, with what keeps it off the next one even when
// that is moved to the left, at the end of the line.
const labelRoom = len("2024-01") + 4

// writeMonths adds the axis of months, and below it months and dates.
func (d *drawing) writeMonths(w *writer) {
	axis := []rune(strings.Repeat(string(d.glyphs.rim), d.width))
	months, dates := d.blank(monthsWord), d.blank("")
	for _, m := range d.ticks() {
		axis[d.column(m)] = d.glyphs.foot
		d.center(months, m, strconv.Itoa(m))
		d.center(dates, m, d.Start.Add(m).String())
	}
	w.line(strings.Repeat(" ", d.gutter+1) + string(d.glyphs.corner) + string(axis))
	w.line(string(months))
	w.line(string(dates))
}

// writeDates adds the axis of months with the dates on it.
func (d *drawing) writeDates(w *writer) {
	line := d.blank("")
	for i := range d.width {
		line[d.gutter+2+i] = d.glyphs.rim
	}
	line[d.gutter+1] = d.glyphs.corner
	for _, m := range d.ticks() {
		d.center(line, m, d.Start.Add(m).String())
	}
	w.line(string(line))
}

// blank is a line of the width of the picture that begins with a word.
func (d *drawing) blank(word string) []rune {
	line := []rune(strings.Repeat(" ", d.gutter+2+d.width))
	copy(line, []rune(fmt.Sprintf("%*s", d.gutter, word)))
	return line
}

// center writes a text below or above a month, within the line.
func (d *drawing) center(line []rune, month int, text string) {
	at := d.gutter + 2 + d.column(month) - len(text)/2
	copy(line[min(max(at, 0), len(line)-len(text)):], []rune(text))
}

// ticks are the months that have labels: steps that leave room for dates, and
// the last month where it has room.
func (d *drawing) ticks() []int {
	step := 240
	for _, s := range []int{1, 2, 3, 6, 12, 24, 60, 120} {
		if s*(d.width-1) >= labelRoom*d.last() {
			step = s
			break
		}
	}
	var all []int
	for m := 0; m <= d.last(); m += step {
		all = append(all, m)
	}
	if d.column(d.last())-d.column(all[len(all)-1]) >= labelRoom {
		all = append(all, d.last())
	}
	return all
}

// markRow is a line with the numbers of the marks; those without room are left
// out. It is empty without marks.
func (d *drawing) markRow() string {
	line, free, any := d.blank(""), 0, false
	for i, m := range d.Marks {
		text := strconv.Itoa(i + 1)
		at := d.gutter + 2 + d.column(m.Month)
		if m.Month < 0 || m.Month > d.last() || at < free || at+len(text) > len(line) {
			continue
		}
		copy(line[at:], []rune(text))
		free, any = at+len(text), true
	}
	if !any {
		return ""
	}
	return string(line)
}

// markNames is the names of the marks behind their numbers.
func (d *drawing) markNames() []string {
	var all []string
	for i, m := range d.Marks {
		if m.Month >= 0 && m.Month <= d.last() {
			all = append(all, fmt.Sprintf("%d %s,", i+1, m.Name))
		}
	}
	if n := len(all); n > 0 {
		all[n-1] = strings.TrimSuffix(all[n-1], ",")
	}
	return all
}
