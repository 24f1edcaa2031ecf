package report

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/words"
)

// answer begins a document about a scenario.
func answer(kind string, s *model.Scenario, o Options) *document.Document {
	return &document.Document{
		Kind: kind, Tool: o.Tool, Currency: words.Currency(s.Currency),
		Scenario: &document.Scenario{
			Name: s.Name, Description: s.Description, File: o.File, SHA256: strings.TrimPrefix(o.InputHash, "sha256:"),
			Start: s.Start.String(), Months: s.Months(),
		},
	}
}

// entitle gives a document the name of its scenario, and the lines below it: what it
// is about, with the scenario's file behind it, and how it came to be.
func entitle(d *document.Document, about string, how ...string) {
	d.Title = d.Scenario.Name
	if d.Scenario.Description != "" {
		d.Title += ": " + d.Scenario.Description
	}
	if d.Scenario.File != "" {
		about += " · " + d.Scenario.File
	}
	d.Frame = append([]string{about}, how...)
}

// samplingFields says how so many futures of a design were drawn, in the words of
// --sampling.
func samplingFields(d *sampling.Design, futures int) *document.Fields {
	method := d.Method.String()
	if d.Method == sampling.Random {
		method = "mc"
	}
	return &document.Fields{Name: "sampling", Fields: []document.Field{
		{Key: "method", Cell: document.Word(method)},
		{Key: "seed", Cell: document.Seed(d.Seed)},
		{Key: "replicates", Cell: document.Count(d.Replicates)},
		{Key: "points", Cell: document.Count(d.Points)},
		{Key: "futures", Cell: document.Count(futures)},
	}}
}
