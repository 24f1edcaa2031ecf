package scenario

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
)

// maxWorlds bounds how often a scenario is decoded for its claims.
const maxWorlds = 20

// worlds decodes the scenario once more for every claim that sets inputs of its
// own. Claims that set the same inputs share a world.
func (f *File) worlds(name string, text []byte, o Options) {
	known := map[string]*model.Scenario{}
	for i := range f.Scenario.Claims {
		c := &f.Scenario.Claims[i]
		if len(c.Given) == 0 {
			continue
		}
		key := fmt.Sprintf("%q", c.Given)
		world, ok := known[key]
		if !ok && len(known) == maxWorlds {
			f.Diagnostics.Add(diag.Diagnostic{
				Severity: diag.Error, Code: codeTooMany, Pos: f.Locate("claims." + c.Name + ".given"), Message: fmt.Sprintf("claims set inputs in more than %d different ways", maxWorlds),
			})
			return
		}
		if !ok {
			world = f.world(c, name, text, o)
			known[key] = world
		}
		c.World = world
	}
}

// world is the scenario with a claim's inputs set; nil, with a diagnostic at
// the claim, when the scenario is not valid with them.
func (f *File) world(c *model.Claim, name string, text []byte, o Options) *model.Scenario {
	o.Overrides, o.Flags = slices.Clone(o.Overrides), nil
	for _, g := range c.Given {
		o.Overrides = append(o.Overrides, Override{Path: g.Name, Value: g.Value})
	}
	w := o.decode(name, text)
	for _, d := range w.Diagnostics {
		if d.Severity == diag.Error {
			f.Diagnostics.Add(diag.Diagnostic{
				Severity: diag.Error, Code: codeGiven, Pos: f.Locate("claims." + c.Name + ".given"), Message: "with these inputs the scenario is not valid: " + d.Message, Hint: d.Hint,
			})
			return nil
		}
	}
	return w.Scenario
}
