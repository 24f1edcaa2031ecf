package explain

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// demand explains what users ask.
func (x *explainer) demand(root, rest string) {
	s, d, m := x.scenario, x.result.Demand, x.month
	switch root {
	case "users":
		x.driver("users", "drivers.users", &s.Drivers.Users, things("user")(d.Users[m]))
	case "drivers":
		for i := range s.Drivers.Other {
			if other := &s.Drivers.Other[i]; other.Name == rest {
				x.driver(rest, "drivers.other."+rest, other, count(d.Other[i][m]))
			}
		}
	case "average_rps":
		x.averageRPS()
	case "peak_rps":
		ordinary := x.ordinaryRPS()
		if i := s.Load.Stream(model.Requests); i >= 0 {
			x.step("peak_rps", rate(d.PeakRPS[m]), x.surged(model.Requests, product(ordinary, x.peakOf(&s.Load.Streams[i])), true))
			break
		}
		x.step("peak_rps", rate(d.PeakRPS[m]), x.surged(model.Requests, product(ordinary, x.peak()), true))
	case "complexity":
		x.complexity()
	case "database_bytes":
		x.stock("database_bytes", "drivers.database", s.Drivers.Database, d.DatabaseBytes[m])
	case "file_bytes":
		x.stock("file_bytes", "drivers.files", s.Drivers.Files, d.FileBytes[m])
	case "traffic_bytes":
		hours := in(x, "hours per month", "assumptions.hours_per_month", &s.Assumptions.HoursPerMonth)
		sent := []term{product(x.metric("average_rps"), in(x, "bytes", "load.bytes", &s.Load.Bytes))}
		for i := range s.Load.Streams {
			stream := &s.Load.Streams[i]
			out, average := in(x, "bytes of "+stream.Name, "load.streams."+stream.Name+".out", &stream.Out), "load."+stream.Name+".average"
			switch {
			case stream.Name == model.Requests && stream.Out > 0:
				sent[0] = product(x.metric("average_rps"), out)
			case stream.Name != model.Requests:
				sent = append(sent, product(x.metric(average), out))
			}
		}
		x.step("traffic_bytes", bytes(d.TrafficBytes[m]), product(sum(sent...), constant("3,600 s/h", 3600), hours))
	}
}

func (x *explainer) averageRPS() term {
	if x.scenario.Drivers.Users.Absent && x.scenario.Load.Stream(model.Requests) < 0 {
		return x.nothing("average_rps", rate(0), "nothing brings requests")
	}
	ordinary := x.ordinaryRPS()
	if !x.eventful(model.Requests) {
		return ordinary
	}
	return x.step("average_rps", rate(x.result.Demand.AverageRPS[x.month]), x.surged(model.Requests, ordinary, false))
}

// eventful reports whether an event is about a stream in the month.
func (x *explainer) eventful(stream string) bool {
	for i := range x.scenario.Events {
		if e := &x.scenario.Events[i]; e.In(x.month) && e.Factor(stream) != 1 {
			return true
		}
	}
	return false
}

// ordinaryRPS is the requests per second on the average of a month without events.
func (x *explainer) ordinaryRPS() term {
	if i := x.scenario.Load.Stream(model.Requests); i >= 0 {
		return x.ordinary(i)
	}
	if x.scenario.Drivers.Users.Absent {
		return x.nothing("average_rps", rate(0), "nothing brings requests")
	}
	factors := append([]term{x.metric("users"), in(x, "requests", "load.requests", &x.scenario.Load.Requests)}, x.active("users")...)
	if x.eventful(model.Requests) {
		return x.derive("average on ordinary days", product(factors...), rate)
	}
	return x.step("average_rps", rate(x.result.Demand.AverageRPS[x.month]), product(factors...))
}

// peak is the peak of the load over its average: as stated, or what the levels
// of the week give.
func (x *explainer) peak() term {
	l := &x.scenario.Load
	return x.peakIn("load", l.Peak, "load", &l.Week)
}

// peakOf is the peak of a stream of work in a month without events.
func (x *explainer) peakOf(s *model.Stream) term {
	l, path := &x.scenario.Load, "load.streams."+s.Name
	peakPath, peak, weekPath := "load", l.Peak, "load"
	if s.Week != nil {
		weekPath = path
	}
	switch {
	case s.Peak != nil:
		peakPath, peak = path, s.Peak
	case s.Week != nil && s.Week.Shape == "flat":
		peak = nil
	}
	return x.peakIn(peakPath, peak, weekPath, l.WeekOf(s))
}

