package scenario

import (
	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Some things have a second place in a small scenario: tiers may be written where they are
// used, nodes: {tiers: {small: {cpu: 2, …}}}, in place of a name and an entry of the price
// list; holds: 20 GB is what a store holds now. They are moved where the rest of the
// program looks for them, with the places that they have in the text.

// lengthened is a document with what is written in short in its usual place.
func (f *File) lengthened(root *yaml.Node) *yaml.Node {
	if root.Kind != yaml.MappingNode {
		return root
	}
	for _, short := range [][2]string{{"nodes", "servers"}, {"database", "databases"}} {
		if tiers := child(child(root, short[0]), "tiers"); tiers != nil && tiers.Kind == yaml.MappingNode {
			root = f.listed(root, short[0], short[1], tiers)
		}
	}
	if stores := child(root, "stores"); stores != nil && stores.Kind == yaml.MappingNode {
		root = f.replaced(root, "stores", f.held(stores))
	}
	return root
}

// listed moves tiers that are written in a section into a price list.
func (f *File) listed(root *yaml.Node, section, list string, tiers *yaml.Node) *yaml.Node {
	names := f.like(tiers, yaml.SequenceNode, "!!seq")
	for _, p := range pairs(tiers) {
		names.Content = append(names.Content, p.key)
	}
	root = f.replaced(root, section, f.replaced(child(root, section), "tiers", names))
	prices := child(root, "prices")
	if prices == nil || prices.Kind != yaml.MappingNode {
		prices = f.like(tiers, yaml.MappingNode, "!!map")
	}
	listed := f.like(tiers, yaml.MappingNode, "!!map")
	if known := child(prices, list); known != nil && known.Kind == yaml.MappingNode {
		listed.Content = append(listed.Content, known.Content...)
	}
	listed.Content = append(listed.Content, tiers.Content...)
	return f.replaced(root, "prices", f.replaced(prices, list, listed))
}

// held writes what stores hold that is said in short: bytes are those of now.
func (f *File) held(stores *yaml.Node) *yaml.Node {
	for _, p := range pairs(stores) {
		holds := child(p.value, "holds")
		if holds == nil || holds.Kind != yaml.ScalarNode {
			continue
		}
		_, months := unit.Parse(unit.KindMonths, holds.Value, unit.Options{})
		_, _, interval, inMonths := unit.ParseInterval(unit.KindMonths, holds.Value, unit.Options{})
		if months == nil || interval && inMonths == nil {
			continue
		}
		_, bytes := unit.Parse(unit.KindBytes, holds.Value, unit.Options{})
		_, _, interval, inBytes := unit.ParseInterval(unit.KindBytes, holds.Value, unit.Options{})
		if bytes == nil || interval && inBytes == nil {
			now := f.like(holds, yaml.MappingNode, "!!map")
			key := f.like(holds, yaml.ScalarNode, "!!str")
			key.Value, now.Content = "now", []*yaml.Node{key, holds}
			stores = f.replaced(stores, p.key.Value, f.replaced(p.value, "holds", now))
		}
	}
	return stores
}

// like is a new node in the place of another one.
func (f *File) like(n *yaml.Node, kind yaml.Kind, tag string) *yaml.Node {
	made := &yaml.Node{Kind: kind, Tag: tag, Line: n.Line, Column: n.Column}
	f.tree.origin[made] = f.tree.source(n)
	return made
}

// replaced is a copy of a mapping in which a key has another value; the document that was
// parsed is not changed, for it is read more than once.
func (f *File) replaced(mapping *yaml.Node, key string, value *yaml.Node) *yaml.Node {
	made := *mapping
	made.Content = append([]*yaml.Node(nil), mapping.Content...)
	f.tree.origin[&made] = f.tree.source(mapping)
	for i := 0; i+1 < len(made.Content); i += 2 {
		if made.Content[i].Value == key {
			made.Content[i+1] = value
			return &made
		}
	}
	word := f.like(value, yaml.ScalarNode, "!!str")
	word.Value = key
	made.Content = append(made.Content, word, value)
	return &made
}
