package pricebook

import (
	"path"
	"slices"
	"strings"
)

// Filter says what to keep of a list of prices. An empty list keeps all.
type Filter struct {
	Providers []string // "aws"
	Regions   []string // as the provider names them
	SKUs      []string // patterns: c6i.*
	Families  []string // "compute"
	Terms     []string // "on demand", "spot", "1 year" …; "reserved" is every contract
	System    string   // operating system of servers; "" is Linux
	Engines   []string // of databases and caches; none is PostgreSQL and Redis
}

// Keeps reports whether a price passes.
func (f *Filter) Keeps(p *Price) bool {
	one := func(list []string, text string) bool {
		return len(list) == 0 || slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, text) })
	}
	return one(f.Providers, p.Provider) && one(f.Regions, p.Region) && one(f.Families, p.Family) && f.sku(p.SKU) && f.term(p.Term)
}

func (f *Filter) sku(name string) bool {
	return len(f.SKUs) == 0 || slices.ContainsFunc(f.SKUs, func(pattern string) bool {
		ok, err := path.Match(pattern, name)
		return ok && err == nil || pattern == name
	})
}

func (f *Filter) term(t Term) bool {
	return len(f.Terms) == 0 || slices.ContainsFunc(f.Terms, func(text string) bool {
		want, err := ParseTerm(text)
		return err == nil && want == t || strings.EqualFold(text, "reserved") && t.Months > 0
	})
}

// system is the operating system to keep.
func (f *Filter) system() string {
	if f.System == "" {
		return "Linux"
	}
	return f.System
}

// engine reports whether a database or cache is to be kept.
func (f *Filter) engine(name string) bool {
	list := f.Engines
	if len(list) == 0 {
		list = []string{"PostgreSQL", "Redis"}
	}
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, name) })
}
