package ci

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/talimat/talimat-plan/internal/gate"
)

// gitlabIssue is one entry of GitLab's code quality report.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// gitlab is a code quality report: an array of issues.
func gitlab(v *gate.Verdict, o Options) (string, error) {
	issues, prints := []gitlabIssue{}, newFingerprints(o)
	for _, p := range append(problems(v, gate.Failed, gate.Denied, gate.Warned, gate.Known, gate.Noted), unjudged(v)...) {
		name, _ := o.file(p.subject.File)
		issues = append(issues, gitlabIssue{
			Description: p.message, CheckName: rule(p), Fingerprint: prints.of(p), Severity: gitlabSeverity(p),
			Location: gitlabLocation{Path: name, Lines: gitlabLines{Begin: p.pos.Line}},
		})
	}
	return encode(issues)
}

func gitlabSeverity(p problem) string {
	switch {
	case p.status == gate.Failed:
		return "blocker"
	case p.status == gate.Skipped:
		return "info"
	case p.status == gate.Denied:
		return "critical"
	case p.status == gate.Warned:
		return "major"
	case p.check.Kind == gate.Finding && p.check.Level == "high":
		return "minor"
	}
	return "info"
}

// fingerprints makes issues recognisable from run to run: by what is checked
// where, never by line or value. Issues alike in all of that count up.
type fingerprints struct {
	options Options
	seen    map[string]int
}

func newFingerprints(o Options) *fingerprints {
	return &fingerprints{options: o, seen: map[string]int{}}
}

func (f *fingerprints) of(p problem) string {
	name, _ := f.options.file(p.subject.File)
	key := name + "\x00" + rule(p)
	if p.check != nil {
		key += "\x00" + p.check.Name + "\x00" + p.check.Path
	} else {
		key += "\x00" + p.message
	}
	n := f.seen[key]
	f.seen[key]++
	if n > 0 {
		key += fmt.Sprintf("\x00%d", n)
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// rule is the kind of a problem, stable from run to run.
func rule(p problem) string {
	switch {
	case p.flag != "":
		return "usage/" + p.title
	case p.check == nil:
		return "scenario/" + p.title
	case p.check.Kind == gate.Finding:
		return "finding/" + p.check.Name
	case p.status == gate.Failed:
		return string(p.check.Kind) + "/not-evaluated"
	case p.check.Kind == gate.Limit:
		return "limit/" + p.check.Level
	}
	return string(p.check.Kind)
}

// encode writes indented JSON and leaves < and > as they are.
func encode(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.String(), err
}
