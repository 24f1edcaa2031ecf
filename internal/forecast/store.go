package forecast

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
	"github.com/talimat/talimat-plan/internal/unit"
)

// This file projects the live bytes of stores: those that grow by themselves, and those
// that follow a driver. What follows from writes, or from another store, is known once
// calls are: see package capacity.

// kept is what a store holds as it is compiled.
type kept struct {
	holds *model.Holds
	stock *model.Stock // of bytes that come in or grow at a rate; it shares the numbers of holds
	aging aging
	grows model.Driver // of bytes that grow by another curve
	rate  monthly
	of    int // the driver that the bytes follow; alone without one
}

func (m *Model) compileStores() {
	m.stores = make([]kept, len(m.scenario.Stores))
	for i := range m.scenario.Stores {
		h := m.scenario.Stores[i].Holds
		if h == nil {
			continue
		}
		k := &m.stores[i]
		*k = kept{holds: h, of: alone, aging: aging{months: make([]float64, 0, m.months+1)}}
		switch {
		case h.Of != "":
			k.of = m.find(h.Of)
		case h.Ingest != nil || h.Growth == nil || h.Growth.Compound != nil:
			k.stock = &model.Stock{Now: h.Now, Ingest: h.Ingest, Retention: h.Retention, Age: h.Age}
			if h.Growth != nil {
				k.stock.Growth = h.Growth.Compound
			}
		}
	}
}

// Grows reports whether the bytes of a store are projected here.
func (m *Model) Grows(store int) bool {
	k := &m.stores[store]
	return k.holds != nil && !k.holds.Written() && (k.holds.Of == "" || k.of != alone)
}

// store fills the live bytes of the stores that are projected here.
func (m *Model) store(d *Demand) {
	for i := range m.stores {
		if !m.Grows(i) {
			continue
		}
		k, out := &m.stores[i], d.Stores[i]
		switch {
		case k.of == users:
			row.Scale(out, d.Users, *k.holds.Each.At())
		case k.of >= 0:
			row.Scale(out, d.Other[k.of], *k.holds.Each.At())
		case k.stock != nil:
			m.stock(k.stock, &k.aging, out)
		default:
			k.grows.Now, k.grows.Growth = unit.Count(*k.holds.Now), *k.holds.Growth
			project(&k.grows, m.scenario.Start.Month, &k.rate, out)
		}
	}
}
