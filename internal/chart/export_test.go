package chart

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/talimat/talimat-plan/internal/report"
)

// recorder is a canvas that remembers where texts stand and how far drawings reach.
type recorder struct {
	sheet *sheet
	texts []written
	reach []string // what leaves the sheet
}

type written struct {
	text string
	box  box
}

func (r *recorder) SetColor(color.Color)               {}
func (r *recorder) SetLineWidth(vg.Length)             {}
func (r *recorder) SetLineDash([]vg.Length, vg.Length) {}
func (r *recorder) Stroke(p vg.Path)                   { r.Fill(p) }
func (r *recorder) fillText(t *typeface, st style, x, y float64, text string) {
	at := point{x, r.sheet.size.y - y}
	b := r.sheet.extent(st, leftAligned, at, text)
	b.top, b.bottom = at.y-st.size*0.72, at.y+st.size*0.2 // capitals and descenders
	r.texts = append(r.texts, written{text, b})
	r.inside(text, vg.Point{X: vg.Length(b.left), Y: vg.Length(b.top)}, vg.Point{X: vg.Length(b.right), Y: vg.Length(b.bottom)})
}

func (r *recorder) Fill(p vg.Path) {
	for _, c := range p {
		r.inside("a line", append(c.Control, c.Pos)...)
	}
}

func (r *recorder) inside(what string, points ...vg.Point) {
	const slack = 0.5
	for _, q := range points {
		if float64(q.X) < -slack || float64(q.Y) < -slack || float64(q.X) > r.sheet.size.x+slack || float64(q.Y) > r.sheet.size.y+slack {
			r.reach = append(r.reach, fmt.Sprintf("%q at %.0f, %.0f", what, float64(q.X), float64(q.Y)))
			return
		}
	}
}

// Faults lays a chart out, or a tornado, and lists texts that overlap and what
// leaves the sheet.
func Faults(name string, plan *report.Charts, data *report.Tornado, o Options) (faults []string, err error) {
	var pic picture
	if data != nil {
		pic, plan = tornadoPicture(data, light()), &report.Charts{Scenario: data.Scenario, Tool: data.Tool}
	} else {
		for _, k := range kinds() {
			if k.name == name {
				if pic, err = k.picture(plan, light(), o.points()); err != nil {
					return nil, err
				}
			}
		}
	}
	r := &recorder{}
	r.sheet = &sheet{canvas: r, theme: light(), letters: &typeface{}, size: o.points()}
	r.sheet.compose(pic, plan)
	faults = r.reach
	for i, a := range r.texts {
		for _, b := range r.texts[:i] {
			if a.box.grow(-0.4).overlap(b.box.grow(-0.4)) > 0 {
				faults = append(faults, fmt.Sprintf("%q lies on %q", a.text, b.text))
			}
		}
	}
	return faults, nil
}
