package ci

import (
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
)

// The elements that CI systems read of JUnit's format.
type (
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Time     string      `xml:"time,attr"`
		Cases    []junitCase `xml:"testcase"`

		names map[string]int // how often each name was asked for
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

// noTime is how long each check took, in seconds: the same input gives the same
// bytes, so that what the clock says has no place in a report.
const noTime = "0"

// writeJUnit writes a suite for each scenario and a case for each of its checks. What
// denies fails, what warns passes and says so; findings that the policy tolerates
// are no cases. The counts stand before what is counted, so that suites are made
// twice.
func writeJUnit(w io.Writer, v *gate.Verdict, o Options) error {
	var all junitSuite
	for suite := range suites(v, o) {
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Errors += suite.Errors
		all.Skipped += suite.Skipped
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	root := xml.StartElement{Name: xml.Name{Local: "testsuites"}, Attr: []xml.Attr{
		attribute("name", "talimat-plan check"), attribute("tests", strconv.Itoa(all.Tests)), attribute("failures", strconv.Itoa(all.Failures)),
		attribute("errors", strconv.Itoa(all.Errors)), attribute("skipped", strconv.Itoa(all.Skipped)), attribute("time", noTime),
	}}
	if err := e.EncodeToken(root); err != nil {
		return err
	}
	for suite := range suites(v, o) {
		if err := e.EncodeElement(suite, xml.StartElement{Name: xml.Name{Local: "testsuite"}}); err != nil {
			return err
		}
	}
	if err := e.EncodeToken(root.End()); err != nil {
		return err
	}
	if err := e.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func attribute(name, value string) xml.Attr {
	return xml.Attr{Name: xml.Name{Local: name}, Value: value}
}

// suites are those of the scenarios, then that of the files that were not judged.
func suites(v *gate.Verdict, o Options) iter.Seq[junitSuite] {
	return func(yield func(junitSuite) bool) {
		for s := range v.All() {
			if !yield(newSuite(s, o)) {
				return
			}
		}
		if len(v.LeftOut) > 0 {
			yield(skippedSuite(v, o))
		}
	}
}

func newSuite(s *gate.Subject, o Options) junitSuite {
	name, isFile := o.file(s.File)
	suite := junitSuite{Name: name, Time: noTime, names: map[string]int{}}
	add := func(k junitCase, line int) {
		k.Classname = name
		if isFile {
			k.File, k.Line = name, line
		}
		suite.add(k)
	}
	if s.Error != "" {
		for _, p := range faults(s) {
			add(junitCase{Name: p.title + ": " + p.brief, Error: &junitOutcome{Message: p.message, Type: "error", Text: p.pos.String() + ": " + p.message}}, p.pos.Line)
		}
	}
	for i := range s.Checks {
		c := &s.Checks[i]
		if c.Status == gate.Noted {
			continue
		}
		k := junitCase{Name: caseName(c)}
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
		add(k, place(s, c).Line)
	}
	return suite
}

// caseName names a check as no other of its scenario: of findings one code may be
// found in several places.
func caseName(c *gate.Check) string {
	if c.Kind == gate.Finding {
		return title(c) + " " + c.Path
	}
	return title(c)
}

// add adds a case and counts it. Names alike count up: readers know a case again
// by its name, and keep one of those that share it.
func (suite *junitSuite) add(k junitCase) {
	k.Time = noTime
	suite.names[k.Name]++
	if n := suite.names[k.Name]; n > 1 {
		k.Name = fmt.Sprintf("%s #%d", k.Name, n)
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
