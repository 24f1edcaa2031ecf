// Package crew lets goroutines work together and fail like a function does: a panic in any of them is a panic of whoever
// waits for them, who may recover from it, instead of the end of the program.
package crew

import (
	"fmt"
	"runtime/debug"
	"sync"
)

// Crew is a group of goroutines. The zero Crew is ready to use.
type Crew struct {
	group sync.WaitGroup
	lock  sync.Mutex
	fault *Fault // the first
}

// Fault is a panic of a goroutine, with the stack that it had.
type Fault struct {
	Value any    // that was given to panic
	Stack []byte // of the goroutine
}

// String is what the panic said.
func (f *Fault) String() string { return fmt.Sprint(f.Value) }

// Go runs f in a goroutine.
func (c *Crew) Go(f func()) { c.group.Go(func() { c.Do(f) }) }

// Do runs f, and keeps its panic for Wait.
func (c *Crew) Do(f func()) {
	defer func() {
		value := recover()
		if value == nil {
			return
		}
		c.lock.Lock()
		defer c.lock.Unlock()
		if c.fault == nil {
			c.fault = &Fault{value, debug.Stack()}
		}
	}()
	f()
}

// Wait returns when all goroutines have ended. It panics with a [*Fault] if one of them did.
func (c *Crew) Wait() {
	c.group.Wait()
	if c.fault != nil {
		panic(c.fault)
	}
}
