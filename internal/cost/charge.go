package cost

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
	"github.com/talimat/talimat-plan/internal/unit"
)

// This file prices the charges of a scenario and the lines of its stores: lines of the bill that follow from no
// size. What a charge costs may depend on levers (fewer servers, fewer bytes, a lower
// bill that it is a share of), so that each is priced once for every view of the bill,
// and what a lever saves on it is the difference between two of them.

// view is the bill after so many levers.
type view uint8

// The views, in the order in which the levers apply; the last is cash.
const (
	unlevered  view = iota // without any lever
	autoscaled             // with fewer servers
	cached                 // with a smaller database
	offloaded              // with less egress: the list price
	committed              // with commitments
	spotted                // with spot capacity: the effective cost
	cash                   // what is billed
	views                  // how many there are
)

// charge is a charge as it is compiled, and what it costs by view and month.
type charge struct {
	*model.Charge
	meters   []model.Meter
	spans    []span
	bases    []base
	from, to int // months in which it is paid
	drift    drift
	index    []float64        // of its price
	drifts   []float64        // the same but for the exchange rate
	exchange []float64        // how that has moved; nil where it does not
	cost     [views][]float64 // those of a group are one row
	group    [views]view      // the first of the views that do not differ
	quantity []float64        // what the price is for, or what the share is of, in effect
}

// drift is the monthly factor of a rate, worked out again when that changes.
type drift struct {
	of     unit.Growth
	factor float64
}

// base is what a share is taken of: lines of the tool, or a charge.
type base struct {
	category Category
	charge   int  // −1 for the lines of the category
	list     bool // whether it counts without the discounts of commitments and of spot capacity
}

// charges is all charges, and the order in which they are priced.
type charges struct {
	all     []charge
	order   []int     // each after what it is a share of
	limited []int     // those with a quota
	volume  []float64 // scratch: the quantity, or the cost that a share is of
	part    []float64 // scratch
	span    []float64 // scratch
	ones    []float64
}

// newCharges compiles the charges of a valid scenario.
func newCharges(s *model.Scenario, months int) charges {
	lines := s.Lines()
	if len(lines) == 0 {
		return charges{}
	}
	c := charges{volume: make([]float64, months), part: make([]float64, months), ones: make([]float64, months)}
	row.Fill(c.ones, 1)
	if len(s.Dated) > 0 {
		c.span = make([]float64, months)
	}
	for i := range lines {
		of := &lines[i]
		if i < len(s.Charges) {
			of = &s.Charges[i]
		}
		c.all = append(c.all, newCharge(s, of, months))
		if of.Quota != nil {
			c.limited = append(c.limited, i)
		}
	}
	done := make([]bool, len(c.all))
	for len(c.order) < len(c.all) { // the checks have found no cycle
		for i := range c.all {
			if !done[i] && !slices.ContainsFunc(c.all[i].bases, func(b base) bool { return b.charge >= 0 && !done[b.charge] }) {
				done[i], c.order = true, append(c.order, i)
			}
		}
	}
	return c
}

func newCharge(s *model.Scenario, of *model.Charge, months int) charge {
	c := charge{Charge: of, from: of.From.Or(0), to: of.To.Or(months - 1), index: make([]float64, months), quantity: make([]float64, months), spans: spansOf(s, of, months)}
	if c.drifts = c.index; of.Currency != "" {
		c.drifts = make([]float64, months)
	}
	varies := [views]bool{unlevered: true}
	if len(of.Share) > 0 {
		c.bases = basesOf(s, of)
		for v := range varies {
			varies[v] = true
		}
	} else {
		for _, name := range of.Of {
			m := s.MeterOf(of, name)
			c.meters = append(c.meters, m)
			vary(m.Source, &varies)
		}
	}
	for v := range views {
		if c.group[v] = v; varies[v] {
			c.cost[v] = make([]float64, months)
		} else {
			c.group[v], c.cost[v] = c.group[v-1], c.cost[v-1]
		}
	}
	return c
}

// vary notes the views from which on levers have changed what a source counts.
func vary(source model.Source, varies *[views]bool) {
	switch source {
	case model.OfServers, model.OfPeakServers, model.OfPool, model.OfPoolList:
		varies[autoscaled], varies[spotted] = true, true
	case model.OfInstances, model.OfReadReplicas:
		varies[cached] = true
	case model.OfCDNBytes, model.OfEgressBytes:
		varies[offloaded] = true
	}
}

func fees(s *model.FeeStep) (bound, price *float64) {
	if s.UpTo != nil {
		bound = s.UpTo.At()
	}
	return bound, s.Price.At()
}

func shares(s *model.ShareStep) (bound, price *float64) {
	return (*float64)(s.UpTo), (*float64)(&s.Share)
}

