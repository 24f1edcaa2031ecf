package ci

import (
	"net/url"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
)

const (
	sarifVersion = "2.1.0"
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	homepage     = "https://github.com/talimat/talimat-plan"
)

// The parts of SARIF 2.1.0 that code scanning reads.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool `json:"executionSuccessful"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations,omitempty"`
		RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

// sarif is a log with one run: a rule for each kind of check, a result for each
// that went wrong, at its line or at that of the input that drives it.
func sarif(v *gate.Verdict) (string, error) {
	name, version, _ := strings.Cut(v.Tool, " ")
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: name, Version: version, InformationURI: homepage, Rules: []sarifRule{}}},
		Invocations: []sarifInvocation{{ExecutionSuccessful: v.Count(gate.Failed) == 0}},
		ColumnKind:  "unicodeCodePoints", Results: []sarifResult{},
	}
	rules, prints := map[string]int{}, fingerprints{}
	for _, p := range problems(v, gate.Failed, gate.Denied, gate.Warned, gate.Known, gate.Noted) {
		id := rule(p)
		index, known := rules[id]
		if !known {
			index = len(run.Tool.Driver.Rules)
			rules[id] = index
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{id, sarifText{ruleText(p)}})
		}
		result := sarifResult{
			RuleID: id, RuleIndex: index, Level: sarifLevel(p.status), PartialFingerprints: map[string]string{"check/v1": prints.of(p)},
			Locations: locations(p.subject, p.pos.Line, p.pos.Col),
		}
		lines := []string{p.message}
		if p.check != nil {
			lines = append(lines, advice(p.subject, p.check)...)
			result.RelatedLocations = related(p)
		}
		result.Message = sarifText{strings.Join(lines, "\n")}
		run.Results = append(run.Results, result)
	}
	return encode(sarifLog{sarifSchema, sarifVersion, []sarifRun{run}})
}

func sarifLevel(s gate.Status) string {
	switch s {
	case gate.Failed, gate.Denied:
		return "error"
	case gate.Warned:
		return "warning"
	}
	return "note"
}

func ruleText(p problem) string {
	switch {
	case p.check == nil:
		return "The scenario is valid."
	case p.check.Kind == gate.Finding:
		return "The plan does not contradict itself: " + p.check.Name + "."
	case p.check.Kind == gate.Limit && p.check.Level == "deny":
		return "A limit that denies holds."
	case p.check.Kind == gate.Limit:
		return "A limit that warns holds."
	case p.check.Kind == gate.Claim:
		return "A stated figure is what the plan computes."
	}
	return "An objective is met."
}

// locations is a place in a scenario; none for one that is no file.
func locations(s *gate.Subject, line, col int) []sarifLocation {
	name, isFile := file(s.File)
	if !isFile {
		return nil
	}
	at := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: name}).String()}}
	if line > 0 {
		at.Region = &sarifRegion{line, col}
	}
	return []sarifLocation{{Physical: at}}
}

// related are the inputs that move a broken limit most.
func related(p problem) []sarifLocation {
	if p.check.Advice == nil {
		return nil
	}
	var all []sarifLocation
	for _, change := range p.check.Advice.Changes {
		if change.Pos.File != p.subject.File {
			continue
		}
		for _, l := range locations(p.subject, change.Pos.Line, change.Pos.Col) {
			id := len(all) + 1
			l.ID, l.Message = &id, &sarifText{change.Path + " " + change.Before + " → " + change.After}
			all = append(all, l)
		}
	}
	return all
}
