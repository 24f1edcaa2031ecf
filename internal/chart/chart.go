// Package chart draws the series of a report as PNG, SVG and PDF. It computes no
// result: it receives typed series and returns bytes, the same for the same input.
//
// PNG and PDF are drawn with the canvases of gonum/plot. Text is drawn as outlines
// of an embedded font, because the canvases set type each in a way of its own,
// and none of them well.
package chart

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
)

// Options say how a chart looks.
type Options struct {
	Format string // png, svg or pdf
	Width  int    // pixels at 96 to the inch
	Height int    // pixels at 96 to the inch
	Scale  int    // pixels of a PNG for each of these, 1 or 2
	Theme  string // light or dark
	Title  string // in place of the chart's own; empty keeps that
}

// points is the size of the sheet that a chart is laid out on.
func (o Options) points() point {
	each := pixel / o.zoom()
	return point{float64(o.Width) * each, float64(o.Height) * each}
}

// zoom is how many times as large as in the size of slides everything is drawn:
// in a larger picture letters and lines grow, in a smaller one they stay legible.
func (o Options) zoom() float64 {
	return max(1, min(float64(o.Width)/slideWidth, float64(o.Height)/slideHeight))
}

// The sizes a chart may have, in pixels. Below them labels do not fit.
const (
	MinWidth  = 360  // least width, that of a telephone
	MinHeight = 400  // least height
	MaxSide   = 4000 // largest width and height

	slideWidth, slideHeight = 1200, 700
)

// kind is a chart by its name.
type kind struct {
	name    string
	picture func(*report.Charts, *theme, point) (picture, error) // of a size
}

func kinds() []kind {
	return []kind{
		{"cost", costPicture},
		{"timeline", timelinePicture},
		{Plans, plansPicture},
		{"fan", fanPicture},
		{"quarters", quartersPicture},
		{"services", servicesPicture},
		{"regions", regionsPicture},
		{"unit", unitPicture},
		{"users", usersPicture},
		{"capacity", capacityPicture},
		{"latency", latencyPicture},
		{"data", dataPicture},
		{"database", databasePicture},
		{"savings", savingsPicture},
		{"cash", cashPicture},
	}
}

// Names lists the charts, in the order of reports.
func Names() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return names
}

// Formats lists the file formats; each is also the extension of its files.
func Formats() []string { return []string{"png", "svg", "pdf"} }

// Themes lists the themes.
func Themes() []string { return []string{"light", "dark"} }

// EmptyError says that a plan holds nothing that a chart could show.
type EmptyError struct {
	Reason string // why, as the end of a sentence
	Hint   string // what the scenario would have to say; may be empty
}

// Error is "nothing to draw: the plan has no files".
func (e *EmptyError) Error() string { return "nothing to draw: " + e.Reason }

func nothing(reason string) error { return &EmptyError{Reason: reason} }

// Drawing is a chart as a file.
type Drawing struct {
	File    []byte // whole
	Missing []rune // letters that no font has, drawn as [Missing]
}

// Render draws a chart and returns its file, whole. The error is an *EmptyError
// when the plan has nothing to show in it.
func Render(name string, plan *report.Charts, o Options) ([]byte, error) {
	d, err := Draw(name, plan, o)
	return d.File, err
}

// Draw is Render that also says which letters could not be drawn.
func Draw(name string, plan *report.Charts, o Options) (Drawing, error) {
	for _, k := range kinds() {
		if k.name != name {
			continue
		}
		t := light()
		if o.Theme == "dark" {
			t = dark()
		}
		pic, err := k.picture(plan, t, o.points())
		if err != nil {
			return Drawing{}, err
		}
		pic.name = name
		if title := strings.TrimSpace(o.Title); title != "" {
			pic.title = title
		}
		letters := &typeface{}
		file, err := encode(pic, plan, t, letters, o)
		return Drawing{file, letters.missing}, err
	}
	return Drawing{}, fmt.Errorf("no chart %q", name)
}
