// Package model is the domain of a capacity plan as plain values: what a
// scenario says, in base units, with nothing of YAML, files or money formatting.
//
// Every quantity is a named float64 of package unit, so that its unit is part of
// its type. Struct tags describe the scenario language to the decoder and to
// the JSON Schema alike:
//
//	yaml:"key"            the key; ",scalar" marks the field a bare scalar fills;
//	                      ",named" a mapping from name to element, in file order;
//	                      ",certain" a quantity that cannot be uncertain
//	                      ",whole" one that is also a whole number
//	                      ",alone" of a scalar field: a name alone may be the element
//	                      ",past" a moment that may be before the plan begins
//	                      ",root" a rate that grows with the square root of time
//	doc:"…"               one sentence of documentation
//	default:"…"           the text used when the key is absent ("{}" for a section)
//	min, max              legal range in base units
//	above, below          the same, exclusive
//	enum:"a|b"            the legal words, of a list those of its elements
//
// A field without default that is neither a pointer nor a slice is required.
// Every quantity that is not certain may be written as uncertain. Moments and
// spans of months (months, from, to, by, a step's month) are no quantities: they
// are always certain.
package model

import "github.com/talimat/talimat-plan/internal/unit"

// MaxHorizon is the longest horizon a scenario may ask for, in months.
const MaxHorizon = 240

// Scenario is one plan: where things stand, how they grow, what serves them and
// what that costs. Sections absent from the file are nil.
type Scenario struct {
	Version      int           `yaml:"version" min:"1" max:"1" doc:"Version of the scenario language."`
	Name         string        `yaml:"name" doc:"Short name of the plan, shown on every report."`
	Extends      string        `yaml:"extends" default:"" doc:"A scenario that this one is like: a file beside it. Only what differs is said here; mappings are merged key by key, everything else replaces."`
	Drop         []string      `yaml:"drop" doc:"Paths of what the scenario that this one extends has and this one does not."`
	Description  string        `yaml:"description" default:"" doc:"What the plan is about."`
	Start        unit.Date     `yaml:"start" doc:"Calendar month of month 0 (today), as YYYY-MM."`
	Horizon      unit.Months   `yaml:"horizon,whole" min:"1" max:"240" doc:"How far to look ahead, in whole months."`
	Currency     string        `yaml:"currency" doc:"ISO 4217 code of every amount in the reports."`
	Owner        string        `yaml:"owner" default:"" doc:"Who looks after the plan."`
	Review       *unit.Date    `yaml:"review" doc:"Month in which the plan is to be looked at again, as YYYY-MM. That it is over is a finding when the command line says the month with --as-of."`
	Approved     string        `yaml:"approved" default:"" doc:"Who approved the plan and when, for the reader."`
	AsOf         *unit.Date    `yaml:"-"` // month of the reader, from the command line; nil where there is no clock
	FX           *FX           `yaml:"fx" doc:"Exchange rates, needed only when a price is written in another currency."`
	Assumptions  Assumptions   `yaml:"assumptions" default:"{}" doc:"Conventions that change the figures."`
	FiscalYear   string        `yaml:"fiscal_year" default:"january" enum:"january|february|march|april|may|june|july|august|september|october|november|december" doc:"Month in which the fiscal year begins; it has the number of the calendar year in which it ends."`
	Unit         string        `yaml:"unit" default:"" doc:"Driver or stream of work that totals are divided by: users or, without them, the first driver."`
	Drivers      Drivers       `yaml:"drivers" default:"{}" doc:"What grows."`
	Load         Load          `yaml:"load" default:"{}" doc:"What is asked of the system."`
	Events       []Event       `yaml:"events,named" doc:"Times of extraordinary load, by name: a sale, a launch."`
	Services     []Service     `yaml:"services,named" doc:"The services that answer requests, by name."`
	Nodes        Nodes         `yaml:"nodes" default:"{}" doc:"The servers that replicas are packed on."`
	Pools        []Pool        `yaml:"pools,named" doc:"Servers by name that some of the services run on, beside nodes."`
	Stores       []Store       `yaml:"stores,named" doc:"What keeps state beside the database and the cache, by name: databases, caches, logs, search, buckets."`
	Database     *Database     `yaml:"database" doc:"The relational database: one write primary and its read replicas."`
	Cache        *Cache        `yaml:"cache" doc:"The cache in front of the database."`
	CDN          *CDN          `yaml:"cdn" doc:"The content delivery network in front of the services."`
	Regions      []Region      `yaml:"regions,named" doc:"Where users are and where services run, by name. Without it there is one region."`
	Prices       Prices        `yaml:"prices" default:"{}" doc:"What things cost at list price."`
	Dated        []Dated       `yaml:"-"` // numbers that are others from certain months on
	PricesIn     string        `yaml:"-"` // currency of all prices but charges, if its rate moves
	Charges      []Charge      `yaml:"charges,named" doc:"Any other line of the bill, by name: a fee, a subscription, people, a tax."`
	Commitments  []Commitment  `yaml:"commitments,named" doc:"Capacity that is paid for over a term, used or not, by name: contracts and policies."`
	Savings      Savings       `yaml:"savings" default:"{}" doc:"The levers that lower the bill."`
	Phases       []Phase       `yaml:"phases,named" doc:"The steps of the plan and what each one costs, by name."`
	Finance      *Finance      `yaml:"finance" doc:"How the investment is judged."`
	Objectives   Objectives    `yaml:"objectives" default:"{}" doc:"What the system promises."`
	Alerts       []Alert       `yaml:"alerts,named" doc:"Alert rules, by name."`
	Limits       []Limit       `yaml:"limits,named" doc:"Budgets and other limits on results, by name."`
	Correlations []Correlation `yaml:"correlations,named" doc:"Uncertain inputs that go up and down together, by name; all others are independent."`
	Risks        []Risk        `yaml:"risks,named" doc:"What may go wrong, by name: events that a simulation lets happen."`
	Claims       []Claim       `yaml:"claims,named" doc:"Figures somebody stated, held against the results, by name."`
	Variants     []Variant     `yaml:"variants,named" doc:"Other ways to do it, by name, which decide weighs against the scenario as it is: what each changes, by path, {services.web.cpu: 8 ms}."`
	Actuals      []Actuals     `yaml:"actuals" doc:"Files with what happened, one or a list, for track."`
	Learned      []Learned     `yaml:"-"` // growth that comes from histories, in the order of the file
	Notes        []string      `yaml:"notes" doc:"Statements that the plan records but does not model."`
}

