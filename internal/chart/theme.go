package chart

import "image/color"

// theme is the colours of a chart, named by what they are for. All are opaque:
// PDF writers disagree about translucent ones.
type theme struct {
	paper    color.RGBA    // behind everything
	ink      color.RGBA    // title, totals, what is provisioned
	text     color.RGBA    // labels beside the data
	muted    color.RGBA    // subtitle, ticks
	faint    color.RGBA    // footer, names of phases
	grid     color.RGBA    // hairlines at ticks
	axis     color.RGBA    // the time axis, boundaries of phases
	band     color.RGBA    // every other phase
	demand   color.RGBA    // what is asked for: the one hue of lines
	area     color.RGBA    // a tint of demand below its line
	soft     color.RGBA    // a stronger tint: lines of second rank
	alarm    color.RGBA    // budgets and walls
	caution  color.RGBA    // limits that only warn
	shortage color.RGBA    // a tint: what is missing
	bands    [3]color.RGBA // tints of demand: nine futures in ten, eight in ten, half of them
	gain     color.RGBA    // savings
	loss     color.RGBA    // investments and levers that cost
	palette  [7]color.RGBA
}

// light is dark ink on white paper.
func light() *theme {
	t := &theme{
		paper: rgb(0xFFFFFF), ink: rgb(0x1B2330), text: rgb(0x344054), muted: rgb(0x667085), faint: rgb(0x98A2B3),
		grid: rgb(0xE7EAEF), axis: rgb(0xC4CAD4), band: rgb(0xF5F7FA),
		demand: rgb(0x2563B8), alarm: rgb(0xC8372D), caution: rgb(0xA8650A), gain: rgb(0x4C9BB8), loss: rgb(0xD9805B),
		palette: [7]color.RGBA{
			rgb(0x2F5D9B), rgb(0x4C9BB8), rgb(0x86BF9E), rgb(0xE5B557), rgb(0xD9805B), rgb(0x9B6A9E), rgb(0xA5ADBA),
		},
	}
	t.tint()
	return t
}

// dark is light ink on a dark screen.
func dark() *theme {
	t := &theme{
		paper: rgb(0x12161F), ink: rgb(0xF1F4F8), text: rgb(0xCBD3DF), muted: rgb(0x98A2B3), faint: rgb(0x727D8F),
		grid: rgb(0x252D3A), axis: rgb(0x445064), band: rgb(0x181E29),
		demand: rgb(0x6AA5F0), alarm: rgb(0xF47A6E), caution: rgb(0xE5B557), gain: rgb(0x56A9C7), loss: rgb(0xE28C67),
		palette: [7]color.RGBA{
			rgb(0x4577BC), rgb(0x52A3C1), rgb(0x86BF9E), rgb(0xE5B557), rgb(0xDE8660), rgb(0xA877AB), rgb(0x8C96A6),
		},
	}
	t.tint()
	t.glow()
	return t
}

// tint mixes the tints from the hues and the paper.
func (t *theme) tint() {
	t.area = mix(t.paper, t.demand, 0.14)
	t.soft = mix(t.paper, t.demand, 0.55)
	t.shortage = mix(t.paper, t.loss, 0.45)
	t.bands = [3]color.RGBA{mix(t.paper, t.demand, 0.10), mix(t.paper, t.demand, 0.21), mix(t.paper, t.demand, 0.42)}
}

// glow mixes the tints of a dark theme anew: on dark paper the eye needs more of a
// hue to tell it from the paper.
func (t *theme) glow() {
	t.area = mix(t.paper, t.demand, 0.20)
	t.bands = [3]color.RGBA{mix(t.paper, t.demand, 0.20), mix(t.paper, t.demand, 0.36), mix(t.paper, t.demand, 0.58)}
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xFF}
}

// mix is so much of b on a.
func mix(a, b color.RGBA, share float64) color.RGBA {
	part := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*share + 0.5) }
	return color.RGBA{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B), 0xFF}
}
