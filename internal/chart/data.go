package chart

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
)

// dataPicture shows the database against the disk of its tier, above the files.
func dataPicture(plan *report.Charts, t *theme, size point) (picture, error) {
	d := plan.Stored.Database
	if d == nil && len(plan.Stored.Files) == 0 {
		return picture{}, nothing("the plan has neither a database nor files")
	}
	pic := picture{
		title: "What is stored, and where it must fit",
		alt:   dataWords(plan),
		draw:  func(s *sheet, area box) { drawData(s, plan, area) },
	}
	var parts []string
	if d != nil {
		parts = append(parts, "Database: disk needed, with indexes, dead rows and free space, against the disk of the tier")
		pic.keys = []key{
			lineKey("Disk of the tier", pen{color: t.ink, width: 2}),
			lineKey("Disk needed", pen{color: t.demand, width: 2}),
			lineKey("Live data", pen{color: t.soft, width: 2}),
		}
		if isNarrow(size) { // the labels of the ends are keys
			pic.keys = nil
		}
		if d.Disk[len(d.Disk)-1] > d.Storage[len(d.Storage)-1] {
			pic.keys = append(pic.keys, swatchKey("More than the largest tier holds", t.shortage))
		}
	}
	if len(plan.Stored.Files) > 0 {
		parts = append(parts, "Files: live bytes")
	}
	pic.subtitle = strings.Join(parts, " · ") + phasesShaded(plan)
	return pic, nil
}

func drawData(s *sheet, plan *report.Charts, area box) {
	d, files := plan.Stored.Database, plan.Stored.Files
	ends := [2][]endLabel{databaseEnds(s.theme, d), fileEnds(s.theme, files)}
	most := s.aside(&area, ends[0], ends[1])
	area.bottom -= timeRoom
	upper, lower := split(area, 0.66, 24)
	if len(files) == 0 {
		upper = area
	}
	if d == nil {
		lower = area
	}
	var panels []*panel
	if d != nil {
		panels = append(panels, newPanel(s, plan, upper, plotted{
			measure: size(), high: diskScale(d), envelope: d.Disk, last: len(d.Disk) - 1, pad: 0.5, names: true,
		}))
	}
	if len(files) > 0 {
		_, high := span(files)
		panels = append(panels, newPanel(s, plan, lower, plotted{
			measure: size(), high: high, envelope: files, last: len(files) - 1, pad: 0.5, names: d == nil,
		}))
	}
	alignLeft(panels...)
	for i, p := range panels {
		p.backdrop()
		if i == 0 && d != nil {
			p.database(d)
			p.ends(p.endsOf(ends[0], d.Storage, d.Disk, d.Live), most)
		} else {
			p.under(s.theme.area, p.series(files))
			p.line(pen{color: s.theme.demand, width: 2.25}, p.series(files))
			p.ends(p.endsOf(ends[1], files), most)
		}
		p.baseline()
	}
	panels[len(panels)-1].timeAxis()
}

// endsOf places labels where their series end.
func (p *panel) endsOf(labels []endLabel, series ...[]float64) []endLabel {
	for i, values := range series {
		labels[i].y = p.y(min(max(values[len(values)-1], p.axis.low), p.axis.high))
	}
	return labels
}

func databaseEnds(t *theme, d *report.DatabaseSeries) []endLabel {
	if d == nil {
		return nil
	}
	last := len(d.Disk) - 1
	return []endLabel{
		{bold: size().value(d.Storage[last]), text: d.Tiers[last], ink: t.ink},
		{bold: size().value(d.Disk[last]), text: "needed", ink: t.demand},
		{text: size().value(d.Live[last]) + "  live", ink: t.text, pen: pen{color: t.soft, width: 2}},
	}
}

func fileEnds(t *theme, files []float64) []endLabel {
	if len(files) == 0 {
		return nil
	}
	return []endLabel{{bold: size().value(files[len(files)-1]), text: "files", ink: t.demand}}
}

// roomy is how many times the data a tier may hold and still be on the scale.
const roomy = 10

// diskScale is the highest value of the panel: tiers that dwarf the data are
// left off, so that they do not squash it.
func diskScale(d *report.DatabaseSeries) float64 {
	_, high := span(d.Disk, d.Live)
	top := within(high, values(d.Target)...)
	for _, v := range d.Storage {
		if v <= high*roomy {
			top = max(top, v*1.04)
		}
	}
	return top
}

