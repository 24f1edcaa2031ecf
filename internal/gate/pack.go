package gate

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"io"
	"iter"
	"math"
	"reflect"
)

// pack keeps subjects in little memory: what a report can say of them, that is
// their exported fields, in a binary form, compressed. Plans of one folder are
// alike, and so are their subjects: a tenth is left of what they take otherwise.
type pack struct {
	len     int
	chunks  chunks
	deflate *flate.Writer
	text    []byte // the binary form of the last subject
}

func (p *pack) add(s *Subject) {
	if p.deflate == nil {
		p.deflate, _ = flate.NewWriter(&p.chunks, flate.BestSpeed) // fails for levels that do not exist
	}
	p.text = appendValue(p.text[:0], reflect.ValueOf(s).Elem())
	p.must(p.deflate.Write(p.text))
	p.len++
}

// all are the subjects, in their order.
func (p *pack) all() iter.Seq[*Subject] {
	return func(yield func(*Subject) bool) {
		if p.len == 0 {
			return
		}
		p.must(0, p.deflate.Flush())
		r := &reader{from: bufio.NewReader(flate.NewReader(p.chunks.reader()))}
		for range p.len {
			s := &Subject{}
			r.value(reflect.ValueOf(s).Elem())
			p.must(0, r.err)
			if !yield(s) {
				return
			}
		}
	}
}

// must stops at what cannot be: memory takes every byte, and gives it back.
func (p *pack) must(_ int, err error) {
	if err != nil {
		panic(err)
	}
}

// appendValue appends the binary form of a value: of a struct that of its exported
// fields, of a pointer whether there is something and what, of a text and a list
// how long it is and what is in it.
func appendValue(to []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				to = appendValue(to, v.Field(i))
			}
		}
	case reflect.Pointer:
		if v.IsNil() {
			return append(to, 0)
		}
		to = appendValue(append(to, 1), v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return append(to, 0)
		}
		to = binary.AppendUvarint(to, uint64(v.Len())+1)
		for i := range v.Len() {
			to = appendValue(to, v.Index(i))
		}
	case reflect.String:
		to = append(binary.AppendUvarint(to, uint64(v.Len())), v.String()...)
	case reflect.Bool:
		if v.Bool() {
			return append(to, 1)
		}
		to = append(to, 0)
	case reflect.Float64:
		to = binary.LittleEndian.AppendUint64(to, math.Float64bits(v.Float()))
	case reflect.Int:
		to = binary.AppendVarint(to, v.Int())
	case reflect.Uint8:
		to = append(to, byte(v.Uint()))
	default:
		panic("gate: a subject has a " + v.Type().String())
	}
	return to
}

// reader reads the binary form.
type reader struct {
	from *bufio.Reader
	err  error // the first
}

func (r *reader) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				r.value(v.Field(i))
			}
		}
	case reflect.Pointer:
		if r.byte() == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			r.value(v.Elem())
		}
	case reflect.Slice:
		if n := int(r.length()); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
			for i := range n - 1 {
				r.value(v.Index(i))
			}
		}
	case reflect.String:
		v.SetString(string(r.bytes(int(r.length()))))
	case reflect.Bool:
		v.SetBool(r.byte() == 1)
	case reflect.Float64:
		v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64(r.bytes(8))))
	case reflect.Int:
		n, err := binary.ReadVarint(r.from)
		r.failed(err)
		v.SetInt(n)
	case reflect.Uint8:
		v.SetUint(uint64(r.byte()))
	}
}

func (r *reader) byte() byte {
	b, err := r.from.ReadByte()
	r.failed(err)
	return b
}

func (r *reader) length() uint64 {
	n, err := binary.ReadUvarint(r.from)
	r.failed(err)
	return n
}

func (r *reader) bytes(n int) []byte {
	b := make([]byte, n)
	_, err := io.ReadFull(r.from, b)
	r.failed(err)
	return b
}

func (r *reader) failed(err error) {
	if r.err == nil {
		r.err = err
	}
}

// chunks are bytes in pieces, so that no growth copies them.
type chunks [][]byte

// Write is part of io.Writer.
func (c *chunks) Write(text []byte) (int, error) {
	const size = 1 << 16
	written := len(text)
	for len(text) > 0 {
		if n := len(*c); n == 0 || len((*c)[n-1]) == size {
			*c = append(*c, make([]byte, 0, size))
		}
		last := &(*c)[len(*c)-1]
		n := min(len(text), size-len(*last))
		*last, text = append(*last, text[:n]...), text[n:]
	}
	return written, nil
}

func (c chunks) reader() io.Reader {
	all := make([]io.Reader, len(c))
	for i := range c {
		all[i] = bytes.NewReader(c[i])
	}
	return io.MultiReader(all...)
}
