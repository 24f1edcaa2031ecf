package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// This file follows the live bytes of stores that hold what is written, or a share of
// another store, and says how old bytes are.
//
// With a(m) for the bytes that arrive in month m, those before today as a grows from
// month 0 to 1, and R for the retention in months, of which a part counts as that part:
//
//	D(m) = Σ a(m − k) over k < ⌊R⌋, + (R − ⌊R⌋)·a(m − ⌊R⌋)    [bytes]

// keepBytes sets the live bytes of a store in every month.
func (m *Model) keepBytes(i int, d *forecast.Demand, p *Plan) {
	st, out := m.stores[i], &p.Stores[i]
	switch {
	case st.Holds == nil:
		clear(out.Bytes)
	case st.Holds.Written():
		m.arrive(st, out)
		for month := range out.Bytes {
			out.Bytes[month] = min(st.last(month, st.Holds.Kept()), forecast.Ceiling)
		}
	case st.follows >= 0:
		row.Scale(out.Bytes, p.Stores[st.follows].Bytes, *st.Holds.Each.At())
	default:
		copy(out.Bytes, d.Stores[i])
	}
}

// arrive sets the bytes that arrive in every month: what is written times what one is.
func (m *Model) arrive(st *storeModel, out *Store) {
	item := 0.0
	if st.Item != nil {
		item = float64(*st.Item)
	}
	row.Scale(st.arrived, out.Writes, item*3600*float64(m.scenario.Assumptions.HoursPerMonth))
	st.sum()
}

// sum sets what has arrived up to every month.
func (s *storeModel) sum() {
	total := 0.0
	for month, v := range s.arrived {
		total += v
		s.ever[month] = total
	}
}

// factor is by how much more arrives each month, as from month 0 to 1.
func (s *storeModel) factor() float64 {
	if len(s.arrived) < 2 || s.arrived[0] <= 0 || s.arrived[1] <= 0 {
		return 1
	}
	return s.arrived[1] / s.arrived[0]
}

// last is what has arrived in the last so many months up to one.
func (s *storeModel) last(month int, months float64) float64 {
	whole := math.Floor(months + 1e-9)
	sum := s.within(month, whole)
	if part := months - whole; part > 1e-9 {
		sum += float64(part * (s.within(month, whole+1) - sum))
	}
	return sum
}

// exactly is up to how many months what arrived is added up month by month, so that what
// does not change stays the same to the last bit.
const exactly = 60

// within is the same of a whole number of months.
func (s *storeModel) within(month int, months float64) float64 {
	if months <= float64(month) {
		n := int(months)
		if n > exactly {
			return s.ever[month] - s.ever[month-n]
		}
		sum := 0.0
		for _, v := range s.arrived[month+1-n : month+1] {
			sum += v
		}
		return sum
	}
	// a(−1) + a(−2) + … is a(0) times the arrivals of before today.
	before := months - float64(month) - 1
	return s.ever[month] + float64(s.arrived[0]*max(model.Arrivals(before+1, s.factor())-1, 0))
}

// younger is the bytes of a store that are younger than so many months.
func (m *Model) younger(s *storeModel, out *Store, month int, months float64) float64 {
	switch h := s.Holds; {
	case months <= 0 || h == nil:
		return 0
	case h.Written():
		return s.last(month, min(months, h.Kept()))
	case h.Ingest != nil:
		m.ingested(s)
		return s.last(month, months)
	case h.Kept() > 0: // what leaves is replaced: as much of each age
		return out.Bytes[month] * min(months/h.Kept(), 1)
	default: // nothing ever leaves: what is younger has come since
		if n := int(months); n <= month {
			return out.Bytes[month] - out.Bytes[month-n]
		}
		return out.Bytes[month] - out.Bytes[0]/elementary.Pow(max(growing(out.Bytes), 1), months-float64(month))
	}
}

// ingested sets the bytes that arrive in every month of a store that says so.
func (m *Model) ingested(s *storeModel) {
	factor := 1.0
	if g := s.Holds.Growth; g != nil && g.Compound != nil {
		factor = g.Compound.MonthlyFactor()
	}
	each := float64(*s.Holds.Ingest) / factor
	for month := range s.arrived {
		s.arrived[month] = min(each, forecast.Ceiling)
		each *= factor
	}
	s.sum()
}

// growing is by how much more there is in month 1 than today.
func growing(bytes []float64) float64 {
	if len(bytes) < 2 || bytes[0] <= 0 {
		return 1
	}
	return bytes[1] / bytes[0]
}