// Variant is a scenario with changes.
type Variant struct {
	Name    string   `yaml:"-"` // its key in the file
	Drop    []string `yaml:"drop" doc:"Paths of what the scenario has and the variant does not; a change is any other path, with its value."`
	Changes []string `yaml:"-"` // paths of what it sets
}

// FX is a table of exchange rates.
type FX struct {
	AsOf  string `yaml:"as_of" default:"" doc:"Date of the rates, as YYYY-MM-DD."`
	Rates []Rate `yaml:"rates,named" doc:"What one unit of another currency is worth in the scenario's currency."`
}

// Rate is the worth of one unit of a foreign currency.
type Rate struct {
	Name       string       `yaml:"-"` // ISO 4217 code
	Worth      unit.Count   `yaml:"worth,scalar,certain" above:"0" doc:"Units of the scenario's currency that buy one unit of this one."`
	Growth     unit.Growth  `yaml:"growth" default:"0%/year" doc:"How the rate moves, such as 20% to 45%/year; prices, charges and limits in that currency follow it."`
	Volatility *unit.Growth `yaml:"volatility,root" min:"0" doc:"How far it strays from its growth by chance: the standard deviation of its logarithm gained over one period, such as 12%/year; a forecast leaves it out."`
	Uncertain  bool         `yaml:"-"` // whether its growth is, so that it moves even where its median does not
	Shocks     []float64    `yaml:"-"` // factor by month that a simulated path puts on it; nil in a forecast
}

// Assumptions are conventions that change the figures, printed with every report.
type Assumptions struct {
	HoursPerMonth unit.Count `yaml:"hours_per_month,certain" default:"730" min:"672" max:"744" doc:"Hours billed in a month (8,760 / 12 = 730)."`
}

// Drivers are the quantities that grow by themselves; everything else follows from them.
type Drivers struct {
	Users    Driver   `yaml:"users,optional" lead:"growth 1, growth.logistic.rate 16, growth.logistic.ceiling 17, now 22" doc:"Concurrent users."`
	Database *Stock   `yaml:"database" lead:"growth 2, now 23" doc:"Live bytes in the database."`
	Files    *Stock   `yaml:"files" lead:"growth 14, ingest 15" doc:"Live bytes in file storage."`
	Other    []Driver `yaml:"other,named,rest" doc:"Any other count that grows, by its name: devices, orders, tenants. It may stand under other as well."`
}

