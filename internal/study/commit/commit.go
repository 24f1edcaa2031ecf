// Package commit finds which commitments to buy, and when, for what a plan runs: the
// cheapest calendar over the horizon, for one forecast or for many futures at once.
//
// What runs is told apart by hours of the week and counted in money at the list price
// of today, as savings plans are: one unit is what costs one a month on demand at the
// prices of month 0. A contract keeps the price of the month in which it is bought;
// what runs on demand follows the trend of prices. Money counts from month 1 on, so
// that is the first month in which something is bought.
package commit

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/contract"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
)

// Product is a commitment that can be bought.
type Product struct {
	Name     string  // "1 year"
	Term     int     // months
	Discount float64 // on the list price of the day of the purchase
	Upfront  float64 // share that is paid at the purchase
}

// Question is a plan, and what may be bought for it.
type Question struct {
	Scenario *model.Scenario  // valid
	Inputs   model.Inputs     // its inputs
	Products []Product        // at least one
	Horizon  contract.Horizon // how fees beyond the horizon count
	Design   *sampling.Design // of the futures; nil is the forecast alone
}

// Answer is what to buy, and what else could have been done.
type Answer struct {
	Question Question          // what was asked
	Families []string          // what may be committed: infrastructure, database
	Buy      []Purchase        // the calendar, in the order of months
	Ways     []Way             // to pay for the same, the calendar among them
	Demand   []Shifted         // the calendar if more or less runs than is planned
	Account  *contract.Account // of the calendar, in the forecast
	Hours    float64           // of a month
	Rate     float64           // of discount, a month
	Futures  int               // 0 for the forecast alone
}

// Purchase is a commitment to buy.
type Purchase struct {
	contract.Purchase
	Family string  // what it is for
	Month  int     // of the plan
	Price  float64 // list price of that month over that of month 0
}

// Way is one way to pay for what runs. With futures Cost, Alone, Saved and Share are
// each the median over them: a few futures far out would rule their means.
type Way struct {
	Name      string            // "calendar", "on demand", …
	About     string            // what it does, in a few words
	Saved     float64           // against paying for everything on demand
	Share     float64           // of what that costs
	Mean      float64           // cost; over the futures, what the calendar makes least
	Cost      float64           // by the rule of the horizon, at its worth today
	Alone     float64           // what everything on demand costs, counted so
	Account   *contract.Account // of the forecast; nil of what differs by future
	Loses     float64           // share of the futures in which it costs more than on demand
	Low       float64           // saving that nine of ten futures exceed
	BreakEven *int              // month of the plan; nil if it does not break even in it
}

// Shifted is the calendar with another demand than it was made for.
type Shifted struct {
	Factor float64 // of the demand
	Cost   float64 // with the calendar
	Alone  float64 // with everything on demand
	Best   float64 // with the calendar that fits this demand
}

// Find answers a question.
func Find(q Question) (*Answer, error) {
	if len(q.Products) == 0 {
		return nil, fmt.Errorf("nothing can be bought")
	}
	forecast := demandOf(plan.Compile(q.Scenario))
	a := &Answer{Question: q, Families: forecast.families(), Hours: float64(q.Scenario.Assumptions.HoursPerMonth)}
	if f := q.Scenario.Finance; f != nil {
		a.Rate = f.DiscountRate.MonthlyFactor() - 1
	}
	if len(a.Families) == 0 {
		return nil, fmt.Errorf("nothing in the plan can be committed: it has no servers and no database")
	}
	futures := []*demand{forecast}
	if q.Design != nil {
		var err error
		if futures, err = sampled(q); err != nil {
			return nil, err
		}
		a.Futures = len(futures)
	}
	a.decide(forecast, futures)
	return a, nil
}

// decide finds the calendar and what stands beside it.
func (a *Answer) decide(forecast *demand, futures []*demand) {
	calendar := a.ladders(pooled(futures), a.Question.Products)
	for i, list := range calendar {
		for _, b := range list {
			a.Buy = append(a.Buy, Purchase{b, a.Families[i], b.Month + 1, forecast.price[b.Month]})
		}
	}
	slices.SortStableFunc(a.Buy, func(x, y Purchase) int { return x.Month - y.Month })
	fixed := func(bought [][]contract.Purchase) func(*demand) [][]contract.Purchase {
		return func(*demand) [][]contract.Purchase { return bought }
	}
	a.Ways = append(a.Ways, a.way("calendar", "the purchases above, decided once", forecast, futures, fixed(calendar), true))
	a.Ways = append(a.Ways, a.way("on demand", "no commitment", forecast, futures, fixed(make([][]contract.Purchase, len(a.Families))), true))
	if len(a.Question.Products) > 1 {
		for _, p := range a.Question.Products {
			only := a.ladders(pooled(futures), []Product{p})
			a.Ways = append(a.Ways, a.way("only "+p.Name, "the best calendar of that product alone", forecast, futures, fixed(only), true))
		}
	}
	if r := a.Question.Scenario.Savings.Reserved; r != nil {
		a.Ways = append(a.Ways, a.way("savings.reserved", "as the scenario has it", forecast, futures, func(d *demand) [][]contract.Purchase { return a.stated(d, r) }, true))
	}
	a.Ways = append(a.Ways, a.way("follow", "each month tops up to what ran in the three before it", forecast, futures, func(d *demand) [][]contract.Purchase {
		return a.each(a.following(d, a.Question.Products[0], 1, 3))
	}, true))
	if len(futures) > 1 {
		a.Ways = append(a.Ways, a.way("hindsight", "the best calendar of each future, which nobody can know", forecast, futures, func(d *demand) [][]contract.Purchase { return a.ladders(d, a.Question.Products) }, false))
	}
	a.Account = a.Ways[0].Account
	for _, factor := range []float64{0.8, 1, 1.2} {
		d := forecast.scaled(factor)
		a.Demand = append(a.Demand, Shifted{factor, a.cost(d, calendar), a.cost(d, make([][]contract.Purchase, len(a.Families))), a.cost(d, a.ladders(d, a.Question.Products))})
	}
}
