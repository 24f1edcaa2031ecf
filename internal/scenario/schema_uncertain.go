package scenario

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/unit"
)

// quantity is a figure, an interval "A to B unit", a mapping of quantiles or a
// distribution by its name.
func (s *schema) quantity(kind unit.Kind) object {
	properties := object{}
	for _, key := range quantiles() {
		properties[key] = s.figure(kind)
	}
	interval := `^.*[0-9].*\sto\s+` + strings.TrimPrefix(kind.Pattern(), "^")
	var names []string
	for _, form := range forms() {
		if form.name != historyForm || kind == unit.KindGrowth {
			names = append(names, form.name)
		}
	}
	return object{
		"description": fmt.Sprintf("%s; uncertain as an interval \"A to B\" that holds with 90 %%, as quantiles {p5, p50, p95}, or as a distribution by its name: %s", kind, strings.Join(names, ", ")),
		"anyOf": []any{
			s.figure(kind),
			object{"type": "string", "pattern": interval},
			object{"type": "object", "properties": properties, "required": quantiles(), "additionalProperties": false},
			s.forms(kind),
		},
	}
}

// forms is a distribution by its name.
func (s *schema) forms(kind unit.Kind) object {
	properties := object{"beta": s.beta(kind), "discrete": s.discrete(kind), "sample": s.sample()}
	if kind == unit.KindGrowth {
		properties[historyForm] = s.history()
	}
	for _, form := range forms() {
		if n := len(form.parameters); n > 0 {
			properties[form.name] = object{
				"type": "array", "items": s.figure(kind), "minItems": n, "maxItems": n, "description": strings.Join(form.parameters, ", "),
			}
		}
	}
	return object{"type": "object", "properties": properties, "minProperties": 1, "maxProperties": 1, "additionalProperties": false}
}

// beta is a list of two bare numbers and, but for shares, two quantities.
func (s *schema) beta(kind unit.Kind) object {
	bare := object{"anyOf": []any{object{"type": "number", "exclusiveMinimum": 0}, object{"type": "string"}}}
	least := 4
	if kind == unit.KindRatio {
		least = 2
	}
	return object{
		"type": "array", "prefixItems": []any{bare, bare, s.figure(kind), s.figure(kind)}, "items": false, "minItems": least, "maxItems": 4,
		"description": "alpha, beta, lowest, highest; of a share, the last two may be left out",
	}
}

// discrete is a list of values with weights.
func (s *schema) discrete(kind unit.Kind) object {
	outcome := object{
		"type": "object", "required": []string{"value"}, "additionalProperties": false,
		"properties": object{
			"value":  s.figure(kind),
			"weight": object{"type": []any{"number", "string"}, "description": "How likely the value is in proportion to the others; 1 when absent.", "default": 1},
		},
	}
	return object{
		"type": "array", "items": object{"anyOf": []any{outcome, s.figure(kind)}}, "minItems": 1, "maxItems": maxElements, "description": "values that are possible",
	}
}

// sample is a CSV file, or a column of one.
func (s *schema) sample() object {
	return s.reference("sample", func() object {
		word := func(doc string) object {
			return object{"type": "string", "pattern": `\S`, "description": doc}
		}
		return object{
			"description": "A CSV file of values, each as likely as the others; a relative name is looked up beside the scenario.",
			"anyOf": []any{
				word("The file, with one column."),
				object{
					"type": "object", "required": []string{"file"}, "additionalProperties": false,
					"properties": object{
						"file":   word("The file."),
						"column": word("Name of the column, as in the first line; needed when there are several."),
						"unit":   word("Unit of figures that are bare numbers in the file, such as %/quarter."),
					},
				},
			},
		}
	})
}

// history is a CSV file to learn growth from.
func (s *schema) history() object {
	return s.reference("history", func() object {
		word := func(doc string) object {
			return object{"type": "string", "pattern": `\S`, "description": doc}
		}
		among := func(doc string, known []string) object {
			return object{"enum": known, "description": doc}
		}
		return object{
			"description": "What happened up to month 0, in a CSV file, a bill in FOCUS or a saved answer of Prometheus: the growth is learned from it. A relative name is looked up beside the scenario.",
			"anyOf": []any{
				word("The file."),
				object{
					"type": "object", "required": []string{"file"}, "additionalProperties": false,
					"properties": object{
						"file":        word("The file."),
						"column":      word("Name of the column with the values; the first with numbers when absent."),
						"time_column": word("Name of the column with the times; the first with times when absent."),
						"by":          among("Length of a step; what the values have, or months where there is a year of them, when absent.", history.Steps()),
						"method":      among("How to forecast.", fit.Methods()),
					},
				},
			},
		}
	})
}
