package ci

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

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
func writeGitLab(w io.Writer, v *gate.Verdict, o Options) error {
	prints := newFingerprints(o)
	issue := func(p problem) gitlabIssue {
		name, _ := o.file(p.subject.File)
		return gitlabIssue{
			Description: p.message, CheckName: rule(p), Fingerprint: prints.of(p), Severity: gitlabSeverity(p),
			Location: gitlabLocation{Path: name, Lines: gitlabLines{Begin: p.pos.Line}},
		}
	}
	return writeAround(w, json.RawMessage(here), 0, func(yield func(gitlabIssue) bool) {
		for p := range problems(v, gate.Failed, gate.Denied, gate.Warned, gate.Known, gate.Noted) {
			if !yield(issue(p)) {
				return
			}
		}
		for _, p := range unjudged(v) {
			if !yield(issue(p)) {
				return
			}
		}
	})
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
	seen    map[[sha256.Size]byte]int // by the hash of what it is made of: of many files that are a fraction of it
}

func newFingerprints(o Options) *fingerprints {
	return &fingerprints{options: o, seen: map[[sha256.Size]byte]int{}}
}

func (f *fingerprints) of(p problem) string {
	name, _ := f.options.file(p.subject.File)
	key := name + "\x00" + rule(p)
	if p.check != nil {
		key += "\x00" + p.check.Name + "\x00" + p.check.Path
	} else {
		key += "\x00" + p.message
	}
	sum := sha256.Sum256([]byte(key))
	n := f.seen[sum]
	f.seen[sum]++
	if n > 0 {
		sum = sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, n))
	}
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
