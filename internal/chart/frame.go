package chart

import (
	"image/color"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
)

// outside is the margin around everything.
const outside = 26

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
	line  bool // a line rather than a swatch
	pen   pen  // of the line
}

func lineKey(label string, p pen) key          { return key{label, p.color, true, p} }
func swatchKey(label string, c color.RGBA) key { return key{label, c, false, pen{}} }
func (s *sheet) keyStyle() style               { return style{regular, 9.5, s.theme.text} }
func (s *sheet) keyWidth(k key) float64        { return 21 + s.measure(s.keyStyle(), k.label) }

// compose draws a picture with its header and footer.
func (s *sheet) compose(pic picture, plan *report.Charts) {
	s.rectangle(s.theme.paper, box{0, 0, s.size.x, s.size.y})
	room := s.size.x - 2*outside
	title := style{semibold, 16, s.theme.ink}
	s.write(title, leftAligned, point{outside, 40.5}, s.fit(title, pic.title, room))
	y := 57.0
	subtitle := style{regular, 10.5, s.theme.muted}
	for _, line := range s.wrap(subtitle, pic.subtitle, room, 2) {
		s.write(subtitle, leftAligned, point{outside, y}, line)
		y += 14
	}
	y = s.legend(pic.keys, y+3)
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

// legend draws the keys from left to right, in rows where one is too narrow,
// below y, and returns where it ends.
func (s *sheet) legend(keys []key, y float64) float64 {
	if len(keys) == 0 {
		return y
	}
	x := float64(outside)
	for _, k := range keys {
		w := s.keyWidth(k)
		if x > outside && x+w > s.size.x-outside {
			x, y = outside, y+15
		}
		if k.line {
			with := k.pen
			with.width = min(with.width, 2)
			s.stroke(with, point{x, y}, point{x + 16, y})
		} else {
			s.rectangle(k.color, box{x + 2, y - 5, x + 14, y + 5})
		}
		s.write(s.keyStyle(), leftAligned, point{x + 21, y + 3.4}, s.fit(s.keyStyle(), k.label, s.size.x-outside-x-21))
		x += w + 18
	}
	return y + 13
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
