package crew_test

import (
	"errors"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/talimat/talimat-plan/internal/crew"
)

func TestSize(t *testing.T) {
	for _, c := range []struct{ asked, n, want int }{{3, 10, 3}, {10, 3, 3}, {0, 1000, runtime.GOMAXPROCS(0)}, {-1, 1, 1}, {4, 0, 0}} {
		if got := crew.Size(c.asked, c.n); got != c.want {
			t.Errorf("%d for %d pieces: got %d, want %d", c.asked, c.n, got, c.want)
		}
	}
}

// Every number is taken once, whatever the number of goroutines.
func TestShare(t *testing.T) {
	for _, goroutines := range []int{0, 1, 3, 64} {
		var lock sync.Mutex
		var all, workers []int
		err := crew.Share(goroutines, 40, func(worker int, numbers iter.Seq[int]) error {
			var mine []int
			for i := range numbers {
				mine = append(mine, i)
			}
			lock.Lock()
			defer lock.Unlock()
			all, workers = append(all, mine...), append(workers, worker)
			return nil
		})
		slices.Sort(all)
		slices.Sort(workers)
		if err != nil || len(all) != 40 || all[0] != 0 || all[39] != 39 || len(slices.Compact(all)) != 40 {
			t.Errorf("%d goroutines: %v, %v", goroutines, all, err)
		}
		if n := crew.Size(goroutines, 40); len(workers) != n || workers[n-1] != n-1 {
			t.Errorf("%d goroutines: workers %v", goroutines, workers)
		}
	}
}

// After an error, and after a panic, what has not begun does not begin.
func TestShareEndsEarly(t *testing.T) {
	broken := errors.New("broken")
	begun := 0
	err := crew.Share(1, 1000, func(_ int, numbers iter.Seq[int]) error {
		for i := range numbers {
			if begun++; i == 2 {
				return broken
			}
		}
		return nil
	})
	if !errors.Is(err, broken) || begun != 3 {
		t.Errorf("got %v after %d", err, begun)
	}
	var others atomic.Int64
	defer func() {
		if fault, ok := recover().(*crew.Fault); !ok || fault.String() != "broken" || others.Load() == 1_000_000 {
			t.Errorf("got %v after %d", fault, others.Load())
		}
	}()
	crew.Each(1_000_000, func(i int) {
		if others.Add(1); i == 7 {
			panic("broken")
		}
	})
}

// Results come in their order, and few of them wait.
func TestInOrder(t *testing.T) {
	var made, used atomic.Int64
	next, most := 0, int64(0)
	work := func(i int) int { made.Add(1); return i }
	if err := crew.InOrder(1000, work, func(i int) error {
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
	if err := crew.InOrder(1000, work, func(int) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}
