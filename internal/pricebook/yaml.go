package pricebook

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// readYAML reads a book with the keys name, note, prices, and those of a price that
// all prices share unless they say otherwise.
func (b *Book) readYAML(text []byte, f *faults) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		f.yamlFault(err)
		return
	}
	if len(root.Content) != 1 || root.Content[0].Kind != yaml.MappingNode {
		f.add(1, codeFormat, "", "a book is a mapping with the key prices")
		return
	}
	var shared Price
	var list *yaml.Node
	pairs(root.Content[0], f, func(key string, v *yaml.Node) {
		switch key {
		case "name":
			b.Name = v.Value
		case "note":
			b.Note = v.Value
		case "prices":
			list = v
		default:
			shared.read(key, v, f)
		}
	})
	for _, text := range []string{b.Name, b.Note} {
		if why := badText(strings.TrimSpace(strings.ReplaceAll(text, "\n", " "))); why != "" {
			f.add(1, codeValue, "", "the name or the note %s", why)
		}
	}
	if list == nil || list.Kind != yaml.SequenceNode {
		f.add(1, codeKey, "", "a book has a list of prices")
		return
	}
	for _, n := range list.Content {
		if f.full() {
			return
		}
		if n.Kind != yaml.MappingNode {
			f.add(n.Line, codeFormat, "write {sku: c6i.large, price: 0.097}", "a price is a mapping")
			continue
		}
		p := shared
		p.Line = n.Line
		priced := false
		pairs(n, f, func(key string, v *yaml.Node) {
			priced = priced || key == "price"
			p.read(key, v, f)
		})
		if !priced {
			f.add(n.Line, codeKey, "", "%s has no price", or(p.SKU, "this"))
		}
		b.put(p, f)
	}
}

// read reads the value of a key.
func (p *Price) read(key string, v *yaml.Node, f *faults) {
	switch {
	case !slices.Contains(columns(), key):
		f.add(v.Line, codeKey, unknownHint(key), "unknown key %s", quoted(key))
	case v.Kind != yaml.ScalarNode || v.Tag == "!!null":
		f.add(v.Line, codeValue, "", "%s is no text and no number", key)
	default:
		if why := p.set(key, strings.TrimSpace(v.Value)); why != "" {
			f.add(v.Line, codeValue, "", "%s", why)
		}
	}
}

// pairs calls a function for each key of a mapping, and reports those that stand twice.
func pairs(n *yaml.Node, f *faults, read func(key string, v *yaml.Node)) {
	var seen []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, v := n.Content[i], n.Content[i+1]
		if slices.Contains(seen, key.Value) {
			f.add(key.Line, codeKey, "keep one", "the key %s stands twice", quoted(key.Value))
			continue
		}
		seen = append(seen, key.Value)
		read(key.Value, v)
	}
}

// yamlFault words an error of the YAML reader, with its line.
func (f *faults) yamlFault(err error) {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 0
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		number, message, _ := strings.Cut(rest, ": ")
		if n, bad := strconv.Atoi(number); bad == nil {
			line, text = n, message
		}
	}
	var kind *yaml.TypeError
	if errors.As(err, &kind) {
		text = "this is no book"
	}
	f.add(line, codeFormat, "", "%s", text)
}
