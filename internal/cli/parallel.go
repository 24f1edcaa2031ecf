package cli

import (
	"runtime"

	"github.com/talimat/talimat-plan/internal/crew"
)

// inParallel calls work for 0 to n − 1, on as many processors as there are.
func inParallel(n int, work func(i int)) {
	var group crew.Crew
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := range next {
				group.Do(func() { work(i) }) // whoever hands out work must not wait for ever
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

// inOrder calls work for 0 to n − 1, on as many processors as there are, and hands
// what comes of it to use in that order. No more results wait than processors
// could be at work on, so that memory does not grow with their number. The first
// error of use ends it.
func inOrder[T any](n int, work func(i int) T, use func(T) error) error {
	type outcome struct {
		crew  crew.Crew
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
