package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// zoomed is a canvas on which everything is so many times as large. An SVG has a
// scale of its own.
func zoomed(c canvas, factor float64) canvas {
	if _, own := c.(lettering); own || factor == 1 {
		return c
	}
	return &zoom{c, vg.Length(factor)}
}

type zoom struct {
	canvas canvas
	factor vg.Length
}

// SetColor is part of canvas.
func (z *zoom) SetColor(c color.Color) { z.canvas.SetColor(c) }

// SetLineWidth is part of canvas.
func (z *zoom) SetLineWidth(w vg.Length) { z.canvas.SetLineWidth(w * z.factor) }

// SetLineDash is part of canvas.
func (z *zoom) SetLineDash(pattern []vg.Length, offset vg.Length) {
	larger := make([]vg.Length, len(pattern))
	for i, d := range pattern {
		larger[i] = d * z.factor
	}
	z.canvas.SetLineDash(larger, offset*z.factor)
}

// Stroke is part of canvas.
func (z *zoom) Stroke(p vg.Path) { z.canvas.Stroke(z.path(p)) }

// Fill is part of canvas.
func (z *zoom) Fill(p vg.Path) { z.canvas.Fill(z.path(p)) }

func (z *zoom) path(p vg.Path) vg.Path {
	at := func(q vg.Point) vg.Point {
		return vg.Point{X: round(float64(q.X * z.factor)), Y: round(float64(q.Y * z.factor))}
	}
	larger := make(vg.Path, len(p))
	for i, c := range p {
		larger[i] = c
		larger[i].Pos = at(c.Pos)
		larger[i].Control = nil
		for _, q := range c.Control {
			larger[i].Control = append(larger[i].Control, at(q))
		}
	}
	return larger
}

// hundredth is a length without the last bits of a float.
func hundredth(v float64) float64 { return math.Round(v*100) / 100 }