// basesOf is what a share is taken of. A category is its lines that are no shares; the
// bill as a whole, which it is without a word, is all of them.
func basesOf(s *model.Scenario, of *model.Charge) (all []base) {
	names := of.Of
	if len(names) == 0 {
		names = []string{"cost.effective"}
	}
	for _, name := range names {
		if i := slices.IndexFunc(s.Charges, func(c model.Charge) bool { return c.Name == name }); i >= 0 {
			all = append(all, base{charge: i})
			continue
		}
		bill, list := model.IsBill(name), name == "cost.list"
		for k, category := range model.Categories() {
			if bill || category == name || "cost.categories."+category == name {
				all = append(all, base{category: Category(k), charge: -1, list: list})
			}
		}
		lines := s.Lines()
		for i := range lines {
			c := &lines[i]
			if len(c.Share) == 0 && (bill || c.Category == name || "cost.categories."+c.Category == name) {
				all = append(all, base{charge: i, list: list})
			}
		}
	}
	return all
}

// addCharges adds the charges to the totals of a statement.
func (m *Model) addCharges(d *forecast.Demand, p *capacity.Plan, st *Statement) {
	for _, i := range m.charges.order {
		c := &m.charges.all[i]
		c.read()
		for _, v := range []view{unlevered, spotted, cash} {
			if v == unlevered || c.group[v] != unlevered && !(v == cash && c.group[cash] == c.group[spotted]) {
				m.priceCharge(c, d, p, v, 0)
			}
		}
	}
	for i := range m.charges.all {
		c := &m.charges.all[i]
		row.Add(st.Baseline, c.cost[unlevered], 1)
		row.Add(st.List, c.cost[spotted], 1)
		row.Add(st.Effective, c.cost[spotted], 1)
		row.Add(st.Billed, c.cost[cash], 1)
		copy(st.Charges[i], c.cost[spotted])
	}
}

// saveOnCharges adds what levers save on charges, from a month on.
func (m *Model) saveOnCharges(d *forecast.Demand, p *capacity.Plan, st *Statement, first int) {
	for _, i := range m.charges.order {
		c := &m.charges.all[i]
		for v := autoscaled; v < spotted; v++ {
			if c.group[v] == v && v != c.group[spotted] {
				m.priceCharge(c, d, p, v, first)
			}
		}
		for l := range Levers {
			before, after := view(l), view(l)+1
			if c.group[before] == c.group[after] {
				continue
			}
			saved, without, with := st.Savings[l], c.cost[before], c.cost[after]
			for month := first; month < len(saved); month++ {
				saved[month] += without[month] - with[month]
			}
		}
	}
	if len(m.charges.all) == 0 {
		return
	}
	for month := first; month <= m.months; month++ {
		st.List[month] = st.Effective[month] + st.Savings[Reserved][month] + st.Savings[Spot][month]
		if m.struck {
			st.List[month] -= m.extra[month]
		}
	}
}

// read takes the numbers of a charge.
func (c *charge) read() {
	for i := range c.spans {
		c.spans[i].fee.read()
		c.spans[i].share.read()
	}
	growth := c.Growth
	if c.Follows != nil {
		growth = *c.Follows
	}
	if growth != c.drift.of || c.drift.factor == 0 {
		c.drift = drift{growth, growth.MonthlyFactor()}
		for i := range c.spans {
			p := &c.spans[i]
			index := 1.0
			for month := p.since; month < p.to; month++ {
				c.drifts[month] = index
				index = min(index*c.drift.factor, forecast.Ceiling)
			}
		}
	}
	if c.exchange != nil {
		row.Multiply(c.index, c.drifts, c.exchange)
	}
}

// priceCharge fills what a charge costs in a view, from a month on.
func (m *Model) priceCharge(c *charge, d *forecast.Demand, p *capacity.Plan, v view, first int) {
	out, volume := c.cost[v], m.charges.volume
	if c.group[v] == c.group[spotted] {
		volume = c.quantity
	}
	if len(c.bases) > 0 {
		m.sumBases(c, v, volume)
	} else {
		m.measure(c, d, p, v, volume)
	}
	for i := range c.spans {
		in := &c.spans[i]
		from := max(in.from, first)
		if from >= in.to {
			continue
		}
		if out := out[from:in.to]; len(c.bases) > 0 {
			in.share.price(out, volume[from:in.to], 1, m.charges.ones[from:in.to])
		} else {
			in.fee.price(out, volume[from:in.to], 1, c.index[from:in.to])
		}
		if in.least != nil {
			for month := from; month < in.to; month++ {
				least := *in.least
				if c.exchange != nil {
					least *= c.exchange[month]
				}
				out[month] = max(out[month], least)
			}
		}
	}
	for month := first; month < len(out); month++ {
		if month < c.from || month > c.to {
			out[month] = 0
		}
	}
}

// sumBases fills a row with what a share is taken of in a view.
func (m *Model) sumBases(c *charge, v view, sum []float64) {
	clear(sum)
	for _, b := range c.bases {
		m.addBase(sum, b, v)
	}
}

// addBase adds one of what a share is of, as it is in a view.
func (m *Model) addBase(sum []float64, b base, v view) {
	if b.charge >= 0 {
		row.Add(sum, m.charges.all[b.charge].cost[v], 1)
	} else {
		m.addLines(sum, b.category, v, b.list)
	}
}
