package compare

import (
	"math"
	"math/big"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
)

// world runs scenarios that lie between two: some of the changes made, others
// not. What was run once is remembered.
type world struct {
	old, new *scenario.Part
	at       map[string]int
	changes  int
	measures []Measure
	known    map[string]*run
}

// run is what came of one mixture.
type run struct {
	valid bool       // the mixture is a scenario
	worth []*big.Int // each measure in quanta; nil where it does not exist
}

// taking runs the scenario in which the given changes are made.
func (w *world) taking(changes []int) *run {
	taken := make([]byte, w.changes)
	for _, i := range changes {
		taken[i] = 1
	}
	if known := w.known[string(taken)]; known != nil {
		return known
	}
	r := &run{}
	if result := w.mixed(changes); result != nil {
		r.valid = true
		for _, m := range w.measures {
			r.worth = append(r.worth, m.quanta(result))
		}
	}
	w.known[string(taken)] = r
	return r
}

// mixed is the result of the scenario in which the given changes are made, or
// nil when that is not a scenario.
func (w *world) mixed(changes []int) *plan.Result {
	m := mix{at: w.at, taken: make([]bool, w.changes)}
	for _, i := range changes {
		m.taken[i] = true
	}
	s := m.part(w.old, w.new).Decode()
	if s == nil {
		return nil
	}
	return plan.Run(s)
}

// Measure is one figure of a result: a single figure, or a series in a month or
// added up over months.
type Measure struct {
	Metric      metric.Metric // what is measured
	First, Last int           // months, both inclusive; unused for single figures
}

// Of returns the figure, rounded as reports round it; nil when it does not
// exist. What a plan has none of (a service, a driver) counts nothing.
func (m Measure) Of(r *plan.Result) *float64 {
	q := m.quanta(r)
	if q == nil {
		return nil
	}
	v := value(m.Metric.Kind, q)
	return &v
}

func (m Measure) quanta(r *plan.Result) *big.Int {
	if !m.Metric.Series {
		v := r.Figure(m.Metric.Name)
		if v == nil {
			return nil
		}
		return quanta(m.Metric.Kind, *v)
	}
	series, total := r.Series(m.Metric.Name), new(big.Int)
	if series == nil {
		if m.Metric.Countable() {
			return total
		}
		return nil
	}
	for _, v := range series[m.First : m.Last+1] {
		q := quanta(m.Metric.Kind, v)
		if q == nil {
			return nil
		}
		total.Add(total, q)
	}
	return total
}

// perUnit is how many quanta, the smallest amounts that reports tell apart,
// make one base unit of a kind.
func perUnit(kind unit.Kind) float64 {
	switch kind {
	case unit.KindMoney:
		return 100
	case unit.KindBytes:
		return 1
	default:
		return 1e6
	}
}

// quanta is a value as a whole number of quanta, or nil when it is not finite.
func quanta(kind unit.Kind, v float64) *big.Int {
	scaled := math.Round(v * perUnit(kind))
	if math.IsNaN(scaled) || math.IsInf(scaled, 0) {
		return nil
	}
	q, _ := big.NewFloat(scaled).Int(nil)
	return q
}

// value is a number of quanta in base units.
func value(kind unit.Kind, q *big.Int) float64 {
	v, _ := new(big.Float).SetInt(q).Float64()
	return v / perUnit(kind)
}
