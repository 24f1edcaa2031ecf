package cli

import (
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/talimat/talimat-plan/internal/unit"
)

// progress shows how far a long work is: on a terminal, after a second, in one
// line that disappears at the end.
type progress struct {
	p     *program
	verb  string
	total int
	done  atomic.Int64
	stop  chan struct{}
	shown bool
	once  sync.Once
	gone  sync.WaitGroup
}

// newProgress starts a display; end stops it.
func (p *program) newProgress(verb string, total int) *progress {
	g := &progress{p: p, verb: verb, total: total, stop: make(chan struct{})}
	if !p.live() {
		return g
	}
	g.gone.Add(1)
	go g.show()
	return g
}

// report notes how much is done.
func (g *progress) report(done int) { g.done.Store(int64(done)) }

func (g *progress) show() {
	defer g.gone.Done()
	wait := time.NewTimer(time.Second)
	defer wait.Stop()
	for {
		select {
		case <-g.stop:
			return
		case <-wait.C:
			g.shown = true
			done := min(int(g.done.Load()), g.total)
			fmt.Fprintf(g.p.err, "\r\x1b[K%s: %d%% of %s futures", g.verb, done*100/max(g.total, 1), unit.GroupThousands(strconv.Itoa(g.total)))
			wait.Reset(200 * time.Millisecond)
		}
	}
}

// end takes the line away; it may be called more than once.
func (g *progress) end() {
	g.once.Do(func() {
		close(g.stop)
		g.gone.Wait()
		if g.shown {
			fmt.Fprint(g.p.err, "\r\x1b[K")
		}
	})
}
