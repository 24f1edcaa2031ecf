package scenario

import (
	"reflect"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/unit"
)

// A dated number is a mapping from moments to values: {now: $20/month, 2026-07: $24/month}.
// Each value holds from its month on, and may be uncertain; phases are no such moments,
// since a name may be any word.

var aDate = pattern.Lazy(`^(\d{4}-(\d\d|Q[1-4])|FY\d{4}(-Q[1-4])?)$`)

// isDated reports a mapping that describes a dated number: all its keys are now or
// moments, and one at least is a moment.
func isDated(n *yaml.Node) bool {
	if n == nil || n.Kind != yaml.MappingNode {
		return false
	}
	dates := 0
	for _, p := range pairs(n) {
		switch _, isMonth := monthOf(p.key.Value); {
		case isMonth || aDate().MatchString(p.key.Value):
			dates++
		case p.key.Value != "now":
			return false
		}
	}
	return dates > 0
}

// dated decodes a dated number: what holds now into v, and the others beside it.
func (d *decoder) dated(n *yaml.Node, v reflect.Value, f field, path string) {
	if !f.dated {
		d.fail(n, codeNotDated, "write one figure", "%s is the same in every month", path)
		return
	}
	f.dated = false // of each value in turn
	now, dates := false, model.Dated{Path: path}
	growth, isGrowth := v.Addr().Interface().(*unit.Growth)
	rates := []*model.GrowthRate{{Rate: growth}}
	d.entries(n, func(p pair) {
		below := join(path, p.key.Value)
		d.record(below, p.key, p.value)
		if p.key.Value == "now" {
			now = true
			d.quantity(p.value, v, f, below)
			return
		}
		other, before := reflect.New(v.Type()).Elem(), len(d.inputs)
		d.quantity(p.value, other, f, below)
		if isGrowth {
			rates = append(rates, &model.GrowthRate{From: model.When{Text: p.key.Value}, Rate: other.Addr().Interface().(*unit.Growth)})
			return
		}
		step := &model.DatedStep{From: model.When{Text: p.key.Value}}
		if len(d.inputs) > before {
			step.Value = *d.inputs[before].At
			d.inputs[before].At = &step.Value
		}
		dates.Steps = append(dates.Steps, step)
	})
	if !now {
		d.fail(pairs(n)[0].key, codeDatedNow, "add now", "%s says nothing before %s", path, pairs(n)[0].key.Value)
	}
	d.written[path] = written{text: flowOf(n)}
	if isGrowth {
		d.growing[path] = rates
		return
	}
	d.dates = append(d.dates, dates)
}

// datedNumbers resolves the moments of dated numbers and of points, which follow one
// another. One behind the horizon is one that this plan does not see.
func (c *checker) datedNumbers() {
	c.s.Dated = c.decoder.dates
	for _, dated := range c.s.Dated {
		o := order{checker: c, path: dated.Path}
		for _, step := range dated.Steps {
			o.next(&step.From)
		}
	}
	for path, rates := range c.decoder.growing {
		o := order{checker: c, path: path}
		for _, rate := range rates[1:] {
			o.next(&rate.From)
		}
	}
	c.growths(func(path string, measure unit.Kind, g *model.Growth) {
		o := order{checker: c, path: path + ".points"}
		for i := range g.Points {
			p := &g.Points[i]
			p.Month.Text = p.Name
			o.next(&p.Month)
			if p.Value.Bytes != nil != (measure == unit.KindBytes) || measure == unit.KindNone {
				o.failed = true
				c.at(join(o.path, p.Name), codePointsForm, pointHint(measure), "a point is what %s is in that month", parent(path))
			}
		}
		if n := len(g.Points); n > 0 && !o.failed && g.Then == nil && o.last < c.s.Months() {
			c.warn(path+".points", codePointsEnd, "add then: 5%/month, or a point at the horizon",
				"the last point is month %d of %d: from there on it stays", o.last, c.s.Months())
		}
	})
}

// order is the moments of one thing, which must ascend.
type order struct {
	*checker
	path, before string // of the thing, and the moment before
	last         int    // its month
	failed       bool   // whether one does not
}

// next resolves the next moment.
func (o *order) next(w *model.When) {
	key := o.tree.places[join(o.path, w.Text)].key
	month, isMonth := monthOf(w.Text)
	known := isMonth
	if !known {
		month, _, known = calendar(o.s, w.Text)
	}
	o.failed = o.failed || !known || month < 1 || month <= o.last
	switch {
	case !known:
		o.fail(key, codeUnknownPhase, "write month 12, or a date such as "+o.s.Start.Add(6).String(), "%q is no month", w.Text)
	case month < 1:
		o.fail(key, codeOutOfRange, "write what holds from the first month on as now", "%s is not after the plan's first month, %s", w.Text, o.s.Start)
	case month <= o.last:
		o.fail(key, codeDatedOrder, "order by date", "%s stands after %s", w.Text, o.before)
	}
	w.Month, w.Set = min(month, o.s.Months()+1), true
	o.last, o.before = month, w.Text
}

// pointHint says how the points of what is measured so are written.
func pointHint(measure unit.Kind) string {
	switch measure {
	case unit.KindBytes:
		return "write bytes, such as 4 TB"
	case unit.KindCount:
		return "write a number, such as 170"
	}
	return "write rates, such as {now: 5%/month, 2026-07: 2%/month}"
}

// growths visits every curve of growth, and what grows: a count, bytes, or a rate of
// another unit.
func (c *checker) growths(visit func(path string, measure unit.Kind, g *model.Growth)) {
	c.drivers(func(path string, d *model.Driver) { visit(path+".growth", unit.KindCount, &d.Growth) })
	for i := range c.s.Load.Streams {
		if s := &c.s.Load.Streams[i]; s.Growth != nil {
			visit(c.tree.alias("load.streams."+s.Name)+".growth", unit.KindNone, s.Growth)
		}
	}
	for i := range c.s.Stores {
		if h := c.s.Stores[i].Holds; h != nil && h.Growth != nil {
			visit("stores."+c.s.Stores[i].Name+".holds.growth", unit.KindBytes, h.Growth)
		}
	}
}

// dated is a mapping from moments to quantities.
func (s *schema) dated(quantity object) object {
	return object{
		"type": "object", "required": []string{"now"}, "additionalProperties": false,
		"properties":        object{"now": quantity},
		"patternProperties": object{`^(month [0-9]{1,4}|[0-9]{4}-([0-9]{2}|Q[1-4])|FY[0-9]{4}(-Q[1-4])?)$`: quantity},
		"minProperties":     2,
		"description":       "another value from each of the months on",
	}
}
