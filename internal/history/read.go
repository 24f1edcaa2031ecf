package history

import (
	"bufio"
	"bytes"
	"io"
)

// Read reads a history as what it begins like: a saved answer of Prometheus, a bill in
// FOCUS where no column is asked for, or other CSV.
func Read(name string, from io.Reader, want Columns, basis Basis) (*Import, error) {
	const look = 64 << 10
	buffered := bufio.NewReaderSize(from, look)
	head, err := buffered.Peek(look)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch trimmed := bytes.TrimSpace(head); {
	case len(trimmed) > 0 && trimmed[0] == '{':
		return ReadAnswer(name, buffered)
	case IsFocus(head) && want == Columns{}:
		b, err := ReadFocus(name, buffered, basis)
		if err != nil {
			return nil, err
		}
		return &b.Import, nil
	}
	return ReadCSV(name, buffered, want)
}
