package figures

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Object is a JSON object whose keys keep their order. Its values are *Object,
// float64, string, bool and nil, and []any of them.
type Object struct {
	keys   []string
	values map[string]any
}

// Keys are the keys in their order.
func (o *Object) Keys() []string { return o.keys }

// Get is the value that a path of keys leads to; nil where it leads nowhere.
func (o *Object) Get(path ...string) any {
	v, _ := o.Find(path...)
	return v
}

// Find is Get, and whether there is such a key, be its value null.
func (o *Object) Find(path ...string) (v any, found bool) {
	v = o
	for _, key := range path {
		inner, ok := v.(*Object)
		if !ok || inner == nil {
			return nil, false
		}
		v, found = inner.values[key]
	}
	return v, found
}

// Set puts a value where a path of keys leads, which it makes as it goes.
func (o *Object) Set(v any, path ...string) {
	for _, key := range path[:len(path)-1] {
		inner, ok := o.values[key].(*Object)
		if !ok {
			inner = &Object{}
			o.put(key, inner)
		}
		o = inner
	}
	o.put(path[len(path)-1], v)
}

func (o *Object) put(key string, v any) {
	if o.values == nil {
		o.values = map[string]any{}
	}
	if _, there := o.values[key]; !there {
		o.keys = append(o.keys, key)
	}
	o.values[key] = v
}

// MarshalJSON writes the object with its keys in their order.
func (o *Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for i, key := range o.keys {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(o.values[key]); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// UnmarshalJSON reads an object; of a key that stands twice the last one counts.
func (o *Object) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	v, err := value(d)
	if err != nil {
		return err
	}
	read, ok := v.(*Object)
	if !ok {
		return errors.New("an object is expected")
	}
	*o = *read
	return nil
}

// value reads the next JSON value.
func value(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return object(d)
	case json.Delim('['):
		all := []any{}
		for d.More() {
			v, err := value(d)
			if err != nil {
				return nil, err
			}
			all = append(all, v)
		}
		_, err := d.Token()
		return all, err
	}
	return token, nil
}

// object reads the rest of an object.
func object(d *json.Decoder) (any, error) {
	o := &Object{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		v, err := value(d)
		if err != nil {
			return nil, err
		}
		o.put(key.(string), v) // the keys of JSON are texts, or the decoder has failed
	}
	_, err := d.Token()
	return o, err
}
