package figures

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Tree is the results of a snapshot as documents have them: each name taken apart
// into keys that lie in each other, numbers in base units with all their digits,
// null for what does not exist. Each result without components is there, also where
// the scenario has it not.
type Tree struct {
	Months  []*Object `json:"months"`  // month 0 to the horizon, both inclusive: month, date, and each result by month
	Figures *Object   `json:"figures"` // single results

	// What results measure that depends on the scenario, such as charges.*.quantity: the
	// kind and the fold of each, "bytes sum".
	Measures map[string]string `json:"measures"`
}

// Tree arranges the results by their names.
func (s *Snapshot) Tree() Tree {
	t := Tree{Figures: &Object{}, Measures: map[string]string{}}
	for i := range s.Rows {
		if m := s.Rows[i].Metric; m.Family == depending {
			t.Measures[m.Name] = m.Kind.Name() + " " + m.Fold.String()
		}
	}
	for month := range s.Months + 1 {
		m := frame(append(metric.Definitions(), metric.Words()...), true)
		m.Set(float64(month), "month")
		m.Set(s.Start.Add(month).String(), "date")
		for i := range s.Rows {
			m.Set(number(s.Rows[i].Values[month]), s.Rows[i].Metric.Path()...)
		}
		for i := range s.Words {
			m.Set(text(s.Words[i].Values[month]), s.Words[i].Metric.Path()...)
		}
		t.Months = append(t.Months, m)
	}
	t.Figures = frame(metric.Definitions(), false)
	for _, f := range s.Singles {
		v := math.NaN()
		if f.Value != nil {
			v = *f.Value
		}
		t.Figures.Set(number(v), f.Metric.Path()...)
	}
	return t
}

// depending is the family of results whose measure depends on the scenario.
const depending = "charges.*.quantity"

// measured is a metric as the tree says that it is measured.
func (t Tree) measured(m metric.Metric) metric.Metric {
	for _, kind := range []unit.Kind{unit.KindCount, unit.KindBytes, unit.KindMoney} {
		for _, fold := range []metric.Fold{metric.End, metric.Sum} {
			if t.Measures[m.Name] == kind.Name()+" "+fold.String() {
				m.Kind, m.Fold = kind, fold
			}
		}
	}
	return m
}

// frame is an object with a place for each definition, in their order.
func frame(definitions []metric.Metric, series bool) *Object {
	o := &Object{}
	if series {
		o.Set(nil, "month")
		o.Set(nil, "date")
	}
	for _, m := range definitions {
		switch before, _, star := strings.Cut(m.Family, ".*"); {
		case m.Series != series:
		case !star:
			o.Set(nil, m.Path()...)
		case o.Get(strings.Split(before, ".")...) == nil:
			o.Set(&Object{}, strings.Split(before, ".")...)
		}
	}
	return o
}

// number is a value of JSON: null for what is not finite, and never −0.
func number(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v + 0
}

// text is null for an empty text.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Read takes the results of a tree, as a snapshot that has nothing else.
func (t Tree) Read() (*Snapshot, error) {
	s := &Snapshot{Months: len(t.Months) - 1}
	for i, m := range t.Months {
		if m.Get("month") != float64(i) {
			return nil, fmt.Errorf("month %v stands where month %d should", m.Get("month"), i)
		}
	}
	for _, definition := range metric.Definitions() {
		if !definition.Series {
			single, err := t.single(definition)
			if err != nil {
				return nil, err
			}
			s.Singles = append(s.Singles, single)
			continue
		}
		for _, m := range definition.For(t.components(definition.Family)) {
			values, err := column(t.Months, m, math.NaN())
			if err != nil {
				return nil, err
			}
			if _, found := t.Months[0].Find(m.Path()...); found {
				s.Rows = append(s.Rows, Row{t.measured(m), values})
			}
		}
	}
	for _, definition := range metric.Words() {
		for _, m := range definition.For(t.components(definition.Family)) {
			values, err := column(t.Months, m, "")
			if err != nil {
				return nil, err
			}
			if w := (Words{m, values}); w.Exists() {
				s.Words = append(s.Words, w)
			}
		}
	}
	return s, nil
}

// components are the keys that stand for the * of a family.
func (t Tree) components(family string) []string {
	before, _, star := strings.Cut(family, ".*")
	if !star {
		return nil
	}
	all, _ := t.Months[0].Get(strings.Split(before, ".")...).(*Object)
	if all == nil {
		return nil
	}
	return all.Keys()
}

func (t Tree) single(m metric.Metric) (Single, error) {
	values, err := column([]*Object{t.Figures}, m, math.NaN())
	if err != nil || math.IsNaN(values[0]) {
		return Single{Metric: m}, err
	}
	return Single{m, &values[0]}, nil
}

// column is a result in each of some objects, and what is missing where it is null.
func column[T any](objects []*Object, m metric.Metric, missing T) ([]T, error) {
	all := make([]T, len(objects))
	for i, o := range objects {
		switch v := o.Get(m.Path()...).(type) {
		case nil:
			all[i] = missing
		case T:
			all[i] = v
		default:
			return nil, fmt.Errorf("%s cannot be %v", m.Name, v)
		}
	}
	return all, nil
}
