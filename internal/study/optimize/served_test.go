package optimize_test

import (
	"strings"
	"testing"
)

// capped asks for 142.86 replicas of one core and may have 10.
const capped = `version: 1
name: capped
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 10000}}
load: {requests: 1/s}
services:
  api: {cpu: 10 ms, replica: {cpu: 1, memory: 1 GiB}, replicas: {max: 10}, targets: {cpu: 70%}}
nodes: {tiers: [m]}
prices:
  servers: {m: {cpu: 8, memory: 32 GiB, price: $200/month}}
`

// A smaller maximum is cheaper by what it does not serve, and never the advice.
func TestServesBeforeItSaves(t *testing.T) {
	for vary, want := range map[string]string{
		"services.api.replicas.max=140,141,142,143,144": "services.api.replicas.max=143",
		"services.api.replicas.max=2,5,20,40":           "", // none of them holds
	} {
		a := solved(t, question(t, capped, nil, vary))
		if got := set(a); !strings.Contains(got, want) || want == "" && len(a.Changed(&a.Best)) > 0 {
			t.Errorf("%s: set %q, want %q", vary, got, want)
		}
		if want == "" && (!a.Best.Starves || a.Most.Carried < 0.27) {
			t.Errorf("%s: %+v", vary, a.Most)
		}
	}
}
