package crew_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/talimat/talimat-plan/internal/crew"
)

// A panic in one goroutine reaches whoever waits, when all have ended.
func TestPanic(t *testing.T) {
	var c crew.Crew
	var done atomic.Int64
	for i := range 8 {
		c.Go(func() {
			if i == 3 {
				panic("broken")
			}
			done.Add(1)
		})
	}
	defer func() {
		fault, ok := recover().(*crew.Fault)
		if !ok || fault.String() != "broken" || !strings.Contains(string(fault.Stack), "TestPanic") || done.Load() != 7 {
			t.Errorf("got %v, %d done", fault, done.Load())
		}
	}()
	c.Wait()
}

func TestWait(t *testing.T) {
	var c crew.Crew
	n := 0
	c.Go(func() { n++ })
	c.Wait()
	if n != 1 {
		t.Errorf("%d goroutines ran", n)
	}
}
