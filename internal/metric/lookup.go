package metric

import (
	"strings"
	"sync"
)

// index finds a definition by a name.
type index struct {
	plain    map[string]int // by name: where definitions has it
	families []family       // those that stand for components, in the order of definitions
}

// family is a definition that stands for components, and what its name has before
// and after that of a component.
type family struct {
	Metric
	before, after string
}

// part is what a name of the family has for the *; a component has a name.
func (f *family) part(name string) (part string, ok bool) {
	rest, ok := strings.CutPrefix(name, f.before)
	if !ok {
		return "", false
	}
	part, ok = strings.CutSuffix(rest, f.after)
	return part, ok && part != ""
}

// lookup is made once: definitions never change, and every limit, claim and cell
// of a table looks one up.
var lookup = sync.OnceValue(func() *index {
	all := &index{plain: map[string]int{}}
	for i, m := range definitions() {
		if before, after, star := strings.Cut(m.Family, "*"); star {
			all.families = append(all.families, family{m, before, after})
		} else {
			all.plain[m.Name] = i
		}
	}
	return all
})
