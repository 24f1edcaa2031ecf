package ci

import (
	"encoding/xml"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
)

// The elements that CI systems read of JUnit's format.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		Classname string        `xml:"classname,attr"`
		File      string        `xml:"file,attr,omitempty"`
		Line      int           `xml:"line,attr,omitempty"`
		Time      string        `xml:"time,attr"`
		Skipped   *junitOutcome `xml:"skipped"`
		Error     *junitOutcome `xml:"error"`
		Failure   *junitOutcome `xml:"failure"`
		SystemOut string        `xml:"system-out,omitempty"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// junit is a suite for each scenario and a case for each of its checks. What
// denies fails, what warns passes and says so; findings that the policy
// tolerates are no cases.
func junit(v *gate.Verdict) (string, error) {
	all := junitSuites{Name: "talimat-plan check"}
	for s := range v.All() {
		suite := newSuite(s)
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Errors += suite.Errors
		all.Skipped += suite.Skipped
		all.Suites = append(all.Suites, suite)
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	return xml.Header + string(text) + "\n", err
}

func newSuite(s *gate.Subject) junitSuite {
	suite := junitSuite{Name: s.File}
	if s.Error != "" {
		for _, p := range faults(s) {
			suite.add(junitCase{Name: p.title, Error: &junitOutcome{Message: p.message, Type: "error", Text: p.pos.String() + ": " + p.message}}, s, p.pos.Line)
		}
	}
	for i := range s.Checks {
		c := &s.Checks[i]
		if c.Status == gate.Noted {
			continue
		}
		k := junitCase{Name: title(c)}
		message := sentence(s, c)
		full := strings.Join(append([]string{message}, advice(s, c)...), "\n")
		switch c.Status {
		case gate.Denied:
			k.Failure = &junitOutcome{message, c.Level, full}
		case gate.Failed:
			k.Error = &junitOutcome{message, "error", full}
		case gate.Skipped:
			k.Skipped = &junitOutcome{Message: c.Reason}
		case gate.Known:
			k.SystemOut = "known: " + full
		case gate.Warned:
			k.SystemOut = "warning: " + full
		}
		suite.add(k, s, place(s, c).Line)
	}
	return suite
}

func (suite *junitSuite) add(k junitCase, s *gate.Subject, line int) {
	name, isFile := file(s.File)
	k.Classname, k.Time = name, "0"
	if isFile {
		k.File, k.Line = name, line
	}
	suite.Tests++
	switch {
	case k.Failure != nil:
		suite.Failures++
	case k.Error != nil:
		suite.Errors++
	case k.Skipped != nil:
		suite.Skipped++
	}
	suite.Cases = append(suite.Cases, k)
}