// database draws the bytes of the database and its tier.
func (p *panel) database(d *report.DatabaseSeries) {
	p.under(p.theme.area, p.series(d.Live))
	p.excess(p.theme.shortage, d.Disk, d.Storage)
	p.line(pen{color: p.theme.soft, width: 1.75}, p.series(d.Live))
	p.tier(d)
	p.line(pen{color: p.theme.demand, width: 2.25}, p.series(d.Disk))
	if d.Target != nil {
		p.level(p.theme.ink, *d.Target, 0, p.last, "Target "+size().value(*d.Target)+" of live data")
	}
	if d.Wall != nil {
		m := *d.Wall
		at := p.at(m, min(d.Storage[m], p.axis.high))
		if m > 0 && d.Disk[m] > d.Storage[m] && d.Storage[m-1] == d.Storage[m] {
			at = p.reachedAt(d.Disk, m, d.Storage[m])
		}
		p.callout(p.theme.alarm, at, "Wall in "+p.date(m)+": no tier carries the "+d.WallOf)
	}
}

// tier draws the disk of the tier, and names each tier where it comes first.
func (p *panel) tier(d *report.DatabaseSeries) {
	solid := pen{color: p.theme.ink, width: 2}
	from := 0
	for m := 0; m <= len(d.Storage); m++ {
		if m == len(d.Storage) || d.Storage[m] > p.axis.high {
			p.line(solid, p.steps(from, d.Storage[from:m]))
			from = m + 1
		}
	}
	for m, name := range d.Tiers {
		if slices.Index(d.Tiers, name) != m {
			continue
		}
		to := m
		for to+1 < len(d.Tiers) && d.Tiers[to+1] == name {
			to++
		}
		text := name + " " + size().value(d.Storage[m])
		switch {
		case d.Storage[m] > p.axis.high:
			p.offScale(style{semibold, 9.25, p.theme.ink}, true, text)
		case to < len(d.Tiers)-1: // the last one is named at the right edge
			p.tierName(text, p.x(float64(m)-0.5), p.x(float64(to)+0.5), p.y(d.Storage[m]))
		}
	}
}

// tierName writes the name of a tier above its line, or beside it where the
// line is too short.
func (p *panel) tierName(name string, left, right, y float64) {
	st := style{semibold, 9, p.theme.ink}
	x := left + 5
	if w := p.measure(st, name); w+10 > right-left {
		x = left - w - 5
	}
	at := point{x, y - 5}
	if b := p.extent(st, leftAligned, at, name); x > p.left && !p.occupied(b) {
		p.write(st, leftAligned, at, name)
		p.taken = append(p.taken, b)
	}
}

// occupied reports whether a text or a line lies in a box already.
func (p *panel) occupied(b box) bool {
	return slices.ContainsFunc(p.taken, func(other box) bool { return b.overlap(other) > 0 }) ||
		slices.ContainsFunc(p.curves, b.holds)
}

// excess fills the area in which a line is above another that does not change
// there, from where it crosses it.
func (p *panel) excess(c color.RGBA, high, low []float64) {
	var above, below []point
	flush := func() {
		for i := len(below) - 1; i >= 0; i-- {
			above = append(above, below[i])
		}
		p.fill(c, above...)
		above, below = nil, nil
	}
	for m := range high {
		if high[m] <= low[m] || low[m] > p.axis.high {
			flush()
			continue
		}
		if len(above) == 0 && m > 0 && low[m] == low[m-1] {
			cross := p.reachedAt(high, m, low[m])
			above, below = append(above, cross), append(below, cross)
		}
		above, below = append(above, p.at(m, high[m])), append(below, p.at(m, low[m]))
	}
	flush()
}

func dataWords(plan *report.Charts) string {
	var b strings.Builder
	if d := plan.Stored.Database; d != nil {
		last := len(d.Disk) - 1
		fmt.Fprintf(&b, "Line chart. The database needs %s of disk in %s and %s in %s; its tier, %s, has %s then.",
			size().value(d.Disk[0]), date(plan.Start, 0), size().value(d.Disk[last]), date(plan.Start, last), d.Tiers[last], size().value(d.Storage[last]))
		if d.Wall != nil {
			fmt.Fprintf(&b, " From %s on the largest tier cannot carry the %s.", date(plan.Start, *d.Wall), d.WallOf)
		}
	}
	if files := plan.Stored.Files; len(files) > 0 {
		last := len(files) - 1
		fmt.Fprintf(&b, " Files grow from %s to %s.", size().value(files[0]), size().value(files[last]))
	}
	return strings.TrimSpace(b.String())
}
