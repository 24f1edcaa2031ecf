//go:build !purego

package row

import "testing"

// Processors that do eight numbers at a time also do four.
func TestFourAtATime(t *testing.T) {
	if !eight {
		t.Skip("the other tests do four at a time here")
	}
	eight = false
	defer func() { eight = true }()
	t.Run("count", TestCountIsTheSameOneByOne)
	t.Run("price", TestPriceIsTheSameOneByOne)
	t.Run("fit", TestFitIsTheSameOneByOne)
	t.Run("carry", TestCarryIsTheSameOneByOne)
}
