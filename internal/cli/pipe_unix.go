//go:build unix

package cli

import (
	"os"
	"os/signal"
	"syscall"
)

// survivePipes lets a write to a pipe that nobody reads any more be an error,
// instead of the end of the program: a verdict keeps its exit code.
func survivePipes() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }
