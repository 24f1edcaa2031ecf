package cli

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// scratch are the temporary files that become outputs when they are whole. Whoever
// ends the program before removes them with it.
type scratch struct {
	lock  sync.Mutex
	names map[string]bool
}

// add remembers a file before it is made.
func (s *scratch) add(name string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.names == nil {
		s.names = map[string]bool{}
	}
	s.names[name] = true
}

// forget is for a file that has its final name, or is gone.
func (s *scratch) forget(name string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	delete(s.names, name)
}

// remove removes what there is. Nothing is added any more: the lock stays closed.
func (s *scratch) remove() {
	s.lock.Lock()
	for name := range s.names {
		os.Remove(name)
	}
}

// ending removes temporary files when somebody ends the program, which then ends
// with the code that shells give to the signal. It returns what undoes it.
func (s *scratch) ending() (undo func()) {
	signals, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case got := <-signals:
			s.remove()
			code := 1
			if number, ok := got.(syscall.Signal); ok {
				code = 128 + int(number)
			}
			os.Exit(code)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}
