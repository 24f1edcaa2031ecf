package commit

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/contract"
	"github.com/talimat/talimat-plan/internal/model"
)

// problem is what runs of a family, and what may be bought for it.
func (a *Answer) problem(d *demand, family string, products []Product) *contract.Problem {
	p := &contract.Problem{Price: d.price, Demand: d.of(family), Horizon: a.Question.Horizon, Rate: a.Rate}
	for _, x := range products {
		p.Offers = append(p.Offers, contract.Offer{Name: x.Name, Term: x.Term, Fees: contract.Discounted(d.price, x.Discount), Upfront: x.Upfront})
	}
	return p
}

// ladders are the best purchases for each family.
func (a *Answer) ladders(d *demand, products []Product) [][]contract.Purchase {
	var all [][]contract.Purchase
	for _, family := range a.Families {
		all = append(all, a.problem(d, family, products).Ladder())
	}
	return all
}

// following are the purchases of who tops up each month to a share of what was worth
// committing to in the months before it, of one product.
func (a *Answer) following(d *demand, product Product, cover float64, months int) func(family string) []contract.Purchase {
	return func(family string) []contract.Purchase {
		return a.problem(d, family, []Product{product}).Follow(contract.Recent{Cover: cover, Months: months, Today: d.todayOf(family)})
	}
}

// each is the purchases for every family.
func (a *Answer) each(buy func(family string) []contract.Purchase) (all [][]contract.Purchase) {
	for _, family := range a.Families {
		all = append(all, buy(family))
	}
	return all
}

// stated are the purchases of savings.reserved.
func (a *Answer) stated(d *demand, r *model.Reserved) [][]contract.Purchase {
	product := Of(r)
	return a.each(func(family string) []contract.Purchase {
		if len(r.Parts) > 0 && !slices.Contains(r.Parts, family) {
			return nil
		}
		p := a.problem(d, family, []Product{product})
		p.First = max(r.From.Or(0)-1, 0)
		return p.Follow(contract.Recent{Cover: float64(r.Cover), Months: max(int(r.LooksBack), 1), Today: d.todayOf(family)})
	})
}

// Of is the product of savings.reserved.
func Of(r *model.Reserved) Product {
	p := Product{Term: max(int(math.Round(float64(r.Term))), 1), Discount: float64(r.Discount)}
	switch r.Upfront {
	case "all":
		p.Upfront = 1
	case "partial":
		p.Upfront = 0.5
	}
	p.Name = TermName(p.Term)
	return p
}

// OfBook are the products of a price book; nil without one.
func OfBook(b *model.PriceBook) (all []Product) {
	if b == nil {
		return nil
	}
	for _, c := range b.Contracts {
		p := Product{Name: c.Name, Term: c.Months, Discount: c.Discount, Upfront: c.Upfront}
		switch {
		case c.Upfront >= 1:
			p.Name += ", prepaid"
		case c.Upfront > 0:
			p.Name += ", part prepaid"
		}
		all = append(all, p)
	}
	return all
}

// cost is what a demand costs with purchases, by the rule of the horizon.
func (a *Answer) cost(d *demand, bought [][]contract.Purchase) float64 {
	sum := 0.0
	for i, family := range a.Families {
		p := a.problem(d, family, a.Question.Products) // what is left at the end is worth what these ask
		sum += p.Cost(bought[i])
	}
	return sum
}

// account settles purchases of all families together.
func (a *Answer) account(d *demand, bought [][]contract.Purchase) *contract.Account {
	var all *contract.Account
	for i, family := range a.Families {
		one := a.problem(d, family, nil).Settle(bought[i])
		if all == nil {
			all = one
			continue
		}
		all.Add(one)
	}
	return all
}

// way judges one way to pay, in the forecast and in every future.
func (a *Answer) way(name, about string, forecast *demand, futures []*demand, buy func(*demand) [][]contract.Purchase, settled bool) Way {
	w := Way{Name: name, About: about}
	n, loses := len(futures), 0
	costs, alone, saved, share := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	none := make([][]contract.Purchase, len(a.Families))
	for i, f := range futures {
		costs[i], alone[i] = a.cost(f, buy(f)), a.cost(f, none)
		w.Mean += costs[i] / float64(n)
		saved[i] = alone[i] - costs[i]
		if alone[i] > 0 {
			share[i] = saved[i] / alone[i]
		}
		if saved[i] < -1e-9*alone[i] {
			loses++
		}
	}
	w.Loses, w.Low = float64(loses)/float64(n), quantile(saved, 0.1)
	w.Cost, w.Alone, w.Saved, w.Share = quantile(costs, 0.5), quantile(alone, 0.5), quantile(saved, 0.5), quantile(share, 0.5)
	if settled {
		w.Account = a.account(forecast, buy(forecast))
		if m, ok := w.Account.BreakEven(); ok {
			m++
			w.BreakEven = &m
		}
	}
	return w
}
