package report

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
)

// Exact is every result of a plan with all its digits, by its name in the registry: what a saved forecast is held
// against as a baseline. Rounded figures would deny the very plan that they were saved of, and let a rise pass that
// is smaller than their last digit. What does not exist is null.
type Exact struct {
	Series  map[string][]*float64 `json:"series"`  // results by month
	Figures map[string]*float64   `json:"figures"` // single ones
}

func newExact(r *plan.Result) *Exact {
	e := &Exact{map[string][]*float64{}, map[string]*float64{}}
	for _, m := range metric.Of(r.Scenario) {
		if !m.Series {
			e.Figures[m.Name] = existing(r.Figure(m.Name))
			continue
		}
		values := r.Series(m.Name)
		row := make([]*float64, len(values))
		for i := range values {
			row[i] = existing(&values[i])
		}
		e.Series[m.Name] = row
	}
	return e
}

// existing is a copy of a number, nil for what is none.
func existing(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	n := *v
	return &n
}

// append adds the results to a document that ends in "}": a line for each.
func (e *Exact) append(document []byte) ([]byte, error) {
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(string(document), "\n}\n"))
	b.WriteString(",\n  \"results\": {\n    \"series\": {")
	if err := lines(&b, e.Series); err != nil {
		return nil, err
	}
	b.WriteString("\n    },\n    \"figures\": {")
	if err := lines(&b, e.Figures); err != nil {
		return nil, err
	}
	b.WriteString("\n    }\n  }\n}\n")
	return []byte(b.String()), nil
}

// lines writes the entries of an object in the order of their names.
func lines[V any](b *strings.Builder, all map[string]V) error {
	separator := "\n"
	for _, name := range slices.Sorted(maps.Keys(all)) {
		key, err := json.Marshal(name)
		if err != nil {
			return err
		}
		value, err := json.Marshal(all[name])
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "%s      %s: %s", separator, key, value)
		separator = ",\n"
	}
	return nil
}

// Saved is a result by month as it was when the document was saved; nil for what
// the document does not have. Documents of earlier versions have it rounded.
func (d *Document) Saved(name string) []float64 {
	if d.Exact == nil {
		return d.Series(name)
	}
	values := d.Exact.Series[name]
	if len(values) != len(d.Months) {
		return nil
	}
	row := make([]float64, len(values))
	for i, v := range values {
		row[i] = math.NaN()
		if v != nil {
			row[i] = *v
		}
	}
	return row
}

// SavedFigure is a single result in the same way.
func (d *Document) SavedFigure(name string) *float64 {
	if d.Exact == nil {
		return d.Figure(name)
	}
	return d.Exact.Figures[name]
}