// surged is a stream with what the events of the month make of it: its average, or its
// peak.
func (x *explainer) surged(name string, ordinary term, peak bool) term {
	var factors []term
	added := one()
	for i := range x.scenario.Events {
		e := &x.scenario.Events[i]
		if !e.In(x.month) || e.Factor(name) == 1 {
			continue
		}
		path := "events." + e.Name
		times := x.is("factor of "+e.Name, factor(e.Factor(name)))
		for k := range e.Load.Streams {
			if e.Load.Streams[k].Name == name {
				times = in(x, "factor of "+e.Name, path+".load.streams."+name, &e.Load.Streams[k].Factor)
			}
		}
		if factors = append(factors, times); peak {
			continue
		}
		hours := in(x, "hours per month", "assumptions.hours_per_month", &x.scenario.Assumptions.HoursPerMonth)
		part := quotient(in(x, e.Name+" lasts", path+".lasts", &e.Lasts), product(constant("3,600 s/h", 3600), hours))
		added = sum(added, product(least(part, one()), difference(times, one())))
	}
	switch {
	case len(factors) == 0:
		return ordinary
	case peak:
		top := one()
		for _, f := range factors {
			top = sum(top, greatest(difference(f, one()), constant("0", 0)))
		}
		return product(ordinary, top)
	}
	return product(ordinary, added)
}

// peakIn is a peak and the week that must have it, as they stand in two sections.
func (x *explainer) peakIn(peakPath string, peak *unit.Factor, weekPath string, w *model.Week) term {
	switch {
	case peak == nil && len(w.Levels) == 0:
		return constant("1x, as no "+peakPath+".peak is said", 1)
	case peak == nil:
		var sums []term
		highest := 0.0
		for i := range w.Levels {
			path := fmt.Sprintf(weekPath+".week.levels[%d]", i)
			hours, load := in(x, "hours", path+".hours", &w.Levels[i].Hours), in(x, "load", path+".load", &w.Levels[i].Load)
			sums, highest = append(sums, product(hours, load)), max(highest, load.value)
		}
		x.note("%s.peak is not said: the levels of the week give it", peakPath)
		return x.derive("peak", quotient(product(x.is("highest level", ratio(highest)), constant("168 h", hours(w.Levels))), sum(sums...)), factor)
	}
	stated, reach := in(x, "peak", peakPath+".peak", peak), w.Peaks()
	switch {
	case stated.value > reach.Highest:
		x.note("the week cannot have a peak of %s: the nearest is taken", x.text(factor(stated.value)))
		return least(stated, x.is("highest peak of the week", factor(reach.Highest)))
	case stated.value < reach.Lowest:
		x.note("the week cannot have a peak of %s: the nearest is taken", x.text(factor(stated.value)))
		return greatest(stated, x.is("lowest peak of the week", factor(reach.Lowest)))
	}
	return stated
}

// hours is how many hours the levels of a week have together.
func hours(levels []model.WeekLevel) (sum float64) {
	for i := range levels {
		sum += float64(levels[i].Hours)
	}
	return sum
}

// at is the month as a term of a formula.
func (x *explainer) at() term { return x.is("month", count(float64(x.month))) }

// driver explains a count that grows: its curve, then its season.
func (x *explainer) driver(name, path string, d *model.Driver, value quantity) {
	if d.Of != "" && d.Each != nil {
		x.word(path+".of", d.Of)
		x.step(name, value, x.bounded(product(x.driverMetric(d.Of), in(x, "each", path+".each", d.Each))))
		return
	}
	curve := x.curve(path, d)
	factors := d.Seasonality
	if factors == nil {
		x.step(name, value, x.bounded(curve))
		return
	}
	level := x.derive("curve", x.bounded(curve), count)
	start, now := x.scenario.Start, x.scenario.Start.Add(x.month)
	first, current := season(factors, start.Month), season(factors, now.Month)
	if *first.at <= 0 {
		x.note("a season of 0 in the start month has no meaning and is left out")
		x.step(name, value, level)
		return
	}
	x.step(name, value, x.bounded(product(level, quotient(
		in(x, "season of "+current.name, path+".seasonality."+current.name, current.at),
		in(x, "season of "+first.name, path+".seasonality."+first.name, first.at)))))
}

// calendarMonth is one factor of a season.
type calendarMonth struct {
	name string
	at   *unit.Factor
}

// season is the factor of a calendar month, 1 to 12.
func season(s *model.Seasonality, month int) calendarMonth {
	return [...]calendarMonth{
		{"jan", &s.Jan}, {"feb", &s.Feb}, {"mar", &s.Mar}, {"apr", &s.Apr}, {"may", &s.May}, {"jun", &s.Jun},
		{"jul", &s.Jul}, {"aug", &s.Aug}, {"sep", &s.Sep}, {"oct", &s.Oct}, {"nov", &s.Nov}, {"dec", &s.Dec},
	}[month-1]
}

// curve is the growth curve of a driver.
func (x *explainer) curve(path string, d *model.Driver) term {
	return x.grownFrom(in(x, "now", path+".now", &d.Now), path, d)
}

// shape is the growth curve of a rate, beside what it is today.
func (x *explainer) shape(path string, d *model.Driver) term { return x.grownFrom(one(), path, d) }

