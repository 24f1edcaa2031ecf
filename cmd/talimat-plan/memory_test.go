package main

import (
	"runtime"
	"runtime/metrics"
	"testing"
)

// percent is what the collector is set to.
func percent() uint64 {
	sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func TestCollectLater(t *testing.T) {
	before := percent()
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		collectLater(func(asked string) string { return map[string]string{name: "50"}[asked] })
		if percent() != before {
			t.Errorf("with %s in the environment the collector was set to %d", name, percent())
		}
	}
	collectLater(func(string) string { return "" })
	if percent() != firstPercent {
		t.Errorf("the collector is set to %d at first, not to %d", percent(), firstPercent)
	}
	for range 1000 { // cleanups run some time after a collection
		if runtime.GC(); percent() == usualPercent {
			return
		}
	}
	t.Errorf("the collector is still set to %d after a thousand collections", percent())
}
