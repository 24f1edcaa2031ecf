package scenario

import (
	"math"
	"time"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// events checks the times of extraordinary load, and resolves when they are.
func (c *checker) events() {
	for i := range c.s.Events {
		e := &c.s.Events[i]
		path := "events." + e.Name
		c.begins(path+".from", e)
		c.repeats(path+".every", e)
		if e.Load.All == nil && len(e.Load.Streams) == 0 {
			c.at(path+".load", codeEventForm, "write load: 12x, or load: {requests: 12x}", "the event has no load")
		}
		for k := range e.Load.Streams {
			s := &e.Load.Streams[k]
			if streams := c.streams(); !contains(streams, s.Name) {
				c.at(c.tree.alias(path+".load.streams."+s.Name), codeUnknownReference, suggest(s.Name, streams), "there is no stream of work %q", s.Name)
				continue
			}
			c.seasonal(path, e, s)
		}
	}
}

func contains(all []string, name string) bool {
	for _, s := range all {
		if s == name {
			return true
		}
	}
	return false
}

// begins resolves the first month of an event: a day, a month or a moment of the plan.
func (c *checker) begins(path string, e *model.Event) {
	if day, err := time.Parse(time.DateOnly, e.From); err == nil {
		e.Month = (day.Year()-c.s.Start.Year)*12 + int(day.Month()) - c.s.Start.Month
	} else if w := (model.When{Text: e.From}); c.resolve(c.tree.places[path].value, &w) {
		e.Month = w.Month
	} else {
		return
	}
	switch {
	case e.Month < 0:
		c.at(path, codeEventForm, "write the first day within the plan", "%s is before the plan begins, in %s", e.From, c.s.Start)
	case e.Month > c.s.Months():
		c.warn(path, codeEventForm, "extend the horizon, or remove it", "%s is after the horizon, month %d", e.From, c.s.Months())
	}
}

// repeats resolves how often an event comes again.
func (c *checker) repeats(path string, e *model.Event) {
	switch e.Every {
	case "":
		return
	case "year":
		e.Repeat = 12
	case "quarter":
		e.Repeat = 3
	case "month":
		e.Repeat = 1
	default:
		v, err := unit.Parse(unit.KindMonths, e.Every, c.options)
		if err != nil || v.Number < 1 || v.Number != math.Trunc(v.Number) {
			c.at(path, codeEventForm, "write year, quarter, month, or a whole number of months such as 6 months", "%q is not how often something comes again", abridged(e.Every))
			return
		}
		e.Repeat = int(v.Number)
	}
}

// seasonal warns of an event in a month that has a season of its own: the event comes on
// top of that.
func (c *checker) seasonal(path string, e *model.Event, s *model.EventLoad) {
	i := c.s.Load.Stream(s.Name)
	if i < 0 || c.s.Load.Streams[i].Seasonality == nil {
		return
	}
	month := c.s.Start.Add(e.Month).Month
	factors := c.s.Load.Streams[i].Seasonality.Factors()
	if factors[month-1] > 1.5*factors[(month+9)%12] {
		c.warn(path, codeEventTwice, "the event comes on top", "%s has an event and a season of %s in that month", s.Name, c.format(unit.KindFactor, float64(factors[month-1])))
	}
}
