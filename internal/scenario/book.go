package scenario

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pricebook"
	"github.com/talimat/talimat-plan/internal/unit"
)

// A scenario may leave prices to a book: what it names as a tier, and says no price
// of, is looked up there. It becomes part of prices.servers or prices.databases as
// if it stood there, so that its figures are inputs with paths like any other.

// shelf is a book with what a scenario takes from it.
type shelf struct {
	*decoder
	book   *pricebook.Book
	at     *yaml.Node // where the scenario names it
	region string
	sha256 string
	taken  []pricebook.Price
}

// priceBook fills in the prices that the scenario leaves to a book.
func (d *decoder) priceBook(root *yaml.Node) {
	prices := child(root, "prices")
	n := child(prices, "book")
	if n == nil || isNull(n) {
		return
	}
	file, region := n, ""
	if n.Kind == yaml.MappingNode {
		file = child(n, "file")
		if r := child(n, "region"); r != nil && r.Kind == yaml.ScalarNode {
			region = r.Value
		}
	}
	if file == nil || file.Kind != yaml.ScalarNode || isNull(file) {
		return // the decoder says so
	}
	s := &shelf{decoder: d, at: file, region: region, taken: d.shelved}
	if s.read(file.Value) {
		s.fill(root, prices)
		d.shelved, d.book = s.taken, s.summary()
	}
}

// summary says what was taken, and on which other terms all of it is sold.
func (s *shelf) summary() *model.PriceBook {
	b := &model.PriceBook{SHA256: s.sha256}
	for i := range s.taken {
		if d := s.taken[i].AsOf; b.Oldest == "" || d < b.Oldest {
			b.Oldest = d
		}
	}
	for _, c := range s.book.Contracts(s.taken) {
		b.Contracts = append(b.Contracts, model.BookContract{Name: c.Term.String(), Months: c.Term.Months, Discount: c.Discount, Upfront: c.Upfront})
	}
	return b
}

// shelve fills in the prices of the book before anything is changed, so that a change
// finds the paths; what the changed scenario needs beyond that is filled in later, and
// faults are told then.
func (o Options) shelve(f *File, root *yaml.Node) {
	if len(o.Overrides)+len(o.Flags) == 0 || slices.ContainsFunc(o.Overrides, func(v Override) bool { return strings.HasPrefix(v.Path, "prices.book") }) {
		return
	}
	d := f.decoder(o.Files)
	d.diagnostics = &diag.List{}
	d.priceBook(root)
	f.shelved = d.shelved
}

// read reads the book.
func (s *shelf) read(name string) bool {
	text := pricebook.BuiltInText()
	if name == pricebook.Illustrative {
		name += ".csv"
	} else {
		if s.files == nil {
			s.fail(s.at, codePriceBook, "", "no file can be read here, so there can be no price book %s", name)
			return false
		}
		var err error
		if text, err = s.files(s.fileAt(s.at, name)); err != nil {
			s.fail(s.at, codePriceBook, "", "%s", oneLine(err))
			return false
		}
	}
	book, faults := pricebook.Parse(name, text)
	for i, f := range faults {
		if i == maxFaults {
			s.fail(s.at, codePriceBook, "", "%s: %s more", name, count(len(faults)-maxFaults, "fault"))
			break
		}
		s.fail(s.at, codePriceBook, f.Hint, "%s: %s", f.Pos, f.Message)
	}
	if book == nil {
		return false
	}
	sum := sha256.Sum256(text)
	s.book, s.sha256 = book.Newest(), hex.EncodeToString(sum[:])
	return true
}

// fill looks up the tiers that have no price: of servers, and of databases, which
// the plan must say the storage of; of other stores either will do.
func (s *shelf) fill(root, prices *yaml.Node) {
	s.entries("databases", child(prices, "databases"))
	s.entries("servers", child(prices, "servers"))
	for _, t := range tierNames(child(child(root, "database"), "tiers")) {
		s.add(prices, "databases", t)
	}
	s.names(prices, child(child(root, "nodes"), "tiers"))
	for _, section := range []string{"pools", "stores"} {
		for _, p := range pairs(child(root, section)) {
			s.names(prices, child(p.value, "tiers"))
		}
	}
}

