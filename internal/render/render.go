// Package render writes documents: any of them in any format.
package render

import (
	"io"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/render/csv"
	"github.com/talimat/talimat-plan/internal/render/json"
	"github.com/talimat/talimat-plan/internal/render/markdown"
	"github.com/talimat/talimat-plan/internal/render/text"
)

// Formats are the formats of every document, "table" for a terminal first.
func Formats() []string { return []string{"table", "json", "yaml", "csv", "markdown"} }

// Write writes a document in a format; what is none of [Formats] is "table".
func Write(w io.Writer, d *document.Document, format string, o text.Options) error {
	switch format {
	case "json":
		return json.Write(w, d)
	case "yaml":
		return json.WriteYAML(w, d)
	case "csv":
		return csv.Write(w, d)
	case "markdown":
		return markdown.Write(w, d)
	}
	return text.Write(w, d, o)
}
