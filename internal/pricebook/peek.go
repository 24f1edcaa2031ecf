package pricebook

import (
	"bufio"
	"bytes"
	"io"
)

// peek leaves out the mark that some programs begin UTF-8 with, and looks at the
// first character that is no space.
func peek(r io.Reader) (io.Reader, byte) {
	b := bufio.NewReaderSize(r, 1<<16)
	if mark, _ := b.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3) // they were there
	}
	start, _ := b.Peek(1 << 12)
	start = bytes.TrimLeft(start, " \t\r\n")
	if len(start) == 0 {
		return b, 0
	}
	return b, start[0]
}
