// Package pattern compiles regular expressions when they are first needed. Most
// runs of the program need few of those it knows, and one with classes of
// Unicode takes as long to compile as a small scenario takes to read.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy is a regular expression that the first call compiles. It panics then if
// the text is none.
func Lazy(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
