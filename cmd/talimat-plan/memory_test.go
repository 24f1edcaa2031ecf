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
	for _, lives := range []int{1 << 20, 64 << 20} { // it follows what lives, and not only once
		live := make([]byte, lives)
		want := func() bool { return lives > leastHeap == (percent() == 100) && percent() != firstPercent }
		for range 1000 { // cleanups run some time after a collection
			if runtime.GC(); want() {
				break
			}
		}
		if !want() {
			t.Errorf("with %d MB live the collector is still set to %d after a thousand collections", lives>>20, percent())
		}
		runtime.KeepAlive(live)
	}
}

// A small heap is left to grow, one of usual size doubles, a large one stays within
// bounds as long as it can.
func TestPercentOf(t *testing.T) {
	for live, want := range map[uint64]int{0: 2300, 8 << 20: 200, 50 << 20: 100, 120 << 20: 100, 160 << 20: 50, 192 << 20: 25, 1 << 30: 25} {
		if got := percentOf(live); got != want {
			t.Errorf("%d MB: %d%%, want %d%%", live>>20, got, want)
		}
	}
}
