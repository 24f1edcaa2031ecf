package explain

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/scenarios"
)

// Words of the reports are explained by the figure that comes out of the same steps.
func TestWords(t *testing.T) {
	r := plan.Run(decode(t, scenarios.Default).Scenario)
	for word, figure := range map[string]string{
		"database.tier": "database.read_replicas", "database.binding": "database.read_replicas", "services.auth.binding": "services.auth.replicas",
	} {
		if e, err := Explain(r, word, 18); err != nil || e.Metric.Name != figure {
			t.Errorf("%s: %v", word, err)
		}
	}
	if _, err := Explain(r, "services.nobody.binding", 18); err == nil {
		t.Error("no error for a service that is not there")
	}
}
