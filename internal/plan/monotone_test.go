package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// The laws of this file compare a plan with one that differs in one thing, of
// which it is known who may be dearer. Left out where money is compared are:
// commitments, whose cost months before and after decide; and claimed levers, whose
// saving is a share of another bill, so that it may grow faster than its own.

// outcome is what a run says, kept while the engine runs on.
type outcome struct {
	list, baseline, effective, served []float64
	short, walled                     []bool // walled: priced as shards, with the cache or without it
	needs                             map[string][]float64
}

// outcomeOf runs a scenario.
func outcomeOf(s *model.Scenario) *outcome {
	e := plan.Compile(s)
	r := e.Project()
	o := &outcome{
		list: e.Statement.List, baseline: e.Statement.Baseline, effective: e.Statement.Effective,
		served: r.Series("served"), short: make([]bool, len(e.Statement.List)), walled: make([]bool, len(e.Statement.List)), needs: map[string][]float64{},
	}
	for m, share := range o.served {
		o.short[m] = share < 1 || carriedBy(e, m) == 0
		o.walled[m] = e.Capacity.Database.Missing[m] > 0 || e.Capacity.Uncached.Missing[m] > 0
	}
	for i := range e.Capacity.Deployments {
		d := &e.Capacity.Deployments[i]
		name := s.Services[d.Service].Name + " in region " + fmt.Sprint(d.Region)
		o.needs["need of "+name], o.needs["replicas of "+name], o.needs["average of "+name] = d.Need, d.Replicas, d.Average
	}
	return o
}

// carriedBy is how many of the sizes of the database carry the load of a month; 1 where
// there is none. Past a wall the share that is served counts a replica in another region
// for all reads, which a size that carries everything does not.
func carriedBy(e *plan.Engine, month int) (n int) {
	if e.Scenario.Database == nil {
		return 1
	}
	for _, r := range e.Sizing().DatabaseWork(e.Demand, e.Capacity, month).Rungs {
		if r.Carries {
			n++
		}
	}
	return n
}

// plain is a scenario without what is left out.
func (w *world) plain() *model.Scenario {
	if w.decoded == nil {
		w.decoded = w.decode()
	}
	s, _ := model.Clone(w.decoded.Scenario, w.decoded.Inputs)
	plainly(s)
	return s
}

func plainly(s *model.Scenario) {
	v := &s.Savings
	v.Reserved, s.Commitments = nil, nil
	for _, lever := range []**model.Lever{&v.Autoscaling, &v.Caching, &v.CDN} {
		if *lever != nil && (*lever).Claimed != nil {
			*lever = nil
		}
	}
}

// unconnected is a plain scenario whose replicas hold no connections: more of them
// fill the database's budget, so that what is carried there may well fall.
func (w *world) unconnected() *model.Scenario {
	s := w.plain()
	for i := range s.Services {
		s.Services[i].Connections, s.Services[i].Targets.DatabaseConnections = 0, nil
	}
	return s
}

// atMost reports the first month in which a row exceeds another.
func atMost(what string, got, most []float64, skip func(month int) bool) error {
	for m, v := range got {
		if (skip == nil || !skip(m)) && v > most[m]*(1+1e-9)+1e-9 {
			return fmt.Errorf("%s rises from %.6g to %.6g in month %d", what, most[m], v, m)
		}
	}
	return nil
}

// cheaper reports the first month in which a plan costs more than another, apart
// from what the skipped months say.
func (o *outcome) cheaper(than *outcome, skip func(month int) bool) error {
	for _, c := range []struct {
		what       string
		got, other []float64
	}{{"list price", o.list, than.list}, {"cost without levers", o.baseline, than.baseline}, {"effective cost", o.effective, than.effective}} {
		if err := atMost(c.what, c.got, c.other, skip); err != nil {
			return err
		}
	}
	return nil
}

