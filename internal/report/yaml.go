package report

import (
	"bytes"
	"io"

	"github.com/talimat/talimat-plan/internal/render/json"
)

// YAML writes the document: the content of the JSON with its keys in the same order.
func (f *Forecast) YAML(w io.Writer) error {
	var text bytes.Buffer
	if err := f.JSON(&text); err != nil {
		return err
	}
	return json.Rewrite(w, &text)
}
