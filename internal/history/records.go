package history

import (
	"bytes"
	"errors"
	"io"
)

// records cuts CSV into records and fields without copying them. Lines end with LF, CR
// LF or CR; a field in quotes may have any of them, and a quote as two.
type records struct {
	from      io.Reader
	buffer    []byte
	at, end   int // what is read and not cut is buffer[at:end]
	done      bool
	delimiter byte
	line      int // of the record that was cut last, from 1
	next      int // line of the one after it
	fields    [][]byte
}

// longestRecord is how many bytes a record may have.
const longestRecord = 1 << 20

var errRecord = errors.New("a line is longer than 1 MiB; is this a CSV file, and is a quote open?")

// newRecords looks at the beginning of a text for its delimiter, past a byte order mark.
func newRecords(from io.Reader) (*records, error) {
	r := &records{from: from, buffer: make([]byte, 2*longestRecord), next: 1}
	if err := r.fill(); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(r.buffer[:r.end], []byte("\xef\xbb\xbf")) {
		r.at = 3
	}
	head := r.buffer[r.at:r.end]
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		head = head[:i]
	}
	r.delimiter = ','
	most := bytes.Count(head, []byte(","))
	for _, d := range []byte(";\t|") {
		if n := bytes.Count(head, []byte{d}); n > most {
			r.delimiter, most = d, n
		}
	}
	return r, nil
}

// fill moves what is left to the front and reads behind it.
func (r *records) fill() error {
	r.end = copy(r.buffer, r.buffer[r.at:r.end])
	r.at = 0
	for !r.done && r.end < len(r.buffer) {
		n, err := r.from.Read(r.buffer[r.end:])
		r.end += n
		if err == io.EOF {
			r.done = true
		} else if err != nil {
			return err
		}
	}
	return nil
}

// record is the next record that is not empty; its fields are valid until the one after
// it. At the end it is nil.
func (r *records) record() ([][]byte, error) {
	for {
		if !r.done && r.end-r.at < longestRecord {
			if err := r.fill(); err != nil {
				return nil, err
			}
		}
		if r.at >= r.end {
			return nil, nil
		}
		size, ok := r.cut(r.buffer[r.at:r.end])
		if !ok || size > longestRecord {
			return nil, errRecord
		}
		r.at += size
		if len(r.fields) > 1 || len(bytes.TrimSpace(r.fields[0])) > 0 {
			return r.fields, nil
		}
	}
}

// cut takes the first record off a text. ok is false where it does not end in it.
func (r *records) cut(text []byte) (size int, ok bool) {
	r.fields, r.line = r.fields[:0], r.next
	for i := 0; ; {
		if i < len(text) && text[i] == '"' {
			field, n, whole := r.quoted(text[i:])
			if !whole {
				return 0, false
			}
			r.fields = append(r.fields, field)
			i += n
		} else {
			from := i
			for i < len(text) && text[i] != r.delimiter && text[i] != '\n' && text[i] != '\r' {
				i++
			}
			r.fields = append(r.fields, text[from:i])
		}
		switch {
		case i >= len(text):
			return i, r.done
		case text[i] == r.delimiter:
			i++
		case text[i] == '\n':
			r.next++
			return i + 1, true
		default: // CR, and the LF behind it
			r.next++
			if i++; i < len(text) && text[i] == '\n' {
				i++
			}
			return i, true
		}
	}
}

// quoted is the field in quotes that a text begins with, and how long it is there. What
// stands between the quote that ends it and the delimiter is not part of it.
func (r *records) quoted(text []byte) (field []byte, size int, ok bool) {
	doubled := false
	for i := 1; ; {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 {
			return nil, 0, false
		}
		i += n
		if i+1 < len(text) && text[i+1] == '"' {
			doubled = true
			i += 2
			continue
		}
		field = text[1:i]
		r.next += bytes.Count(field, []byte("\n"))
		if doubled {
			field = bytes.ReplaceAll(field, []byte(`""`), []byte(`"`))
		}
		for i++; i < len(text) && text[i] != r.delimiter && text[i] != '\n' && text[i] != '\r'; i++ {
		}
		return field, i, true
	}
}
