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
	for lives, least := range map[int]uint64{1 << 20: 95, 64 << 20: 95, 200 << 20: 15} { // it follows what lives, and not only once
		live := make([]byte, lives)
		for range 1000 { // cleanups run some time after a collection
			if runtime.GC(); percent() >= least && percent() <= least+10 {
				break
			}
		}
		if got := percent(); got < least || got > least+10 {
			t.Errorf("with %d MB live the collector is still set to %d after a thousand collections", lives>>20, got)
		}
		runtime.KeepAlive(live)
	}
}

// A heap may grow by as much as lives on it and 24 MB, a large one stays within bounds
// as long as it can.
func TestPercentOf(t *testing.T) {
	for live, want := range map[uint64]int{0: 100, 8 << 20: 100, 100 << 20: 100, 120 << 20: 83, 176 << 20: 32, 192 << 20: 22, 1 << 30: 24} {
		if got := percentOf(live); got != want {
			t.Errorf("%d MB: %d%%, want %d%%", live>>20, got, want)
		}
	}
}
