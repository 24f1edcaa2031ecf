//go:build !unix

package cli

// survivePipes has nothing to do: there is no signal for such pipes.
func survivePipes() {}
