package simulation

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Every input that leads the sequence is one that a scenario can have: a name
// that is none leaves its dimension unused, and the input it was meant for without.
func TestLeadsExist(t *testing.T) {
	var root map[string]any
	if err := json.Unmarshal(scenario.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	definitions := root["$defs"].(map[string]any)
	resolve := func(node map[string]any) map[string]any {
		if name, ok := node["$ref"].(string); ok {
			return definitions[strings.TrimPrefix(name, "#/$defs/")].(map[string]any)
		}
		return node
	}
	var has func(node map[string]any, path []string) bool
	has = func(node map[string]any, path []string) bool {
		if len(path) == 0 {
			return true
		}
		node = resolve(node)
		for _, form := range []string{"oneOf", "anyOf"} {
			forms, _ := node[form].([]any)
			for _, f := range forms {
				if has(f.(map[string]any), path) {
					return true
				}
			}
		}
		keys, _ := node["properties"].(map[string]any)
		next, ok := keys[path[0]].(map[string]any)
		return ok && has(next, path[1:])
	}
	for _, path := range model.Leading() {
		if !has(root, strings.Split(path, ".")) {
			t.Errorf("%s leads, but no scenario has such an input", path)
		}
	}
	if has(root, []string{"drivers", "users", "growth", "rate"}) {
		t.Error("the test finds what is not there")
	}
}

// The probability of a risk may be uncertain itself: a future has the rank that
// its own probability gives it, whatever that of the next one is.
func TestRanksAreThoseOfTheirFutures(t *testing.T) {
	p := unit.Ratio(0.9)
	c := chance{risk: &model.Risk{Probability: &p}}
	c.u[0], c.u[1] = 0.5, 0.5
	c.when[0], c.when[1] = 0.5, 0.5
	c.set(0, 12)
	p = 0.1
	c.set(1, 12)
	if c.ranks[0] != 1-0.9*0.5 || c.ranks[1] != 1-0.5 {
		t.Errorf("it happens at a rank of %v, does not at %v; want 0.55 and 0.5", c.ranks[0], c.ranks[1])
	}
}
