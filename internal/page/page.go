// Package page writes a dossier as one HTML file for people who decide: no
// network, no script that anything needs, light and dark, fit for a telephone
// and for paper. It computes nothing, and the same dossier gives the same bytes.
package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // for the template and what goes into it
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode"

	"github.com/talimat/talimat-plan/internal/report"
)

var (
	//go:embed page.tmpl
	layout string
	//go:embed page.css
	style string
	//go:embed page.js
	script string
)

// document is what the template is filled with.
type document struct {
	*report.Dossier
	Policy   template.HTML // what the page may load: nothing but its own style and script
	Style    template.CSS
	Script   template.JS
	Contents []entry
	Alphabet template.HTML // the letters of the charts
	charts   map[string]picture
}

// entry is a section in the table of contents.
type entry struct{ ID, Title string }

// Write writes the page.
func Write(w io.Writer, d *report.Dossier) error {
	charts, err := draw(d)
	if err != nil {
		return err
	}
	css := style + charts.style()
	doc := &document{Dossier: d, Policy: policy(css), Style: template.CSS(css), Script: template.JS(script), Alphabet: charts.alphabet(), charts: charts.pictures}
	doc.Contents = doc.contents()
	t, err := template.New("page").Funcs(doc.functions()).Parse(layout)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, doc); err != nil {
		return err
	}
	_, err = w.Write(bytes.Map(visible, b.Bytes()))
	return err
}

// contents lists the sections that the plan has something for.
func (d *document) contents() []entry {
	all := []entry{{"summary", "Summary"}}
	add := func(holds bool, id, title string) {
		if holds {
			all = append(all, entry{id, title})
		}
	}
	add(len(d.Phases.Rows) > 0, "phases", "Phases")
	add(true, "capacity", "Capacity")
	add(true, "money", "Money")
	add(len(d.Cash.Rows) > 0, "finance", "Finance")
	add(d.Outlook != nil, "odds", "How likely is it?")
	add(len(d.Limits.Rows)+len(d.Claims.Rows)+len(d.Objectives.Rows) > 0, "promises", "Limits and claims")
	add(true, "findings", "Findings and risks")
	add(true, "assumptions", "Assumptions")
	add(true, "scenario", "Scenario")
	return all
}

// Has reports whether the page has a section.
func (d *document) Has(id string) bool {
	for _, e := range d.Contents {
		if e.ID == id {
			return true
		}
	}
	return false
}

// Chart is the picture of that name, or nil when there is nothing to draw.
func (d *document) Chart(name string) *picture {
	if p, ok := d.charts[name]; ok {
		return &p
	}
	return nil
}

// Thirds reports whether the headlines fill rows of three better than rows of four.
func (d *document) Thirds() bool { n := len(d.Headlines); return n%4 != 0 && n%3 == 0 || n%4 == 1 }

// worst is how many findings the summary shows.
const worst = 5

// Worst are the findings for the summary: the first high ones, or whatever comes
// first when none is high.
func (d *document) Worst() []report.Finding {
	all := d.Forecast.Findings
	n := 0
	for n < len(all) && n < worst && all[n].Severity == all[0].Severity {
		n++
	}
	return all[:n]
}

// policy forbids the page everything but its own style and script, by their
// digests: whatever a name in a scenario looks like, no browser runs it.
func policy(css string) template.HTML {
	digest := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return base64.StdEncoding.EncodeToString(sum[:])
	}
	return template.HTML(fmt.Sprintf(
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'">`,
		digest(css), digest(script)))
}

// visible replaces what would be seen as something else than it is: control
// characters, those that turn the direction of the text around them, and those
// without width.
func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
		return '·'
	default:
		return r
	}
}

// functions are what the template calls.
func (d *document) functions() template.FuncMap {
	return template.FuncMap{
		"grid":    newGrid,
		"table":   func(id string, t report.Table) grid { return newGrid(id, report.Linked{Table: t}) },
		"lines":   func(text string) []string { return strings.Split(text, "\n") },
		"tone":    tone,
		"add":     func(a, b int) int { return a + b },
		"line":    func(f report.Finding) int { return f.InFile(d.Source.Name) },
		"title":   d.title,
		"finding": func(i int) report.Finding { return d.Forecast.Findings[i] },
	}
}

// title is the name of the section with that id.
func (d *document) title(id string) string {
	for _, e := range d.Contents {
		if e.ID == id {
			return e.Title
		}
	}
	return ""
}

// tone is the class of a word that judges.
func tone(word string) string {
	switch word {
	case "high", "broken":
		return "bad"
	case "medium", "fails":
		return "caution"
	case "holds":
		return "good"
	default:
		return "neutral"
	}
}