// grownFrom is the growth curve of what is so much today.
func (x *explainer) grownFrom(now term, path string, d *model.Driver) term {
	growth := path + ".growth"
	switch g := &d.Growth; {
	case g.Linear != nil:
		return sum(now, product(in(x, "linear", growth+".linear", g.Linear), x.at()))
	case g.Logistic != nil:
		return x.logistic(growth+".logistic", now, g.Logistic)
	case len(g.Steps) > 0:
		return x.jumps(growth+".steps", now, g.Steps)
	case len(g.Points) > 0:
		return x.points(growth, now, g)
	case len(g.Rates) > 0:
		return x.rates(growth, now, g.Rates)
	case g.Compound != nil:
		return product(now, x.grown(growth, g.Compound, x.at()))
	}
	return now
}

// logistic is ceiling ÷ (1 + (ceiling ÷ now − 1) ÷ (1 + rate)^(month ÷ period)).
func (x *explainer) logistic(path string, now term, l *model.Logistic) term {
	if now.value <= 0 {
		x.note("logistic growth from 0 stays at 0")
		return now
	}
	ceiling := in(x, "ceiling", path+".ceiling", &l.Ceiling)
	distance := difference(quotient(ceiling, now), one())
	return quotient(ceiling, sum(one(), quotient(distance, x.grown(path+".rate", &l.Rate, x.at()))))
}

// rates multiplies by each rate for the months that it holds.
func (x *explainer) rates(path string, now term, all []*model.GrowthRate) term {
	factors := []term{now}
	for i, r := range all {
		to, key := x.month, "now"
		if i+1 < len(all) {
			to = min(to, all[i+1].From.Month)
		}
		if i > 0 {
			key = r.From.Text
		}
		if to > r.From.Month {
			factors = append(factors, x.grown(path+"."+key, r.Rate, x.is("months", count(float64(to-r.From.Month)))))
		}
	}
	return product(factors...)
}

// extent is a count, or bytes.
func (x *explainer) extent(name, path string, e *model.Extent) term {
	if e.Bytes != nil {
		return in(x, name, path, e.Bytes)
	}
	return in(x, name, path, e.Count)
}

// points is the way from one point to the next, at one rate or, where one of them is 0,
// in a straight line.
func (x *explainer) points(path string, now term, g *model.Growth) term {
	from := 0
	for i := range g.Points {
		p := &g.Points[i]
		next := x.extent(p.Name, path+".points."+p.Name, &p.Value)
		if to := p.Month.Month; x.month < to {
			part := quotient(x.is("months", count(float64(x.month-from))), x.is("months between", count(float64(to-from))))
			if now.value > 0 && next.value > 0 {
				return product(now, power(quotient(next, now), part))
			}
			return sum(now, product(difference(next, now), part))
		}
		now, from = next, p.Month.Month
	}
	if g.Then == nil {
		return now
	}
	return product(now, x.grown(path+".then", g.Then, x.is("months", count(float64(x.month-from)))))
}

// jumps adds the steps that have taken effect.
func (x *explainer) jumps(path string, now term, steps []model.Step) term {
	parts := []term{now}
	for i := range steps {
		if x.month < steps[i].Month {
			continue
		}
		step := fmt.Sprintf("%s[%d]", path, i)
		x.word(step+".month", fmt.Sprint(steps[i].Month))
		parts = append(parts, in(x, fmt.Sprintf("step of month %d", steps[i].Month), step+".add", &steps[i].Add))
	}
	return sum(parts...)
}

// bounded keeps a projected quantity between 0 and the engine's ceiling, as the
// engine does; the formula shows the bound only where it acts.
func (x *explainer) bounded(t term) term {
	switch {
	case t.value < 0:
		x.note("a count does not fall below 0")
		return greatest(constant("0", 0), t)
	case !(t.value <= forecast.Ceiling):
		x.note("growth is cut off at %s", words.Precise(unit.KindCount, forecast.Ceiling, ""))
		return term{name: t.name + ", at most the ceiling", figure: t.figure + ", at most " + words.Precise(unit.KindCount, forecast.Ceiling, ""), value: forecast.Ceiling}
	}
	return t
}

// complexity explains the straight line from now to target.
func (x *explainer) complexity() {
	c, value := x.scenario.Load.Complexity, factor(x.result.Demand.Complexity[x.month])
	if c == nil {
		x.nothing("complexity", value, "the scenario has no load.complexity")
		return
	}
	horizon := x.result.Months()
	from, by := c.From.Or(0), c.By.Or(horizon)
	x.when("load.complexity.from", c.From)
	x.when("load.complexity.by", c.By)
	switch {
	case x.month <= from:
		x.step("complexity", value, in(x, "now", "load.complexity.now", &c.Now))
		x.note("the work begins to grow after month %d", from)
	case x.month >= by:
		x.step("complexity", value, in(x, "target", "load.complexity.target", &c.Target))
		x.note("the target is reached in month %d", by)
	default:
		now, target := in(x, "now", "load.complexity.now", &c.Now), in(x, "target", "load.complexity.target", &c.Target)
		first, last := x.is("from", count(float64(from))), x.is("by", count(float64(by)))
		x.step("complexity", value, sum(now, quotient(
			product(difference(target, now), difference(x.at(), first)), difference(last, first))))
	}
}
