package model

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/unit"
)

// The bill of a pool and of a store is made of lines like charges: machines, bytes, requests and
// backups, each a price times what is metered. They are derived from a scenario, and
// their prices point into it, so that they are as uncertain as it is.

// Lines are all lines of the bill that are a price times a quantity: the charges, and
// after them those of the pools and of the stores.
func (s *Scenario) Lines() []Charge {
	all := append([]Charge(nil), s.Charges...)
	for i := range s.Pools {
		all = append(all, s.poolLines(i)...)
	}
	for i := range s.Stores {
		all = append(all, s.storeLines(i)...)
	}
	return all
}

// poolLines are the lines of a pool: its servers, and its load balancers.
func (s *Scenario) poolLines(i int) []Charge {
	p, whole := &s.Pools[i], unit.MoneyPerMonth(1) // of the list price that is metered
	line := Charge{Pool: p.Name, Follows: &s.Prices.Trend, Category: p.Category, Currency: s.PricesIn}
	nodes := line
	nodes.Name, nodes.Of, nodes.Price = "pools."+p.Name+".nodes", []string{"pools." + p.Name + ".list"}, []FeeStep{{Price: Fee{Month: &whole}}}
	if p.LoadBalancers == 0 {
		return []Charge{nodes}
	}
	balancers := line
	balancers.Name, balancers.Count, balancers.Price = "pools."+p.Name+".load_balancers", &p.LoadBalancers, []FeeStep{{Price: Fee{Month: &s.Prices.LoadBalancer}}}
	return []Charge{nodes, balancers}
}

// storeLines are the lines of a store.
func (s *Scenario) storeLines(i int) (all []Charge) {
	st := &s.Stores[i]
	add := func(part, of string, price []FeeStep, each *Amount) {
		all = append(all, Charge{
			Name: "stores." + st.Name + "." + part, Store: st.Name, Of: []string{"stores." + st.Name + "." + of}, Price: price, Each: each,
			Follows: &s.Prices.Trend, Category: st.CategoryOf(), From: st.From, To: st.To, Currency: s.PricesIn,
		})
	}
	if len(st.Tiers) > 0 {
		whole := unit.MoneyPerMonth(1) // of the list price that is metered
		add("nodes", "list", []FeeStep{{Price: Fee{Month: &whole}}}, nil)
	}
	if len(st.Disk) > 0 && len(st.Classes) == 0 {
		add("disk", "disk_bytes", storageFees(st.Disk), nil)
	}
	for k := range st.Classes {
		c := &st.Classes[k]
		add(c.Name, fmt.Sprintf("class %d", k), []FeeStep{{Price: Fee{ByteMonth: &c.Price}}}, nil)
		if c.Move != nil {
			add("move to "+c.Name, fmt.Sprintf("moved %d", k), []FeeStep{{Price: Fee{Each: c.Move}}}, nil)
		}
	}
	if st.Requests.Read != nil {
		add("reads", "reads", []FeeStep{{Price: Fee{Each: st.Requests.Read}}}, nil)
	}
	if st.Requests.Write != nil {
		add("writes", "writes", []FeeStep{{Price: Fee{Each: st.Requests.Write}}}, nil)
	}
	if b := st.Backups; b != nil {
		steps := b.Price
		if len(steps) == 0 {
			steps = s.Prices.Backups
		}
		if len(steps) > 0 {
			add("backups", "bytes", storageFees(steps), &Amount{Count: &b.Copies})
		}
	}
	return all
}

// storageFees are the steps of a storage price as those of a charge.
func storageFees(steps []StoragePrice) []FeeStep {
	all := make([]FeeStep, len(steps))
	for i := range steps {
		all[i].Price.ByteMonth = &steps[i].Price
		if steps[i].UpTo != nil {
			all[i].UpTo = &Extent{Bytes: steps[i].UpTo}
		}
	}
	return all
}
