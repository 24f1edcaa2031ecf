package scenario

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/diag"
)

// Editors offer the examples of the schema: a condition must be legal where it
// is offered, and alerts compare other things than limits.
func TestSchemaConditionsAreLegal(t *testing.T) {
	var schema struct {
		Defs map[string]struct {
			Properties map[string]struct{ Examples json.RawMessage }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	minimal := string(read(t, testdata+"/ok/minimal.yaml"))
	judged := []string{codeBadCondition, codeUnknownMetric, codeLimitForm, codeMetricMonth, codeSyntax, codeUnknownKey}
	for name, place := range map[string]struct{ def, key, text string }{
		"alert": {"Alert", "when", "alerts: {one: {when: EXAMPLE, for: 5 min}}\n"},
		"deny":  {"Limit", "deny", "limits: {one: {deny: EXAMPLE}}\n"},
		"warn":  {"Limit", "warn", "limits: {one: {warn: EXAMPLE}}\n"},
	} {
		var examples []string
		if err := json.Unmarshal(schema.Defs[place.def].Properties[place.key].Examples, &examples); err != nil || len(examples) < 3 {
			t.Errorf("%s: examples %q: %v", name, examples, err)
		}
		for _, example := range examples {
			text := minimal + "\n" + strings.Replace(place.text, "EXAMPLE", "'"+example+"'", 1)
			f := Decode("example.yaml", []byte(text))
			for _, d := range f.Diagnostics {
				if d.Severity == diag.Error && slices.Contains(judged, d.Code) {
					t.Errorf("%s: %s: %s", name, example, d.Message)
				}
			}
		}
	}
}
