package cli

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
)

// Results come in their order, and few of them wait.
func TestInOrder(t *testing.T) {
	var made, used atomic.Int64
	next, most := 0, int64(0)
	work := func(i int) int { made.Add(1); return i }
	if err := inOrder(1000, work, func(i int) error {
		most = max(most, made.Load()-used.Add(1))
		if i != next {
			t.Fatalf("%d comes after %d", i, next-1)
		}
		next++
		return nil
	}); err != nil || next != 1000 {
		t.Errorf("%d results and %v", next, err)
	}
	if limit := int64(runtime.GOMAXPROCS(0)) + 2; most > limit {
		t.Errorf("%d results wait, more than %d", most, limit)
	}
	stop := errors.New("stop")
	if err := inOrder(1000, work, func(int) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}
