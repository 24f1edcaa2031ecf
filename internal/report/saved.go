package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// head is what tells a saved forecast from other documents.
type head struct {
	SchemaVersion string          `json:"schema_version"`
	Months        json.RawMessage `json:"months"`
}

// IsSaved reports whether a text is meant as a saved document rather than a
// scenario: JSON with the version of a schema, also when it was cut or is of a
// type that no version has.
func IsSaved(text []byte) bool {
	const key = `"schema_version"`
	var keys map[string]json.RawMessage
	if json.Unmarshal(text, &keys) == nil {
		return keys["schema_version"] != nil
	}
	return bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) && bytes.Contains(text, []byte(key))
}

// ReadDocument reads a forecast that JSON wrote, also one by an older or newer
// version whose keys mean the same. Of another major version of the schema
// nothing can be known, so that is an error. Errors begin with "it", the file.
func ReadDocument(text []byte) (*Document, error) {
	var h head
	if err := json.Unmarshal(text, &h); err != nil {
		return nil, unreadable(err)
	}
	major, _, _ := strings.Cut(h.SchemaVersion, ".")
	own, _, _ := strings.Cut(SchemaVersion, ".")
	switch {
	case h.SchemaVersion != "" && major != own:
		return nil, fmt.Errorf("it has schema version %s, and this program reads %s.x: save the forecast anew", h.SchemaVersion, own)
	case h.SchemaVersion == "" || h.Months == nil:
		return nil, errors.New("it is no saved forecast (forecast -o json)")
	}
	d := &Document{}
	if err := json.Unmarshal(text, d); err != nil {
		return nil, unreadable(err)
	}
	return d, d.check()
}

// unreadable tells what is no JSON from JSON of another shape.
func unreadable(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("it is no JSON: %w", err)
	}
	return fmt.Errorf("it is no saved forecast: %w", err)
}

// check refuses what no forecast has: another report, or one that was cut.
func (d *Document) check() error {
	switch _, err := unit.ParseDate(d.Start); {
	case len(d.Months) == 0:
		return errors.New("it has no months")
	case err != nil || d.Currency == "":
		return errors.New("it is no saved forecast (forecast -o json): it has no start or no currency")
	case len(d.Months) != d.HorizonMonths+1:
		return fmt.Errorf("it is not whole: it has %d months, but its horizon is month %d", len(d.Months), d.HorizonMonths)
	}
	for i := range d.Months {
		if d.Months[i].Month != i {
			return fmt.Errorf("it is not whole: month %d stands where month %d should", d.Months[i].Month, i)
		}
	}
	return nil
}