// Driver is a count that grows: users, devices, orders.
type Driver struct {
	Name        string       `yaml:"-"` // its key in the file
	Absent      bool         `yaml:"-"` // whether the scenario has no such driver: only of users
	Now         unit.Count   `yaml:"now,optional" min:"0" doc:"Count at month 0."`
	Of          string       `yaml:"of" default:"" doc:"Driver that this one follows, in place of now and growth: so many for each of it."`
	Each        *unit.Count  `yaml:"each" min:"0" doc:"How many there are for each of the driver that it follows, such as 40 seats for each tenant."`
	Active      *unit.Ratio  `yaml:"active" min:"0" max:"1" doc:"Share of them that is there at the same time, on the average: rates of work, memory per user and active users count these, charges and the rest count all; all are there when absent."`
	One         string       `yaml:"one" default:"" doc:"One of them, in the singular, for reports."`
	Growth      Growth       `yaml:"growth" default:"0%/year" doc:"How the count grows: a compound rate such as 50%/quarter, or one of linear, logistic, steps."`
	Seasonality *Seasonality `yaml:"seasonality" doc:"Factor by calendar month, relative to the yearly level; divided by the start month's own, so that now is what is measured today."`
	Volatility  *unit.Growth `yaml:"volatility,root" min:"0" doc:"How far the count strays from its growth by chance: the standard deviation of its logarithm gained over one period, such as 20%/year. It grows with the square root of time (a geometric random walk), so that 20%/year is 10%/quarter; a forecast leaves it out."`
	Target      *unit.Count  `yaml:"target" above:"0" doc:"The count the plan must reach."`
	Shocks      []float64    `yaml:"-"` // factor by month that a simulated path puts on the driver; nil in a forecast
}

// Growth is one of several curves; exactly one field is set.
type Growth struct {
	Compound *unit.Growth        `yaml:"compound,scalar,dated" doc:"Compound rate per period, such as 50%/quarter."`
	Linear   *unit.CountPerMonth `yaml:"linear" doc:"Constant addition, such as 500/month."`
	Logistic *Logistic           `yaml:"logistic" doc:"Growth that slows down towards a ceiling."`
	Steps    []Step              `yaml:"steps" doc:"Jumps at given months, such as the onboarding of a large customer."`
	Points   []Point             `yaml:"points,named" doc:"What it is in given months, by month: {2026-06: 170, 2026-12: 230}. Between two of them it grows at one rate, as it does from now to the first."`
	Then     *unit.Growth        `yaml:"then" doc:"Rate behind the last of the points; 0%/month when absent."`
	Rates    []*GrowthRate       `yaml:"-"` // compound rates that follow one another, in place of Compound
}

// Still reports whether nothing grows.
func (g *Growth) Still() bool {
	return g.Linear == nil && g.Logistic == nil && len(g.Steps) == 0 && len(g.Points) == 0 && len(g.Rates) == 0 && (g.Compound == nil || g.Compound.Rate == 0)
}

// Point is what a driver is in a month.
type Point struct {
	Name  string `yaml:"-"` // the month, as written
	Month When   `yaml:"-"` // where that resolves to
	Value Extent `yaml:"value,scalar" min:"0" doc:"What it is in that month: a count, or bytes."`
}

// GrowthRate is a compound rate that holds from a month on.
type GrowthRate struct {
	From When         // of the first, month 0
	Rate *unit.Growth // until the next
}

// Logistic is growth towards a ceiling K: u(t) = K / (1 + (K/now − 1)·e^(−r·t)),
// where r is the continuous rate ln(1 + rate) per period.
type Logistic struct {
	Rate    unit.Growth `yaml:"rate" doc:"Rate while the ceiling is still far away."`
	Ceiling unit.Count  `yaml:"ceiling" above:"0" doc:"The count that growth approaches and never passes; a season multiplies it after that, and may."`
}

// Step is a jump of a driver.
type Step struct {
	Month int        `yaml:"month" min:"1" max:"240" doc:"Month in which the jump takes effect."`
	Add   unit.Count `yaml:"add" doc:"How many come (negative: leave)."`
}

// Seasonality is a factor for each calendar month.
type Seasonality struct {
	Jan unit.Factor `yaml:"jan" default:"1x" min:"0" doc:"January."`
	Feb unit.Factor `yaml:"feb" default:"1x" min:"0" doc:"February."`
	Mar unit.Factor `yaml:"mar" default:"1x" min:"0" doc:"March."`
	Apr unit.Factor `yaml:"apr" default:"1x" min:"0" doc:"April."`
	May unit.Factor `yaml:"may" default:"1x" min:"0" doc:"May."`
	Jun unit.Factor `yaml:"jun" default:"1x" min:"0" doc:"June."`
	Jul unit.Factor `yaml:"jul" default:"1x" min:"0" doc:"July."`
	Aug unit.Factor `yaml:"aug" default:"1x" min:"0" doc:"August."`
	Sep unit.Factor `yaml:"sep" default:"1x" min:"0" doc:"September."`
	Oct unit.Factor `yaml:"oct" default:"1x" min:"0" doc:"October."`
	Nov unit.Factor `yaml:"nov" default:"1x" min:"0" doc:"November."`
	Dec unit.Factor `yaml:"dec" default:"1x" min:"0" doc:"December."`
}

