package ci

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"strings"
)

// here is where the items of a list stand in a document that is written around
// them: a text that no other value has, for it is no text of people.
const here = `"\u0000 items"`

// writeAround writes a document of JSON that has here in place of a list, so deep in
// it, and the items one by one instead.
func writeAround[T any](w io.Writer, document any, deep int, items iter.Seq[T]) error {
	text, err := encode(document, "")
	if err != nil {
		return err
	}
	before, after, _ := strings.Cut(text, here)
	if _, err := io.WriteString(w, before+"["); err != nil {
		return err
	}
	outer := "\n" + strings.Repeat("  ", deep)
	inner, between, empty := outer+"  ", "", true
	for item := range items {
		if text, err = encode(item, inner[1:]); err != nil {
			return err
		}
		if _, err := io.WriteString(w, between+inner+strings.TrimSuffix(text, "\n")); err != nil {
			return err
		}
		between, empty = ",", false
	}
	if empty {
		outer = ""
	}
	_, err = io.WriteString(w, outer+"]"+after)
	return err
}

// encode is a value in JSON, its lines but the first one after a prefix.
func encode(v any, prefix string) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, "  ")
	err := e.Encode(v)
	return b.String(), err
}
