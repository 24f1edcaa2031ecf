package chart

import (
	"math"
	"strings"
	"unicode"

	"gonum.org/v1/plot/vg"

	"github.com/talimat/talimat-plan/internal/report"
)

// phaseLabel is the name of a phase at the top of a panel.
type phaseLabel struct {
	text string
	at   point // of its baseline
	box  box
}

// The rows of the names of phases: one below the other where they would touch.
const (
	nameRow  = 12.0
	nameRows = 5
)

func (p *panel) nameStyle() style { return style{semibold, 8.25, p.theme.faint} }

// reach is where the band of a phase begins and ends. A phase is switched on
// with its first month and lasts to the end of its last; in panels with room at
// both ends a month begins half a month before its middle.
func (p *panel) reach(phase report.PhaseSpan) (left, right float64) {
	left = p.x(float64(phase.First) - p.pad)
	right = min(p.x(float64(phase.Last)+1-p.pad), p.right)
	return min(left, right), right
}

// bands shades every other phase.
func (p *panel) bands() {
	for i, phase := range p.plan.Phases {
		if left, right := p.reach(phase); i%2 == 1 && right > left {
			p.rectangle(p.theme.band, box{left, p.top, right, p.bottom})
		}
	}
}

// boundaries draws where phases begin and end, and writes their names.
func (p *panel) boundaries() {
	p.borders()
	for _, n := range p.names {
		p.write(p.nameStyle(), leftAligned, n.at, n.text)
		p.taken = append(p.taken, n.box)
	}
}

// borders draws where phases begin and end.
func (p *panel) borders() {
	dotted := pen{p.theme.axis, pixel, []vg.Length{2, 2.5}}
	drawn := map[float64]bool{}
	for _, phase := range p.plan.Phases {
		left, right := p.reach(phase)
		for _, x := range []float64{snap(left), snap(right)} {
			if !drawn[x] && x > p.left+1 && x < p.right-1 {
				p.stroke(dotted, point{x, p.below(x)}, point{x, p.bottom})
			}
			drawn[x] = true
		}
	}
}

// below is where a boundary may begin: below the names that cross it.
func (p *panel) below(x float64) float64 {
	top := p.top
	for _, n := range p.names {
		if n.box.left-1 < x && x < n.box.right+3 {
			top = max(top, n.box.bottom+2)
		}
	}
	return top
}

// nameRows lays the names of the phases out: each begins in its band, in the
// first row where it touches no other. A name for which there is no row is left out.
func (p *panel) nameRows() []phaseLabel {
	st := p.nameStyle()
	var all []phaseLabel
	for _, phase := range p.plan.Phases {
		left, right := p.reach(phase)
		name := p.fit(st, capitals(phase.Name), max(right-left-10, min(150, p.width()*0.45)))
		width := p.measure(st, name)
		if left+5+width > p.right {
			left = p.right - width - 8
		}
		for row := range nameRows {
			at := point{left + 5, p.top + 12.5 + float64(row)*nameRow}
			if row > 0 && at.y > p.top+p.height()*0.4 {
				break
			}
			b := p.extent(st, leftAligned, at, name)
			if !touches(b.grow(3), all) {
				all = append(all, phaseLabel{name, at, b})
				break
			}
		}
	}
	return all
}

func touches(b box, labels []phaseLabel) bool {
	for _, l := range labels {
		if b.overlap(l.box) > 0 {
			return true
		}
	}
	return false
}

// headroom is how far up an axis must reach for the names to lie above the values.
func (p *panel) headroom(what plotted) float64 {
	high := what.high
	for _, n := range p.names {
		depth := n.box.bottom + 5 - p.top
		if depth > p.height()/2 {
			continue
		}
		from := p.month(n.box.left)
		to := p.month(n.box.right)
		for m := max(int(math.Floor(from)), 0); m <= int(math.Ceil(to)) && m < len(what.envelope); m++ {
			high = max(high, p.lifted(what, what.envelope[m], p.height()/(p.height()-depth)))
		}
	}
	return high
}

// lifted is the end of the axis for which a value lies lower by a factor.
func (p *panel) lifted(what plotted, v, factor float64) float64 {
	if what.log {
		return what.low * math.Pow(v/what.low, factor)
	}
	return what.low + (v-what.low)*factor
}

// month is the month that lies at x, with its fraction.
func (p *panel) month(x float64) float64 {
	return (x-p.left)/p.width()*(float64(p.last)+2*p.pad) - p.pad
}

// capitals writes a name in capitals, with spaces for hyphens. Names with a
// letter that only Turkish has follow the Turkish rule: i becomes İ.
func capitals(name string) string {
	name = strings.NewReplacer("-", " ", "_", " ").Replace(name)
	if strings.ContainsAny(name, "ğşıİĞŞ") {
		return strings.ToUpperSpecial(unicode.TurkishCase, name)
	}
	return strings.ToUpper(name)
}
