package scenario

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pattern"
)

// enoughKeys is how many keys of a scenario make a text one that lacks drivers. Other programs' files have one or two.
const enoughKeys = 3

var (
	// A line that is the key drivers, whatever else the text is.
	plainDrivers = pattern.Lazy(`(?m)^drivers[ \t]*:`)
	// The key drivers in a text that is not YAML, in any place where a key may begin.
	looseDrivers = pattern.Lazy(`(?:^|[\r\n{,?\x{85}\x{2028}\x{2029}])[ \t]*["']?drivers["']?[ \t\r\n]*:`)
)

// Resembles reports whether a text is meant as a scenario, valid or not, rather than as another program's YAML or
// JSON: by the keys of its documents, however they are spelt. Whoever looks for scenarios to judge must not be
// talked out of one by quotes, line ends, an anchor or a slip of the pen, so that in doubt it is one.
func Resembles(text []byte) bool {
	if plainDrivers().Match(text) {
		return true
	}
	if unreadable(text) != nil { // UTF-16 shows its letters between NUL bytes
		return looseDrivers().Match(bytes.ReplaceAll(text, []byte{0}, nil))
	}
	all, whole := everyDocument(text)
	for _, n := range all {
		if keys := topKeys(n, 0); slices.Contains(keys, "drivers") || countOwn(keys) >= enoughKeys {
			return true
		}
	}
	return !whole && looseDrivers().Match(text)
}

// everyDocument returns the documents of a text, up to the first that is not YAML.
func everyDocument(text []byte) (all []*yaml.Node, whole bool) {
	defer func() {
		if recover() != nil { // as the parser reports some faults
			whole = false
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte(bom))))
	for {
		n := &yaml.Node{}
		switch err := decoder.Decode(n); {
		case errors.Is(err, io.EOF):
			return all, true
		case err != nil:
			return all, false
		}
		all = append(all, n.Content...)
	}
}

// topKeys are the keys of a mapping, also those that it merges from elsewhere.
func topKeys(n *yaml.Node, depth int) []string {
	if depth > maxDepth {
		return nil
	}
	if n.Kind == yaml.AliasNode {
		return topKeys(n.Alias, depth+1)
	}
	var keys []string
	for _, p := range pairs(n) {
		keys = append(keys, p.key.Value)
		if p.key.Value == "<<" {
			keys = append(keys, mergedKeys(p.value, depth+1)...)
		}
	}
	return keys
}

// mergedKeys are those of one mapping or of a list of them.
func mergedKeys(n *yaml.Node, depth int) []string {
	if n.Kind != yaml.SequenceNode {
		return topKeys(n, depth)
	}
	var keys []string
	for _, part := range n.Content {
		keys = append(keys, topKeys(part, depth)...)
	}
	return keys
}

// countOwn counts the keys that scenarios have and most other files do not.
func countOwn(keys []string) int {
	var own []string
	for _, key := range keysOf(fieldsOf(reflect.TypeFor[model.Scenario]())) {
		if !slices.Contains([]string{"version", "name", "description", "services", "notes"}, key) && slices.Contains(keys, key) {
			own = append(own, key)
		}
	}
	return len(own)
}
