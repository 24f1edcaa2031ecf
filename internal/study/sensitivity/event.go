package sensitivity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// events tells the futures in which a risk happens from those in which it does not.
type events struct{ all []event }

// event is one risk that may happen.
type event struct {
	path         string
	probability  float64 // the greatest that it may have
	happens, not histogram.Histogram
}

func newEvents(s *model.Scenario, inputs model.Inputs) *events {
	all := &events{}
	for i := range s.Risks {
		p := s.Risks[i].Probability
		if p == nil || *p <= 0 {
			continue
		}
		e := event{path: "risks." + s.Risks[i].Name, probability: float64(*p)}
		for k := range inputs {
			if in := &inputs[k]; in.At == (*float64)(p) && in.Distribution != nil {
				e.probability = in.Legal(in.Distribution.Quantile(0.999))
			}
		}
		all.all = append(all.all, e)
	}
	return all
}

func (e *events) of(path string) *event {
	for i := range e.all {
		if e.all[i].path == path {
			return &e.all[i]
		}
	}
	return nil
}

// see takes down a replicate. Columns are the sources, risks last, and the target.
func (e *events) see(b *simulation.Batch) error {
	first := len(b.Columns) - 1 - len(e.all)
	for _, row := range b.Rows {
		target := row[len(row)-1:]
		for i := range e.all {
			if math.IsNaN(row[first+i]) {
				e.all[i].not.AddAll(target)
			} else {
				e.all[i].happens.AddAll(target)
			}
		}
	}
	return nil
}

// broken is the chance of breaking a limit without and with the risk, from the
// counts by its tenths. The futures in which it does not happen come first, in an
// order that has no part in anything; so the tenths that hold no others stand for
// them all, and what they do not break is broken with the risk:
//
//	chance with = (all that break − futures without · chance without) / futures with
//
// Intervals are those of as many independent futures.
func (e *event) broken(broken, futures [10]uint32) Parted {
	var breaking, pureBreaking, pure float64
	for d := range 10 {
		breaking += float64(broken[d])
		if float64(d+1)/10 <= 1-e.probability+1e-9 {
			pureBreaking += float64(broken[d])
			pure += float64(futures[d])
		}
	}
	without, rest := pureBreaking/pure, float64(e.not.N())-pure
	n := float64(e.happens.N())
	with := math.Max(0, math.Min((breaking-float64(float64(e.not.N())*without))/n, 1)) // NaN stays
	spread := without * (1 - without)
	return Parted{
		simulation.Estimate{Value: without, Half: z * math.Sqrt(spread/pure)},
		simulation.Estimate{Value: with, Half: z * math.Sqrt(float64(rest*(1+rest/pure)*spread)+float64(n*with*(1-with))) / n},
	}
}
