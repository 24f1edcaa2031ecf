package manifest

import (
	"math"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/autoscale"
)

// behavior reads a behavior stanza and completes it.
func (r *reader) behavior(n *yaml.Node) *autoscale.Behavior {
	var up, down *autoscale.Partial
	r.mapping(n, "behavior",
		key{"scaleUp", func(n *yaml.Node) { up = r.rules(n, "scaleUp") }},
		key{"scaleDown", func(n *yaml.Node) { down = r.rules(n, "scaleDown") }})
	return &autoscale.Behavior{
		Up:   up.Over(autoscale.DefaultUp()),
		Down: down.Over(autoscale.DefaultDown(autoscale.Shipped().Window)),
	}
}

// rules reads one direction.
func (r *reader) rules(n *yaml.Node, what string) *autoscale.Partial {
	p := &autoscale.Partial{}
	r.mapping(n, what,
		key{"stabilizationWindowSeconds", func(n *yaml.Node) {
			w := autoscale.Span(r.whole(n, "stabilizationWindowSeconds", 0, 3600)) * autoscale.Second
			p.Window = &w
		}},
		key{"selectPolicy", func(n *yaml.Node) {
			s := map[string]autoscale.Select{"Max": autoscale.Max, "Min": autoscale.Min, "Disabled": autoscale.Disabled}[r.word(n, "selectPolicy", "Max", "Min", "Disabled")]
			p.Select = &s
		}},
		key{"tolerance", func(n *yaml.Node) {
			milli, ok := Quantity(n.Value)
			if !ok || milli < 0 {
				r.fault(n, codeValue, "write it as in 0.05", "tolerance is not a quantity of at least 0")
			}
			t := float64(milli) / 1000
			p.Tolerance = &t
		}},
		key{"policies", func(n *yaml.Node) {
			items := r.items(n, "policies")
			if len(items) == 0 && n.Kind == yaml.SequenceNode {
				r.fault(n, codeValue, "leave policies out for the default", "%s has no policy", what)
			}
			for _, item := range items {
				p.Policies = append(p.Policies, r.policy(item))
			}
		}})
	return p
}

// policy reads a policy.
func (r *reader) policy(n *yaml.Node) (p autoscale.Policy) {
	seen := 0
	r.mapping(n, "a policy",
		key{"type", func(n *yaml.Node) {
			seen++
			p.Percent = r.word(n, "type of policy", "Pods", "Percent") == "Percent"
		}},
		key{"value", func(n *yaml.Node) { seen++; p.Value = int32(r.whole(n, "value", 1, math.MaxInt32)) }},
		key{"periodSeconds", func(n *yaml.Node) {
			seen++
			p.Period = autoscale.Span(r.whole(n, "periodSeconds", 1, 1800)) * autoscale.Second
		}})
	if seen < 3 && n.Kind == yaml.MappingNode {
		r.fault(n, codeValue, "", "a policy has a type, a value and periodSeconds")
	}
	return p
}
