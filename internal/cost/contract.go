package cost

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Committable is a part of the bill that commitments are bought for.
type Committable int

// The parts of the bill that may be committed.
const (
	OnServers    Committable = iota // the servers of nodes, in all regions
	OnDatabase                      // the primary and its read replicas
	Committables                    // how many there are
)

// String is the name of a part, as scenarios have it.
func (p Committable) String() string { return [...]string{"infrastructure", "database"}[p] }

// contract is a commitment on one part of the bill, as it is compiled, and what is
// bought of it. Units are money at the list price of month 0: a machine is as many
// as it costs then.
type contract struct {
	name      string
	discount  *unit.Ratio // on the list price of the day; nil with a price
	price     *float64    // of a machine
	machine   *float64    // its list price; nil of spend
	quantity  *float64    // machines; nil of spend and of policies
	spend     *float64    // money a month; nil of the others
	cover     *unit.Ratio // of policies
	looksBack *unit.Months
	term      *unit.Months
	upfront   float64 // share that is paid at the purchase
	from      int     // month of the first purchase, of one that runs already before 0
	renews    bool

	bought  []float64 // units, by month of the purchase; what ran before month 0 is in none
	inForce []float64 // units
	fees    []float64 // money, spread over the terms
	paid    []float64 // cash
	worth   []float64 // of a policy: most units that were worth a contract bought in the month
}

// newContracts are the commitments of a scenario on a part, in the order of the file:
// contracts first, for a policy tops up what they leave.
func newContracts(s *model.Scenario, c *capacity.Model, part Committable) (all []*contract) {
	if part == OnDatabase && s.Database == nil || part == OnServers && len(c.Tiers()) == 0 {
		return nil
	}
	rows := func(k *contract) *contract {
		floats := func() []float64 { return make([]float64, s.Months()+1) }
		k.bought, k.inForce, k.fees, k.paid, k.worth = floats(), floats(), floats(), floats(), floats()
		return k
	}
	for _, policies := range []bool{false, true} {
		for i := range s.Commitments {
			of := &s.Commitments[i]
			if of.Policy() != policies || !slices.Contains(of.Parts(s), part.String()) {
				continue
			}
			k := &contract{
				name: of.Name, discount: of.Discount, price: (*float64)(of.Price), cover: of.Cover, looksBack: &of.LooksBack,
				term: &of.Term, upfront: model.UpfrontShare(of.Upfront), from: of.From.Or(0), renews: of.Renews,
				quantity: (*float64)(of.Quantity), spend: (*float64)(of.Spend),
			}
			if k.quantity != nil {
				k.machine = machinePrice(c, part, of.Tier)
			}
			all = append(all, rows(k))
		}
	}
	if r := s.Savings.Reserved; r != nil && (len(r.Parts) == 0 || slices.Contains(r.Parts, part.String())) {
		all = append(all, rows(&contract{
			name: model.ReservedName, discount: &r.Discount, cover: &r.Cover, looksBack: &r.LooksBack,
			term: &r.Term, upfront: model.UpfrontShare(r.Upfront), from: r.From.Or(0),
		}))
	}
	return all
}

// machinePrice is where the list price of a tier is; of the only one without a name.
func machinePrice(c *capacity.Model, part Committable, name string) *float64 {
	if part == OnDatabase {
		for _, t := range c.Databases() {
			if name == "" || t.Name == name {
				return (*float64)(&t.Price)
			}
		}
		return nil
	}
	for _, t := range c.Tiers() {
		if name == "" || t.Name == name {
			return (*float64)(&t.Price)
		}
	}
	return nil
}

// months are a number of whole months, at least one.
func months(of *unit.Months) int { return max(int(math.Round(float64(*of))), 1) }

// fee is what a unit costs a month that is bought in some month, at an index of prices.
func (k *contract) fee(index float64) float64 {
	if k.price != nil {
		if *k.machine == 0 {
			return 0
		}
		return *k.price / *k.machine
	}
	return (1 - float64(*k.discount)) * index
}

// units are how many a contract has that is bought at an index of prices.
func (k *contract) units(index float64) float64 {
	if k.spend == nil {
		return *k.quantity * *k.machine
	}
	if fee := k.fee(index); fee > 0 {
		return *k.spend / fee
	}
	return 0
}

// hold fills the rows of a contract whose quantity is known, at the index of prices by
// month: what is bought and, as often as it is renewed, bought again.
func (k *contract) hold(index []float64) {
	k.clear()
	term := months(k.term)
	for begin := k.from; begin < len(index); begin += term {
		at := index[max(begin, 0)]
		if begin+term > 0 {
			k.buy(begin, term, k.units(at), k.fee(at))
		}
		if !k.renews {
			return
		}
	}
}

func (k *contract) clear() {
	for _, row := range [][]float64{k.bought, k.inForce, k.fees, k.paid} {
		clear(row)
	}
}

// buy enters a purchase for a term that begins in a month.
func (k *contract) buy(begin, term int, units, fee float64) {
	monthly, end := float64(units*fee), begin+term
	if begin >= 0 {
		k.bought[begin] += units
		k.paid[begin] += float64(k.upfront * float64(term) * monthly)
	}
	for m := max(begin, 0); m < min(end, len(k.inForce)); m++ {
		k.inForce[m] += units
		k.fees[m] += monthly
		k.paid[m] += float64((1 - k.upfront) * monthly)
	}
}
