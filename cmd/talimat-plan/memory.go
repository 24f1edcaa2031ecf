package main

import (
	"runtime"
	"runtime/debug"
)

// The shares of the live heap that may be allocated before a collection: at
// first, when it is a share of 4 MB, and from the first collection on.
const (
	firstPercent = 400
	usualPercent = 100
)

// collectLater puts the first garbage collection off until 16 MB are allocated,
// instead of 4 MB. Most commands end before: a forecast allocates 5 MB, and what
// a collection costs is a tenth of its time. Whoever gets so far is served as
// usual from then on, so that a million futures take no more memory than they
// would. Someone who sets the collector in the environment knows better.
func collectLater(getenv func(string) string) {
	if getenv("GOGC") != "" || getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(firstPercent)
	collected := new(int64) // garbage, which the first collection finds
	runtime.AddCleanup(collected, func(percent int) { debug.SetGCPercent(percent) }, usualPercent)
}
