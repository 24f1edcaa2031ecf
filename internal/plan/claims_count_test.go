package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/scenarios"
)

// How many claims fail is one number, whoever counts them.
func TestClaimsAreCountedOnce(t *testing.T) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		r := plan.Run(scenario.Decode(name+".yaml", text).Scenario)
		fail := 0
		for _, c := range r.Claims {
			if !c.Pass {
				fail++
			}
		}
		want := ""
		if fail > 0 {
			want = fmt.Sprintf("%d of the %d claims", fail, len(r.Claims))
		}
		found := ""
		for _, f := range r.Findings {
			if f.Code == "claims-fail" {
				found = f.Message
			}
		}
		if want == "" && found != "" || !strings.HasPrefix(found, want) {
			t.Errorf("%s: the finding says %q, %d of %d claims fail", name, found, fail, len(r.Claims))
		}
	}
}
