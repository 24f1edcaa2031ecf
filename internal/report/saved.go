package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/metric"
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

// Saved is a forecast that was saved.
type Saved struct {
	Scenario Scenario          // of which plan
	Figures  *figures.Snapshot // what it came to
}

// ReadSaved reads a forecast that JSON wrote, also one by an older or newer
// version whose keys mean the same. Of another major version of the schema
// nothing can be known, so that is an error. Errors begin with "it", the file.
func ReadSaved(text []byte) (*Saved, error) {
	var h head
	if err := json.Unmarshal(text, &h); err != nil {
		return nil, unreadable(err)
	}
	major, _, _ := strings.Cut(h.SchemaVersion, ".")
	own, _, _ := strings.Cut(SchemaVersion, ".")
	switch {
	case h.SchemaVersion != "" && major != own:
		return nil, fmt.Errorf("it has schema version %s, and this program reads %s.x: save the forecast anew (forecast -o json)", h.SchemaVersion, own)
	case h.SchemaVersion == "" || h.Months == nil:
		return nil, errors.New("it is no saved forecast (forecast -o json)")
	}
	d := &Document{}
	if err := json.Unmarshal(text, d); err != nil {
		return nil, unreadable(err)
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	s, err := d.snapshot()
	if err != nil {
		return nil, err
	}
	return &Saved{d.Scenario, s}, nil
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
	return nil
}

// snapshot is what the forecast came to.
func (d *Document) snapshot() (*figures.Snapshot, error) {
	s, err := d.Read()
	if err != nil {
		return nil, fmt.Errorf("it is not whole: %w", err)
	}
	s.Currency = d.Currency
	if s.Start, err = unit.ParseDate(d.Start); err != nil {
		return nil, fmt.Errorf("it is no saved forecast: %w", err)
	}
	for _, f := range d.Findings {
		s.Faults = append(s.Faults, figures.Fault{Kind: "finding", Name: f.Code, Path: f.Path, Severity: f.Severity, Month: f.Month, Message: f.Message})
	}
	for _, l := range d.Limits {
		if l.Evaluated && !l.Holds {
			s.Faults = append(s.Faults, figures.Fault{Kind: "limit", Name: l.Name, Path: "limits." + l.Name, Severity: l.Level, Month: l.Month, Message: l.Text})
		}
	}
	for _, c := range d.Claims {
		s.Claims = append(s.Claims, c.Name)
		if !c.Pass {
			claim := &figures.Claim{Metric: c.Metric, Kind: metric.KindOf(c.Metric), Claimed: c.Claimed, Computed: c.Computed}
			s.Faults = append(s.Faults, figures.Fault{Kind: "claim", Name: c.Name, Path: "claims." + c.Name, Claim: claim})
		}
	}
	return s, nil
}
