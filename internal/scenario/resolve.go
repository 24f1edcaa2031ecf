package scenario

import (
	"reflect"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// moment is a phase or month as written, and where it resolves to.
type moment struct {
	node *yaml.Node
	when *model.When
	last bool // whether it is the last month of what is written, not the first
	past bool // whether it may be before the plan begins
}

// monthOf reads "month 12": a number of up to four digits that begins with none too many.
func monthOf(text string) (month int, ok bool) {
	digits, ok := strings.CutPrefix(text, "month ")
	if !ok || len(digits) > 4 || strings.Trim(digits, "0123456789") != "" || digits != "0" && strings.HasPrefix(digits, "0") {
		return 0, false
	}
	month, err := strconv.Atoi(digits)
	return month, err == nil
}

// moments resolves every phase and month that the scenario names.
func (c *checker) moments() {
	for _, m := range c.decoder.moments {
		if first, _, ok := c.spanOf(m.when.Text); m.past && ok && first < 0 {
			c.before(m.node, m.when, first)
			continue
		}
		if c.resolve(m.node, m.when) && m.last {
			_, last, _ := c.spanOf(m.when.Text)
			m.when.Month = min(last, c.s.Months())
		}
	}
}

// before is a moment before the plan begins, by no more than the longest plan.
func (c *checker) before(n *yaml.Node, w *model.When, month int) {
	if month < -model.MaxHorizon {
		c.fail(n, codeOutOfRange, "", "%s is more than %d months before the plan begins, in %s", w.Text, model.MaxHorizon, c.s.Start)
		return
	}
	w.Month, w.Set = month, true
}

// resolve finds the month of a moment: "month 12", or the first one of a phase.
func (c *checker) resolve(n *yaml.Node, w *model.When) bool {
	month, ok := c.month(n, w.Text, 0)
	w.Month, w.Set = month, ok
	return ok
}

// month is the first month of a moment that stands at an offset in the value of n.
func (c *checker) month(n *yaml.Node, text string, offset int) (int, bool) {
	month, last, ok := c.spanOf(text)
	if ok && last < 0 {
		c.failPart(n, offset, len(text), codeOutOfRange, "", "%s is before the plan begins, in %s", text, c.s.Start)
		return 0, false
	}
	month = max(month, 0)
	if !ok {
		var names []string
		for i := range c.s.Phases {
			names = append(names, c.s.Phases[i].Name)
		}
		hint := "write month 12, a date such as " + c.s.Start.Add(6).String() + ", or the name of a phase"
		if name := strings.TrimPrefix(text, "phase "); c.s.Phase(name) != nil {
			hint = "write " + name
		} else if near := unit.Nearest(text, names); near != "" {
			hint = suggest(text, names)
		} else if _, err := strconv.Atoi(text); err == nil {
			hint = "write month " + text
		}
		c.failPart(n, offset, len(text), codeUnknownPhase, hint, "%q is neither a phase nor a month", text)
		return 0, false
	}
	if month > c.s.Months() {
		c.failPart(n, offset, len(text), codeOutOfRange, "", "month %d is after the horizon, month %d", month, c.s.Months())
		return 0, false
	}
	return month, true
}

// metric finds a metric by the name that stands at an offset in the value of n.
func (c *checker) metric(n *yaml.Node, name string, offset int, known []metric.Metric) (metric.Metric, bool) {
	names := make([]string, len(known))
	for i, m := range known {
		if m.Name == name {
			return m, true
		}
		names[i] = m.Name
	}
	c.failPart(n, offset, len(name), codeUnknownMetric, suggest(name, names), "unknown result %q", name)
	return metric.Metric{}, false
}

// measured lists what alert rules watch.
func measured() []metric.Metric {
	return []metric.Metric{
		{Name: "cpu", Kind: unit.KindRatio, Series: true, Doc: "CPU utilization."},
		{Name: "memory", Kind: unit.KindRatio, Series: true, Doc: "Memory utilization."},
		{Name: "response_time", Kind: unit.KindSeconds, Series: true, Doc: "Response time."},
	}
}

// alerts resolves the conditions of the alert rules.
func (c *checker) alerts() {
	for i := range c.s.Alerts {
		a := &c.s.Alerts[i]
		path := "alerts." + a.Name + ".when"
		if _, ok := c.condition(path, &a.When, measured()); ok {
			c.plain(path, &a.When)
		}
	}
}

// claims resolves what is claimed, about which month and under which inputs.
func (c *checker) claims() {
	known := metric.Of(c.s)
	for i := range c.s.Claims {
		claim := &c.s.Claims[i]
		path := "claims." + claim.Name
		of := c.tree.places[path+".of"].value
		if m, ok := c.metric(of, claim.Of, 0, known); ok {
			says := c.tree.places[path+".says"].value
			v, _ := c.figure(says, claim.Says, 0, m.Kind)
			claim.Value = v.Number
			c.claimMonth(path, claim, m)
		}
		for j := range claim.Given {
			c.given(path+".given."+claim.Given[j].Name, &claim.Given[j])
		}
	}
}

// claimMonth resolves the month that a claim is about. "target" stays open: it
// is the month in which the run reaches the target.
func (c *checker) claimMonth(path string, claim *model.Claim, m metric.Metric) {
	claim.When = model.When{Text: claim.At}
	switch {
	case claim.At == "" && m.Series:
		c.at(path+".of", codeMetricMonth, "add at: month 12, target, horizon or a phase", "%s has one value for each month", m.Name)
	case claim.At != "" && !m.Series:
		c.at(path+".at", codeMetricMonth, "leave out at", "%s is a single figure, not one for each month", m.Name)
	case claim.At == "" || claim.At == "target":
	case claim.At == "horizon":
		claim.When.Month, claim.When.Set = c.s.Months(), true
	default:
		c.resolve(c.tree.places[path+".at"].value, &claim.When)
	}
}

// given checks an input that a claim sets: that its path leads somewhere, and
// that the value could stand there.
func (c *checker) given(path string, g *model.Given) {
	p := c.tree.places[path]
	t := target{typ: reflect.TypeFor[model.Scenario](), now: c.root}
	w := pathWalk{path: g.Name}
	if fault := w.walk(&t); fault != nil {
		c.failPart(p.key, fault.at, len(fault.word), fault.code(), fault.hint, "%s", fault.message())
		return
	}
	value := p.value
	if value.Kind == yaml.MappingNode {
		value = child(value, "value")
	}
	trial := *c.decoder
	trial.written, trial.inputs, trial.quantities = map[string]written{}, nil, map[string]field{}
	trial.tree = &tree{sources: c.tree.sources, origin: c.tree.origin, places: map[string]place{}}
	trial.value(value, reflect.New(t.typ).Elem(), t.field, g.Name)
}

// reservedNames reports phases whose names would mean something else.
func (c *checker) reservedNames() {
	for i := range c.s.Phases {
		name := c.s.Phases[i].Name
		if _, isMonth := monthOf(name); name == "target" || name == "horizon" || isMonth || c.isDate(name) {
			n := c.tree.places["phases."+name].key
			c.fail(n, codeReservedName, "choose another name", "a phase cannot be called %q: claims use the word for a month", name)
		}
	}
}
