package main

import (
	"runtime"
	"runtime/debug"
)

// Bytes of the heap: those that may be allocated between two collections whatever
// lives on it, and those which it may reach if no more than four fifths of them live.
const (
	leastRoom = 24 << 20
	mostHeap  = 240 << 20
)

// firstPercent is the share of the least heap of the collector, which is 4 MB, at
// which it begins: leastRoom beyond the ballast.
const firstPercent = 2 * leastRoom * 100 / (4 << 20)

// ballast lies on the heap, so that a share of what lives on it is never less than
// leastRoom: the collector knows no other floor, and what is set after one collection
// would come too late for the next. Nobody touches it, so that it takes no memory.
var ballast []byte

// collectLater puts the first garbage collection off until 24 MB are allocated,
// instead of 4 MB. Most commands end before: a forecast allocates 5 MB, and what
// a collection costs is a tenth of its time. From then on the heap may grow to what
// [percentOf] says after each collection. Someone who sets the collector in the
// environment knows better.
func collectLater(getenv func(string) string) {
	if getenv("GOGC") != "" || getenv("GOMEMLIMIT") != "" {
		return
	}
	percent := firstPercent
	debug.SetGCPercent(percent)
	ballast = make([]byte, leastRoom)
	afterCollection(func() {
		if now := percentOf(liveHeap(percent)); now != percent {
			percent = now
			debug.SetGCPercent(percent)
		}
	})
}

// percentOf is the share, in percent, of a live heap and its ballast that may be
// allocated before it is collected again: all of it, but for a large heap, which
// does not pass mostHeap unless a quarter more than lives on it does.
func percentOf(live uint64) int {
	room := min(live+leastRoom, max(mostHeap-min(live, mostHeap), live/4))
	return int(room * 100 / (live + leastRoom))
}

// liveHeap is how many bytes the last collection found in use beside the ballast,
// from when the next one is due at such a share of them. Package runtime/metrics
// knows, and takes as long to begin with as a tenth of version.
func liveHeap(percent int) uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	all := m.NextGC * 100 / uint64(100+percent)
	return all - min(all, uint64(len(ballast)))
}

// afterCollection calls f after every collection, from a goroutine.
func afterCollection(f func()) {
	garbage := new([64]byte) // of a size that shares its place on the heap with nothing that lives on
	runtime.AddCleanup(garbage, func(int) {
		f()
		afterCollection(f)
	}, 0)
}
