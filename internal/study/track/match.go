package track

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// matcher finds what in the plan a column of actual values is.
type matcher struct {
	question *Question
	answer   *Answer
}

// usualCategories are the service categories of FOCUS 1.2 that mean one of the plan's.
// Others are the plan's own where a charge has that category.
var usualCategories = map[string]string{
	"Compute": "infrastructure", "Databases": "database", "Storage": "storage", "Networking": "network", "Management and Governance": "monitoring",
}

// match makes lines of all columns.
func (m *matcher) match() error {
	for _, source := range m.question.Actuals {
		worth, err := m.worth(source)
		if err != nil {
			return err
		}
		for i := range source.Columns {
			c := &source.Columns[i]
			found, driver, ok := m.find(c, source.Bill)
			if !ok {
				m.answer.Unknown = append(m.answer.Unknown, c.Name)
				continue
			}
			if err := m.add(source, c, found, driver, worth); err != nil {
				return err
			}
		}
	}
	m.sort()
	return nil
}

// worth is what a unit of the currency of a bill is worth in the plan's.
func (m *matcher) worth(source *history.Monthly) (float64, error) {
	s := m.question.Scenario
	if !source.Bill || source.Currency == "" || source.Currency == s.Currency {
		return 1, nil
	}
	if s.FX != nil {
		for _, r := range s.FX.Rates {
			if r.Name == source.Currency {
				return float64(r.Worth), nil
			}
		}
	}
	return 0, fmt.Errorf("%s is in %s, and the plan in %s: add fx: {rates: {%s: …}} to it", source.Source, source.Currency, s.Currency, source.Currency)
}

// find is the result of the plan that a column has.
func (m *matcher) find(c *history.Column, bill bool) (found metric.Metric, driver string, ok bool) {
	s, name := m.question.Scenario, c.Name
	said, mapped := m.question.Names[name]
	if mapped {
		name = said
	}
	var candidates []string
	switch {
	case c.Category && !mapped:
		candidates = []string{"cost.categories." + usualCategories[name], "cost.categories." + name, "cost.categories." + strings.ToLower(name)}
	case bill && !mapped:
		candidates = []string{"cost." + history.Bases()[m.question.Basis]}
	default:
		candidates = []string{name, "drivers." + name, "cost.categories." + name}
		if l := strings.ToLower(name); l == "cost" || l == "total" {
			candidates = []string{"cost." + history.Bases()[m.question.Basis]}
		}
	}
	for _, candidate := range candidates {
		if found, ok = metric.Find(s, candidate); ok && found.Series {
			break
		}
		ok = false
	}
	if !ok {
		return found, "", false
	}
	for _, d := range s.DriverNames() {
		if found.Name == d || found.Name == "drivers."+d {
			driver = d
		}
	}
	return found, driver, true
}

// add adds a column to the lines; two columns that are the same result add up where they
// are categories of a bill, and are refused where they are not.
func (m *matcher) add(source *history.Monthly, c *history.Column, found metric.Metric, driver string, worth float64) error {
	a := m.answer
	planned := a.Result.Series(found.Name)
	line := Line{Metric: found, Driver: driver, Source: source.Source, Gate: driver != "" || found.Name == "cost.billed" || found.Name == "cost.effective"}
	for _, cell := range c.Cells {
		month := m.monthOf(cell.Month)
		if month < 0 || month >= len(planned) || found.Flow() && month == 0 { // money counts from month 1
			a.Outside++
			continue
		}
		v := cell.Mean()
		if found.Flow() {
			v = cell.Sum
		}
		if found.Kind == unit.KindMoney {
			v *= worth
		}
		line.Months = append(line.Months, Month{Month: month, Plan: planned[month], Actual: v})
	}
	if len(line.Months) == 0 {
		return nil
	}
	if at := slices.IndexFunc(a.Lines, func(l Line) bool { return l.Metric.Name == found.Name }); at >= 0 {
		if !found.Flow() || !c.Category && a.Lines[at].Source == source.Source {
			return fmt.Errorf("%s is there twice, in %s and in %s", found.Name, a.Lines[at].Source, source.Source)
		}
		a.Lines[at].join(line.Months)
		return nil
	}
	a.Lines = append(a.Lines, line)
	return nil
}

// join adds the actual values of other months, or of other parts of the same.
func (l *Line) join(months []Month) {
	for _, m := range months {
		at, found := slices.BinarySearchFunc(l.Months, m.Month, func(a Month, month int) int { return a.Month - month })
		if found {
			l.Months[at].Actual += m.Actual
		} else {
			l.Months = slices.Insert(l.Months, at, m)
		}
	}
}

// monthOf is the month of the plan that a calendar month is.
func (m *matcher) monthOf(t time.Time) int {
	start := m.question.Scenario.Start
	return 12*(t.Year()-start.Year) + int(t.Month()) - start.Month
}

// sort puts what matters most first, and notes the months that are there.
func (m *matcher) sort() {
	a := m.answer
	rank := func(l Line) int {
		switch {
		case l.Gate && l.Driver == "":
			return 0
		case l.Driver != "":
			return 1
		case strings.HasPrefix(l.Metric.Name, "cost.categories."):
			return 3
		}
		return 2
	}
	slices.SortStableFunc(a.Lines, func(x, y Line) int { return rank(x) - rank(y) })
	a.From = model.MaxHorizon
	for _, l := range a.Lines {
		a.From, a.To = min(a.From, l.Months[0].Month), max(a.To, l.Months[len(l.Months)-1].Month)
	}
}
