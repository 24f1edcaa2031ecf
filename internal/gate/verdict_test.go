package gate_test

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/gate"
)

// What goes into a verdict comes out of it, as often as it is asked for: zero is
// not absent, and what is not a number stays so.
func TestVerdictKeepsSubjects(t *testing.T) {
	zero, nan, month := 0.0, math.NaN(), 0
	subjects := []gate.Subject{
		{File: "a.yaml", Name: "iş", Horizon: -1, Checks: gate.Judge(candidate(decode(t, "claude-talimat"), nil), gate.Policy{})},
		{File: "b.yaml", Error: "unreadable", Usage: true, Problems: []diag.Diagnostic{{Severity: diag.Note, Pos: diag.Pos{Line: 3}, Message: "m"}}},
		{Checks: []gate.Check{
			{Kind: gate.Limit, Status: gate.Denied, Actual: &zero, Bound: &nan, Month: &month, Advice: &gate.Advice{}},
			{Kind: gate.Limit, Status: gate.Failed, Worst: &zero, Advice: &gate.Advice{Part: &gate.Part{Since: 3}, Changes: []gate.Change{{Value: &zero, Mends: true}}}},
		}},
		{},
	}
	v := gate.NewVerdict("tool", subjects...)
	same := cmp.Options{cmpopts.IgnoreUnexported(gate.Check{}), cmpopts.EquateNaNs()}
	for range 2 {
		var got []gate.Subject
		for s := range v.All() {
			got = append(got, *s)
		}
		if diff := cmp.Diff(subjects, got, same); diff != "" {
			t.Error(diff)
		}
	}
	for range v.All() {
		break
	}
	v.Add(&subjects[1])
	if n := len(slices.Collect(v.All())); n != 5 || v.Len() != 5 {
		t.Errorf("%d and %d subjects, not 5", n, v.Len())
	}
	if v.Status() != gate.Failed || v.Usage() || v.Count(gate.Failed) != 3 {
		t.Errorf("%s, for the caller %t, %d failed", v.Status(), v.Usage(), v.Count(gate.Failed))
	}
}

// A verdict on thousands of plans takes little: a limit of 4 kB for what takes 30.
func TestVerdictIsSmall(t *testing.T) {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	checks := gate.Judge(candidate(decode(t, "claude-talimat"), nil), gate.Policy{})
	v, before := gate.NewVerdict("tool"), heap()
	const n = 1000
	for i := range n {
		v.Add(&gate.Subject{File: fmt.Sprintf("plans/%d.yaml", i), Checks: checks})
	}
	if each := (heap() - before) / n; each > 4<<10 {
		t.Errorf("%d bytes a subject", each)
	}
	runtime.KeepAlive(v)
	runtime.KeepAlive(checks)
}