// smaller reports what a plan needs more of than another, at the same tiers.
func (o *outcome) smaller(than *outcome) error {
	for _, name := range sortedKeys(o.needs) {
		if err := atMost(name, o.needs[name], than.needs[name], nil); err != nil {
			return err
		}
	}
	return nil
}

// less reports where a plan of less demand needs or costs more, or carries less.
func (o *outcome) less(than *outcome) error {
	if err := o.smaller(than); err != nil {
		return err
	}
	if err := atMost("served (of the larger)", than.served, o.served, nil); err != nil {
		return err
	}
	return o.cheaper(than, func(m int) bool { return o.walled[m] })
}

// More demand never costs less, never needs less, and is never carried better
// (broken by a disk that was full: the bill fell to a twelfth; by servers chosen
// at the peak; by spot capacity that was a part of a server).
//
// Excluded is the money of months past the database's wall: they are priced as
// the fewest shards that carry the load, and one shard more with fewer replicas
// in each may cost less, so that 1 % more load does.
func TestMoreDemandIsNeverCheaper(t *testing.T) {
	hold(t, func(w *world) error {
		base := w.plain()
		before := outcomeOf(base)
		for _, factor := range []float64{1.01, 1.7, 12} {
			s := w.plain()
			s.Drivers.Users.Now *= unit.Count(factor)
			for i := range s.Drivers.Other {
				s.Drivers.Other[i].Now *= unit.Count(factor)
			}
			if err := before.less(outcomeOf(s)); err != nil {
				return fmt.Errorf("%gx the users and orders cost less: %w", factor, err)
			}
		}
		return nil
	})
}

// Half the work in a call never needs or costs more.
func TestLessWorkIsNeverDearer(t *testing.T) {
	hold(t, func(w *world) error {
		before := outcomeOf(w.plain())
		for i := range w.plain().Services {
			s := w.plain()
			s.Services[i].CPU /= 2
			if err := outcomeOf(s).less(before); err != nil {
				return fmt.Errorf("half the CPU for a call of %s: %w", s.Services[i].Name, err)
			}
		}
		return nil
	})
}

// A price that is lower never makes a plan dearer.
func TestLowerPricesNeverCostMore(t *testing.T) {
	hold(t, func(w *world) error {
		f := w.decode()
		plainly(f.Scenario)
		before := outcomeOf(f.Scenario)
		for _, in := range f.Inputs {
			if !strings.HasPrefix(in.Path, "prices.") || in.Path == "prices.trend" || !isPrice(in.Kind) {
				continue
			}
			given := *in.At
			*in.At *= 0.8
			err := outcomeOf(f.Scenario).cheaper(before, nil)
			*in.At = given
			if err != nil {
				return fmt.Errorf("%s is a fifth lower: %w", in.Path, err)
			}
		}
		return nil
	})
}

func isPrice(k unit.Kind) bool {
	return k.Money() && k != unit.KindMoney
}

// A tier more to choose from never makes a plan dearer that held without it, and
// it still holds (broken by servers too small for a replica, which cost less than
// any that can run it; and by database tiers between two others).
//
// Excluded are months in which the plan without it falls short: past a wall the
// plan holds most of the data before it serves most of the load, so that a tier
// with more disk and less memory may serve less.
func TestMoreChoiceNeverCostsMore(t *testing.T) {
	hold(t, func(w *world) error {
		all := w.plain()
		after := outcomeOf(all)
		without := func(what string, drop func(*model.Scenario)) error {
			s := w.plain()
			drop(s)
			before := outcomeOf(s)
			if err := after.cheaper(before, func(m int) bool { return before.short[m] }); err != nil {
				return fmt.Errorf("with %s beside the others: %w", what, err)
			}
			return atMost("served (without)", before.served, after.served, func(m int) bool { return before.short[m] })
		}
		for i, name := range all.Nodes.Tiers {
			if len(all.Nodes.Tiers) > 1 {
				if err := without(name, func(s *model.Scenario) { s.Nodes.Tiers = slices.Delete(slices.Clone(s.Nodes.Tiers), i, i+1) }); err != nil {
					return err
				}
			}
		}
		if all.Database == nil || len(all.Database.Tiers) < 2 {
			return nil
		}
		for i, name := range all.Database.Tiers {
			if name == all.Database.Min {
				continue
			}
			// What the same demand costs without the cache is left out: whether the
			// database holds there, nothing says.
			if all.Cache != nil {
				after.baseline = nil
			}
			if err := without(name, func(s *model.Scenario) { s.Database.Tiers = slices.Delete(slices.Clone(s.Database.Tiers), i, i+1) }); err != nil {
				return err
			}
		}
		return nil
	})
}

