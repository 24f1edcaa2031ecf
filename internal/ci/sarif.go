package ci

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/finding"
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
		Tool        sarifTool            `json:"tool"`
		Invocations []sarifInvocation    `json:"invocations"`
		BaseIDs     map[string]sarifBase `json:"originalUriBaseIds"`
		ColumnKind  string               `json:"columnKind"`
		Results     json.RawMessage      `json:"results"`
	}
	sarifBase struct {
		Description sarifText `json:"description"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
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
		FullDescription  sarifText `json:"fullDescription"`
		Help             sarifText `json:"help"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations"`
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
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

// sourceRoot stands for the root of the repository: a log says no path of the
// machine that wrote it.
const sourceRoot = "%SRCROOT%"

// sarif is a log with one run: a rule for each kind of check, a result for each
// that went wrong, at its line or at that of the input that drives it.
func writeSARIF(w io.Writer, v *gate.Verdict, o Options) error {
	name, version, _ := strings.Cut(v.Tool, " ")
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: name, Version: version, InformationURI: homepage, Rules: []sarifRule{}}},
		Invocations: []sarifInvocation{{ExecutionSuccessful: v.Count(gate.Failed) == 0}},
		BaseIDs:     map[string]sarifBase{sourceRoot: {sarifText{"The root of the repository."}}},
		ColumnKind:  "unicodeCodePoints", Results: json.RawMessage(here),
	}
	if text := leftOut(v); text != "" {
		run.Invocations[0].Notifications = []sarifNotification{{"note", sarifText{text}}}
	}
	rules := map[string]int{}
	for p := range problems(v, sarifStatuses()...) {
		if id := rule(p); !has(rules, id) {
			rules[id] = len(rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newRule(id, p))
		}
	}
	prints := newFingerprints(o)
	return writeAround(w, sarifLog{sarifSchema, sarifVersion, []sarifRun{run}}, 3, func(yield func(sarifResult) bool) {
		for p := range problems(v, sarifStatuses()...) {
			if !yield(newResult(p, rules[rule(p)], prints, o)) {
				return
			}
		}
	})
}

// sarifStatuses are those of what is a result.
func sarifStatuses() []gate.Status {
	return []gate.Status{gate.Failed, gate.Denied, gate.Warned, gate.Known, gate.Noted}
}

func has(rules map[string]int, id string) bool { _, known := rules[id]; return known }

// newResult is a problem, whose rule has an index.
func newResult(p problem, index int, prints *fingerprints, o Options) sarifResult {
	result := sarifResult{
		RuleID: rule(p), RuleIndex: index, Level: sarifLevel(p.status), PartialFingerprints: map[string]string{"check/v1": prints.of(p)},
		Locations: []sarifLocation{o.location(p.subject, p.pos)},
	}
	lines := []string{p.message}
	if p.check != nil {
		lines = append(lines, advice(p.subject, p.check)...)
		result.RelatedLocations = o.related(p)
	}
	result.Message = sarifText{strings.Join(lines, "\n")}
	return result
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

// newRule describes the rule that a problem breaks as its alerts read: by what is
// wrong when there is one.
func newRule(id string, p problem) sarifRule {
	r := ruleText(p)
	title := strings.ToUpper(r.Title[:1]) + r.Title[1:]
	return sarifRule{ID: id, ShortDescription: sarifText{title + "."}, FullDescription: sarifText{r.Help}, Help: sarifText{r.Help}}
}

func ruleText(p problem) finding.Rule {
	const explain = " talimat-plan explain METRIC shows the arithmetic behind a figure."
	switch {
	case p.check == nil && p.title == unreadable:
		return finding.Rule{Title: "the scenario cannot be read", Help: "The file is missing, is no text, or is not what it is taken for. Nothing in it was checked."}
	case p.flag != "":
		return finding.Rule{
			Title: "a flag of the command line is wrong: " + strings.ReplaceAll(p.title, "-", " "),
			Help:  "What --limit or --set asks for cannot be used, so that nothing was checked. The scenario itself may be right: the place shown is only its beginning.",
		}
	case p.check == nil:
		return finding.Rule{
			Title: "the scenario is not valid: " + strings.ReplaceAll(p.title, "-", " "),
			Help:  "A scenario that is not valid is not computed, and none of its limits is checked. talimat-plan validate shows every problem with its line and what would mend it.",
		}
	case p.check.Kind == gate.Finding:
		return finding.RuleOf(p.check.Name)
	case p.status == gate.Failed:
		return finding.Rule{Title: "a limit could not be evaluated", Help: "What cannot be evaluated does not pass. The message says what is missing." + explain}
	case p.check.Kind == gate.Limit && p.check.Level == "deny":
		return finding.Rule{Title: "a limit that denies is broken", Help: "The plan breaks a limit of the scenario or of the command line. The message says in which month and by how much, and which inputs move the result most." + explain}
	case p.check.Kind == gate.Limit:
		return finding.Rule{Title: "a limit that warns is broken", Help: "The plan breaks a limit that warns. The message says in which month and by how much, and which inputs move the result most." + explain}
	case p.check.Kind == gate.Claim:
		return finding.Rule{Title: "a claimed figure is not what the plan computes", Help: "A figure that the scenario states differs from the computed one by more than it allows." + explain}
	}
	return finding.Rule{Title: "an objective is missed", Help: "The plan does not keep what the objectives of the scenario promise. The message says in which month and by how much." + explain}
}

// location is a place in a scenario. One that is no file has a name that is not
// below the root: readers want a location of every result.
func (o *Options) location(s *gate.Subject, at diag.Pos) sarifLocation {
	name, isFile := o.file(s.File)
	artifact := sarifArtifact{URI: (&url.URL{Path: name}).String()}
	switch {
	case strings.HasPrefix(name, "/"):
		artifact.URI = (&url.URL{Scheme: "file", Path: name}).String()
	case isFile:
		artifact.BaseID = sourceRoot
	}
	return sarifLocation{Physical: sarifPhysical{artifact, sarifRegion{at.Line, at.Col}}}
}

// related are the inputs that move a broken limit most.
func (o *Options) related(p problem) []sarifLocation {
	if p.check.Advice == nil {
		return nil
	}
	var all []sarifLocation
	for _, change := range p.check.Advice.Changes {
		if change.Pos.File != p.subject.File || change.Pos.Line <= 0 {
			continue
		}
		l, id := o.location(p.subject, change.Pos), len(all)+1
		l.ID, l.Message = &id, &sarifText{change.Path + " " + change.Before + " → " + change.After}
		all = append(all, l)
	}
	return all
}
