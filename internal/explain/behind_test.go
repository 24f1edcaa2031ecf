package explain

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/scenarios"
)

// Words of the reports are explained by the figure that comes out of the same steps.
func TestWords(t *testing.T) {
	r := plan.Run(decode(t, scenarios.Default).Scenario)
	for word, want := range map[string][2]string{
		"database.tier": {"database.read_replicas", "medium"}, "database.binding": {"database.read_replicas", "minimum"},
		"database.wall": {"database.read_replicas", "none"}, "services.auth.binding": {"services.auth.replicas", "minimum"},
	} {
		e, err := Explain(r, word, 18)
		if err != nil || e.Metric.Name != want[0] || e.Word == nil || *e.Word != (Word{word, want[1]}) {
			t.Errorf("%s: %v, %+v, %+v", word, err, e.Metric.Name, e.Word)
		}
	}
	if e, err := Explain(r, "users", 18); err != nil || e.Word != nil {
		t.Errorf("users is a word: %v, %v", e.Word, err)
	}
	if _, err := Explain(r, "services.nobody.binding", 18); err == nil {
		t.Error("no error for a service that is not there")
	}
}
