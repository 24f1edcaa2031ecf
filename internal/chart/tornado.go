package chart

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Tornado is the name of the chart that [DrawTornado] draws.
const Tornado = "tornado"

// DrawTornado draws what each uncertain input does alone and returns it,
// whole.
func DrawTornado(data *report.Tornado, o Options) (Drawing, error) {
	t := light()
	if o.Theme == "dark" {
		t = dark()
	}
	if len(data.Bars) == 0 {
		return Drawing{}, nothing("nothing uncertain changes " + data.Target)
	}
	pic := tornadoPicture(data, t)
	if title := strings.TrimSpace(o.Title); title != "" {
		pic.title = title
	}
	letters := &typeface{}
	file, err := encode(pic, &report.Charts{Scenario: data.Scenario, Tool: data.Tool, InputHash: data.InputHash}, t, letters, o)
	return Drawing{file, letters.missing}, err
}

// tornadoPicture is the chart of bars that there are.
func tornadoPicture(data *report.Tornado, t *theme) picture {
	target := data.Target
	if data.Date != nil {
		target += " in " + words.MonthName(*data.Date)
	}
	return picture{
		name:  Tornado,
		title: "What moves " + target,
		subtitle: "Change when one input moves to its P10 or its P90, all others at their medians · forecast " +
			measureOf(data).value(data.Base),
		alt:    tornadoWords(data, target),
		keys:   []key{swatchKey("Favourable", t.gain), swatchKey("Unfavourable", t.loss)},
		source: fmt.Sprintf("%d runs, none random", data.Runs),
		draw:   func(s *sheet, area box) { drawTornado(s, data, area) },
	}
}

// measureOf is how values of the target are written.
func measureOf(data *report.Tornado) measure {
	switch data.Kind {
	case unit.KindMoney:
		return money(data.Currency)
	case unit.KindBytes:
		return size()
	case unit.KindPerSecond:
		return rate()
	}
	return measure{words.Label{Kind: unit.KindNone}}
}

// mostBars is how many bars count; shorter ones are of no account.
const mostBars = 12

// tornado is the layout of the chart.
type tornado struct {
	bars
	data    *report.Tornado
	shown   []report.TornadoBar // that there is room for
	measure measure
	brief   bool // labels do without the value of the input
}

func drawTornado(s *sheet, data *report.Tornado, area box) {
	t := &tornado{data: data, measure: measureOf(data)}
	t.shown = data.Bars[:min(len(data.Bars), rowsIn(area), mostBars)]
	names := make([]string, len(t.shown))
	for i, b := range t.shown {
		names[i] = b.Name
	}
	t.bars = newBars(s, names, area)
	t.scale()
	t.backdrop(func(v float64) string { return signedTick(t.axis.label(v), v) })
	for i, b := range t.shown {
		t.name(i, b.Name)
		t.bar(b, t.middle(i))
	}
	t.zero()
}

// scale chooses the axis and leaves room beside it for the labels. Where they
// would leave too little for the bars, they do without the inputs.
func (t *tornado) scale() {
	whole := t.area
	t.makeRoom()
	if t.area.width() < whole.width()*0.4 {
		t.brief, t.area = true, whole
		t.makeRoom()
	}
}

// makeRoom narrows the area until labels neither leave it nor cover the names.
func (t *tornado) makeRoom() {
	whole, low, high := t.area, 0.0, 0.0
	for _, b := range t.shown {
		low, high = min(low, b.Ends[0].Change, b.Ends[1].Change), max(high, b.Ends[0].Change, b.Ends[1].Change)
	}
	for range 4 { // each round the room fits the scale better
		t.axis = t.measure.axis(low, high, min(max(int(t.area.width()/90), 2), 8))
		left, right := 0.0, 0.0
		for _, b := range t.shown {
			for _, e := range arms(b) {
				w := t.sheet.measure(t.labelStyle(), t.label(e)) + 8
				if e.Change < 0 {
					left = max(left, w-(t.x(e.Change)-whole.left))
				} else {
					right = max(right, w-(whole.right-t.x(e.Change)))
				}
			}
		}
		t.area.left = min(t.area.left+left, whole.left+whole.width()*0.35)
		t.area.right = max(t.area.right-right, whole.right-whole.width()*0.35)
	}
}

// arms is the ends that have a bar of their own to label: both, or of two on one
// side the farther one.
func arms(b report.TornadoBar) []report.TornadoEnd {
	low, high := b.Ends[0], b.Ends[1]
	switch {
	case low.Change == 0:
		return []report.TornadoEnd{high}
	case high.Change == 0:
		return []report.TornadoEnd{low}
	case (low.Change < 0) != (high.Change < 0):
		return []report.TornadoEnd{low, high}
	case math.Abs(low.Change) > math.Abs(high.Change):
		return []report.TornadoEnd{low}
	}
	return []report.TornadoEnd{high}
}

// bar draws the row whose middle is at y. Of two ends on one side the nearer is
// a line across the bar.
func (t *tornado) bar(b report.TornadoBar, y float64) {
	half := t.half()
	for _, e := range arms(b) {
		from, to := t.x(0), t.x(e.Change)
		t.rectangle(t.color(e.Change), box{min(from, to), y - half, max(from, to), y + half})
		at, side := point{to + 5, y + 3.2}, leftAligned
		room := t.size.x - margin(t.size)/2 - at.x
		if e.Change < 0 {
			at.x, side = to-5, rightAligned
			room = at.x - t.left - t.room
		}
		t.write(t.labelStyle(), side, at, t.fit(t.labelStyle(), t.label(e), room))
	}
	if ends := arms(b); len(ends) == 1 {
		for _, e := range b.Ends {
			if e.Change != 0 && e != ends[0] {
				x := t.x(e.Change)
				t.stroke(pen{color: t.theme.paper, width: 1.5}, point{x, y - half}, point{x, y + half})
			}
		}
	}
}

func (t *tornado) color(change float64) color.RGBA {
	if (change > 0) != t.data.LessIsBad {
		return t.theme.loss
	}
	return t.theme.gain
}

// label is "+$690k (4%/month)".
func (t *tornado) label(e report.TornadoEnd) string {
	if t.brief {
		return signed(t.column(), e.Change)
	}
	return signed(t.column(), e.Change) + " (" + e.Input + ")"
}

// column writes the changes with one precision.
func (t *tornado) column() func(float64) string { return t.measure.column(changes(t.data)...) }

// changes are those of all ends.
func changes(data *report.Tornado) []float64 {
	var all []float64
	for _, b := range data.Bars[:min(len(data.Bars), mostBars)] {
		all = append(all, b.Ends[0].Change, b.Ends[1].Change)
	}
	return all
}

// signedTick adds a plus to the label of a tick above 0.
func signedTick(label string, v float64) string {
	if v > 0 {
		return "+" + label
	}
	return label
}

func tornadoWords(data *report.Tornado, target string) string {
	in := measureOf(data)
	var parts []string
	for _, b := range data.Bars[:min(len(data.Bars), 5)] {
		var ends []string
		for _, e := range b.Ends {
			ends = append(ends, fmt.Sprintf("%s at %s", signed(in.column(changes(data)...), e.Change), e.Input))
		}
		parts = append(parts, b.Name+" "+strings.Join(ends, " and "))
	}
	return fmt.Sprintf("Tornado chart of %s, from %s: %s.", target, in.value(data.Base), strings.Join(parts, "; "))
}
