package scenario

import (
	"fmt"
	"math"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// checker judges what single values cannot tell: whether the parts of a scenario
// fit together. It speaks in paths and sees only scenarios that decoded cleanly.
type checker struct {
	*decoder
	root *yaml.Node
	s    *model.Scenario
}

// run makes all checks. The first ones also resolve names to months and metrics.
func (c *checker) run() {
	for _, check := range []func(){
		c.presence, c.horizon, c.phases, c.reservedNames, c.moments, c.datedNumbers, c.currencies, c.alerts, c.limits, c.claims, c.dates,
		c.seasonality, c.steps, c.week, c.complexity, c.counts, c.load, c.events, c.passing, c.flow, c.serviceDrivers, c.replicas, c.serviceMemory,
		c.nodeTiers, c.databaseTiers, c.replicaSize, c.databaseDriver, c.databaseSettings, c.stocks, c.cache, c.regions, c.regionDatabases,
		c.stores, c.pools, c.priceSteps, c.prices, c.charges, c.commitments, c.levers, c.finance, c.risks, c.correlations, c.size,
	} {
		check()
	}
}

// maxCells bounds services × regions × months, so that no file of a legal length
// asks for more memory than a laptop has.
const maxCells = 1_000_000

// size reports a plan that is too large to compute.
func (c *checker) size() {
	services, regions, months := len(c.s.Services), max(len(c.s.Regions), 1), c.s.Months()
	if cells := services * regions * months; cells > maxCells {
		c.at("services", codeTooComplex, "split the plan", "%d services in %d regions over %d months are more than %d figures", services, regions, months, maxCells)
	}
}

// at reports an error at a path.
func (c *checker) at(path, code, hint, format string, args ...any) {
	c.report(diag.Error, path, code, hint, format, args...)
}

// warn reports a warning at a path.
func (c *checker) warn(path, code, hint, format string, args ...any) {
	c.report(diag.Warning, path, code, hint, format, args...)
}

func (c *checker) report(s diag.Severity, path, code, hint, format string, args ...any) {
	pos, width := c.tree.locate(path)
	c.diagnostics.Add(diag.Diagnostic{Severity: s, Code: code, Pos: pos, Width: width, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// format writes a quantity in messages.
func (c *checker) format(kind unit.Kind, v float64) string {
	q := unit.Value{Number: v}
	if kind.Money() {
		q.Currency = c.currency
	}
	return unit.Format(kind, q)
}

func (c *checker) horizon() {
	if f := c.s.Finance; f != nil && f.Evaluate != nil && *f.Evaluate > c.s.Horizon {
		c.at("finance.evaluate", codeEvaluate, "extend the horizon or shorten the period", "the period of %s ends after the horizon", c.format(unit.KindMonths, float64(*f.Evaluate)))
	}
}

func (c *checker) phases() {
	for i, p := range c.s.Phases {
		path := "phases." + p.Name + ".months"
		if p.Months.Last > c.s.Months() {
			c.at(path, codeBadMonths, "extend the horizon or move the phase", "month %d is after the horizon, month %d", p.Months.Last, c.s.Months())
		}
		if i > 0 && p.Months.First < c.s.Phases[i-1].Months.First {
			c.warn(path, codePhaseOrder, "list the phases in the order in which they begin", "%q begins before the phase above it", p.Name)
		}
	}
}

// dates checks texts that are calendar days.
func (c *checker) dates() {
	days := map[string]string{"prices.as_of": c.s.Prices.AsOf}
	if c.s.FX != nil {
		days["fx.as_of"] = c.s.FX.AsOf
	}
	for _, path := range []string{"fx.as_of", "prices.as_of"} {
		if _, err := time.Parse(time.DateOnly, days[path]); err != nil && days[path] != "" {
			c.at(path, codeBadDate, "write a day as 2024-01-31", "%q is not a day", days[path])
		}
	}
}

// drivers visits the drivers with their paths.
func (c *checker) drivers(visit func(path string, d *model.Driver)) {
	if !c.s.Drivers.Users.Absent {
		visit("drivers.users", &c.s.Drivers.Users)
	}
	for i := range c.s.Drivers.Other {
		d := &c.s.Drivers.Other[i]
		visit(c.tree.alias("drivers.other."+d.Name), d)
	}
}

func (c *checker) seasonality() {
	c.drivers(func(path string, d *model.Driver) {
		if d.Seasonality == nil {
			return
		}
		y := d.Seasonality
		factors := []unit.Factor{y.Jan, y.Feb, y.Mar, y.Apr, y.May, y.Jun, y.Jul, y.Aug, y.Sep, y.Oct, y.Nov, y.Dec}
		if factors[c.s.Start.Month-1] <= 0 {
			c.at(path+".seasonality", codeSeasonality, "now is measured in that month, so its factor cannot be 0", "the factor of the start month %s must be more than 0x", c.s.Start)
		}
	})
}

func (c *checker) steps() {
	c.drivers(func(path string, d *model.Driver) {
		for i, s := range d.Growth.Steps {
			if s.Month > c.s.Months() {
				c.warn(fmt.Sprintf("%s.growth.steps[%d].month", path, i), codeLateStep, "", "the step in month %d is after the horizon, month %d", s.Month, c.s.Months())
			}
		}
	})
}

func (c *checker) week() {
	w := c.s.Load.Week
	if (w.Shape == "") == (len(w.Levels) == 0) {
		c.at("load.week", codeWeekForm, "write a shape such as office-hours, or levels", "the week needs exactly one of shape and levels")
		return
	}
	if len(w.Levels) > 0 {
		c.levels(w.Levels)
	}
	if peak := c.s.Load.Peak; peak != nil {
		if _, said := c.tree.places["load.week"]; !said && w.Shape == "flat" && *peak > 1 {
			c.s.Load.Week.Shape, w.Shape = assumedWeek, assumedWeek
			c.warn("load.peak", codeAssumedWeek, "write week: "+assumedWeek+", daytime or around-the-clock",
				"a peak of %s needs a week that is not flat, and load says none: %s is assumed", c.format(unit.KindFactor, float64(*peak)), assumedWeek)
		}
		c.peak("load", w.Peaks())
	}
	for i := range c.s.Load.Streams {
		c.ownWeek(&c.s.Load.Streams[i])
	}
}

// ownWeek checks the week and the peak that a stream of work has of its own.
func (c *checker) ownWeek(s *model.Stream) {
	path := c.tree.alias("load.streams." + s.Name)
	if s.Week != nil {
		if (s.Week.Shape == "") == (len(s.Week.Levels) == 0) {
			c.at(path+".week", codeWeekForm, "write a shape such as office-hours, or levels", "the week needs exactly one of shape and levels")
			return
		}
		if len(s.Week.Levels) > 0 {
			c.levelsIn(path+".week.levels", s.Week.Levels)
		}
	}
	if s.Peak != nil {
		c.peakIn(path, float64(*s.Peak), c.s.Load.WeekOf(s).Peaks())
	}
}

// assumedWeek is the week of a load that has a peak and says no week: of the
// shapes the one that the fewest hours are busy in, as a stated peak suggests.
const assumedWeek = "office-hours"

// peak checks that bending can give the week its stated peak.
func (c *checker) peak(section string, reach model.Peaks) {
	c.peakIn(section, float64(*c.s.Load.Peak), reach)
}

func (c *checker) peakIn(section string, stated float64, reach model.Peaks) {
	const tolerance = 1e-9
	path := section + ".peak"
	switch low, high := c.spread(path, stated); {
	case reach.Highest == 1 && stated > 1:
		if _, ok := c.tree.places[section+".week"]; ok {
			path = section + ".week"
		}
		c.at(path, codeFlatWeek, "choose week: office-hours, daytime or around-the-clock, or leave the peak out",
			"a flat week cannot have a peak of %s", c.format(unit.KindFactor, stated))
	case stated > reach.Highest*(1+tolerance):
		c.at(path, codeFlatWeek, "choose a lower peak, or own levels with fewer hours at the top",
			"this week cannot have a peak of %s: its busiest hours allow %.3gx", c.format(unit.KindFactor, stated), reach.Highest)
	case stated < reach.Lowest*(1-tolerance):
		c.at(path, codeFlatWeek, fmt.Sprintf("leave the peak out: the levels give %.3gx", reach.Own),
			"this week cannot have a peak of %s: its idle hours leave at least %.3gx", c.format(unit.KindFactor, stated), reach.Lowest)
	case low < reach.Lowest*(1-tolerance) || high > reach.Highest*(1+tolerance):
		c.warn(path, codeFlatWeek, "narrow the range, or choose another week",
			"the peak may be from %.3gx to %.3gx, and this week can have %.3gx to %.3gx: beyond, the nearest is taken", low, high, reach.Lowest, reach.Highest)
	}
}

// spread is the range that an input lies in 9 times in 10.
func (c *checker) spread(path string, stated float64) (low, high float64) {
	if in := c.inputs.Find(path); in != nil && in.Distribution != nil {
		return max(in.Distribution.Quantile(0.05), in.Low), min(in.Distribution.Quantile(0.95), in.High)
	}
	return stated, stated
}

// levels checks an own shape of the week.
func (c *checker) levels(levels []model.WeekLevel) { c.levelsIn("load.week.levels", levels) }

func (c *checker) levelsIn(path string, levels []model.WeekLevel) {
	const week, tolerance = 168, 1e-6
	hours, top := 0.0, unit.Ratio(0)
	for _, l := range levels {
		hours += float64(l.Hours)
		top = max(top, l.Load)
	}
	switch {
	case math.Abs(hours-week) > tolerance:
		c.at(path, codeWeekHours, "", "the hours of the levels must add up to %d, not %s", week, c.format(unit.KindCount, hours))
	case top == 0:
		c.at(path, codeWeekHours, "the highest level is the peak: 100%", "a week without any load has no peak")
	}
}

func (c *checker) complexity() {
	x := c.s.Load.Complexity
	if x == nil {
		return
	}
	if from, by := x.From.Or(0), x.By.Or(c.s.Months()); from >= by {
		path := "load.complexity.by"
		if !x.By.Set {
			path = "load.complexity.from"
		}
		c.at(path, codeComplexityOrder, "", "complexity must begin to grow (month %d) before it is reached (month %d)", from, by)
	}
}

func (c *checker) finance() {
	if c.s.Finance != nil {
		return
	}
	for _, p := range c.s.Phases {
		if p.Investment > 0 {
			c.warn("phases."+p.Name+".investment", codeNoFinance, "add finance: {discount_rate: 10%/year}", "an investment is not judged without a finance section")
			return
		}
	}
}
