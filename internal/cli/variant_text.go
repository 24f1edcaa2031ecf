package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// shortName is the name of a file without folder and ending, unless that of
// another one is the same.
func shortName(file string, args []string) string {
	short := func(file string) string {
		base := filepath.Base(file)
		if name := strings.TrimSuffix(base, filepath.Ext(base)); isYAML(file) && name != "" {
			return name
		}
		return base
	}
	for _, other := range args {
		if other != file && short(other) == short(file) {
			return file
		}
	}
	return strings.Trim(short(file), "<>")
}

// nextChange is where a list of changes goes on: a comma before a path and a
// single =. Commas of values, such as $3,700 and [1x, 2x], are not.
var nextChange = pattern.Lazy(`,\s*[\pL_][\pL\pN_.\-\[\]]*\s*=[^=]`)

// parseVariant reads "reserved: savings.reserved.discount=30%, nodes.headroom=10%".
func parseVariant(text string) (name string, set []string, err error) {
	name, changes, ok := strings.Cut(text, ":")
	name = strings.TrimSpace(name)
	switch {
	case !ok || strings.Contains(name, "="):
		return "", nil, fmt.Errorf("%q has no name; write 'NAME: PATH=VALUE', such as 'reserved: savings.reserved.discount=30%%'", text)
	case name == "":
		return "", nil, fmt.Errorf("%q has no name before the colon", text)
	case strings.TrimSpace(changes) == "":
		return "", nil, fmt.Errorf("%q changes nothing; write '%s: PATH=VALUE', such as '%s: savings.reserved.discount=30%%'", text, name, name)
	}
	for changes != "" {
		end := len(changes)
		for _, at := range nextChange().FindAllStringIndex(changes, -1) {
			if balanced(changes[:at[0]]) {
				end = at[0]
				break
			}
		}
		change := changes[:end]
		if _, err := scenario.ParseOverride(change); err != nil {
			return "", nil, err
		}
		set = append(set, strings.TrimSpace(change))
		changes = strings.TrimPrefix(changes[end:], ",")
	}
	return name, set, nil
}

// balanced reports whether a text is outside all brackets and quotes.
func balanced(text string) bool {
	depth, quote := 0, rune(0)
	for _, r := range text {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '{' || r == '[':
			depth++
		case r == '}' || r == ']':
			depth--
		}
	}
	return depth <= 0 && quote == 0
}
