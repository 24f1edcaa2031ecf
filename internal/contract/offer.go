package contract

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// Offer is a product that can be bought.
type Offer struct {
	Name    string    // for people
	Term    int       // months, at least 1
	Fees    []float64 // of one unit and month, upfront part included, by month of purchase
	Upfront float64   // share of all fees that is paid at the purchase, 0 to 1
	From    int       // first month in which it is sold
}

// Discounted are fees that lie a share below the prices on demand of the day.
func Discounted(prices []float64, discount float64) []float64 {
	fees := make([]float64, len(prices))
	for m, p := range prices {
		fees[m] = float64(p * (1 - discount))
	}
	return fees
}

// Purchase is units bought in a month. Those before month 0 run already.
type Purchase struct {
	Offer   string  // name of the product
	Month   int     // first month of its term
	Term    int     // months
	Units   float64 // in force during the term, used or not
	Fee     float64 // of one unit and month
	Upfront float64 // share that is paid in its first month
}

// Runs reports whether a purchase is in force in a month.
func (b *Purchase) Runs(month int) bool { return b.Month <= month && month < b.Month+b.Term }

// Paid is the cash of a month.
func (b *Purchase) Paid(month int) float64 {
	if !b.Runs(month) {
		return 0
	}
	paid := float64(b.Units * b.Fee * (1 - b.Upfront))
	if month == b.Month {
		paid += float64(b.Units * b.Fee * b.Upfront * float64(b.Term))
	}
	return paid
}

// Horizon says how fees are counted that run beyond the end of the plan.
type Horizon uint8

// The rules. They change the advice, so an answer names the one it used.
const (
	ToHorizon Horizon = iota // up to the horizon only; what is prepaid beyond is an asset
	Full                     // all of them, as if nothing ran afterwards
	Residual                 // all, less what they are worth: the use of the last month goes on, at the price of the cheapest product
)

// Horizons are the names of the rules, in their order.
func Horizons() []string { return []string{"horizon", "full", "residual"} }

// String is the name of a rule.
func (h Horizon) String() string { return Horizons()[h] }

// HorizonOf is the rule of a name.
func HorizonOf(name string) (h Horizon, ok bool) {
	i := slices.Index(Horizons(), name)
	return Horizon(max(i, 0)), i >= 0
}

// Problem is a demand, what it costs on demand, and what may be bought for it.
// Price and Demand have a month each from 0 to the end of the plan.
type Problem struct {
	Price   []float64  // of one unit that runs all of the month, on demand
	Demand  []Curve    // what runs
	Offers  []Offer    // what is sold
	Owned   []Purchase // what has been bought, whatever is decided now
	Horizon Horizon    // how fees beyond the last month count
	Rate    float64    // of discount, a month; 0 for none. Flows of month m count 1 ÷ (1 + rate)^m
	First   int        // first month in which anything is bought
}

// worth is a flow of one in a month, today.
func (p *Problem) worth(month int) float64 {
	if p.Rate == 0 {
		return 1
	}
	return elementary.Pow(1+p.Rate, -float64(month))
}

// fee is what one unit bought in a month costs over its term, by the rule of the
// horizon, at its worth today.
func (p *Problem) fee(o *Offer, month int) float64 {
	inside := min(o.Term, len(p.Price)-month)
	sum, monthly := float64(float64(o.Upfront*float64(o.Term))*p.worth(month)), 1-o.Upfront
	counted := o.Term
	if p.Horizon == ToHorizon {
		counted = inside
		sum -= float64(float64(o.Upfront*float64(o.Term-inside)) * p.worth(month+inside))
	}
	if p.Rate == 0 {
		sum += float64(monthly * float64(counted))
	} else {
		for m := month; m < month+counted; m++ {
			sum += float64(monthly * p.worth(m))
		}
	}
	return float64(o.Fees[month] * sum)
}

// Buy is a purchase of an offer.
func (o *Offer) Buy(month int, units float64) Purchase {
	return Purchase{Offer: o.Name, Month: month, Term: o.Term, Units: units, Fee: o.Fees[month], Upfront: o.Upfront}
}

// after is how many months beyond the last are looked at: those in which contracts
// may still run, where that counts.
func (p *Problem) after() int {
	if p.Horizon != Residual {
		return 0
	}
	most := 0
	for i := range p.Offers {
		most = max(most, p.Offers[i].Term-1)
	}
	return most
}

// left is what one unit of use is worth in a month beyond the last: what the
// cheapest product asked in the last month in which it was sold.
func (p *Problem) left() float64 {
	last := len(p.Price) - 1
	if last < 0 {
		return 0
	}
	worth := p.Price[last]
	for i := range p.Offers {
		if o := &p.Offers[i]; o.From <= last {
			worth = min(worth, o.Fees[last])
		}
	}
	return worth
}