// names adds those of a list of tiers to the servers.
func (s *shelf) names(prices, tiers *yaml.Node) {
	for _, t := range tierNames(tiers) {
		if child(child(prices, "databases"), t.Value) == nil {
			s.add(prices, "servers", t)
		}
	}
}

// tierNames are the names of tiers that say nothing else.
func tierNames(n *yaml.Node) (names []*yaml.Node) {
	switch {
	case n == nil || isNull(n):
	case n.Kind == yaml.ScalarNode:
		names = []*yaml.Node{n}
	case n.Kind == yaml.SequenceNode:
		for _, c := range n.Content {
			if c.Kind == yaml.ScalarNode {
				names = append(names, c)
			}
		}
	case n.Kind == yaml.MappingNode:
		for _, p := range pairs(n) {
			if isNull(p.value) || p.value.Kind == yaml.MappingNode && len(p.value.Content) == 0 {
				names = append(names, p.key)
			}
		}
	}
	return names
}

// entries completes the entries of a price list that have no price.
func (s *shelf) entries(list string, n *yaml.Node) {
	for _, p := range pairs(n) {
		if p.value.Kind == yaml.MappingNode && child(p.value, "price") == nil {
			if found := s.find(p.key, list); found != nil {
				s.complete(p.value, found)
			}
		}
	}
}

// add adds a tier to a price list that has it not.
func (s *shelf) add(prices *yaml.Node, list string, name *yaml.Node) {
	if child(child(prices, list), name.Value) != nil {
		return
	}
	found := s.find(name, list)
	if found == nil {
		return
	}
	tiers := child(prices, list)
	if tiers == nil {
		tiers = s.made(yaml.MappingNode, "!!map", "")
		prices.Content = append(prices.Content, s.made(yaml.ScalarNode, "!!str", list), tiers)
	}
	if tiers.Kind != yaml.MappingNode {
		return // the decoder says so
	}
	entry := s.made(yaml.MappingNode, "!!map", "")
	tiers.Content = append(tiers.Content, s.made(yaml.ScalarNode, "!!str", name.Value), entry)
	s.complete(entry, found)
}

// find is the price of a tier in the book; an error where there is not exactly one.
func (s *shelf) find(name *yaml.Node, list string) *pricebook.Price {
	p, err := s.book.Rate(name.Value, s.region)
	if err == nil {
		return p
	}
	hint := "add the price to the book, or to prices." + list
	if near := unit.Nearest(name.Value, s.book.SKUs()); near != "" && near != name.Value {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if strings.Contains(err.Error(), "several") {
		hint = "write book: {file: " + s.at.Value + ", region: …}"
	}
	s.fail(name, codeMissingPrice, hint, "%s: %v", s.at.Value, err)
	return nil
}

// complete adds what an entry of a price list does not say itself.
func (s *shelf) complete(entry *yaml.Node, p *pricebook.Price) {
	put := func(key, value string) {
		if child(entry, key) == nil {
			entry.Content = append(entry.Content, s.made(yaml.ScalarNode, "!!str", key), s.made(yaml.ScalarNode, "!!str", value))
		}
	}
	if p.CPU > 0 {
		put("cpu", pricebook.Number(p.CPU))
	}
	if p.Memory > 0 {
		put("memory", pricebook.Number(p.Memory)+" B")
	}
	put("price", pricebook.Number(p.Amount)+" "+p.Currency+"/"+p.Unit)
	if !slices.ContainsFunc(s.taken, func(t pricebook.Price) bool { return t.SKU == p.SKU }) {
		s.taken = append(s.taken, *p)
	}
}

// made is a node that stands where the scenario names the book.
func (s *shelf) made(kind yaml.Kind, tag, value string) *yaml.Node {
	n := &yaml.Node{Kind: kind, Tag: tag, Value: value, Line: s.at.Line, Column: s.at.Column}
	s.tree.origin[n] = s.tree.source(s.at)
	return n
}
