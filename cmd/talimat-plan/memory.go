package main

import (
	"runtime"
	"runtime/debug"
)

// Bytes of the heap at which garbage is collected, whatever lives on it, and those
// which it may reach if no more than four fifths of them live.
const (
	leastHeap = 24 << 20
	mostHeap  = 240 << 20
)

// firstPercent is the share of the live heap that may be allocated before the first
// collection, which is a share of 4 MB.
const firstPercent = 400

// collectLater puts the first garbage collection off until 16 MB are allocated,
// instead of 4 MB. Most commands end before: a forecast allocates 5 MB, and what
// a collection costs is a tenth of its time. From then on the heap may grow to what
// [percentOf] says after each collection. Someone who sets the collector in the
// environment knows better.
func collectLater(getenv func(string) string) {
	if getenv("GOGC") != "" || getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(firstPercent)
	afterCollection(func() { debug.SetGCPercent(percentOf(liveHeap())) })
}

// percentOf is the share of a live heap, in percent, that may be allocated before it
// is collected again: as much as there is, but for a small heap, which grows to
// leastHeap so that many small plans are not collected one by one, and for a large
// one, which does not pass mostHeap unless a quarter more than lives on it does.
func percentOf(live uint64) int {
	live = max(live, 1<<20)
	goal := max(leastHeap, min(2*live, max(mostHeap, live+live/4)))
	return int((goal - live) * 100 / live)
}

// liveHeap is how many bytes are in use, which right after a collection are little
// more than it found. Package runtime/metrics knows them exactly, and takes as long
// to begin with as all of version would.
func liveHeap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// afterCollection calls f after every collection, from a goroutine.
func afterCollection(f func()) {
	garbage := new([64]byte) // of a size that shares its place on the heap with nothing that lives on
	runtime.AddCleanup(garbage, func(int) {
		f()
		afterCollection(f)
	}, 0)
}