// A larger server at the same price never makes a plan dearer.
func TestLargerServersNeverCostMore(t *testing.T) {
	hold(t, func(w *world) error {
		before := outcomeOf(w.plain())
		for i, tier := range w.plain().Prices.Servers {
			for what, grow := range map[string]func(*model.ServerTier){
				"CPU":    func(t *model.ServerTier) { t.CPU *= 1.5 },
				"memory": func(t *model.ServerTier) { t.Memory *= 1.5 },
			} {
				s := w.plain()
				grow(&s.Prices.Servers[i])
				if err := outcomeOf(s).cheaper(before, nil); err != nil {
					return fmt.Errorf("half as much %s again in %s: %w", what, tier.Name, err)
				}
			}
		}
		return nil
	})
}

// A maximum never makes a plan cheaper that holds, and without it no less is
// carried.
func TestCapsSaveNothing(t *testing.T) {
	hold(t, func(w *world) error {
		capped := outcomeOf(w.unconnected())
		for i, v := range w.unconnected().Services {
			if v.Replicas.Max == nil {
				continue
			}
			s := w.unconnected()
			s.Services[i].Replicas.Max = nil
			if s.Services[i].Runaway() {
				continue // without a maximum there is no end to it, and the language refuses it
			}
			free := outcomeOf(s)
			if err := free.cheaper(capped, func(m int) bool { return capped.short[m] }); err != nil {
				return fmt.Errorf("without a maximum of %s: %w", v.Name, err)
			}
			if err := atMost("served (with the maximum)", capped.served, free.served, nil); err != nil {
				return fmt.Errorf("without a maximum of %s: %w", v.Name, err)
			}
		}
		return nil
	})
}

// What is spare carries nothing worse: without it no more is served, and the plan
// is no more available.
func TestRedundancyNeverHarms(t *testing.T) {
	hold(t, func(w *world) error {
		with := w.unconnected()
		r := plan.Compile(with).Project()
		served, up := slices.Clone(r.Series("served")), r.Figure("availability")
		for what, drop := range map[string]func(*model.Scenario){
			"spare servers": func(s *model.Scenario) { s.Nodes.Spare = 0 },
			"spare replicas": func(s *model.Scenario) {
				for i := range s.Services {
					s.Services[i].Replicas.Spare = 0
				}
			},
			"read replicas": func(s *model.Scenario) {
				if s.Database != nil {
					s.Database.ReadReplicas.Max = 0
				}
			},
			"replicas in other regions": func(s *model.Scenario) {
				for i := range s.Regions {
					if s.Regions[i].Database.Role == "replica" {
						s.Regions[i].Database = model.RegionDatabase{Role: "none"}
					}
				}
			},
		} {
			s := w.unconnected()
			drop(s)
			less := plan.Compile(s).Project()
			if err := atMost("served", less.Series("served"), served, nil); err != nil {
				return fmt.Errorf("without %s: %w", what, err)
			}
			if a := less.Figure("availability"); a != nil && up != nil && *a > *up+1e-12 {
				return fmt.Errorf("without %s: availability rises from %g to %g", what, *up, *a)
			}
		}
		return nil
	})
}
