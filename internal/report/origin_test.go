package report

import (
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
)

// What was learned from few values says so, unless the method was chosen for them.
func TestOriginOfFewValues(t *testing.T) {
	for _, c := range []struct {
		steps  int
		method string
		warned bool
	}{{8, "combination of ets", true}, {14, "combination", true}, {15, "combination of ets, pool", false}, {8, "exponential", false}} {
		l := &model.Learned{Path: "drivers.users.growth", File: "u.csv", Step: "month", Steps: c.steps, Method: c.method, Per: "month", Rate: 0.01, After: 2}
		got := originOf(l)
		if strings.Contains(got, "method: exponential") != c.warned || !strings.Contains(got, "1% a month") || !strings.HasSuffix(got, "2 values later than month 0 left out.") {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