// Factors are those of the twelve months, January first.
func (s *Seasonality) Factors() [12]unit.Factor {
	return [12]unit.Factor{s.Jan, s.Feb, s.Mar, s.Apr, s.May, s.Jun, s.Jul, s.Aug, s.Sep, s.Oct, s.Nov, s.Dec}
}

// Load is what one user asks of the system.
type Load struct {
	Requests   unit.PerSecond `yaml:"requests,optional" min:"0" lead:"3" doc:"Requests per user on the average over the month, such as 10/min; or, as a mapping, all that a stream of work says."`
	Peak       *unit.Factor   `yaml:"peak" min:"1" lead:"4" doc:"Peak load as a multiple of the average, such as 5x; when absent, what the own levels of the week give (their maximum over their mean), and 1x for a named week."`
	Week       Week           `yaml:"week" default:"flat" doc:"Shape of the load over a week; bent so that its peak is the peak factor."`
	Bytes      unit.Bytes     `yaml:"bytes" min:"0" default:"0 B" lead:"8" doc:"Bytes sent to the user per request."`
	Complexity *Complexity    `yaml:"complexity" doc:"How the work behind one request grows as features are added."`
	Streams    []Stream       `yaml:"streams,named,rest" doc:"Any other stream of work, by its name: clips, orders, imports; a rate of something, or a total."`
}

// Week is the shape of the load over the 168 hours of a week, as a duration
// curve: so many hours at such a share of the peak.
type Week struct {
	Shape  string      `yaml:"shape,scalar" default:"" enum:"|flat|office-hours|daytime|around-the-clock" doc:"A shape by name."`
	Levels []WeekLevel `yaml:"levels" doc:"An own shape; the hours add up to 168. Its maximum over its mean is the peak factor, unless load.peak says another."`
}

// WeekLevel is a number of hours per week at one share of the peak load.
type WeekLevel struct {
	Hours unit.Count `yaml:"hours,certain" above:"0" max:"168" doc:"Hours per week."`
	Load  unit.Ratio `yaml:"load" min:"0" max:"1" doc:"Load in those hours, as a share of the weekly peak."`
}

// Complexity multiplies the work behind a request (not the number of requests):
// it grows in a straight line from now to target between two moments.
type Complexity struct {
	Now    unit.Factor `yaml:"now" default:"1x" min:"0" lead:"27" doc:"Work per request today."`
	Target unit.Factor `yaml:"target" min:"0" lead:"5" doc:"Work per request when all features are there."`
	From   When        `yaml:"from" default:"" doc:"Phase or month in which the work begins to grow."`
	By     When        `yaml:"by" default:"" doc:"Phase or month in which the target is reached; the horizon when absent."`
}

// At is the work per request in a month: it moves in a straight line from now to
// target between two months. Without complexity it is 1.
func (c *Complexity) At(month, horizon int) float64 {
	if c == nil {
		return 1
	}
	from, by := c.From.Or(0), c.By.Or(horizon)
	now, target := float64(c.Now), float64(c.Target)
	switch {
	case month <= from:
		return now
	case month >= by:
		return target
	default:
		return now + (target-now)*float64(month-from)/float64(by-from)
	}
}

// Phase is a step of the plan.
type Phase struct {
	Name       string     `yaml:"-"` // its key in the file
	Months     Span       `yaml:"months" doc:"First and last month, such as 3-4."`
	Investment unit.Money `yaml:"investment" default:"0" min:"0" doc:"One-off cost, paid in the first month."`
	Goals      []string   `yaml:"goals" doc:"What the phase delivers, in words."`
}

// Span is a range of months, both inclusive.
type Span struct {
	First, Last int // months of the plan, from 1
}

// When is a moment of the plan: a phase by name, or "month 12". The decoder sets
// Month; Set is false when the scenario leaves the moment open.
type When struct {
	Text  string // as written
	Month int    // resolved month, 0 to the horizon
	Set   bool   // whether the scenario says anything
}

// Or returns the month, or the given one when the moment is open.
func (w When) Or(month int) int {
	if w.Set {
		return w.Month
	}
	return month
}

// FiscalMonth is the calendar month in which the fiscal year begins, from 1.
func (s *Scenario) FiscalMonth() int {
	for i, name := range []string{"february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		if s.FiscalYear == name {
			return i + 2
		}
	}
	return 1
}

// Months returns the horizon as a whole number of months.
func (s *Scenario) Months() int { return int(s.Horizon) }

// Invested is what the phases that begin up to a month cost once.
func (s *Scenario) Invested(to int) (sum float64) {
	for i := range s.Phases {
		if s.Phases[i].Months.First <= to {
			sum += float64(s.Phases[i].Investment)
		}
	}
	return sum
}

// Phase returns the phase of that name, or nil.
func (s *Scenario) Phase(name string) *Phase {
	for i := range s.Phases {
		if s.Phases[i].Name == name {
			return &s.Phases[i]
		}
	}
	return nil
}
