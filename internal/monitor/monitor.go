// Package monitor writes a plan for those who watch the system that it is of: recording
// rules of Prometheus that say what is planned in the month it is, alerts for when
// reality leaves the band around it, and a dashboard of Grafana that shows both.
//
// A rule has no past and no future: it records what holds now. So the plan is one
// expression a result, of which each month is true within its own bounds:
//
//	vector(V) and (vector(time()) >= a < b)
package monitor

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Plan is what is watched of a plan.
type Plan struct {
	Name   string    // of the scenario
	Start  unit.Date // month 0
	Series []Series  // the results, in the order asked for
	For    string    // how long reality must be outside before an alert fires, as Prometheus writes it: "1h"
}

// Series is a result by month.
type Series struct {
	Metric metric.Metric // which
	Values []float64     // in base units, from month 0 on; NaN where there is none
	Low    []float64     // lower end of the band
	High   []float64     // upper end
	Query  string        // what it really is, in PromQL; empty where nobody said
}

// Question says what to watch.
type Question struct {
	Result    *plan.Result        // of the plan
	Metrics   []string            // results by month; the usual ones when empty
	Queries   map[string]string   // what a result really is, in PromQL, by its name
	Outcome   *simulation.Outcome // futures that keep those results; nil where nothing is uncertain
	Tolerance float64             // the band around a result without futures: 0.12 is 12 % up and down
	For       string              // see Plan
}

// Usual are the results that are watched unless others are named: the drivers, the
// rates, servers and replicas, and the bill.
func Usual(r *plan.Result) []string {
	var names []string
	for _, m := range metric.Of(r.Scenario) {
		switch {
		case !m.Series:
		case m.Name == "users" && r.Scenario.Drivers.Users.Absent:
		case m.Name == "users", m.Family == "drivers.*", m.Name == "average_rps", m.Name == "peak_rps", m.Name == "nodes",
			m.Family == "services.*.replicas", m.Name == "cost.billed":
			if !nothing(r.Series(m.Name)) {
				names = append(names, m.Name)
			}
		}
	}
	return names
}

// nothing reports a result that is 0 in every month.
func nothing(series []float64) bool {
	for _, v := range series {
		if v != 0 {
			return false
		}
	}
	return true
}

// New is what is watched. It refuses results that the plan does not have by month.
func New(q Question) (*Plan, error) {
	s := q.Result.Scenario
	p := &Plan{Name: s.Name, Start: s.Start, For: q.For}
	names := q.Metrics
	if len(names) == 0 {
		names = Usual(q.Result)
	}
	for name := range q.Queries {
		if m, ok := metric.Find(s, name); !ok || !m.Series {
			return nil, fmt.Errorf("the plan has no result %q by month", name)
		}
	}
	seen := map[string]bool{}
	for _, name := range append(names[:len(names):len(names)], sorted(q.Queries)...) {
		m, ok := metric.Find(s, name)
		if !ok || !m.Series {
			return nil, fmt.Errorf("the plan has no result %q by month", name)
		}
		if seen[m.Name] {
			continue
		}
		seen[m.Name] = true
		p.Series = append(p.Series, q.series(m))
	}
	if len(p.Series) == 0 {
		return nil, errors.New("there is nothing in the plan to watch; name a result with --metric")
	}
	return p, nil
}

// series is a result with its band.
func (q *Question) series(m metric.Metric) Series {
	s := Series{Metric: m, Values: q.Result.Series(m.Name), Query: q.Queries[m.Name]}
	levels := simulation.Levels()
	for month, v := range s.Values {
		low, high := v*(1-q.Tolerance), v*(1+q.Tolerance)
		if q.Outcome != nil {
			if all, ok := q.Outcome.Quantiles(m.Name, month); ok && all[0].Value < all[len(levels)-1].Value {
				low, high = all[0].Value, all[len(levels)-1].Value
			}
		}
		s.Low, s.High = append(s.Low, low), append(s.High, high)
	}
	return s
}

// bounds are the seconds since 1970 at which a month of the plan begins and ends.
func (p *Plan) bounds(month int) (from, to int64) {
	at := func(d unit.Date) int64 { return time.Date(d.Year, time.Month(d.Month), 1, 0, 0, 0, 0, time.UTC).Unix() }
	return at(p.Start.Add(month)), at(p.Start.Add(month + 1))
}

// expression is a series as PromQL, a month a line; months with the same value are one.
func (p *Plan) expression(values []float64) string {
	var lines []string
	for m := 0; m < len(values); {
		first := m
		for m < len(values) && (values[m] == values[first] || math.IsNaN(values[first]) && math.IsNaN(values[m])) {
			m++
		}
		if v := values[first]; math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		from, _ := p.bounds(first)
		_, to := p.bounds(m - 1)
		lines = append(lines, fmt.Sprintf("(vector(%s) and (vector(time()) >= %d < %d))", number(values[first]), from, to))
	}
	if len(lines) == 0 {
		return "vector(0) < 0" // nothing, in no month
	}
	return strings.Join(lines, "\nor ")
}
