package pricebook

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// jsonStream reads a large JSON document key by key.
type jsonStream struct {
	d     *json.Decoder
	lines *lineCounter
}

func newStream(r io.Reader) jsonStream {
	l := &lineCounter{r: r}
	return jsonStream{json.NewDecoder(l), l}
}

// errStop ends the reading of a file with a fault of ours.
type errStop struct{ text string }

// Error is the fault.
func (e errStop) Error() string { return e.text }

// stream reports why reading JSON ended.
func (i *importer) stream(err error, s *jsonStream) {
	if err != nil {
		i.add(s.line(), codeFormat, "", "%s", s.explain(err))
	}
}

// line is that of what was read last.
func (s *jsonStream) line() int { return s.lines.at(s.d.InputOffset()) }

// wrong is a fault of what was read last.
func (s *jsonStream) wrong(format string, args ...any) error {
	return errStop{fmt.Sprintf(format, args...)}
}

// object reads an object, of which each value is read by the function.
func (s *jsonStream) object(read func(key string) error) error {
	if err := s.open('{'); err != nil {
		return err
	}
	return s.entries(read)
}

// either reads an object as object does, and skips a list in its place.
func (s *jsonStream) either(read func(key string) error) error {
	token, err := s.d.Token()
	switch {
	case err != nil:
		return err
	case token == json.Delim('{'):
		return s.entries(read)
	case token != json.Delim('['):
		return s.wrong("expected { or [, got %v", token)
	}
	for s.d.More() {
		if err := s.skip(); err != nil {
			return err
		}
	}
	_, err = s.d.Token()
	return err
}

// entries reads what is left of an object.
func (s *jsonStream) entries(read func(key string) error) error {
	for s.d.More() {
		token, err := s.d.Token()
		if err != nil {
			return err
		}
		s.line() // what was before it need not be remembered
		key, _ := token.(string)
		if err := read(key); err != nil {
			return err
		}
	}
	_, err := s.d.Token()
	return err
}

// list reads a list, of which each value is read by the function.
func (s *jsonStream) list(read func() error) error {
	if err := s.open('['); err != nil {
		return err
	}
	for s.d.More() {
		s.line()
		if err := read(); err != nil {
			return err
		}
	}
	_, err := s.d.Token()
	return err
}

func (s *jsonStream) open(want json.Delim) error {
	token, err := s.d.Token()
	if err != nil {
		return err
	}
	if d, ok := token.(json.Delim); !ok || d != want {
		return s.wrong("expected %v, got %v", want, token)
	}
	return nil
}

// value reads a whole value.
func (s *jsonStream) value(into any) error { return s.d.Decode(into) }

// skip reads a value that nobody needs, without keeping it.
func (s *jsonStream) skip() error {
	depth := 0
	for {
		token, err := s.d.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		s.line()
		if depth == 0 {
			return nil
		}
	}
}

// end makes sure that nothing follows.
func (s *jsonStream) end() error {
	if _, err := s.d.Token(); !errors.Is(err, io.EOF) {
		return s.wrong("something follows the end of the document")
	}
	return nil
}

// explain words an error of the decoder.
func (s *jsonStream) explain(err error) string {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the file ends within the document"
	case errors.As(err, &kind):
		return fmt.Sprintf("%s: expected %s, got %s", or(kind.Field, "a value"), kind.Type, kind.Value)
	}
	return err.Error()
}
