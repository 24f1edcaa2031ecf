package model

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Charge is a line of the bill that follows from no part of the plan that is sized: a
// price times a quantity, or a share of what other lines cost.
type Charge struct {
	Name     string              `yaml:"-"` // its key in the file
	Price    []FeeStep           `yaml:"price" doc:"Price, whose unit says of what: a month, hour or day of each one there is; one, 1000 or a million that happen; a GB that is sent; a GB-month that is kept. One price or graduated steps."`
	Share    []ShareStep         `yaml:"share" doc:"Share of what other lines cost, in place of a price: one share or graduated steps."`
	Of       []string            `yaml:"of" doc:"What it is for. A price: a driver, requests, a service (its calls), nodes, database, files, or a result such as services.web.replicas or traffic_bytes; several are added up. A share: lines, categories, or one of cost.effective, cost.billed and cost.list, which count without any share."`
	Each     *Amount             `yaml:"each,dated" doc:"How much of it for each: a number, a share, or bytes."`
	Count    *unit.Count         `yaml:"count,dated" min:"0" doc:"How many there are, where it is of nothing that the plan counts; 1 when absent."`
	Least    *unit.MoneyPerMonth `yaml:"least,dated" min:"0" doc:"Least amount of a month."`
	Growth   unit.Growth         `yaml:"growth" default:"0%/year" doc:"How the price drifts, in place of prices.trend."`
	Category string              `yaml:"category" default:"other" doc:"Category of the bill: one of the tool's, or any name."`
	Quota    *unit.PerSecond     `yaml:"quota" above:"0" doc:"The most of it that is granted at a time, such as 200000/min; what is beyond is not served."`
	From     When                `yaml:"from" default:"" doc:"Phase or month from which it is paid."`
	To       When                `yaml:"to" default:"" doc:"Phase or last month in which it is paid."`
	Store    string              `yaml:"-"` // of a line of a store: its name
	Pool     string              `yaml:"-"` // of a line of a pool: its name
	Currency string              `yaml:"-"` // of its price, if the rate of that moves
	Follows  *unit.Growth        `yaml:"-"` // of a line of a store: the drift of its price, in place of Growth
}

// FeeStep is one step of a graduated price.
type FeeStep struct {
	UpTo  *Extent `yaml:"up_to" doc:"Upper bound of the step, in what the price is for; absent on the last."`
	Price Fee     `yaml:"price,scalar,dated" min:"0" doc:"Price within the step."`
}

// ShareStep is one step of a graduated share.
type ShareStep struct {
	UpTo  *unit.MoneyPerMonth `yaml:"up_to,certain" above:"0" doc:"Upper bound of the step, in the cost of a month; absent on the last."`
	Share unit.Ratio          `yaml:"share,scalar,dated" min:"0" doc:"Share within the step."`
}

// Fee is a price whose unit says of what it is one; exactly one field is set.
type Fee struct {
	Month     *unit.MoneyPerMonth     `yaml:",one"` // for each there is, a month
	Each      *unit.MoneyPerCount     `yaml:",one"` // for each that happens
	Byte      *unit.MoneyPerByte      `yaml:",one"` // for a byte that is sent
	ByteMonth *unit.MoneyPerByteMonth `yaml:",one"` // for a byte that is kept, a month
}

// Amount is how much of something there is for each; exactly one field is set.
type Amount struct {
	Count *unit.Count `yaml:",one"` // so many
	Share *unit.Ratio `yaml:",one"` // a share of one
	Bytes *unit.Bytes `yaml:",one"` // so many bytes
}

// Extent is how many or how many bytes; exactly one field is set.
type Extent struct {
	Count *unit.Count `yaml:",one"` // so many
	Bytes *unit.Bytes `yaml:",one"` // so many bytes
}

// Basis is what a price is for.
type Basis uint8

// The bases.
const (
	ByMonth     Basis = iota // for each there is, a month
	ByEach                   // for each that happens
	ByByte                   // for a byte that is sent
	ByByteMonth              // for a byte that is kept, a month
)

// Basis is what the price is for.
func (f *Fee) Basis() Basis {
	switch {
	case f.Each != nil:
		return ByEach
	case f.Byte != nil:
		return ByByte
	case f.ByteMonth != nil:
		return ByByteMonth
	}
	return ByMonth
}

// Derived reports whether it is a line of a pool or of a store, and no charge.
func (c *Charge) Derived() bool { return c.Store != "" || c.Pool != "" }

// At is where the price lives, in currency for one of its basis.
func (f *Fee) At() *float64 {
	switch {
	case f.Each != nil:
		return (*float64)(f.Each)
	case f.Byte != nil:
		return (*float64)(f.Byte)
	case f.ByteMonth != nil:
		return (*float64)(f.ByteMonth)
	}
	return (*float64)(f.Month)
}

// At is where the amount lives: a number, a share of 1, or bytes.
func (a *Amount) At() *float64 {
	switch {
	case a.Share != nil:
		return (*float64)(a.Share)
	case a.Bytes != nil:
		return (*float64)(a.Bytes)
	}
	return (*float64)(a.Count)
}

// At is where the bound lives: a number, or bytes.
func (e *Extent) At() *float64 {
	if e.Bytes != nil {
		return (*float64)(e.Bytes)
	}
	return (*float64)(e.Count)
}

// Basis is what the charge's price is for; by month without one.
func (c *Charge) Basis() Basis {
	if len(c.Price) == 0 {
		return ByMonth
	}
	return c.Price[0].Price.Basis()
}

// Categories are the categories of every bill, in the order of reports.
func Categories() []string {
	return []string{"infrastructure", "database", "cache", "storage", "network", "cdn", "monitoring"}
}

// Categories are those of every bill, and after them the charges' own in the order
// of the file.
func (s *Scenario) Categories() []string {
	all := Categories()
	for i := range s.Charges {
		if c := s.Charges[i].Category; !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	for i := range s.Pools {
		if c := s.Pools[i].Category; !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	for i := range s.Stores {
		if c := s.Stores[i].CategoryOf(); !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// IsBill reports the name of a result that is the bill as a whole, of which a charge
// may be a share.
func IsBill(name string) bool {
	return name == "cost.effective" || name == "cost.billed" || name == "cost.list"
}

// Charge returns the charge of that name, or nil.
func (s *Scenario) Charge(name string) *Charge {
	for i := range s.Charges {
		if s.Charges[i].Name == name {
			return &s.Charges[i]
		}
	}
	return nil
}

// Shares are the shares that charges without steps add to what a line of a category
// costs, or a charge of that name: a sum of products, as a share may be one of a share.
func (s *Scenario) Shares(category, charge string) (terms [][]*unit.Ratio) {
	for i := range s.Charges {
		c := &s.Charges[i]
		if len(c.Share) != 1 || !c.counts(category, charge) {
			continue
		}
		own := &c.Share[0].Share
		terms = append(terms, []*unit.Ratio{own})
		for _, more := range s.Shares("", c.Name) {
			terms = append(terms, append([]*unit.Ratio{own}, more...))
		}
	}
	return terms
}

// counts reports whether a share counts a line of a category, or a charge by its name.
func (c *Charge) counts(category, charge string) bool {
	if charge != "" && slices.Contains(c.Of, charge) {
		return true
	}
	if category == "" {
		return false
	}
	return len(c.Of) == 0 || slices.ContainsFunc(c.Of, func(name string) bool {
		return IsBill(name) || name == category || name == "cost.categories."+category
	})
}
