package chart

import (
	"image/color"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
)

// narrow is the width of a sheet, in points, below which there is no room beside
// the data: margins are small, and what stands at the ends of series elsewhere
// stands above them.
const narrow = 400

// isNarrow reports whether a sheet of a size is.
func isNarrow(size point) bool { return size.x < narrow }

// margin is the room left and right of everything.
func margin(size point) float64 {
	if isNarrow(size) {
		return 10
	}
	return 26
}

// picture is one chart, ready to be drawn on any sheet.
type picture struct {
	name     string // of the chart
	title    string
	subtitle string // what is plotted, and in which currency
	alt      string // what it shows, in words
	source   string // more for the footer about what it was made of
	keys     []key
	draw     func(s *sheet, area box)
}

// key is an entry of the legend.
type key struct {
	label string
	color color.RGBA
	line  bool       // a line rather than a swatch
	pen   pen        // of the line
	ink   color.RGBA // of the label; that of all labels when it is not set
}

func lineKey(label string, p pen) key          { return key{label: label, color: p.color, line: true, pen: p} }
func swatchKey(label string, c color.RGBA) key { return key{label: label, color: c} }
func (s *sheet) keyStyle() style               { return style{regular, 9.5, s.theme.text} }
func (s *sheet) keyWidth(k key) float64        { return 21 + s.measure(s.keyStyle(), k.label) }

// compose draws a picture with its header and footer.
func (s *sheet) compose(pic picture, plan *report.Charts) {
	s.rectangle(s.theme.paper, box{0, 0, s.size.x, s.size.y})
	outside := margin(s.size)
	room := s.size.x - 2*outside
	title, y := style{semibold, 16, s.theme.ink}, 40.5
	if isNarrow(s.size) {
		title.size, y = 14, 24
	}
	for i, line := range s.wrap(title, pic.title, room, 2) {
		y += float64(i) * 18
		s.write(title, leftAligned, point{outside, y}, line)
	}
	y += 16.5
	subtitle := style{regular, 10.5, s.theme.muted}
	for _, line := range s.wrap(subtitle, pic.subtitle, room, 3) {
		s.write(subtitle, leftAligned, point{outside, y}, line)
		y += 14
	}
	y = s.legend(pic.keys, box{outside, y + 3, s.size.x - outside, s.size.y})
	footer := style{regular, 8.25, s.theme.faint}
	s.write(footer, leftAligned, point{outside, s.size.y - 12.5}, s.fit(footer, s.first(footer, room, footerOf(plan, pic.source)...), room))
	pic.draw(s, box{outside, y + 4, s.size.x - outside, s.size.y - 31})
}

// footerOf says what made the chart, of what: in full, and shorter.
func footerOf(plan *report.Charts, more string) []string {
	var all []string
	for _, short := range []bool{false, true} {
		parts := []string{plan.Tool, "scenario " + plan.Scenario}
		length := 12
		if short {
			parts, length = []string{plan.Tool, plan.Scenario}, 8
		}
		if algorithm, digest, ok := strings.Cut(plan.InputHash, ":"); ok {
			parts = append(parts, "input "+algorithm+":"+digest[:min(len(digest), length)])
		}
		if more != "" {
			parts = append(parts, more)
		}
		all = append(all, strings.Join(parts, " · "))
	}
	return all
}

// legend draws the keys from left to right, in rows where one is too narrow, in
// the upper part of a box, and returns where it ends.
func (s *sheet) legend(keys []key, in box) float64 {
	if len(keys) == 0 {
		return in.top
	}
	x, y := in.left, in.top
	for _, k := range keys {
		w := s.keyWidth(k)
		if x > in.left && x+w > in.right {
			x, y = in.left, y+15
		}
		s.mark(k, x, y)
		st := s.keyStyle()
		if k.ink.A > 0 {
			st.color = k.ink
		}
		s.write(st, leftAligned, point{x + 21, y + 3.4}, s.fit(st, k.label, in.right-x-21))
		x += w + 18
	}
	return y + 13
}

// mark draws what a key explains.
func (s *sheet) mark(k key, x, y float64) {
	switch {
	case k.line:
		with := k.pen
		with.width = min(with.width, 2)
		s.stroke(with, point{x, y}, point{x + 16, y})
	case k.color.A > 0:
		s.rectangle(k.color, box{x + 2, y - 5, x + 14, y + 5})
	}
}

// wrap breaks a text into lines that fit, at most so many; the last one is cut.
func (s *sheet) wrap(st style, text string, width float64, most int) []string {
	var lines []string
	line := ""
	words := strings.Fields(text)
	for i, word := range words {
		longer := strings.TrimSpace(line + " " + word)
		if line == "" || s.measure(st, longer) <= width {
			line = longer
			continue
		}
		if len(lines) == most-1 {
			line += " " + strings.Join(words[i:], " ")
			break
		}
		lines = append(lines, line)
		line = word
	}
	return append(lines, s.fit(st, line, width))
}
