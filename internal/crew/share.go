package crew

import (
	"iter"
	"runtime"
	"sync/atomic"
)

// Size is how many goroutines share n pieces of work: as many as are asked for, one
// for each processor when that is 0 or less, and never more than there are pieces.
func Size(asked, n int) int {
	if asked <= 0 {
		asked = runtime.GOMAXPROCS(0)
	}
	return max(min(asked, n), 0)
}

// Share lets [Size] goroutines share the numbers 0 to n − 1. Each calls work once,
// with its own number from 0 and the numbers that it is to take, of which the next
// one is whichever nobody has taken. So who takes what is chance, and the result must
// not hang on it. Once work has returned an error or panicked no more numbers are
// handed out. Share returns when all have ended, with the error of the first by
// number that returned one; it panics with a [*Fault] if one did.
func Share(goroutines, n int, work func(worker int, numbers iter.Seq[int]) error) error {
	failures := make([]error, Size(goroutines, n))
	var next atomic.Int64
	stop := func() { next.Store(int64(n)) }
	var group Crew
	for worker := range failures {
		group.Go(func() {
			ended := false
			defer func() {
				if !ended || failures[worker] != nil {
					stop()
				}
			}()
			failures[worker] = work(worker, func(yield func(int) bool) {
				for i := next.Add(1) - 1; i < int64(n) && yield(int(i)); i = next.Add(1) - 1 {
				}
			})
			ended = true
		})
	}
	group.Wait()
	for _, err := range failures {
		if err != nil {
			return err
		}
	}
	return nil
}

// Each calls work for 0 to n − 1, on as many processors as there are.
func Each(n int, work func(i int)) {
	_ = Share(0, n, func(_ int, numbers iter.Seq[int]) error { // that has no errors
		for i := range numbers {
			work(i)
		}
		return nil
	})
}

// InOrder calls work for 0 to n − 1, on as many processors as there are, and hands
// what comes of it to use in that order. No more results wait than processors
// could be at work on, so that memory does not grow with their number. The first
// error of use ends it.
func InOrder[T any](n int, work func(i int) T, use func(T) error) error {
	type outcome struct {
		crew  Crew
		value T
	}
	ahead := make(chan chan *outcome, runtime.GOMAXPROCS(0))
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		defer close(ahead)
		for i := range n {
			result := make(chan *outcome, 1)
			select {
			case ahead <- result:
				go func() {
					o := &outcome{}
					o.crew.Do(func() { o.value = work(i) })
					result <- o
				}()
			case <-stop:
				return
			}
		}
	}()
	for result := range ahead {
		o := <-result
		o.crew.Wait() // panics as the work did
		if err := use(o.value); err != nil {
			return err
		}
	}
	return nil
}
