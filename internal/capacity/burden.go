package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
	"github.com/talimat/talimat-plan/internal/unit"
)

// burden is what charges add to the bill of a server, so that the choice of its tier
// counts all that is billed: those for each server there is, and those that are a share
// of what it costs. A share with steps is one of a bill as a whole, and prefers no tier.
type burden struct {
	there   bool
	servers float64   // what a unit of a server's price comes to with its shares
	watched float64   // the same of its monitoring
	average []float64 // for each server on the average, by month, in prices of month 0
	peak    []float64 // for each server at peak
	least   float64   // least of both together in any month

	onServers, onWatched [][]*unit.Ratio
	charges              []nodeCharge
}

// nodeCharge is a charge for each server.
type nodeCharge struct {
	*model.Charge
	shares        [][]*unit.Ratio
	average, peak float64 // how often it counts servers on the average, and at peak
}

// newBurden finds the charges of a scenario that depend on how many servers there are.
func newBurden(s *model.Scenario) burden {
	b := burden{servers: 1, watched: 1, onServers: s.Shares("infrastructure", ""), onWatched: s.Shares("monitoring", "")}
	for i := range s.Charges {
		c := &s.Charges[i]
		if len(c.Price) == 0 {
			continue
		}
		each := nodeCharge{Charge: c, shares: s.Shares(c.Category, c.Name)}
		for _, name := range c.Of {
			switch meter, _ := s.Meter(name); meter.Source {
			case model.OfServers:
				each.average++
			case model.OfPeakServers:
				each.peak++
			}
		}
		if each.average > 0 || each.peak > 0 {
			b.charges = append(b.charges, each)
		}
	}
	if b.there = len(b.onServers) > 0 || len(b.onWatched) > 0 || len(b.charges) > 0; b.there {
		b.average, b.peak = make([]float64, s.Months()+1), make([]float64, s.Months()+1)
	}
	return b
}

// read takes the numbers of the charges.
func (b *burden) read(s *model.Scenario) {
	if !b.there {
		return
	}
	b.servers, b.watched = 1+shared(b.onServers), 1+shared(b.onWatched)
	clear(b.average)
	clear(b.peak)
	for i := range b.charges {
		b.add(s, &b.charges[i])
	}
	b.least = math.Inf(1)
	for month, each := range b.average {
		b.least = min(b.least, each+b.peak[month])
	}
}

// shared is a sum of products of shares.
func shared(terms [][]*unit.Ratio) (sum float64) {
	for _, factors := range terms {
		product := 1.0
		for _, f := range factors {
			product *= float64(*f)
		}
		sum += product
	}
	return sum
}

// add adds what a charge is for one server, by the first step of its price.
func (b *burden) add(s *model.Scenario, c *nodeCharge) {
	each := *c.Price[0].Price.At() * (1 + shared(c.shares))
	if c.Each != nil {
		each *= *c.Each.At()
	}
	if c.Count != nil {
		each *= float64(*c.Count)
	}
	// Charges have a drift of their own: relative to that of servers.
	factor := c.Growth.MonthlyFactor() / s.Prices.Trend.MonthlyFactor()
	from, to := c.From.Or(0), min(c.To.Or(s.Months()), s.Months())
	for month := range b.average {
		if month >= from && month <= to {
			b.average[month] += float64(each * c.average)
			b.peak[month] += float64(each * c.peak)
		}
		each *= factor
	}
}

// bear adds the burden of so many servers to what they cost, from a month on.
func (b *burden) bear(bill, average, peak []float64, from int) {
	if !b.there {
		return
	}
	row.AddProduct(bill, average, b.average[from:from+len(bill)])
	row.AddProduct(bill, peak, b.peak[from:from+len(bill)])
}

// Burden is what charges are for each server in a month, in prices of month 0.
func (m *Model) Burden(month int) float64 {
	if !m.burden.there {
		return 0
	}
	return m.burden.average[month] + m.burden.peak[month]
}

// Shares are what a unit of a server's price and of its monitoring come to with the
// charges that are a share of them.
func (m *Model) Shares() (servers, watched float64) { return m.burden.servers, m.burden.watched }
