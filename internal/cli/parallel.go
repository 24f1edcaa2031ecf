package cli

import (
	"runtime"
	"sync"
)

// inParallel calls work for 0 to n − 1, on as many processors as there are.
func inParallel(n int, work func(i int)) {
	var group sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := range next {
				work(i)
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
	ahead := make(chan chan T, runtime.GOMAXPROCS(0))
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		defer close(ahead)
		for i := range n {
			result := make(chan T, 1)
			select {
			case ahead <- result:
				go func() { result <- work(i) }()
			case <-stop:
				return
			}
		}
	}()
	for result := range ahead {
		if err := use(<-result); err != nil {
			return err
		}
	}
	return nil
}
