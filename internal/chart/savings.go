package chart

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/words"
)

// savingsPicture is the waterfall from baseline to effective cost.
func savingsPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	if len(plan.Savings) < 2 {
		return picture{}, nothing("no lever saves anything at the horizon")
	}
	return picture{
		title:    "From baseline to bill",
		subtitle: "What each lever saves per month, net of its own cost, at the horizon (" + date(plan.Start, plan.Months) + "), " + plan.Currency,
		alt:      savingsWords(plan),
		draw:     func(s *sheet, area box) { drawSavings(s, plan, area) },
	}, nil
}

// fall is one bar of a waterfall.
type fall struct {
	step     report.SavingsStep
	from, to float64
}

func falls(steps []report.SavingsStep) []fall {
	var all []fall
	level := 0.0
	for _, step := range steps {
		f := fall{step: step, to: step.Amount}
		if !step.Total {
			f.from, f.to = level, level-step.Amount
		}
		level = f.to
		all = append(all, f)
	}
	return all
}

func drawSavings(s *sheet, plan *report.Charts, area box) {
	if isNarrow(s.size) {
		s.savingsRows(plan, area)
		return
	}
	bars := falls(plan.Savings)
	low, high := 0.0, 0.0
	for _, b := range bars {
		low, high = min(low, b.to), max(high, b.to)
	}
	area.bottom -= 34
	area.top += 18
	p := newPanel(s, &report.Charts{Start: plan.Start}, area, plotted{measure: money(plan.Currency), low: low, high: high, last: 1})
	p.backdrop()
	slot := p.width() / float64(len(bars))
	wide := min(slot*0.62, 96)
	for i, b := range bars {
		x := p.left + slot*(float64(i)+0.5)
		if i > 0 {
			y := p.y(bars[i-1].to)
			p.stroke(hairline(p.theme.muted), point{x - slot + wide/2, y}, point{x - wide/2, y})
		}
		p.rectangle(barColor(p.theme, b), box{x - wide/2, p.y(max(b.from, b.to)), x + wide/2, p.y(min(b.from, b.to))})
		p.barLabels(plan, b, x, slot)
		p.barName(b.step, i, x, slot)
	}
	y := snap(p.y(0))
	p.stroke(pen{color: p.theme.ink, width: 1}, point{p.left, y}, point{p.right, y})
}

// savingsRows draws the bars one below the other, where they have no room beside
// each other.
func (s *sheet) savingsRows(plan *report.Charts, area box) {
	all := falls(plan.Savings)
	names, low, high := make([]string, len(all)), 0.0, 0.0
	for i, f := range all {
		names[i] = f.step.Name
		if f.step.Claimed {
			names[i] += " (claimed)"
		}
		low, high = min(low, f.to), max(high, f.to)
	}
	b, write := newBars(s, names, area), savingsColumn(plan)
	b.area.right -= 54
	b.axis = money(plan.Currency).axis(low, high, 2)
	b.backdrop(b.axis.label)
	for i, f := range all {
		y, half := b.middle(i), b.half()
		b.name(i, names[i])
		left, right := b.x(min(f.from, f.to)), b.x(max(f.from, f.to))
		b.rectangle(barColor(s.theme, f), box{left, y - half, right, y + half})
		text := write(f.step.Amount)
		if !f.step.Total {
			text = signed(write, -f.step.Amount)
		}
		b.write(b.labelStyle(), leftAligned, point{right + 5, y + 3.2}, text)
	}
	b.zero()
}

func barColor(t *theme, b fall) color.RGBA {
	switch {
	case b.step.Total:
		return t.palette[0]
	case b.step.Amount >= 0:
		return t.gain
	default:
		return t.loss
	}
}

// barLabels writes the amount above a bar, its share of the baseline above that,
// and the name below the panel.
func (p *panel) barLabels(plan *report.Charts, b fall, x, slot float64) {
	write, baseline := savingsColumn(plan), plan.Savings[0].Amount
	amount := write(b.step.Amount)
	small := style{regular, 9, p.theme.muted}
	share := ""
	if baseline > 0 && b.step != plan.Savings[0] {
		share = words.Share(b.step.Amount/baseline) + " of baseline"
	}
	if !b.step.Total {
		amount = signed(write, -b.step.Amount)
		if baseline > 0 {
			share = signedPercent(-b.step.Amount / baseline)
		}
	}
	if p.measure(small, share) > slot-4 {
		share, _, _ = strings.Cut(share, " ")
	}
	top := p.y(max(b.from, b.to, 0))
	bold := style{semibold, 10, p.theme.ink}
	if share != "" {
		p.masked(small, point{x, top - 6}, p.fit(small, share, slot-4))
		top -= 12
	}
	for bold.size > smallest && p.measure(bold, amount) > slot-3 {
		bold.size -= 0.5
	}
	p.masked(bold, point{x, top - 6}, p.fit(bold, amount, slot-3))
}

// smallest is the size of type below which nothing is set.
const smallest = 7.5

// barName writes the name of a bar below the panel, in letters as small as it
// needs; where that is not enough every other one stands in a row of its own.
func (p *panel) barName(step report.SavingsStep, i int, x, slot float64) {
	name := style{regular, 9.5, p.theme.text}
	if step.Total {
		name = style{semibold, 9.5, p.theme.ink}
	}
	y, width := p.bottom+16, slot-6
	if slot < 60 {
		name.size, width = 8.5, 2*slot-8
		if i%2 == 1 {
			y += 12
		}
	}
	p.write(name, centered, point{min(x, p.right-min(p.measure(name, step.Name), width)/2), y}, p.fit(name, step.Name, width))
	if step.Claimed {
		small := style{regular, min(9, name.size), p.theme.muted}
		p.write(small, centered, point{x, y + 12}, p.fit(small, "claimed", width))
	}
}

// masked writes a text in the middle above p, over whatever lies behind it.
func (p *panel) masked(st style, at point, text string) {
	p.rectangle(p.theme.paper, p.extent(st, centered, at, text).grow(1.5))
	p.write(st, centered, at, text)
}

// signed writes an amount with its sign; nothing has none.
func signed(write func(float64) string, v float64) string {
	if v > 0 {
		return "+" + write(v)
	}
	return write(v)
}

// savingsColumn writes the amounts of the chart with one precision.
func savingsColumn(plan *report.Charts) func(float64) string {
	var amounts []float64
	for _, step := range plan.Savings {
		amounts = append(amounts, step.Amount)
	}
	return money(plan.Currency).column(amounts...)
}

func signedPercent(share float64) string {
	switch {
	case math.Abs(share) < 0.0005:
		return "0%"
	case math.Abs(share) < 0.005:
		return "<1%"
	case share > 0:
		return "+" + words.Decimal(share*100, 0) + "%"
	}
	return words.Decimal(share*100, 0) + "%"
}

func savingsWords(plan *report.Charts) string {
	write := savingsColumn(plan)
	var parts []string
	for _, step := range plan.Savings {
		amount := write(step.Amount)
		if !step.Total {
			amount = signed(write, -step.Amount)
		}
		parts = append(parts, step.Name+" "+amount)
	}
	return fmt.Sprintf("Waterfall chart of the monthly cost in %s: %s.", date(plan.Start, plan.Months), strings.Join(parts, ", "))
}
