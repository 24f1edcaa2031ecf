package ci

import (
	"encoding/json"
	"io"
	"math"
	"strconv"

	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/render/csv"
	"github.com/talimat/talimat-plan/internal/report"
)

// The JSON document: numbers as numbers in base units, what does not exist null.
type (
	document struct {
		SchemaVersion string          `json:"schema_version"` // version of these keys
		Tool          string          `json:"tool"`           // name and version of the program
		Status        string          `json:"status"`         // the worst: pass, warn, deny or error
		Scenarios     json.RawMessage `json:"scenarios"`      // in the order in which they were given
		LeftOut       []omission      `json:"left_out"`       // files of the same folders that were not checked
	}
	omission struct {
		File   string `json:"file"`
		Reason string `json:"reason"`
	}
	scenario struct {
		File     string  `json:"file"`
		Name     string  `json:"name"`
		SHA256   string  `json:"sha256"`
		Currency string  `json:"currency"`
		Start    string  `json:"start"`
		Baseline *string `json:"baseline"` // what it was compared with
		Status   string  `json:"status"`
		Error    *string `json:"error"` // why it could not be judged
		Checks   []check `json:"checks"`
	}
	check struct {
		Kind     string   `json:"kind"`   // limit, objective, claim or finding
		Name     string   `json:"name"`   // of a finding its code
		Level    string   `json:"level"`  // deny, warn or the severity of a finding
		Status   string   `json:"status"` // pass, note, skip, known, warn, deny or error
		Text     string   `json:"text"`   // what must hold; of a finding what is wrong
		Metric   *string  `json:"metric"`
		Month    *int     `json:"month"` // first month that breaks it
		Date     *string  `json:"date"`
		Actual   *float64 `json:"actual"`
		Limit    *float64 `json:"limit"`
		Over     *float64 `json:"over"`
		Worst    *float64 `json:"worst"`
		Path     string   `json:"path"`
		File     string   `json:"file"`
		Line     *int     `json:"line"`
		Reason   *string  `json:"reason"`
		Category *part    `json:"category"` // that grew most
		Changes  []change `json:"changes"`  // of one input each, and what comes of it
	}
	part struct {
		Name   string  `json:"name"`
		Since  int     `json:"since"`
		Before float64 `json:"before"`
		After  float64 `json:"after"`
	}
	change struct {
		Path   string   `json:"path"`
		Line   *int     `json:"line"`
		Before string   `json:"before"`
		After  string   `json:"after"`
		Value  *float64 `json:"value"`
		Mends  bool     `json:"mends"`
	}
)

// writeJSON writes the verdict for machines.
func writeJSON(w io.Writer, v *gate.Verdict, _ Options) error {
	d := document{SchemaVersion: report.SchemaVersion, Tool: v.Tool, Status: v.Status().String(), Scenarios: json.RawMessage(here), LeftOut: []omission{}}
	for _, f := range v.LeftOut {
		d.LeftOut = append(d.LeftOut, omission(f))
	}
	return writeAround(w, d, 1, func(yield func(scenario) bool) {
		for s := range v.All() {
			one := scenario{
				File: s.File, Name: s.Name, SHA256: s.SHA256, Currency: s.Currency, Start: s.Start,
				Baseline: optional(s.Baseline), Status: s.Status().String(), Error: optional(s.Error), Checks: []check{},
			}
			for j := range s.Checks {
				one.Checks = append(one.Checks, newCheck(s, &s.Checks[j]))
			}
			if !yield(one) {
				return
			}
		}
	})
}

func newCheck(s *gate.Subject, c *gate.Check) check {
	at := place(s, c)
	k := check{
		Kind: string(c.Kind), Name: c.Name, Level: c.Level, Status: c.Status.String(), Text: c.Text, Metric: optional(c.Metric),
		Month: c.Month, Date: optional(c.Date), Actual: rounded(c.Actual), Limit: rounded(c.Bound), Over: rounded(c.Over()), Worst: rounded(c.Worst),
		Path: c.Path, File: at.File, Line: line(at.Line), Reason: optional(reason(c)), Changes: []change{},
	}
	if !c.Status.Broken() {
		k.Over = nil
	}
	if c.Advice == nil {
		return k
	}
	if p := c.Advice.Part; p != nil {
		k.Category = &part{p.Name, p.Since, p.Before, p.After}
	}
	for _, ch := range c.Advice.Changes {
		k.Changes = append(k.Changes, change{ch.Path, line(ch.Pos.Line), ch.Before, ch.After, rounded(ch.Value), ch.Mends})
	}
	return k
}

// rounded hides the last bits of a float.
func rounded(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	r := *v
	if math.Abs(r) < 1<<32 {
		r = math.Round(r*1e6)/1e6 + 0
	}
	return &r
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func line(n int) *int {
	if n <= 0 {
		return nil
	}
	return &n
}

// columns are those of the CSV.
func columns() []string {
	return []string{
		"file", "scenario", "kind", "name", "level", "status", "metric", "text", "month", "date",
		"actual", "limit", "over", "worst", "currency", "line", "reason",
	}
}

// writeCSV writes a row for each check.
func writeCSV(w io.Writer, v *gate.Verdict, _ Options) error {
	if err := csv.Rows(w, [][]string{columns()}); err != nil {
		return err
	}
	for s := range v.All() {
		if err := csv.Rows(w, rowsOfCSV(s)); err != nil {
			return err
		}
	}
	for _, f := range v.LeftOut {
		if err := csv.Rows(w, [][]string{fault(f.File, "file", gate.Skipped, f.Reason)}); err != nil {
			return err
		}
	}
	return nil
}

// fault is the row of a file that was not judged.
func fault(file, kind string, status gate.Status, reason string) []string {
	row := make([]string, len(columns()))
	row[0], row[2], row[5], row[16] = file, kind, status.String(), reason
	return row
}

// rowsOfCSV are those of a scenario.
func rowsOfCSV(s *gate.Subject) (rows [][]string) {
	number := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	whole := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	word := func(text *string) string {
		if text == nil {
			return ""
		}
		return *text
	}
	if s.Error != "" {
		rows = append(rows, fault(s.File, "scenario", gate.Failed, s.Error))
	}
	for j := range s.Checks {
		k := newCheck(s, &s.Checks[j])
		rows = append(rows, []string{
			s.File, s.Name, k.Kind, k.Name, k.Level, k.Status, word(k.Metric), k.Text, whole(k.Month), word(k.Date),
			number(k.Actual), number(k.Limit), number(k.Over), number(k.Worst), s.Currency, whole(k.Line), word(k.Reason),
		})
	}
	return rows
}
